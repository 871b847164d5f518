"""What the procedure forbids in the field and on the road, one rule a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrologi.clock.indonesia import tanggal
from metrologi.clock.now import today
from metrologi.pengujian.absen import berhalangan

if TYPE_CHECKING:
    from tempat_pakai.models import Perjalanan, PermohonanTempatPakai


def hari_perjalanan(case: PermohonanTempatPakai) -> str:
    """An SPT gives authority for its days only, not before them."""
    trip = case.perjalanan
    if trip is None:
        return "Permohonan ini belum ada dalam perjalanan."
    return f"SPT baru berlaku {tanggal(trip.tanggal)}." if today() < trip.tanggal else ""


def semua_diuji(case: PermohonanTempatPakai) -> str:
    """The berita acara is signed when every accepted instrument has a result."""
    waiting = [str(i.uttp) for i in case.diterima() if not i.hasil]
    return f"Belum diuji: {', '.join(waiting)}." if waiting else ""


def berita_acara_ada(case: PermohonanTempatPakai) -> str:
    """A visit ends with its berita acara signed, if it has begun."""
    visit = case.kunjungan_kini()
    return (
        ""
        if visit is None or visit.ditandatangani
        else "Berita acara kunjungan ini belum ditandatangani."
    )


def belum_ada_berita_acara(case: PermohonanTempatPakai) -> str:
    """One visit has one berita acara."""
    visit = case.kunjungan_kini()
    if visit is None:
        return "Kunjungan belum dimulai."
    return "Berita acara kunjungan ini sudah ditandatangani." if visit.ditandatangani else ""


def ada_permohonan(trip: Perjalanan) -> str:
    """A trip without an application is cancelled, not ordered."""
    return "" if trip.daftar else "Perjalanan ini tidak lagi memuat permohonan; batalkan."


def ada_penera(trip: Perjalanan) -> str:
    """A trip needs somebody who may test."""
    return "" if trip.penera() else "Pilih sekurangnya satu penera melalui “Jadwal ulang”."


def petugas_masuk(trip: Perjalanan) -> str:
    """Nobody is ordered out on a day of their leave or of duty elsewhere."""
    return berhalangan(trip.uml, trip.tanggal, trip.sampai, trip.regu)


def belum_ada_kunjungan(trip: Perjalanan) -> str:
    """A trip stays as it is once its first visit has begun."""
    return "Kunjungan sudah dimulai; perjalanan tidak dapat diubah lagi." if trip.dikunjungi else ""
