"""How a procedure opens a case of another that it does not know: by the need which it serves.

An opening says `serves=Need.UJI_ULANG`; whoever needs a re-test asks `serving(Need.UJI_ULANG)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from metrologi.workflow import registry
from metrologi.workflow.declare import Machine, Step


class Need(StrEnum):
    """What a procedure may ask of another, and the data that the opening takes for it."""

    # Instruments are tested once more, without cost. `pemilik`, `catatan`, and `items`: each a dict
    # of `uttp`, `tahap` and `minta_skhp`.
    UJI_ULANG = "uji_ulang"
    # A new letter takes the place of one in force. `menggantikan` and `alasan`.
    DOKUMEN_PENGGANTI = "dokumen_pengganti"
    # The office makes up for what went wrong in the case it stems from. `alasan`.
    KOMPENSASI = "kompensasi"


@dataclass(frozen=True)
class Serving:
    """The opening that meets a need, and the machine it belongs to."""

    machine: Machine
    step: Step

    @property
    def url(self) -> str:
        """Where a person opens such a case; the query of the address proposes its data."""
        return reverse("workflow:open", args=[self.machine.code])


def serving(need: Need) -> Serving | None:
    """The opening that meets this need; None where no installed procedure does."""
    for machine in registry.all_machines():
        for step in machine.openings():
            if step.serves == need:
                return Serving(machine, step)
    return None
