"""What must hold before a step of an appeal, one rule a function; each answers "" or the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrologi.clock.now import now

if TYPE_CHECKING:
    from banding.models import Banding


def batas_waktu_lewat(case: Banding) -> str:
    """The office closes an incomplete appeal only after its time limit."""
    if case.due_at and case.due_at > now():
        return "Batas waktu melengkapi belum lewat."
    return ""


def tidak_ada_panel_sah(case: Banding) -> str:
    """A case leaves the office only where no lawful panel exists in it."""
    return (
        "Panel yang sah masih dapat dibentuk di kantor ini." if case.penilai().ada_panel() else ""
    )


def usulan_masih_sah(case: Banding) -> str:
    """What was lawful when proposed may no longer be when signed."""
    return " ".join(case.nilai_usulan().alasan)


def semua_menyatakan_netral(case: Banding) -> str:
    """The investigation ends when every member has declared neutrality."""
    belum = [str(a.user) for a in case.panel() if a.pernyataan_at is None]
    return f"Belum menyatakan ketidakberpihakan: {', '.join(belum)}." if belum else ""


def rapat_sudah_berlangsung(case: Banding) -> str:
    """A decision is noted after the meeting, not before."""
    return "Rapat panel belum berlangsung." if case.rapat_at and case.rapat_at > now() else ""


def ada_hasil_investigasi(case: Banding) -> str:
    """The investigation ends with at least one finding."""
    return "" if case.bahan.exists() else "Belum ada hasil investigasi yang dicatat."
