"""One page of a procedure's list: searched, filtered, and never counted."""
from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from metrologi.workflow.cases import Case
from metrologi.workflow.declare import Machine
from metrologi.workflow.queue import for_list

SIZE = 25
LAST = 400


@dataclass(frozen=True)
class Page:
    rows: list[Case]
    number: int
    has_next: bool
    q: str
    status: str

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def page_of(machine: Machine, request: HttpRequest) -> Page:
    """`?hal=`, `?cari=`, `?status=`; a nonsense page number is page one."""
    q, status = request.GET.get("cari", "").strip()[:80], request.GET.get("status", "")
    rows = machine.model.objects.visible_to(request.user)
    if status in machine.states:
        rows = rows.filter(status=status)
    if q:
        rows = rows.filter(machine.model.search(q))
    raw = request.GET.get("hal", "1")
    number = min(max(int(raw), 1), LAST) if raw.isdecimal() and len(raw) < 6 else 1
    start = (number - 1) * SIZE
    found = list(for_list(machine, rows.order_by("-created_at", "-pk"))[start : start + SIZE + 1])
    return Page(found[:SIZE], number, len(found) > SIZE, q, status)
