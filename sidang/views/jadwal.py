"""The public calendar of sidang, on the page and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from metrologi.accounts import access
from metrologi.accounts.kantor import alamat_kantor, per_kantor
from metrologi.accounts.models import Uml
from metrologi.clock.indonesia import tanggal
from metrologi.clock.now import today
from metrologi.documents.declare import tautan
from metrologi.documents.qr import qr
from sidang.machine import Status
from sidang.models import Sidang
from sidang.papers import JADWAL
from sidang.semester import Semester

if TYPE_CHECKING:
    from django.db.models import QuerySet

PUBLIK = (Status.TERJADWAL, Status.BERLANGSUNG)
# What was announced and is over by now still belongs to the list of its half year.
DIUMUMKAN = (*PUBLIK, Status.DITUTUP, Status.SELESAI)
KETERANGAN = {
    Status.BERLANGSUNG: "Sedang berlangsung",
    Status.DITUTUP: "Sudah dilaksanakan",
    Status.SELESAI: "Sudah dilaksanakan",
}
PALING_BANYAK = 400


def _urut(rows: QuerySet[Sidang]) -> QuerySet[Sidang]:
    return rows.select_related("kecamatan", "desa").order_by("tanggal", "jam_mulai", "pk")


def akan_datang(uml: Uml) -> QuerySet[Sidang]:
    return _urut(Sidang.objects.filter(uml=uml, status__in=PUBLIK, tanggal__gte=today()))


def dalam(uml: Uml, half: Semester) -> QuerySet[Sidang]:
    return _urut(
        Sidang.objects.filter(uml=uml, status__in=DIUMUMKAN, tanggal__range=(half.awal, half.akhir))
    )


@access.public
@per_kantor
def jadwal(request: HttpRequest, uml: Uml) -> HttpResponse:
    """Where and when the office comes: for anybody, without an account."""
    return render(request, "sidang/jadwal.html", {"rows": list(akan_datang(uml)[:60]), "unit": uml})


@access.public
@require_safe
@per_kantor
def cetak(request: HttpRequest, uml: Uml) -> HttpResponse:
    """The calendar on paper, from today.

    Or all that was announced of the half year asked for ("2026-2").
    """
    wanted = request.GET.get("semester", "")
    half = Semester.dari(wanted, today())
    if half.kode == wanted:
        rows, rentang = dalam(uml, half), f"{tanggal(half.awal)} sampai {tanggal(half.akhir)}"
    else:
        rows, rentang = akan_datang(uml), f"Mulai {tanggal(today())}"
    found = list(rows[:PALING_BANYAK])
    alamat = tautan(alamat_kantor(reverse("workflow:sidang-jadwal"), uml))
    return JADWAL.jawab(
        uml,
        _judul(found, half),
        name="jadwal-sidang.pdf",
        inline=True,
        rentang=rentang,
        baris=[baris(s) for s in found],
        biaya=uml.kalimat_biaya,
        alamat=alamat,
        qr_kalender=qr(alamat),
        kaki_daftar="Jadwal menurut keadaan pada tanggal di atas; tidak bernomor dan tidak "
        "ditandatangani.",
    )


def _judul(rows: list[Sidang], half: Semester) -> str:
    """With the half year, unless the rows reach into the next one."""
    reached = {Semester.dari("", s.tanggal) for s in rows} or {half}
    return "Jadwal Sidang Tera Ulang" + (f", {reached.pop()}" if len(reached) == 1 else "")


def baris(sidang: Sidang) -> dict[str, str]:
    """One line of the printed calendar."""
    place = dict.fromkeys(p for p in (sidang.lokasi, sidang.alamat) if p)
    return {
        "hari": sidang.tanggal.isoformat(),
        "jam": f"{sidang.jam_mulai:%H.%M}–{sidang.jam_selesai:%H.%M}",
        "tempat": ", ".join(place),
        "desa": str(sidang.desa or ""),
        "kecamatan": str(sidang.kecamatan),
        "keterangan": KETERANGAN.get(Status(sidang.status), ""),
    }
