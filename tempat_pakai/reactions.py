"""What follows from steps of applications and trips: schedule, SPT, messages to owners."""

from __future__ import annotations

from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from metrologi.clock.indonesia import hari_tanggal
from metrologi.documents.issuing import revoke
from metrologi.documents.models import Dokumen
from metrologi.notifications.send import send
from metrologi.workflow.declare import StepData
from metrologi.workflow.reactions import on
from metrologi.workflow.run import react
from metrologi.workflow.terhenti import pemegang
from tempat_pakai.machine import Status
from tempat_pakai.models import Perjalanan, PermohonanTempatPakai
from tempat_pakai.perjalanan import StatusPerjalanan

BERANGKAT = (Status.DIJADWALKAN, Status.DITUGASKAN, Status.DIUJI)


@on("perjalanan", "susun", "tambah_permohonan")
def masukkan(case: Perjalanan, *, by: User | None, data: StepData) -> None:
    """Put each chosen application on the trip."""
    for permohonan in data["permohonan"]:
        react(permohonan, "jadwalkan", by=by, perjalanan=case)


@on("perjalanan", "terbitkan_spt")
def tugaskan(case: Perjalanan, *, by: User | None, data: StepData) -> None:
    """Move the applications of an ordered trip on, and tell their owners."""
    for permohonan in case.permohonan.filter(status=Status.DIJADWALKAN):
        react(permohonan, "tugaskan", by=by)
        _kabari(
            permohonan,
            "Kunjungan petugas",
            f"Petugas datang {hari_tanggal(case.tanggal)}, berangkat pukul {case.jam:%H.%M} WIB.",
        )


@on("perjalanan", "jadwal_ulang")
def jadwalkan_ulang(case: Perjalanan, *, by: User | None, data: StepData) -> None:
    """Revoke the SPT of a trip with a new day, and tell the owners."""
    _cabut_spt(case, by, f"Jadwal diubah: {data['note']}")
    for permohonan in case.permohonan.all():
        if permohonan.status == Status.DITUGASKAN:
            react(permohonan, "tunggu_spt", by=by)
        _kabari(
            permohonan,
            "Jadwal kunjungan berubah",
            f"Kunjungan petugas menjadi {hari_tanggal(case.tanggal)}. Alasan: {data['note']}",
        )


@on("perjalanan", "batalkan_perjalanan")
def lepaskan(case: Perjalanan, *, by: User | None, data: StepData) -> None:
    """Give the applications of a cancelled trip back to the schedule, and tell the owners."""
    _cabut_spt(case, by, f"Perjalanan dibatalkan: {data['note']}")
    for permohonan in case.permohonan.all():
        react(permohonan, "lepas_jadwal", by=by)
        _kabari(
            permohonan,
            "Kunjungan dijadwalkan kembali",
            f"Kunjungan semula batal. Alasan: {data['note']}",
        )


@on("tempat_pakai", "minta_hari_lain", "batalkan")
def kabari_petugas(case: PermohonanTempatPakai, *, by: User | None, data: StepData) -> None:
    """Tell the crew and the administration that the owner has left the schedule, and why."""
    trip = case.ditinggalkan
    if trip is None:
        return
    told = {user.pk: user for user in (*trip.regu, *pemegang(case.uml, {Role.ADMINISTRASI}))}
    alone = "" if trip.permohonan.exclude(pk=case.pk).exists() else " Tidak ada kunjungan lain."
    for user in told.values():
        send(
            user,
            judul=f"{case.status_label}: {case.nomor}",
            isi=f"{case.pemilik} tidak ikut perjalanan {trip.nomor}, "
            f"{hari_tanggal(trip.tanggal)}.{alone} Alasan: {data['note'] or 'tidak disebut'}",
            url=case.get_absolute_url(),
            case=case,
        )


@on("perjalanan", "ganti_petugas")
def kabari_regu(case: Perjalanan, *, by: User | None, data: StepData) -> None:
    """Tell the new crew of its trip."""
    for user in case.regu:
        send(
            user,
            judul=f"SPT perjalanan {case.nomor}",
            isi=f"Anda tercantum pada SPT baru, berangkat {hari_tanggal(case.tanggal)}.",
            url=case.get_absolute_url(),
            case=case,
        )


@on("tempat_pakai", "tunda")
def kabari_tunda(case: PermohonanTempatPakai, *, by: User | None, data: StepData) -> None:
    """Tell the owner that the visit is put off, and why."""
    _kabari(case, "Kunjungan ditunda", f"Jadwal baru akan dikabarkan. Alasan: {data['note']}")


@on("tempat_pakai", "selesai_uji", "tinggalkan")
def akhiri_perjalanan(case: PermohonanTempatPakai, *, by: User | None, data: StepData) -> None:
    """The trip is over when nobody of it waits for a visit any more."""
    trip = case.perjalanan
    if (
        trip
        and trip.status == StatusPerjalanan.BERJALAN
        and not trip.permohonan.filter(status__in=BERANGKAT).exists()
    ):
        react(trip, "tuntas", by=by)


def _cabut_spt(trip: Perjalanan, by: User | None, alasan: str) -> None:
    for dokumen in Dokumen.objects.terbit_untuk(trip):
        revoke(dokumen, by=by, alasan=alasan)


def _kabari(case: PermohonanTempatPakai, judul: str, isi: str) -> None:
    for user in case.applicants():
        send(user, judul=f"{judul}: {case.nomor}", isi=isi, url=case.get_absolute_url(), case=case)
