"""The trips of a month on paper, for the wall of the office."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from metrologi.accounts import access
from metrologi.documents.models import Dokumen
from tempat_pakai.models import Perjalanan, PermohonanTempatPakai
from tempat_pakai.papers import JADWAL, Spt
from tempat_pakai.views.kalender import STAF, awal_bulan, nama_bulan, perjalanan_antara, unit


@access.roles(*STAF)
@require_safe
def bulan(request: HttpRequest) -> HttpResponse:
    """Every trip of the month asked for ("2026-11"), this month for anything else."""
    uml, first = unit(request), awal_bulan(request.GET.get("bulan", ""))
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    trips = Perjalanan.muat(perjalanan_antara(uml, first, last))
    return JADWAL.jawab(
        uml,
        f"Jadwal Kunjungan Tera di Tempat Pakai, {nama_bulan(first)}",
        inline=True,
        name=f"jadwal-kunjungan-{first:%Y-%m}.pdf",
        baris=baris_bulan(trips),
    )


def baris_bulan(trips: list[Perjalanan]) -> list[dict[str, Any]]:
    letters = {d.case_id: d.nomor for d in Dokumen.objects.terbit_untuk(*trips, code=Spt.code)}
    return [baris(trip, letters.get(trip.pk, "")) for trip in trips]


def baris(trip: Perjalanan, spt: str) -> dict[str, Any]:
    """One line of the printed month; `spt` its number, or "" while it has none."""
    return {
        "hari": trip.tanggal.isoformat(),
        "sampai": _sampai(trip),
        "jam": f"{trip.jam:%H.%M}",
        "tujuan": [_tujuan(p) for p in trip.daftar],
        "petugas": [p.nama for p in trip.regu],
        "kendaraan": str(trip.kendaraan or ""),
        "spt": spt,
        "keadaan": trip.status_label,
        "nomor": trip.nomor,
    }


def _sampai(trip: Perjalanan) -> str:
    day: date = trip.sampai
    return day.isoformat() if day != trip.tanggal else ""


def _tujuan(case: PermohonanTempatPakai) -> dict[str, Any]:
    """Owner, and each place with its village and kecamatan."""
    places = {i.uttp.tempat_id: i.uttp.tempat for i in case.diterima()}.values()
    return {
        "pemilik": case.pemilik.nama,
        "tempat": [
            ", ".join(dict.fromkeys(filter(None, (p.nama, str(p.desa or ""), str(p.kecamatan)))))
            for p in places
        ],
    }
