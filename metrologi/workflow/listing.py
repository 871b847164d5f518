"""One page of a procedure's list: searched, filtered, and never counted."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from metrologi.accounts.models import User
from metrologi.web import Page, window
from metrologi.workflow.cases import Case, CaseQuerySet
from metrologi.workflow.declare import Machine
from metrologi.workflow.queue import for_list


def page_of(machine: Machine, user: User, request: HttpRequest) -> Page:
    """The cases of a machine that this person may see, by `?cari=` and `?status=`."""
    q, status = request.GET.get("cari", "").strip()[:80], request.GET.get("status", "")
    rows = machine.model.objects.visible_to(user)
    if status in machine.states:
        rows = rows.in_states([status])
    if q:
        rows = rows.filter(pk__in=_found(rows, machine.model.search(q)))
    return window(
        for_list(machine, rows.order_by("-created_at", "-pk")), request, q=q, status=status
    )


def _found(rows: CaseQuerySet, parts: list[Q]) -> QuerySet[Case, int]:
    """The keys of what any part finds; one question with OR would read the whole table."""
    first, *rest = [rows.filter(part).order_by().values_list("pk", flat=True) for part in parts]
    return first.union(*rest)
