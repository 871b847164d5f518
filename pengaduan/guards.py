"""What the procedure of complaints forbids, one rule a function; each answers "" or the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pengaduan.models import Evaluasi, Pengaduan


def ada_rencana(evaluasi: Evaluasi) -> str:
    """An evaluation needs at least one planned improvement."""
    return (
        ""
        if evaluasi.rencana.exists()
        else "Tulis sekurangnya satu rencana perbaikan beserta tenggatnya."
    )


def ada_perbaikan_terbuka(evaluasi: Evaluasi) -> str:
    """There is an improvement that is not noted as done."""
    still = evaluasi.rencana.filter(selesai_at=None).exists()
    return "" if still else "Semua perbaikan sudah dicatat selesai."


def belum_lengkap(case: Pengaduan) -> str:
    """Back to verification goes what was never verified."""
    return "Pengaduan ini sudah diverifikasi; lanjutkan penanganannya." if case.lengkap_at else ""


def sudah_lengkap(case: Pengaduan) -> str:
    """Only what was verified can be handled on."""
    return "" if case.lengkap_at else "Pengaduan ini belum diverifikasi; kembalikan ke verifikasi."


def ada_pengawas(case: Pengaduan) -> str:
    """Complaints leave the office only for the supervisor that the office has declared."""
    return (
        ""
        if case.uml.pengawas
        else "Pengawas luar belum ditetapkan. Minta admin mengisinya di Pengaturan, bagian Unit."
    )
