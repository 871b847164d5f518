"""Rows of the equipment that belong to a unit, as the staff of that unit see them."""

from __future__ import annotations

from typing import Self

from django.db import models

from metrologi.accounts.models import User
from metrologi.perlengkapan.peran import PETUGAS
from metrologi.uttp.keterlihatan import satuan_kerja
from metrologi.workflow.cases import CaseQuerySet


class MilikUnitQuerySet(models.QuerySet):
    """Rows with a field `uml`."""

    def visible_to(self, user: User) -> Self:
        """The staff of a unit see its equipment; nobody else sees any."""
        return self.filter(uml_id__in=satuan_kerja(user))


class PerkaraKantorQuerySet(CaseQuerySet):
    """Cases of the office's own, with no owner outside: all who work with equipment see them.

    The Kepala is among them, who takes no step here.
    """

    def visible_to(self, user: User) -> Self:
        if not user.is_authenticated:
            return self.none()
        return self.filter(uml_id__in=user.units_with(PETUGAS))
