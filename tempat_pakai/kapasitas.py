"""The capacity of an office in the field, read from its calendar, people, vehicles and trips; answered by `jadwal`."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import Role
from metrologi.clock.calendar import WorkCalendar
from metrologi.clock.models import calendar_for
from metrologi.clock.now import today
from tempat_pakai import jadwal
from tempat_pakai.jadwal import Hari, Perlu, Rencana, Usulan
from tempat_pakai.models import KapasitasLapangan, Kendaraan, Perjalanan, WaktuTempuh

HORIZON = 60
# Nobody is asked to leave within the hour: the first day offered is tomorrow.
MULAI = 1
TANPA_ARMADA = 99


def _holding(uml: Any, *roles: str) -> Any:
    return Penugasan.objects.pada(today()).filter(uml=uml, role__in=roles)


def pegawai(uml: Any) -> Any:
    """Whom an SPT can name: penera and administration of the unit."""
    held = _holding(uml, Role.PENERA, Role.ADMINISTRASI)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("nama")


def penera(uml: Any) -> list[User]:
    return list(User.objects.filter(pk__in=_holding(uml, Role.PENERA).values("user"), is_active=True).order_by("nama"))


def ada_penera(uml: Any, petugas: Iterable[User]) -> bool:
    return any(p.holds(Role.PENERA, uml) for p in petugas)


def menit_hari(calendar: WorkCalendar, day: date) -> int:
    return sum(int((end - start).total_seconds()) // 60 for start, end in calendar.spans(day))


def antara(uml: Any, first: date, last: date) -> list[Perjalanan]:
    """Open trips that are away on any of these days, with crew, vehicle and what they do."""
    rows = Perjalanan.objects.filter(uml=uml, status__in=Perjalanan.TERBUKA, tanggal__lte=last, sampai__gte=first)
    return list(rows.select_related("kendaraan", "uml").prefetch_related("petugas").order_by("tanggal", "jam", "pk"))


@dataclass(frozen=True)
class Ukuran:
    """What a unit reckons with, read once for all trips of a page."""

    atur: KapasitasLapangan
    jalan: dict[int, int]

    @classmethod
    def untuk(cls, uml: Any) -> Ukuran:
        roads = WaktuTempuh.objects.filter(uml=uml).values_list("kecamatan_id", "menit")
        return cls(KapasitasLapangan.untuk(uml.pk), dict(roads))

    def tempuh(self, kecamatan: Iterable[int]) -> int:
        """Minutes one way to the farthest of these kecamatan."""
        usual = self.atur.menit_tempuh
        return max((self.jalan.get(pk, usual) for pk in kecamatan), default=usual)

    def perlu(self, permohonan: list[Any]) -> Perlu:
        """What these applications need together."""
        places = {i.uttp.tempat_id: i.uttp.tempat.kecamatan_id for p in permohonan for i in p.diterima()}
        where, own = frozenset(places.values()), self.atur
        return Perlu(sum(p.menit_uji() for p in permohonan), len(places), where, self.tempuh(where), own.menit_tempat,
                     own.penera_seregu, own.maks_hari)


def perlu(uml: Any, permohonan: list[Any]) -> Perlu:
    return Ukuran.untuk(uml).perlu(permohonan)


def hari_kerja(uml: Any, first: date, days: int = HORIZON, gabung: Ukuran | None = None) -> list[Hari]:
    """The working days of a stretch with what is still free on each, and with `gabung` the trips that have room.

    As many queries for one day as for sixty.
    """
    last = first + timedelta(days=days)
    calendar, trips, people = calendar_for(uml.pk), antara(uml, first, last), {p.pk for p in penera(uml)}
    if gabung:
        Perjalanan.muat([t for t in trips if t.dapat_digabung])
    fleet = Kendaraan.objects.filter(uml=uml, aktif=True).count() or TANPA_ARMADA
    room = Sisa(gabung, trips, people, fleet)
    return [room.hari(day, menit_hari(calendar, day))
            for day in (first + timedelta(days=n) for n in range(days)) if calendar.is_workday(day)]


@dataclass(frozen=True)
class Sisa:
    """What a stretch of days still has, from its trips, people and vehicles."""

    gabung: Ukuran | None
    trips: list[Perjalanan]
    people: set[int]
    fleet: int

    def hari(self, day: date, minutes: int) -> Hari:
        out = [t for t in self.trips if t.tanggal <= day <= t.sampai]
        away = {p.pk for t in out for p in t.petugas.all()} & self.people
        joinable = tuple(self._rencana(t, self.gabung, minutes) for t in out if self.gabung and t.dapat_digabung)
        return Hari(day, minutes, len(self.people - away), self.fleet - sum(t.kendaraan_id is not None for t in out), joinable)

    def _rencana(self, trip: Perjalanan, ukuran: Ukuran, minutes: int) -> Rencana:
        crew, need = max(1, len(trip.penera())), ukuran.perlu(trip.daftar())
        return Rencana(trip.nomor, need.kecamatan, minutes - jadwal.beban(need, crew), crew, trip.pk)


def usulan(uml: Any, permohonan: list[Any]) -> Usulan | None:
    """The earliest trip for these applications."""
    ukuran = Ukuran.untuk(uml)
    return jadwal.usulkan(hari_kerja(uml, today() + timedelta(days=MULAI), gabung=ukuran), ukuran.perlu(permohonan))


def regu_bebas(uml: Any, found: Usulan) -> list[int]:
    away = {p.pk for t in antara(uml, found.tanggal, found.sampai) for p in t.petugas.all()}
    return [p.pk for p in penera(uml) if p.pk not in away][: found.penera]


def kendaraan_bebas(uml: Any, found: Usulan) -> int | None:
    away = [t.kendaraan_id for t in antara(uml, found.tanggal, found.sampai) if t.kendaraan_id]
    return Kendaraan.objects.filter(uml=uml, aktif=True).exclude(pk__in=away).values_list("pk", flat=True).first()


def bentrok(uml: Any, first: date, last: date, petugas: Iterable[User], kendaraan: Kendaraan | None,
            trip: Any = None) -> Iterator[tuple[str, str]]:
    """Who or what of a plan is away with another trip: field and sentence."""
    others = [t for t in antara(uml, first, last) if trip is None or t.pk != trip.pk]
    for person in petugas:
        for other in others:
            if person in other.petugas.all():
                yield "petugas", f"{person.nama} sudah bertugas pada perjalanan {other.nomor}."
    for other in others:
        if kendaraan and other.kendaraan_id == kendaraan.pk:
            yield "kendaraan", f"{kendaraan} sudah dipakai perjalanan {other.nomor}."


def melebihi(uml: Any, permohonan: list[Any], data: dict[str, Any]) -> str:
    """Why the plan is more than its days hold; "" when it fits."""
    first, last = data["tanggal"], data.get("sampai") or data["tanggal"]
    ukuran = Ukuran.untuk(uml)
    days = hari_kerja(uml, first, (last - first).days + 1)
    crew = sum(p.holds(Role.PENERA, uml) for p in data["petugas"])
    return jadwal.muat(days, ukuran.perlu(permohonan), crew)


def perjalanan_dari(user: User, first: date, last: date) -> Any:
    """The trips this person goes on, for their calendar."""
    rows = Perjalanan.objects.filter(petugas=user, sampai__gte=first, tanggal__lte=last)
    return rows.exclude(status="dibatalkan").filter(Q(uml__in=user.units_with({Role.PENERA, Role.ADMINISTRASI, Role.KEPALA})))
