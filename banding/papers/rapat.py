"""The attendance list and the minutes of the panel's meeting."""

from __future__ import annotations

from banding.models import Banding
from banding.papers.dasar import Naskah, akibat, pokok
from metrologi.accounts.models import User
from metrologi.documents.declare import penandatangan, register, waktu_iso
from metrologi.documents.payload import Payload


def rapat(case: Banding) -> Payload:
    """Which appeal, and when, where and on what its panel meets."""
    return {
        **pokok(case),
        "waktu": waktu_iso(case.rapat_at),
        "tempat": case.rapat_tempat,
        "acara": case.rapat_acara,
    }


@register
class DaftarHadir(Naskah):
    """who is invited to the panel's meeting, for each to sign there."""

    code, title, template = (
        "daftar_hadir_banding",
        "Daftar Hadir Rapat Panel Banding",
        "banding/papers/daftar_hadir.html",
    )
    pattern = "{klasifikasi}/{urut:04}/DH-BDG/{unit}/{tahun}"
    internal = True

    def isi(self, case: Banding, by: User | None) -> Payload:
        return {
            **rapat(case),
            "undangan": [[row["nama"], row["sebagai"]] for row in case.diundang()],
            "penandatangan": penandatangan(None, case.uml) | {"jabatan": "Ketua Panel Banding"},
        }


@register
class Notulen(Naskah):
    """what was said and decided in the panel's meeting."""

    code, title, template = (
        "notulen_banding",
        "Notulen Rapat Panel Banding",
        "banding/papers/notulen.html",
    )
    pattern = "{klasifikasi}/{urut:04}/NOT-BDG/{unit}/{tahun}"
    internal = True

    def isi(self, case: Banding, by: User | None) -> Payload:
        return {
            **rapat(case),
            "hadir": [[row["nama"], row["sebagai"]] for row in case.hadir],
            "tidak_hadir": [[row["nama"], row["sebagai"]] for row in case.absen()],
            "penandatangan": penandatangan(by, case.uml) | {"jabatan": "Ketua Panel Banding"},
            "kesimpulan": case.kesimpulan,
            "notulen": case.notulen,
            "perbedaan": case.perbedaan,
            "putusan": case.get_putusan_display(),
            "pertimbangan": case.pertimbangan,
            "akibat": akibat(case),
        }
