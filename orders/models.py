"""An order for tera at the office, and one row for each instrument it brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from metrologi.accounts.roles import Role
from metrologi.pengujian.baris import BarisPermohonan
from metrologi.pengujian.models import Permohonan
from orders.machine import MACHINE, OrderMachine

if TYPE_CHECKING:
    from metrologi.accounts.models import User
    from metrologi.workflow.declare import Step


class Order(OrderMachine, Permohonan):
    """An application for tera at the office; `loket` if the counter opened it.

    `tanpa_penera` holds the keys of those who may not test here; nobody is told why.
    """

    loket = models.BooleanField(default=False)
    tanpa_penera = models.JSONField(default=list, editable=False)

    class Meta(Permohonan.Meta):
        abstract = False
        constraints = [*Permohonan.Meta.constraints, MACHINE.constraint()]
        verbose_name = "permohonan tera di kantor"

    @classmethod
    def giliran(cls, user: User) -> Q:
        return super().giliran(user) & ~Q(tanpa_penera__contains=user.pk)

    def halangan(self, step: Step, user: User) -> str:
        if Role.PENERA in step.by and user.pk in self.tanpa_penera:
            return "Permohonan ini diuji oleh penera lain."
        return super().halangan(step, user)


class OrderItem(BarisPermohonan):
    """One instrument of an order: what was asked, what the review decided, what the test found."""

    perkara = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="items")

    class Meta(BarisPermohonan.Meta):
        abstract = False
