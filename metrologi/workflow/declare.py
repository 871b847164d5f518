"""The words in which a procedure is declared: Machine, State, Timeout and Step."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django_fsm import FSMField, transition

from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.clock.duration import Duration

Guard = Callable[..., str]
OPENING = ""


def _tuple(value: Any) -> tuple:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) or callable(value) else tuple(value)


@dataclass(frozen=True)
class Timeout:
    """How a state ends if nobody acts: after `after`, the system runs `step`."""

    after: Duration
    step: str


@dataclass(frozen=True)
class State:
    """Whom the case waits for, the promise, and what each role is told meanwhile.

    `sla_asal` holds the promise by the procedure the case stems from, where its paper grants another time than `sla`.
    """

    holder: Role | None = None
    sla: Duration | None = None
    road: bool = False
    says: Mapping[str, str] = field(default_factory=dict)
    timeout: Timeout | None = None
    resting: bool = False
    final: bool = False
    sla_asal: Mapping[str, Duration] = field(default_factory=dict)

    def janji(self, asal: str = "") -> Duration | None:
        """The promise to a case of that procedure."""
        return self.sla_asal.get(asal, self.sla)


@dataclass(frozen=True)
class Step:
    """One arrow of the procedure; `sop` cites the rows it comes from as "kode:no".

    `sla` is the promise of an opening, which leaves no state that could carry it.
    """

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    by: tuple[Role, ...]
    sop: tuple[str, ...]
    guards: tuple[Guard, ...] = ()
    four_eyes: tuple[str, ...] = ()
    note: str = ""
    issues: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    proxy: Role | None = None
    reaction: bool = False
    signs: bool = False
    surface: bool = False
    danger: bool = False
    hint: str = ""
    sla: Duration | None = None

    @property
    def opens(self) -> bool:
        return not self.sources

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name, "label": self.label, "sources": list(self.sources), "target": self.target,
            "by": [str(r) for r in self.by], "sop": list(self.sop), "four_eyes": list(self.four_eyes),
            "issues": list(self.issues), "outputs": list(self.outputs), "branches": list(self.branches),
            "proxy": str(self.proxy) if self.proxy else None, "reaction": self.reaction,
        }


class Machine:
    """One procedure: its states, and the steps that its abstract model declares with `@step` and `@opening`."""

    def __init__(self, *, code: str, title: str, sop: str, status: type[models.TextChoices], number: str,
                 states: Mapping[Any, State], kicker: str = "", remarks: Mapping[int, str] | None = None) -> None:
        self.code, self.title, self.sop, self.status, self.number = code, title, sop, status, number
        self.kicker = kicker
        # What the flow page says about a row besides what runs, by row number.
        self.remarks: dict[int, str] = dict(remarks or {})
        self.states: dict[str, State] = {str(k): v for k, v in states.items()}
        self.steps: dict[str, Step] = {}
        self.model: Any = None
        self._field: FSMField | None = None

    def __repr__(self) -> str:
        return f"<Machine {self.code}>"

    # --- declaring -------------------------------------------------------------------------------
    def field(self) -> FSMField:
        self._field = FSMField("status", max_length=32, choices=self.status.choices, default=OPENING,
                               protected=True, editable=False)
        return self._field

    def constraint(self) -> models.CheckConstraint:
        return models.CheckConstraint(condition=models.Q(status__in=list(self.states)),
                                      name="%(app_label)s_%(class)s_status_dikenal")

    def step(self, label: str, *, source: Any, target: Any, by: Any, sop: Any, **extra: Any) -> Callable:
        """Declare a step. `by` (roles) and `sop` (rows) are obligatory: an arrow without authority is a mistake."""
        return self._declare(label, _tuple(source), target, by, sop, extra)

    def opening(self, label: str, *, target: Any, by: Any, sop: Any, **extra: Any) -> Callable:
        """Declare the step that brings a case into being; `proxy` names who may do it at the counter."""
        return self._declare(label, (), target, by, sop, extra)

    def _declare(self, label: str, sources: tuple, target: Any, by: Any, sop: Any, extra: dict) -> Callable:
        if not by or not sop:
            raise ValueError(f"{self.code}: langkah '{label}' tanpa pelaksana atau baris SOP")
        for name in ("guards", "four_eyes", "issues", "outputs", "branches"):
            if name in extra:
                extra[name] = _tuple(extra[name])

        def decorate(method: Callable) -> Callable:
            made = Step(name=method.__name__, label=label, sources=tuple(str(s) for s in sources), target=str(target),
                        by=_tuple(by), sop=_tuple(sop), **extra)
            if made.name in self.steps:
                raise ValueError(f"{self.code}: langkah {made.name} dinyatakan dua kali")
            self.steps[made.name] = made
            field = self._field or "status"
            return transition(field=field, source=list(made.sources) or OPENING, target=made.target)(method)  # type: ignore[no-any-return]

        return decorate

    @property
    def counter(self) -> str:
        """The code under which cases are numbered; papers of the same name count by themselves."""
        return f"perkara-{self.code}"

    # --- asking ----------------------------------------------------------------------------------
    def label(self, state: str) -> str:
        return str(self.status(state).label) if state else ""

    def openings(self) -> list[Step]:
        return [s for s in self.steps.values() if s.opens]

    def from_state(self, state: str) -> list[Step]:
        return [s for s in self.steps.values() if state in s.sources]

    def road(self) -> list[str]:
        return [code for code, state in self.states.items() if state.road]

    def roles(self) -> set[Role]:
        found = {role for s in self.steps.values() for role in s.by}
        return found | {s.proxy for s in self.steps.values() if s.proxy}

    def staff_roles(self) -> set[Role]:
        return self.roles() - OUTSIDE

    def rows(self) -> Iterator[tuple[str, list[Step]]]:
        """Every SOP row cited, in order of first citation, with the steps that cite it."""
        seen: dict[str, list[Step]] = {}
        for step in self.steps.values():
            for row in step.sop:
                seen.setdefault(row, []).append(step)
        yield from seen.items()

    def sla_of(self, step: Step, asal: str = "") -> Duration | None:
        """The promise a step must keep: that of the state it leaves, if its actor is the one waited for.

        `asal` is the procedure whose row is asked about, where the machine serves several.
        """
        if step.opens:
            return step.sla
        left = (self.states[s] for s in step.sources)
        return next((sla for state in left if (sla := state.janji(asal)) and state.holder in step.by), None)

    def as_dict(self) -> dict[str, Any]:
        return {
            "code": self.code, "title": self.title, "sop": self.sop,
            "states": [
                {"value": code, "label": self.label(code), "holder": str(s.holder) if s.holder else None,
                 "sla": str(s.sla) if s.sla else None, "final": s.final}
                for code, s in self.states.items()
            ],
            "steps": [s.as_dict() for s in self.steps.values()],
        }

    # --- checking --------------------------------------------------------------------------------
    def problems(self) -> list[str]:
        """Mistakes of the declaration itself, as sentences; empty when the machine is sound."""
        return [*self._state_problems(), *self._step_problems(), *self._reach_problems()]

    def _state_problems(self) -> Iterable[str]:
        for code in set(self.status.values) ^ set(self.states):
            yield f"{self.code}: status {code} tidak dinyatakan di kedua tempat"
        for code, state in self.states.items():
            leaving = [s for s in self.from_state(code) if s.target != code]
            faults = {
                "tidak ada yang memegang": not (state.holder or state.resting or state.final),
                "menunggu orang luar tanpa batas waktu": state.holder in OUTSIDE and not state.timeout,
                "batas waktu menuju langkah yang tidak ada": state.timeout and state.timeout.step not in self.steps,
                "akhir, tetapi ada langkah keluar": state.final and leaving,
                "jalan buntu": not (state.final or leaving or state.resting),
                "pemegangnya tidak punya langkah": state.holder and not any(
                    state.holder in s.by for s in self.from_state(code)),
            }
            yield from (f"{self.code}.{code}: {fault}" for fault, found in faults.items() if found)

    def _step_problems(self) -> Iterable[str]:
        for step in self.steps.values():
            for code in (*step.sources, step.target):
                if code not in self.states:
                    yield f"{self.code}.{step.name}: status {code} tidak dikenal"
            for other in step.four_eyes:
                if "." not in other and other not in self.steps:
                    yield f"{self.code}.{step.name}: empat mata menunjuk langkah {other} yang tidak ada"

    def _reach_problems(self) -> Iterable[str]:
        reached, todo = set(), [s.target for s in self.openings()]
        while todo:
            code = todo.pop()
            if code not in reached:
                reached.add(code)
                todo += [s.target for s in self.from_state(code)]
        for code in set(self.states) - reached:
            yield f"{self.code}.{code}: tidak dapat dicapai"
