"""The drafts of a whole sidang at one press; one refusal stops nobody else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from metrologi.workflow.errors import StepError
from metrologi.workflow.run import run
from sidang.machine import PesertaStatus
from sidang.models import Sidang

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from metrologi.accounts.models import User
    from sidang.models import PesertaSidang

SEKALI = 100


@dataclass
class HasilKonsep:
    """How many drafts were made, and who was refused and why; `sisa` wait for another press."""

    dibuat: int = 0
    ditolak: list[str] = field(default_factory=list)
    sisa: int = 0

    def __str__(self) -> str:
        parts = (
            [f"Konsep untuk {self.dibuat} peserta dibuat dan diajukan ke Kepala"]
            if self.dibuat or not self.ditolak
            else []
        )
        if self.ditolak:
            parts.append(f"{len(self.ditolak)} tidak: {' '.join(self.ditolak)}".rstrip("."))
        if self.sisa:
            parts.append(f"{self.sisa} peserta lain menunggu; tekan sekali lagi")
        return ", ".join(parts) + "."


def menunggu(sidang: Sidang) -> QuerySet[PesertaSidang]:
    return sidang.peserta.filter(status=PesertaStatus.DISIAPKAN)


def siapkan_semua(sidang: Sidang, by: User | None) -> HasilKonsep:
    """The step `siapkan` of each who waits for it, in queue order, each in its own transaction."""
    outcome = HasilKonsep()
    for peserta in (
        menunggu(sidang).select_related("pemilik", "sidang").order_by("antrean")[:SEKALI]
    ):
        try:
            run(peserta, "siapkan", by=by, seen=PesertaStatus.DISIAPKAN, ajukan=True)
            outcome.dibuat += 1
        except StepError as error:
            outcome.ditolak.append(f"{peserta.antrean}. {peserta.pemilik.nama}: {error}")
    outcome.sisa = max(0, menunggu(sidang).count() - len(outcome.ditolak))
    return outcome
