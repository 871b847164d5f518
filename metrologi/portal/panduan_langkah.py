"""What a role may do in each procedure, read from the running machines, for the foot of a guide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from metrologi.workflow import registry

if TYPE_CHECKING:
    from metrologi.accounts.roles import Role
    from metrologi.workflow.declare import Machine, Step


@dataclass(frozen=True)
class Langkah:
    """A step as its button calls it, the states in which it is offered, and what it is for."""

    label: str
    saat: str
    guna: str


@dataclass(frozen=True)
class Prosedur:
    """The steps of one procedure that a role takes, and where its flow is drawn."""

    judul: str
    alur: str
    langkah: list[Langkah]


def langkah_peran(*peran: Role) -> Iterator[Prosedur]:
    """Every procedure in which one of these roles takes steps."""
    for machine in registry.all_machines():
        steps = [s for s in machine.steps.values() if set(peran) & set(s.actors) and not s.reaction]
        if steps:
            alur = reverse("workflow:flow", args=[machine.code])
            yield Prosedur(machine.title, alur, [_satu(machine, step) for step in steps])


def _satu(machine: Machine, step: Step) -> Langkah:
    states = ", ".join(dict.fromkeys(machine.label(code) for code in step.sources if code))
    return Langkah(step.label, states or "Awal perkara", step.hint)
