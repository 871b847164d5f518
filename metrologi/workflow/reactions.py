"""Who listens to which step: `@on("skhp", "terbitkan")` functions run inside the step's own transaction."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

Reaction = Callable[..., None]
_listeners: dict[tuple[str, str], list[Reaction]] = defaultdict(list)


def on(code: str, *steps: str) -> Callable[[Reaction], Reaction]:
    """Register `react(case, *, by, data)` for steps of a machine; raising undoes the step."""

    def register(react: Reaction) -> Reaction:
        for step in steps:
            if react not in _listeners[code, step]:
                _listeners[code, step].append(react)
        return react

    return register


def listeners(code: str, step: str) -> list[Reaction]:
    return _listeners[code, step]


def notify(code: str, step: str, case: Any, *, by: Any, data: dict[str, Any]) -> None:
    for react in listeners(code, step):
        react(case, by=by, data=data)


def names(code: str, step: str) -> list[str]:
    return [f"{r.__module__}.{r.__name__}" for r in listeners(code, step)]
