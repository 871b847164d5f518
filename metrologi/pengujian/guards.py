"""What the procedures of tera forbid, one rule a function; each answers "" or the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrologi.clock.now import now
from metrologi.pengujian.susulan import calon

if TYPE_CHECKING:
    from metrologi.pengujian.models import PerkaraUji, Permohonan
    from metrologi.workflow.cases import Case


def semua_di_luar_lingkup(case: Permohonan) -> str:
    """All may be referred at once only if no instrument is inside the scope (kaji ulang)."""
    inside = [i for i in case.daftar if i.dalam_lingkup]
    return (
        f"{len(inside)} UTTP masih dalam ruang lingkup kantor ini; kaji tiap UTTP."
        if inside
        else ""
    )


def batas_waktu_lewat(case: Case) -> str:
    """The office closes an application only after its time limit."""
    if case.due_at and case.due_at > now():
        return "Pemohon masih punya waktu untuk melengkapi."
    return ""


def ada_yang_belum_berhasil(case: PerkaraUji) -> str:
    """What has its final result is not tested for something else."""
    if all(i.final for i in case.diterima()):
        return "Semua UTTP sudah punya hasil akhir."
    return ""


def tinggal_perbaikan(case: PerkaraUji) -> str:
    """A case waits for repair when all are tested and one needs repair."""
    accepted = case.diterima()
    if any(not i.hasil for i in accepted):
        return "Masih ada UTTP yang belum diuji."
    if not any(i.hasil == i.Hasil.PERLU_PERBAIKAN for i in accepted):
        return "Tidak ada UTTP yang perlu diperbaiki."
    return ""


def semua_berhasil_akhir(case: PerkaraUji) -> str:
    """The test ends when every accepted instrument is SAH or BATAL."""
    waiting = [str(i.uttp) for i in case.diterima() if not i.final]
    return f"Belum ada hasil akhir untuk: {', '.join(waiting)}." if waiting else ""


def ada_cerapan(case: PerkaraUji) -> str:
    """Only a stored test can be overruled."""
    return "" if case.ada_cerapan() else "Belum ada cerapan."


def ada_yang_perlu_surat(case: PerkaraUji) -> str:
    """Drafts are made where an instrument needs a letter."""
    return (
        "" if case.perlu_surat() else "Tidak ada UTTP yang memerlukan surat; gunakan “Tanpa surat”."
    )


def tidak_ada_yang_perlu_surat(case: PerkaraUji) -> str:
    """A case ends without letters only where no instrument needs one."""
    return (
        "Ada UTTP yang memerlukan SKHP atau surat keterangan batal." if case.perlu_surat() else ""
    )


def ada_yang_dapat_disusulkan(case: PerkaraUji) -> str:
    """A finished case gives one more SKHP only for a result that has none and still holds."""
    rows = calon(case)
    if any(not why for _, why in rows):
        return ""
    return " ".join(f"{i.uttp}: {why}." for i, why in rows[:3]) or "Tidak ada UTTP yang sah."
