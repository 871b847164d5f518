"""What must hold before a step of an appeal, one rule a function; each answers "" or the reason."""
from __future__ import annotations

from typing import Any

from metrologi.clock.now import now


def batas_waktu_lewat(case: Any) -> str:
    if case.due_at and case.due_at > now():
        return "Batas waktu melengkapi belum lewat."
    return ""


def tidak_ada_panel_sah(case: Any) -> str:
    """A case leaves the office only where no lawful panel exists in it."""
    return "Panel yang sah masih dapat dibentuk di kantor ini." if case.penilai().ada_panel() else ""


def usulan_masih_sah(case: Any) -> str:
    """What was lawful when proposed may no longer be when signed."""
    return " ".join(case.nilai_usulan().alasan)


def semua_menyatakan_netral(case: Any) -> str:
    belum = [str(a.user) for a in case.panel() if a.pernyataan_at is None]
    return f"Belum menyatakan ketidakberpihakan: {', '.join(belum)}." if belum else ""


def rapat_sudah_berlangsung(case: Any) -> str:
    return "Rapat panel belum berlangsung." if case.rapat_at and case.rapat_at > now() else ""


def ada_hasil_investigasi(case: Any) -> str:
    return "" if case.bahan.exists() else "Belum ada hasil investigasi yang dicatat."
