"""Which days a visit fits: work against the capacity of a day. Pure; knows no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Rencana:
    """A trip already planned on a day: its kecamatan, and the minutes its crew has left."""

    nomor: str
    kecamatan: frozenset[int]
    sisa: int
    penera: int
    pk: int = 0


@dataclass(frozen=True)
class Hari:
    """A working day: open minutes, penera and vehicles that are free, and the trips that go out."""

    tanggal: date
    menit: int
    penera: int
    kendaraan: int
    perjalanan: tuple[Rencana, ...] = ()


@dataclass(frozen=True)
class Perlu:
    """What is to be done: minutes of test for one penera, places, kecamatan, minutes of the
    road one way.

    `menit_tempat` are for arriving, setting up and packing at each place; a proposal names at
    most `seregu` penera and
    lasts at most `maks_hari`.
    """

    menit_uji: int
    tempat: int
    kecamatan: frozenset[int]
    tempuh: int
    menit_tempat: int = 15
    seregu: int = 2
    maks_hari: int = 5


@dataclass(frozen=True)
class Usulan:
    """The earliest fit; `gabung` is a trip to the same kecamatan that still has room."""

    tanggal: date
    sampai: date
    penera: int
    menit: int
    gabung: Rencana | None = None

    @property
    def hari(self) -> int:
        return (self.sampai - self.tanggal).days + 1


def bagi(menit: int, penera: int) -> int:
    """Minutes that a crew needs for what would take one penera `menit`; rounded up."""
    return -(-menit // max(1, penera))


def di_tempat(perlu: Perlu, penera: int) -> int:
    """Minutes at the places themselves."""
    return bagi(perlu.menit_uji, penera) + perlu.menit_tempat * perlu.tempat


def beban(perlu: Perlu, penera: int, hari: int = 1) -> int:
    """Minutes of the whole trip: the work, and there and back each day."""
    return di_tempat(perlu, penera) + 2 * perlu.tempuh * hari


def usulkan(hari: Sequence[Hari], perlu: Perlu) -> Usulan | None:
    """The earliest day that fits, joining a trip the same way where one has room.

    None when nothing fits.
    """
    return next(
        (
            found
            for n in range(len(hari))
            if (found := _gabung(hari[n], perlu) or _baru(hari[n:], perlu))
        ),
        None,
    )


def _gabung(day: Hari, perlu: Perlu) -> Usulan | None:
    for trip in day.perjalanan:
        extra = di_tempat(perlu, trip.penera)
        if perlu.kecamatan <= trip.kecamatan and extra <= trip.sisa:
            return Usulan(day.tanggal, day.tanggal, trip.penera, extra, trip)
    return None


def _baru(days: Sequence[Hari], perlu: Perlu) -> Usulan | None:
    """The shortest new trip that begins on the first of `days`: nobody stays away a day longer than
    needed."""
    for length in range(1, min(perlu.maks_hari, len(days)) + 1):
        span = days[:length]
        crew = min(perlu.seregu, *(d.penera for d in span))
        if crew < 1 or min(d.kendaraan for d in span) < 1:
            return None
        load = beban(perlu, crew, length)
        if load <= sum(d.menit for d in span):
            return Usulan(span[0].tanggal, span[-1].tanggal, crew, load)
    return None


def muat(hari: Sequence[Hari], perlu: Perlu, penera: int) -> str:
    """Why a chosen plan is more than its days hold; "" when it fits."""
    room, load = sum(d.menit for d in hari), beban(perlu, penera, max(1, len(hari)))
    if not hari:
        return "Tidak ada hari kerja pada tanggal itu."
    return (
        f"Perlu {load} menit, sedangkan jam kerja pada tanggal itu {room} menit."
        if load > room
        else ""
    )
