"""What follows from steps of applications and trips: letters, schedule, SPT, messages to the owners."""
from __future__ import annotations

from typing import Any

from metrologi.clock.indonesia import hari_tanggal
from metrologi.documents.issuing import of, revoke
from metrologi.notifications.send import send
from metrologi.pengujian.reactions import sambungkan
from metrologi.workflow.reactions import on
from metrologi.workflow.run import react
from tempat_pakai.machine import Status
from tempat_pakai.models import Perjalanan, PermohonanTempatPakai
from tempat_pakai.perjalanan import StatusPerjalanan

sambungkan("tempat_pakai")
BERANGKAT = (Status.DIJADWALKAN, Status.DITUGASKAN, Status.DIUJI)


@on("perjalanan", "susun", "tambah_permohonan")
def masukkan(case: Perjalanan, *, by: Any, data: dict) -> None:
    """Each chosen application is now of this trip."""
    for permohonan in data["permohonan"]:
        react(permohonan, "jadwalkan", by=by, perjalanan=case)


@on("perjalanan", "terbitkan_spt")
def tugaskan(case: Perjalanan, *, by: Any, data: dict) -> None:
    for permohonan in case.permohonan.filter(status=Status.DIJADWALKAN):
        react(permohonan, "tugaskan", by=by)
        _kabari(permohonan, "Kunjungan petugas", f"Petugas datang {hari_tanggal(case.tanggal)}, berangkat pukul "
                                                 f"{case.jam:%H.%M} WIB.")


@on("perjalanan", "jadwal_ulang")
def jadwalkan_ulang(case: Perjalanan, *, by: Any, data: dict) -> None:
    _cabut_spt(case, by, f"Jadwal diubah: {data['note']}")
    for permohonan in case.permohonan.all():
        if permohonan.status == Status.DITUGASKAN:
            react(permohonan, "tunggu_spt", by=by)
        _kabari(permohonan, "Jadwal kunjungan berubah",
                f"Kunjungan petugas menjadi {hari_tanggal(case.tanggal)}. Alasan: {data['note']}")


@on("perjalanan", "batalkan_perjalanan")
def lepaskan(case: Perjalanan, *, by: Any, data: dict) -> None:
    _cabut_spt(case, by, f"Perjalanan dibatalkan: {data['note']}")
    for permohonan in case.permohonan.all():
        react(permohonan, "lepas_jadwal", by=by)
        _kabari(permohonan, "Kunjungan dijadwalkan kembali", f"Kunjungan semula batal. Alasan: {data['note']}")


@on("tempat_pakai", "tunda")
def kabari_tunda(case: PermohonanTempatPakai, *, by: Any, data: dict) -> None:
    _kabari(case, "Kunjungan ditunda", f"Jadwal baru akan dikabarkan. Alasan: {data['note']}")


@on("tempat_pakai", "selesai_uji", "tinggalkan")
def akhiri_perjalanan(case: PermohonanTempatPakai, *, by: Any, data: dict) -> None:
    """The trip is over when nobody of it waits for a visit any more."""
    trip = case.perjalanan
    if trip and trip.status == StatusPerjalanan.BERJALAN and not trip.permohonan.filter(status__in=BERANGKAT).exists():
        react(trip, "tuntas", by=by)


def _cabut_spt(trip: Perjalanan, by: Any, alasan: str) -> None:
    for dokumen in of(trip):
        if dokumen.state == "terbit":
            revoke(dokumen, by=by, alasan=alasan)


def _kabari(case: PermohonanTempatPakai, judul: str, isi: str) -> None:
    for user in case.applicants():
        send(user, judul=f"{judul}: {case.nomor}", isi=isi, url=case.get_absolute_url(), case=case)
