"""The parts of the settings page: which rows each shows, in which columns, and with which form."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from metrologi.accounts.models import Penugasan, Uml
from metrologi.portal import forms

Column = Callable[[Any], Any]


@dataclass(frozen=True)
class Bagian:
    """One part. A `single` part is the unit's own row; the others list rows of `rows(unit)`."""

    slug: str
    title: str
    lead: str
    icon: str
    form: type[forms.UnitForm]
    noun: str = "pengaturan"
    columns: dict[str, Column] = field(default_factory=dict)
    rows: Callable[[Uml], QuerySet[Any]] = lambda unit: Uml.objects.filter(pk=unit.pk)
    blank: Callable[[Uml], Any] = lambda unit: None
    single: bool = False
    can_add: bool = True
    can_delete: bool = True

    def cells(self, row: Any) -> list[tuple[str, Any]]:
        return [(name, read(row)) for name, read in self.columns.items()]


def date_or_dash(value: Any) -> str:
    return date_format(value, "j M Y") if value else "–"
