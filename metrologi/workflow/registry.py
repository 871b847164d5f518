"""Which procedures run in this portal; each app registers its own when Django is ready."""

from __future__ import annotations

from metrologi.workflow.declare import Machine
from metrologi.workflow.procedure import Procedure

_procedures: dict[str, Procedure] = {}


def register(*procedures: Procedure) -> None:
    """Let these procedures run; called by the app's `AppConfig.ready`.

    ValueError when the code of one is taken.
    """
    for procedure in procedures:
        if procedure.code in _procedures:
            raise ValueError(f"dua prosedur memakai kode {procedure.code!r}")
        procedure.machine.model = procedure.model
        _procedures[procedure.code] = procedure


def all_procedures() -> list[Procedure]:
    return list(_procedures.values())


def procedure(code: str) -> Procedure:
    """The procedure of that code; KeyError when no app brings it."""
    return _procedures[code]


def all_machines() -> list[Machine]:
    return [procedure.machine for procedure in _procedures.values()]


def find(code: str) -> Machine | None:
    """The machine of that code, or None when no app brings it."""
    procedure = _procedures.get(code)
    return procedure.machine if procedure else None


def get(code: str) -> Machine:
    """The machine of that code; KeyError when no app brings it."""
    return _procedures[code].machine
