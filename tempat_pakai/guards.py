"""What the procedure forbids in the field and on the road, one rule a function; each answers "" or the reason."""
from __future__ import annotations

from typing import Any

from metrologi.clock.indonesia import tanggal
from metrologi.clock.now import today


def hari_perjalanan(case: Any) -> str:
    """An SPT gives authority for its days only, not before them."""
    trip = case.perjalanan
    if trip is None:
        return "Permohonan ini belum ada dalam perjalanan."
    return f"SPT baru berlaku {tanggal(trip.tanggal)}." if today() < trip.tanggal else ""


def semua_diuji(case: Any) -> str:
    waiting = [str(i.uttp) for i in case.diterima() if not i.hasil]
    return f"Belum diuji: {', '.join(waiting)}." if waiting else ""


def berita_acara_ada(case: Any) -> str:
    visit = case.kunjungan_kini()
    return "" if visit is None or visit.ditandatangani else "Berita acara kunjungan ini belum ditandatangani."


def belum_ada_berita_acara(case: Any) -> str:
    visit = case.kunjungan_kini()
    if visit is None:
        return "Kunjungan belum dimulai."
    return "Berita acara kunjungan ini sudah ditandatangani." if visit.ditandatangani else ""


def ada_permohonan(trip: Any) -> str:
    return "" if trip.daftar() else "Perjalanan ini tidak lagi memuat permohonan; batalkan."


def ada_penera(trip: Any) -> str:
    return "" if trip.penera() else "Pilih sekurangnya satu penera melalui “Jadwal ulang”."


def belum_ada_kunjungan(trip: Any) -> str:
    return "Kunjungan sudah dimulai; perjalanan tidak dapat diubah lagi." if trip.dikunjungi() else ""
