"""What anyone with number and access code may know of a case; never a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from metrologi.accounts.roles import OUTSIDE
from metrologi.workflow import registry, trail
from metrologi.workflow.cases import Case
from metrologi.workflow.timeline import Stop, stepper


@dataclass(frozen=True)
class Tracking:
    """The answer to a number with the right access code; `sentence` is for people outside."""

    title: str
    nomor: str
    status_label: str
    sentence: str
    due_at: datetime | None
    steps: list[Stop]
    case: Case


def find(nomor: str, kode: str) -> Tracking | None:
    """The case of that number and access code; None otherwise, whichever was wrong."""
    nomor, kode = nomor.strip(), kode.strip().upper().replace(" ", "").replace("-", "")
    for machine in registry.all_machines():
        for case in machine.model.objects.filter(nomor__iexact=nomor).select_related("uml")[:5]:
            if case.cocok(kode):
                return _tracking(case)
    return None


def _tracking(case: Case) -> Tracking:
    sentence = next((s for role in OUTSIDE if (s := case.says(role))), "")
    return Tracking(
        case.machine.title,
        case.nomor,
        case.status_label,
        sentence,
        case.due_at,
        stepper(case, trail.rows_of(case)),
        case,
    )
