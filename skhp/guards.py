"""What must hold before a SKHP is signed, one rule a function; each answers "" or the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skhp.models import Skhp

WANTED = {"skhp": "sah", "keterangan_batal": "batal"}


def hasil_lengkap(skhp: Skhp) -> str:
    """A SKHP lists what passed, a statement of batal what failed.

    Nothing in between (UU 2/1981 Ps. 20).
    """
    wrong = [str(b.uttp) for b in skhp.daftar if b.pengujian.keputusan_akhir != WANTED[skhp.jenis]]
    return f"Hasil cerapan tidak cocok dengan jenis surat: {', '.join(wrong)}." if wrong else ""


def pengujian_terakhir(skhp: Skhp) -> str:
    """A later test of the same order item makes the draft stale."""
    later = [str(b.uttp) for b in skhp.daftar if b.pengujian.ada_yang_lebih_baru()]
    return (
        f"Ada cerapan yang lebih baru untuk {', '.join(later)}; buat ulang konsep." if later else ""
    )
