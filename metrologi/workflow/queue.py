"""The working list of a person: every case that waits for one of their roles, over all machines, by deadline."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from metrologi.accounts.models import User
from metrologi.accounts.roles import OUTSIDE
from metrologi.clock.now import now
from metrologi.workflow import registry
from metrologi.workflow.cases import Case
from metrologi.workflow.declare import Machine, Step

LIMIT = 60
FAR = timedelta(days=36500)


@dataclass(frozen=True)
class QueueItem:
    """One waiting case and the one next action on it."""

    case: Case
    machine: Machine
    next_step: Step | None
    at: datetime

    @property
    def state_label(self) -> str:
        return self.case.status_label

    @property
    def due_at(self) -> datetime | None:
        return self.case.due_at

    @property
    def overdue(self) -> bool:
        return bool(self.due_at and self.due_at < self.at)

    @property
    def subject(self) -> str:
        return self.case.subject()

    @property
    def url(self) -> str:
        return self.case.get_absolute_url()


def queue_for(user: User, code: str = "", limit: int = LIMIT) -> list[QueueItem]:
    """Up to `limit` cases a machine, the most urgent first; one query for each machine that waits for the user."""
    items = [item for machine in registry.all_machines() if not code or machine.code == code
             for item in _waiting(machine, user, limit)]
    far = now() + FAR
    return sorted(items, key=lambda i: (i.due_at or far, i.case.pk))[:limit]


def _waiting(machine: Machine, user: User, limit: int) -> list[QueueItem]:
    where, mine = Q(), set()
    for role in machine.staff_roles():
        states = [c for c, s in machine.states.items() if s.holder == role]
        units = user.units_with({role}) if states else []
        if units:
            mine.add(role)
            where |= Q(status__in=states, uml_id__in=units)
    if not where:
        return []
    at = now()
    rows = machine.model.objects.filter(where, machine.model.giliran(user)).order_by("due_at", "pk")
    return [QueueItem(case, machine, main_step(case, mine), at) for case in for_list(machine, rows)[:limit]]


def own(user: User, limit: int = 20) -> list[QueueItem]:
    """An applicant's running cases, those that wait for them first."""
    at, items = now(), []
    for machine in registry.all_machines():
        if not (machine.model.followed or machine.roles() & OUTSIDE and user.roles() & machine.roles()):
            continue
        running = [c for c, s in machine.states.items() if not s.final]
        rows = machine.model.objects.filter(machine.model.milik(user), status__in=running).distinct()
        items += [QueueItem(case, machine, main_step(case, OUTSIDE), at) for case in for_list(machine, rows)[:limit]]
    return sorted(items, key=lambda i: (i.case.state.holder not in OUTSIDE, -i.case.created_at.timestamp()))[:limit]


def for_list(machine: Machine, rows: Any) -> Any:
    """The rows with what `subject()` reads, so that a list costs the same queries at any length."""
    related, many = getattr(machine.model, "list_related", ()), getattr(machine.model, "list_prefetch", ())
    return (rows.select_related(*related) if related else rows).prefetch_related(*many)


def main_step(case: Case, roles: set | frozenset) -> Step | None:
    steps = [s for s in case.machine.from_state(case.status) if not s.reaction and set(s.by) & set(roles)]
    return steps[0] if steps else None
