"""What the procedures of tera forbid, one rule a function; each answers "" or the reason."""
from __future__ import annotations

from typing import Any

from metrologi.clock.now import now
from metrologi.pengujian.susulan import calon


def semua_di_luar_lingkup(order: Any) -> str:
    inside = [i for i in order.daftar() if i.dalam_lingkup]
    return f"{len(inside)} UTTP masih dalam ruang lingkup kantor ini; kaji tiap UTTP." if inside else ""


def batas_waktu_lewat(order: Any) -> str:
    if order.due_at and order.due_at > now():
        return "Pemohon masih punya waktu untuk melengkapi."
    return ""


def tinggal_perbaikan(order: Any) -> str:
    accepted = order.diterima()
    if any(not i.hasil for i in accepted):
        return "Masih ada UTTP yang belum diuji."
    if not any(i.hasil == i.Hasil.PERLU_PERBAIKAN for i in accepted):
        return "Tidak ada UTTP yang perlu diperbaiki."
    return ""


def semua_berhasil_akhir(order: Any) -> str:
    waiting = [str(i.uttp) for i in order.diterima() if not i.final]
    return f"Belum ada hasil akhir untuk: {', '.join(waiting)}." if waiting else ""


def ada_cerapan(order: Any) -> str:
    return "" if order.ada_cerapan() else "Belum ada cerapan."


def ada_yang_perlu_surat(order: Any) -> str:
    return "" if order.perlu_surat() else "Tidak ada UTTP yang memerlukan surat; gunakan “Tanpa surat”."


def tidak_ada_yang_perlu_surat(order: Any) -> str:
    return "Ada UTTP yang memerlukan SKHP atau surat keterangan batal." if order.perlu_surat() else ""


def ada_yang_dapat_disusulkan(order: Any) -> str:
    """A finished case gives one more SKHP only for a result that has none and still holds."""
    rows = calon(order)
    if any(not why for _, why in rows):
        return ""
    return " ".join(f"{i.uttp}: {why}." for i, why in rows[:3]) or "Tidak ada UTTP yang sah."
