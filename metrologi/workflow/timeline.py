"""What happened and what comes: the stepper of the main road, and the log as people read it."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from metrologi.workflow.cases import Case
from metrologi.workflow.models import Jejak


@dataclass(frozen=True)
class Stop:
    """One stop of the stepper; `state` is done, now or todo."""

    label: str
    state: str
    time: datetime | None = None


def stepper(case: Case, rows: Sequence[Jejak]) -> list[Stop]:
    """The road as this case walked it: stops passed, the present one, and the rest of the main road."""
    arrived = {row.target: row.at for row in rows if row.source != row.target}
    road = _with_detour(case)
    here = road.index(case.status)
    final = case.state.final
    return [
        Stop(case.machine.label(code), "done" if n < here or (n == here and final) else "now" if n == here else "todo",
             arrived.get(code) if n <= here else None)
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
