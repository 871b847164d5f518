"""Who listens to which step: functions under `@on(…)` run inside the step's own transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from metrologi.accounts.models import User
    from metrologi.workflow.cases import Case
    from metrologi.workflow.declare import StepData

Reaction = Callable[..., None]


@dataclass(frozen=True)
class Listener:
    """A function that follows a step; `source` is a machine's code or a base class of cases."""

    source: str | type[Case]
    step: str
    react: Reaction

    @property
    def name(self) -> str:
        return f"{self.react.__module__}.{self.react.__name__}"

    def hears(self, model: type[Case]) -> bool:
        """Whether it listens to cases of this model."""
        if isinstance(self.source, str):
            return bool(model.machine.code == self.source)
        return issubclass(model, self.source)


_listeners: list[Listener] = []


def on(source: str | type[Case], *steps: str) -> Callable[[Reaction], Reaction]:
    """Register `react(case, *, by, data)` for steps; whatever it raises undoes the step.

    `source` is the code of one machine, or a base class: then it listens to the machine of every
    case that is one. `data` holds what the step took, with its defaults, and `note`.
    """

    def register(react: Reaction) -> Reaction:
        for step in steps:
            listener = Listener(source, step, react)
            if listener not in _listeners:
                _listeners.append(listener)
        return react

    return register


def all_listeners() -> list[Listener]:
    return list(_listeners)


def listeners(model: type[Case], step: str) -> list[Listener]:
    """Who follows this step of this model's machine, in the order of registration."""
    return [found for found in _listeners if found.step == step and found.hears(model)]


def notify(case: Case, step: str, *, by: User | None, data: StepData) -> None:
    """Call everybody who listens to the step, in the order of registration.

    Called by `run` once the case is saved; whatever a listener raises undoes the step.
    """
    for listener in listeners(type(case), step):
        listener.react(case, by=by, data=data)
