"""What must be so before a step of a loan; each rule answers why not, or "" when it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrologi.clock.indonesia import tanggal
from metrologi.clock.now import now
from metrologi.documents.models.dokumen import papers_of

if TYPE_CHECKING:
    from metrologi.perlengkapan.cap.models import PinjamCtt


def batas_konfirmasi_lewat(case: PinjamCtt) -> str:
    """The penera has had the time to confirm."""
    if case.due_at is None or case.due_at > now():
        until = f" sampai {tanggal(case.due_at.date())}" if case.due_at else ""
        return f"Penera masih dapat mengonfirmasi{until}."
    return ""


def belum_ada_berita_acara(case: PinjamCtt) -> str:
    """The record of the loan is printed once."""
    return "Berita acaranya sudah terbit." if papers_of(case) else ""
