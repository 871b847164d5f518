"""A page of a list without counting the rows: one row more than shown says whether there is a next page."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

UKURAN = 25
TERAKHIR = 400


@dataclass(frozen=True)
class Halaman:
    rows: list[Any]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def halaman(rows: QuerySet[Any], request: HttpRequest) -> Halaman:
    """The page `?hal=` of an ordered queryset; nonsense is page one."""
    raw = request.GET.get("hal", "1")
    number = min(max(int(raw), 1), TERAKHIR) if raw.isdecimal() and len(raw) < 6 else 1
    start = (number - 1) * UKURAN
    found = list(rows[start : start + UKURAN + 1])
    return Halaman(found[:UKURAN], number, len(found) > UKURAN)


def bilangan(raw: str | None) -> int | None:
    """A primary key from a query string; None for anything that is not one."""
    return int(raw) if raw and raw.isascii() and raw.isdecimal() and len(raw) < 12 else None
