"""The drafts of a whole sidang at one press: each participant by themselves, so that one refusal stops nobody else."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.workflow.errors import StepError
from metrologi.workflow.run import run
from metrologi.workflow.views import person
from sidang.machine import PesertaStatus
from sidang.models import Sidang
from sidang.register import sidang_or_404

SEKALI = 100


@dataclass
class Hasil:
    """How many drafts were made, and who was refused and why; `sisa` wait for another press."""

    dibuat: int = 0
    ditolak: list[str] = field(default_factory=list)
    sisa: int = 0

    def __str__(self) -> str:
        parts = [f"Konsep untuk {self.dibuat} peserta dibuat"] if self.dibuat or not self.ditolak else []
        if self.ditolak:
            parts.append(f"{len(self.ditolak)} tidak: {' '.join(self.ditolak)}".rstrip("."))
        if self.sisa:
            parts.append(f"{self.sisa} peserta lain menunggu; tekan sekali lagi")
        return ", ".join(parts) + "."


def menunggu(sidang: Sidang) -> Any:
    return sidang.peserta.filter(status=PesertaStatus.DISIAPKAN)


def siapkan_semua(sidang: Sidang, by: Any) -> Hasil:
    """The step `siapkan` of each who waits for it, in queue order, each in its own transaction."""
    told = Hasil()
    for peserta in menunggu(sidang).select_related("pemilik", "sidang").order_by("antrean")[:SEKALI]:
        try:
            run(peserta, "siapkan", by=by, seen=PesertaStatus.DISIAPKAN)
            told.dibuat += 1
        except StepError as error:
            told.ditolak.append(f"{peserta.antrean}. {peserta.pemilik.nama}: {error}")
    told.sisa = max(0, menunggu(sidang).count() - len(told.ditolak))
    return told


@access.roles(Role.ADMINISTRASI)
@require_POST
def siapkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Pressed again, it only takes who waits by then."""
    sidang = sidang_or_404(request, pk)
    told = siapkan_semua(sidang, person(request))
    if not told.dibuat and not told.ditolak:
        messages.info(request, "Tidak ada peserta yang menunggu konsep SKHP.")
    else:
        (messages.warning if told.ditolak else messages.success)(request, str(told))
    return redirect(sidang)
