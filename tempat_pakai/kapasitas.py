"""The capacity of an office in the field: calendar, people, vehicles and trips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import Role
from metrologi.clock.calendar import WorkCalendar
from metrologi.clock.models import calendar_for
from metrologi.clock.now import today
from metrologi.pengujian import kalender
from metrologi.pengujian.kalender import Tugas
from metrologi.pengujian.petugas import HARI
from tempat_pakai import jadwal
from tempat_pakai.jadwal import Hari, Perlu, Rencana, Usulan
from tempat_pakai.models import (
    KapasitasLapangan,
    Kendaraan,
    Perjalanan,
    PermohonanTempatPakai,
    WaktuTempuh,
    pegawai_lapangan,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from metrologi.accounts.models import Uml

HORIZON = 60
# Nobody is asked to leave within the hour: the first day offered is tomorrow.
MULAI = 1
TANPA_ARMADA = 99


def _holding(uml: Uml, *roles: str) -> QuerySet[Penugasan]:
    return Penugasan.objects.pada(today()).filter(uml=uml, role__in=roles)


def pegawai(uml: Uml) -> QuerySet[User]:
    """Whom an SPT can name: penera and administration of the unit; `penera` tells them apart."""
    appointments = _holding(uml, Role.PENERA, Role.ADMINISTRASI)
    return (
        pegawai_lapangan(uml.pk)
        .filter(pk__in=appointments.values("user"), is_active=True)
        .order_by("nama")
    )


def ada_penera(uml: Uml, petugas: Iterable[User]) -> bool:
    return any(p.holds(Role.PENERA, uml) for p in petugas)


def menit_hari(calendar: WorkCalendar, day: date) -> int:
    return sum(int((end - start).total_seconds()) // 60 for start, end in calendar.spans(day))


def antara(uml: Uml, first: date, last: date) -> list[Perjalanan]:
    """Open trips that are away on any of these days, with crew and vehicle."""
    rows = Perjalanan.objects.filter(
        uml=uml, status__in=Perjalanan.TERBUKA, tanggal__lte=last, sampai__gte=first
    )
    return Perjalanan.muat_regu(
        list(rows.select_related("kendaraan", "uml").order_by("tanggal", "jam", "pk"))
    )


def tugas_perjalanan(uml: Uml, first: date, last: date) -> Iterator[Tugas]:
    """The open trips of those days, for the calendar that every procedure reads."""
    for trip in antara(uml, first, last):
        yield Tugas(
            f"perjalanan {trip.nomor}",
            "",
            trip.tanggal,
            trip.sampai,
            frozenset(p.pk for p in trip.regu),
            str(trip.kendaraan or ""),
            trip.get_absolute_url(),
            (trip.machine.code, trip.pk),
        )


@dataclass(frozen=True)
class Ukuran:
    """What a unit reckons with, read once for all trips of a page."""

    atur: KapasitasLapangan
    jalan: dict[int, int]

    @classmethod
    def untuk(cls, uml: Uml) -> Ukuran:
        roads = WaktuTempuh.objects.filter(uml=uml).values_list("kecamatan_id", "menit")
        return cls(KapasitasLapangan.untuk(uml.pk), dict(roads))

    def tempuh(self, kecamatan: Iterable[int]) -> int:
        """Minutes one way to the farthest of these kecamatan."""
        usual = self.atur.menit_tempuh
        return max((self.jalan.get(pk, usual) for pk in kecamatan), default=usual)

    def perlu(self, permohonan: list[PermohonanTempatPakai]) -> Perlu:
        """What these applications need together."""
        places = {
            i.uttp.tempat_id: i.uttp.tempat.kecamatan_id for p in permohonan for i in p.diterima()
        }
        where, own = frozenset(places.values()), self.atur
        return Perlu(
            sum(p.menit_uji() for p in permohonan),
            len(places),
            where,
            self.tempuh(where),
            own.menit_tempat,
            own.penera_seregu,
            own.maks_hari,
        )


def perlu(uml: Uml, permohonan: list[PermohonanTempatPakai]) -> Perlu:
    return Ukuran.untuk(uml).perlu(permohonan)


@dataclass(frozen=True)
class Lapangan:
    """What the unit has in the field over a stretch of days, read in as many queries for one day as
    for sixty."""

    ukuran: Ukuran
    calendar: WorkCalendar
    first: date
    days: int
    trips: list[Perjalanan]
    people: list[User]
    fleet: list[Kendaraan]
    # What other procedures have sent out on those days.
    lain: list[Tugas]

    @classmethod
    def baca(
        cls,
        uml: Uml,
        first: date | None = None,
        days: int = HORIZON,
        trips: list[Perjalanan] | None = None,
    ) -> Lapangan:
        """From tomorrow where no day is given.

        `trips` where the open ones of those days were read before.
        """
        start = first or today() + timedelta(days=MULAI)
        there = antara(uml, start, start + timedelta(days=days)) if trips is None else trips
        return cls(
            Ukuran.untuk(uml),
            calendar_for(uml.pk),
            start,
            days,
            there,
            list(pegawai(uml)),
            list(Kendaraan.objects.filter(uml=uml, aktif=True)),
            di_luar(uml, start, start + timedelta(days=days)),
        )

    def dapat_digabung(self) -> list[Perjalanan]:
        """Trips that another application may still join."""
        return [t for t in self.trips if t.dapat_digabung]

    def bersama(self, waiting: QuerySet[PermohonanTempatPakai]) -> list[PermohonanTempatPakai]:
        """The applications of `waiting` with their rows.

        At once those of the trips that may be joined are read too.
        """
        joinable = {t.pk: t for t in self.dapat_digabung()}
        rows = (
            waiting | PermohonanTempatPakai.objects.filter(perjalanan__in=joinable)
        ).select_related("pemilik", "uml")
        found = PermohonanTempatPakai.muat(list(rows.order_by("pk")))
        for pk, trip in joinable.items():
            trip.daftar = [case for case in found if case.perjalanan_id == pk]
        return [case for case in found if case.perjalanan_id not in joinable]

    def hari(self, gabung: bool = False) -> list[Hari]:
        """The working days with what is still free on each, and with `gabung` the trips that have
        room."""
        dates = (self.first + timedelta(days=n) for n in range(self.days))
        return [self._hari(day, gabung) for day in dates if self.calendar.is_workday(day)]

    def _hari(self, day: date, gabung: bool) -> Hari:
        minutes, out = (
            menit_hari(self.calendar, day),
            [t for t in self.trips if t.tanggal <= day <= t.sampai],
        )
        others = [t for t in self.lain if t.pada(day)]
        joinable = tuple(self._rencana(t, minutes) for t in out if gabung and t.dapat_digabung)
        away = sum(t.kendaraan_id is not None for t in out) + len(self._dipakai(others))
        return Hari(
            day,
            minutes,
            len(self._penera(out, others)),
            (len(self.fleet) or TANPA_ARMADA) - away,
            joinable,
        )

    def _penera(self, out: list[Perjalanan], others: list[Tugas]) -> list[User]:
        """The penera who are neither on these trips nor with another procedure."""
        away = {p.pk for t in out for p in t.regu}.union(*(t.orang for t in others))
        return [p for p in self.people if p.penera and p.pk not in away]

    def _dipakai(self, others: list[Tugas]) -> list[Kendaraan]:
        """The vehicles of the fleet that other procedures use."""
        return [k for k in self.fleet if any(t.memakai(str(k)) for t in others)]

    def _rencana(self, trip: Perjalanan, minutes: int) -> Rencana:
        crew, need = max(1, len(trip.penera())), self.ukuran.perlu(trip.daftar)
        return Rencana(
            trip.nomor, need.kecamatan, minutes - jadwal.beban(need, crew), crew, trip.pk
        )

    def usulan(self, permohonan: list[PermohonanTempatPakai]) -> Usulan | None:
        """The earliest trip for these applications; a new one, or one to join (after `bersama`)."""
        return jadwal.usulkan(self.hari(gabung=True), self.ukuran.perlu(permohonan))

    def regu_bebas(self, found: Usulan) -> list[int]:
        free = self._penera(self._selama(found), self._lain_selama(found))
        return [p.pk for p in free][: found.penera]

    def beban(self) -> Counter[int]:
        """How often each person is sent out in the coming days that a load is counted for."""
        last = today() + timedelta(days=HARI - 1)
        away = [[p.pk for p in t.regu] for t in self.trips if t.tanggal <= last]
        away += [list(t.orang) for t in self.lain if t.mulai <= last and not t.sebab]
        return Counter(pk for each in away for pk in each)

    def kendaraan_bebas(self, found: Usulan) -> int | None:
        away = {t.kendaraan_id for t in self._selama(found)}
        away |= {k.pk for k in self._dipakai(self._lain_selama(found))}
        return next((k.pk for k in self.fleet if k.pk not in away), None)

    def _selama(self, found: Usulan) -> list[Perjalanan]:
        return [t for t in self.trips if t.tanggal <= found.sampai and t.sampai >= found.tanggal]

    def _lain_selama(self, found: Usulan) -> list[Tugas]:
        return [t for t in self.lain if t.mulai <= found.sampai and t.sampai >= found.tanggal]


def di_luar(uml: Uml, first: date, last: date) -> list[Tugas]:
    """What other procedures have sent out on any of these days."""
    return kalender.tugas(uml, first, last, tanpa=tugas_perjalanan)


def melebihi(uml: Uml, permohonan: list[PermohonanTempatPakai], data: dict[str, Any]) -> str:
    """Why the plan is more than its days hold; "" when it fits."""
    first, last = data["tanggal"], data.get("sampai") or data["tanggal"]
    there = Lapangan.baca(uml, first, (last - first).days + 1)
    crew = sum(p.holds(Role.PENERA, uml) for p in data["petugas"])
    return jadwal.muat(there.hari(), there.ukuran.perlu(permohonan), crew)


def perjalanan_dari(user: User, first: date, last: date) -> QuerySet[Perjalanan]:
    """The trips this person goes on, for their calendar."""
    rows = Perjalanan.objects.filter(petugas=user, sampai__gte=first, tanggal__lte=last)
    return rows.exclude(status="dibatalkan").filter(
        Q(uml__in=user.units_with({Role.PENERA, Role.ADMINISTRASI, Role.KEPALA}))
    )
