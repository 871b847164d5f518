"""The working list of a person: the cases of all machines that wait for them, by deadline."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q

from metrologi.accounts.models import User
from metrologi.accounts.roles import OUTSIDE
from metrologi.clock.now import now
from metrologi.workflow import registry
from metrologi.workflow.cases import Case, CaseQuerySet
from metrologi.workflow.declare import Machine, Step

LIMIT = 60
FAR = timedelta(days=36500)


@dataclass(frozen=True)
class QueueItem:
    """A waiting case and the step that the person would take next; `at` is the present moment."""

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
    def rincian(self) -> str:
        return self.case.rincian()

    @property
    def url(self) -> str:
        return self.case.get_absolute_url()


def queue_for(user: User, code: str = "", limit: int = LIMIT) -> list[QueueItem]:
    """What waits for this person, the earliest deadline first; at most `limit` cases.

    `code` asks of one procedure alone. One query for each machine with a role of theirs.
    """
    items = [
        item
        for machine in registry.all_machines()
        if not code or machine.code == code
        for item in _waiting(machine, user, limit)
    ]
    far = now() + FAR
    return sorted(items, key=lambda i: (i.due_at or far, i.case.pk))[:limit]


def _waiting(machine: Machine, user: User, limit: int) -> list[QueueItem]:
    turns = dict(_turns(machine, user))
    if not turns:
        return []
    at, mine = now(), set(turns)
    return [
        QueueItem(case, machine, main_step(case, mine, user), at)
        for case in _rows(machine, user, limit, list(turns.values()))
    ]


def _turns(machine: Machine, user: User) -> Iterator[tuple[str, tuple[list[str], list[int]]]]:
    """Each role of this person for whom cases wait: in which states, of which units."""
    for role in machine.staff_roles():
        states = [c for c, s in machine.states.items() if s.holder == role]
        units = user.units_with({role}) if states else []
        if units:
            yield role, (states, units)


def _rows(
    machine: Machine, user: User, limit: int, turns: list[tuple[list[str], list[int]]]
) -> list[Case]:
    model = machine.model
    where = reduce(or_, (Q(status__in=states, uml_id__in=units) for states, units in turns))
    found = model.objects.filter(where, model.giliran(user)).order_by("due_at", "pk")
    return list(for_list(machine, found)[:limit])


def own_cases(user: User, limit: int = 20) -> list[QueueItem]:
    """An applicant's running cases, those that wait for them first."""
    at, items = now(), []
    for procedure in registry.all_procedures():
        machine = procedure.machine
        theirs = machine.roles() & OUTSIDE and user.roles_anywhere() & machine.roles()
        if not (procedure.followed or theirs):
            continue
        running = [c for c, s in machine.states.items() if not s.final]
        own = machine.model.objects.filter(machine.model.milik(user))
        rows = own.in_states(running).distinct()
        items += [
            QueueItem(case, machine, main_step(case, OUTSIDE, user), at)
            for case in for_list(machine, rows)[:limit]
        ]
    return sorted(
        items, key=lambda i: (i.case.state.holder not in OUTSIDE, -i.case.created_at.timestamp())
    )[:limit]


def for_list(machine: Machine, rows: CaseQuerySet) -> CaseQuerySet:
    """The rows with what `Case.subject` and `Case.rincian` read.

    A list of any length costs the same queries.
    """
    procedure = registry.procedure(machine.code)
    if procedure.related:
        rows = rows.select_related(*procedure.related)
    return machine.model.untuk_daftar(rows.prefetch_related(*procedure.prefetch))


def main_step(case: Case, roles: AbstractSet[str], user: User) -> Step | None:
    """The first declared step of these roles that is left to `user`; None without any.

    Where the machine lets lists ask its guards, the first that nothing forbids now, or the first
    where all are forbidden, for its page says what is lacking. What lies beside the SOP is not
    proposed, nor what this person has done already.
    """
    steps = [
        s
        for s in case.machine.from_state(case.status)
        if not (s.reaction or s.relief or case.sudah(s, user)) and set(s.by) & set(roles)
    ]
    first = steps[0] if steps else None
    if not case.machine.lists_ask_guards:
        return first
    return next((s for s in steps if not any(guard(case) for guard in s.guards)), first)
