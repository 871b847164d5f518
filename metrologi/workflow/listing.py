"""One page of a procedure's list: searched, filtered, and never counted."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from metrologi.workflow.declare import Machine
from metrologi.workflow.queue import for_list

SIZE = 25
LAST = 400


@dataclass(frozen=True)
class Page:
    """A window of rows; whether there are more is known from one row too many, never from a count."""

    rows: list[Any]
    number: int
    has_next: bool
    q: str = ""
    status: str = ""

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def window(rows: Any, request: HttpRequest, *, q: str = "", status: str = "") -> Page:
    """The page `?hal=` of an ordered queryset; a nonsense number is page one."""
    raw = request.GET.get("hal", "1")
    number = min(max(int(raw), 1), LAST) if raw.isdecimal() and len(raw) < 6 else 1
    start = (number - 1) * SIZE
    found = list(rows[start : start + SIZE + 1])
    return Page(found[:SIZE], number, len(found) > SIZE, q, status)


def page_of(machine: Machine, request: HttpRequest) -> Page:
    """The cases of a machine that the user may see, by `?cari=` and `?status=`."""
    q, status = request.GET.get("cari", "").strip()[:80], request.GET.get("status", "")
    rows = machine.model.objects.visible_to(request.user)
    if status in machine.states:
        rows = rows.filter(status=status)
    if q:
        rows = rows.filter(machine.model.search(q))
    return window(for_list(machine, rows.order_by("-created_at", "-pk")), request, q=q, status=status)
