"""Two years of orders and the cases of today: what is planned for each, and the walk through it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection

from metrologi.accounts.models import Uml, User
from metrologi.clock.models import calendar_for
from metrologi.clock.now import today
from metrologi.demo.jam import Jam, mundur, pagi
from metrologi.demo.kantor import data
from metrologi.demo.perjalanan import Perjalanan, perkiraan
from metrologi.uttp.models import Pemilik, Uttp

TENGGANG = timedelta(days=21)


@dataclass
class Rencana:
    """One case to make: owner, instruments, start, and the state to stop at.

    `gagal` maps a serial number to the result of its first test.
    """

    pemilik: Pemilik
    alat: list[Uttp]
    tahap: str
    jam: Jam
    sampai: str
    oleh: str = "administrasi"
    penera: str = "penera"
    skhp: bool = False
    gagal: dict[str, str] = field(default_factory=dict)

    @property
    def tahun(self) -> int:
        """The year to whose group the case belongs."""
        return tahun_buku(self.jam.saat.date())


def tahun_buku(hari: date) -> int:
    """The year to whose group of cases this day belongs.

    Cases of December run into January and use numbers and seals of both years. So
    during the first weeks of a year its cases belong to the group of the year before.
    """
    return min(hari.year, (today() - TENGGANG).year)


class Buku:
    """The plan of all cases of a unit.

    It is complete before the first case is made, so it can be made year by year.
    """

    def __init__(self, uml: Uml) -> None:
        self.uml, self.calendar, self.batal = uml, calendar_for(uml.pk), set[str]()
        self.pemilik = {p.nama: p for p in Pemilik.objects.filter(uml=uml)}
        self.alat: dict[int, list[Uttp]] = {}
        for uttp in Uttp.objects.filter(uml=uml).lengkap().order_by("pk"):
            self.alat.setdefault(uttp.pemilik_id, []).append(uttp)
        self.rencana: list[Rencana] = []
        rows = data("riwayat")
        for row in rows["selesai"]:
            self.rencana.append(self._selesai(row, rows["gagal"]))
        self.rencana += sorted(map(self._jalan, rows["jalan"]), key=lambda plan: plan.jam.saat)

    def _selesai(self, row: list[Any], gagal: dict[str, Any]) -> Rencana:
        nama, hari, skhp, penera, urut = row
        pemilik, (first, last) = self.pemilik[nama], map(int, urut.split("-"))
        able = [u for u in self.alat[pemilik.pk] if u.jenis.lembar and not u.jenis.terpasang]
        alat = [u for u in able[first - 1 : last] if u.nomor_seri not in self.batal]
        hasil = {able[int(n) - 1].nomor_seri: h for n, h in gagal.get(str(hari), {}).items()}
        self.batal |= {seri for seri, h in hasil.items() if h == "batal"}
        return Rencana(
            pemilik,
            alat,
            self._tahap(pemilik),
            Jam(self.calendar, pagi(self.calendar, hari)),
            "selesai",
            penera=penera,
            skhp=skhp,
            gagal=hasil,
        )

    def _jalan(self, row: dict[str, Any]) -> Rencana:
        pemilik = self.pemilik[row["usaha"]]
        semua = self.alat[pemilik.pk]
        alat = [semua[n - 1] for n in row.get("alat", range(1, min(len(semua), 3) + 1))]
        hasil = {semua[int(n) - 1].nomor_seri: h for n, h in row.get("gagal", {}).items()}
        rest = {k: row[k] for k in ("oleh", "skhp") if k in row}
        surat = int(row.get("skhp", False)) + list(hasil.values()).count("batal")
        since = mundur(self.calendar, row["menit"] + perkiraan(alat, row["sampai"], surat))
        return Rencana(
            pemilik,
            alat,
            self._tahap(pemilik),
            Jam(self.calendar, since),
            row["sampai"],
            gagal=hasil,
            **rest,
        )

    def _tahap(self, pemilik: Pemilik) -> str:
        """The first time an owner comes the instruments are new to this office."""
        return "tera_ulang" if any(r.pemilik == pemilik for r in self.rencana) else "tera"

    def tahunan(self) -> dict[int, list[Rencana]]:
        """The plan by year, each in its order: no two years draw numbers from the same counter."""
        years: dict[int, list[Rencana]] = {}
        for plan in self.rencana:
            years.setdefault(plan.tahun, []).append(plan)
        return years


def tanpa_menunggu_cakram() -> None:
    """A load that is cut short is begun anew, so no step of this connection waits for the disk."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")


def hitung_isi_tabel() -> None:
    """Tell the planner how full the tables are now: by itself the database looks a minute later.

    Until then it takes a table for empty and reads it whole in every step.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def jalani(uml: Uml, plans: list[Rencana]) -> None:
    """Walk these cases in their order."""
    orang = {u.username: u for u in User.objects.all()}
    for plan in plans:
        trip = Perjalanan(uml, orang, plan.jam, plan.gagal, penera=plan.penera)
        trip.buka(plan.pemilik, plan.alat, tahap=plan.tahap, oleh=orang[plan.oleh], skhp=plan.skhp)
        trip.sampai(plan.sampai)
