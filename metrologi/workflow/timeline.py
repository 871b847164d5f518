"""What happened and what comes: the stepper of the main road, and the log as people read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from metrologi.accounts.models import User
from metrologi.clock.templatetags.waktu import waktu_singkat
from metrologi.workflow import registry, trail
from metrologi.workflow.cases import Case
from metrologi.workflow.models import Jejak


@dataclass(frozen=True)
class Stop:
    """A stop of the stepper: `state` is done, now or todo, `time` when the case arrived there."""

    label: str
    state: str
    time: datetime | None = None


def reads_names(case: Case, user: User) -> bool:
    """Whether this person works on such cases at the unit of this one.

    Others read in which role a step was taken, not by whom.
    """
    return bool(user.roles(case.uml) & case.machine.staff_roles())


def by_whom(row: Jejak, names: bool) -> str:
    """Who took a step, as a reader of this kind may know it."""
    return f"{row.actor.nama}, {row.role_label}" if names and row.actor else row.role_label


def note_of(row: Jejak, names: bool) -> str:
    """The note of a step, as a reader of this kind may know it.

    `names` is whether they work on such cases (see `reads_names`).
    """
    machine = registry.find(row.machine)
    return row.note if names or (machine and machine.note_outside(row.step)) else ""


def note_now(case: Case, rows: Sequence[Jejak], names: bool) -> Jejak | None:
    """The step that brought the case where it is, if it left a note for this reader."""
    moves = [row for row in rows if row.source != row.target]
    last = moves[-1] if moves else None
    return last if last and last.target == case.status and note_of(last, names) else None


def log_for(case: Case, user: User) -> list[tuple[str, str, str, str]]:
    """The log for a printed list: when, what, by whom, with what note; as the page tells it."""
    names = reads_names(case, user)
    return [
        (waktu_singkat(row.at), row.label, by_whom(row, names), note_of(row, names))
        for row in trail.rows_of(case)
    ]


def stepper(case: Case, rows: Sequence[Jejak]) -> list[Stop]:
    """The states that this case passed, the present one, and the rest of the main road."""
    arrived = {row.target: row.at for row in rows if row.source != row.target}
    road = _with_detour(case)
    here = road.index(case.status)
    final = case.state.final
    return [
        Stop(
            case.machine.label(code),
            "done" if n < here or (n == here and final) else "now" if n == here else "todo",
            arrived.get(code) if n <= here else None,
        )
        for n, code in enumerate(road)
        if n >= here or code in arrived
    ]


def _with_detour(case: Case) -> list[str]:
    """The main road, with the present state put in where it branches off."""
    road = case.machine.road()
    if case.status in road:
        return road
    came_from = [s.sources for s in case.machine.steps.values() if s.target == case.status]
    places = [road.index(c) for sources in came_from for c in sources if c in road]
    at = max(places, default=len(road) - 1) + 1
    rest = [] if case.state.final else road[at:]
    return [*road[:at], case.status, *rest]
