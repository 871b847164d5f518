"""One page of a list of accounts; whether there are more is known from one row too many."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

SIZE = 25
LAST = 400


@dataclass(frozen=True)
class Halaman:
    rows: list[Any]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def halaman(rows: Any, request: HttpRequest) -> Halaman:
    """The page `?hal=` of an ordered queryset; a nonsense number is page one."""
    raw = request.GET.get("hal", "1")
    number = min(max(int(raw), 1), LAST) if raw.isdecimal() and len(raw) < 6 else 1
    found = list(rows[(number - 1) * SIZE : number * SIZE + 1])
    return Halaman(found[:SIZE], number, len(found) > SIZE)
