"""An order for tera at the office, and one row for each instrument it brings."""
from __future__ import annotations

from django.db import models

from metrologi.pengujian.models import BarisPermohonan, Permohonan
from orders.machine import MACHINE, OrderMachine


class Order(OrderMachine, Permohonan):
    loket = models.BooleanField(default=False)

    class Meta(Permohonan.Meta):
        abstract = False
        constraints = [*Permohonan.Meta.constraints, MACHINE.constraint()]
        verbose_name = "permohonan tera di kantor"


class OrderItem(BarisPermohonan):
    """One instrument of an order: what was asked, what the review decided, what the test found."""

    perkara = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="items")

    class Meta(BarisPermohonan.Meta):
        abstract = False
