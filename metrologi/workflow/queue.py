"""The working list of a person: every case that waits for one of their roles, over all machines, by deadline."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db.models import Q, prefetch_related_objects

from metrologi.accounts.models import User
from metrologi.accounts.roles import OUTSIDE
from metrologi.clock.now import now
from metrologi.prepared import Prepared
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
    turns = dict(_turns(machine, user))
    if not turns:
        return []
    at, mine = now(), set(turns)
    return [QueueItem(case, machine, main_step(case, mine), at) for case in _rows(machine, user, limit, list(turns.values()))]


def _turns(machine: Machine, user: User) -> Iterator[tuple[str, tuple[list[str], list[int]]]]:
    """Each role of this person for whom cases wait: in which states, of which units."""
    for role in machine.staff_roles():
        states = [c for c, s in machine.states.items() if s.holder == role]
        units = user.units_with({role}) if states else []
        if units:
            yield role, (states, units)


def _rows(machine: Machine, user: User, limit: int, turns: list[tuple[list[str], list[int]]]) -> list[Case]:
    model, units = machine.model, {unit for _, units in turns for unit in units}
    if len(units) == 1 and _waits_for_all(model):
        states = tuple(sorted(state for states, _ in turns for state in states))
        rows = _of_unit(machine.code, states, limit)(*units)
        prefetch_related_objects(rows, *getattr(model, "list_prefetch", ()))
        return rows
    where = reduce(or_, (Q(status__in=states, uml_id__in=units) for states, units in turns))
    found = model.objects.filter(where, model.giliran(user)).order_by("due_at", "pk")
    return list(for_list(machine, found)[:limit])


def _waits_for_all(model: type[Case]) -> bool:
    """Whether what waits for a role waits for everybody who holds it."""
    return getattr(model.giliran, "__func__", None) is getattr(Case.giliran, "__func__", None)


@lru_cache(maxsize=256)
def _of_unit(code: str, states: tuple[str, ...], limit: int) -> Prepared[Case]:
    machine = registry.get(code)
    return Prepared(lambda uml: for_list(machine, machine.model.objects.filter(status__in=states, uml_id=uml).order_by(
        "due_at", "pk"))[:limit])


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
