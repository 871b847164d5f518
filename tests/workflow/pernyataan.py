"""Writes out what a procedure declares, argument by argument, as text that a person reads.

The fields of the dataclasses are asked, so an argument that is added tomorrow is written too. What
is left at its default is not written.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from types import ModuleType

from metrologi.clock.duration import Duration
from metrologi.documents.declare import Document
from metrologi.workflow.declare import Step
from metrologi.workflow.reactions import listeners

MACHINE = ("title", "kicker", "sop", "number", "internal", "remarks")
PAPER = sorted(name for name in Document.__annotations__ if name != "code")


def pernyataan(procedure):
    """All lines of one procedure."""
    machine = procedure.machine
    told = [f"prosedur {machine.code}"]
    told += _named((name, getattr(machine, name)) for name in MACHINE)
    told += _named(_declared(procedure, without=("machine",)))
    for code, state in machine.states.items():
        told += ["", f"keadaan {code}: {machine.label(code)}", *_named(_declared(state))]
        told += _named([("giliran", ", ".join(step.name for step in machine.turn(code)))])
    for step in machine.steps.values():
        told += ["", f"langkah {step.name}: {step.label}", *_step(procedure, step)]
    for paper in sorted(procedure.documents(), key=lambda paper: paper.code):
        told += [
            "",
            f"naskah {paper.code}",
            *_named((name, getattr(paper, name)) for name in PAPER),
        ]
    return "\n".join(told) + "\n"


def _step(procedure, step: Step):
    declared = _named(_declared(step, without=("name", "label", "signature")))
    data = [f"  data {parameter}" for parameter in step.signature.parameters.values()]
    heard = [f"  akibat: {one.name}" for one in listeners(procedure.model, step.name)]
    read = ["  catatan dibaca di luar"] if procedure.machine.note_outside(step.name) else []
    return [*declared, *data, *heard, *read]


def _declared(one, without=()):
    """(name, value) of every field that is not at its default."""
    for field in fields(one):
        default = field.default
        if field.default_factory is not MISSING:
            default = field.default_factory()
        value = getattr(one, field.name)
        if field.name not in without and value != default:
            yield field.name, value


def _named(pairs):
    return [f"  {name}: {_text(value)}" for name, value in pairs]


def _text(value):
    """A value in words that do not change from run to run."""
    if isinstance(value, Mapping):
        return "; ".join(f"{key} = {_text(part)}" for key, part in value.items())
    if isinstance(value, ModuleType):
        return value.__name__
    if isinstance(value, Duration):
        return f"{value} ({value!r})"
    if is_dataclass(value) and not isinstance(value, type):
        return (
            f"{type(value).__name__}({', '.join(f'{k}={_text(v)}' for k, v in _declared(value))})"
        )
    if isinstance(value, Callable):
        return f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(map(_text, value))
    return str(value)
