"""Who and what is away on which day: every procedure that sends people out tells of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from metrologi.accounts.models import Uml, User


@dataclass(frozen=True)
class Tugas:
    """Something that takes people, and perhaps a vehicle, from the first day to the last.

    `kunci` is the machine and the primary key of its case, `orang` are primary keys of users.
    `sebab` says of somebody on leave or duty why they do not come; a case has none.
    """

    judul: str
    tempat: str
    mulai: date
    sampai: date
    orang: frozenset[int]
    kendaraan: str = ""
    url: str = ""
    kunci: tuple[str, int] = ("", 0)
    sebab: str = ""

    def pada(self, day: date) -> bool:
        return self.mulai <= day <= self.sampai

    def halangan(self, nama: str) -> str:
        """Why this person cannot be sent elsewhere on its days."""
        return f"{nama} {self.sebab or f'sudah bertugas pada {self.judul}'}."

    def memakai(self, kendaraan: str) -> bool:
        """Whether it takes this vehicle, however its name is typed."""
        return bool(kendaraan) and lipat(kendaraan) == lipat(self.kendaraan)


Sumber = Callable[["Uml", date, date], Iterable[Tugas]]
_sumber: list[Sumber] = []


def daftarkan(sumber: Sumber) -> None:
    """A procedure brings what it knows: f(unit, first day, last day)."""
    if sumber not in _sumber:
        _sumber.append(sumber)


def lipat(text: str) -> str:
    """A vehicle as it is compared: its letters and figures alone."""
    return "".join(c for c in text.casefold() if c.isalnum())


def tugas(
    uml: Uml,
    first: date,
    last: date,
    kecuali: tuple[str, int] | None = None,
    tanpa: Sumber | None = None,
) -> list[Tugas]:
    """What is away on any of these days, by day; without the case `kecuali`.

    `tanpa` is a source that is not asked, where its reader knows its own cases already.
    """
    asked = (sumber for sumber in _sumber if sumber is not tanpa)
    found = (each for sumber in asked for each in sumber(uml, first, last))
    return sorted((t for t in found if t.kunci != kecuali), key=lambda t: (t.mulai, t.judul))


def bentrok(
    uml: Uml,
    first: date,
    last: date,
    petugas: Iterable[User],
    kendaraan: str = "",
    kecuali: tuple[str, int] | None = None,
) -> Iterator[tuple[str, str]]:
    """Who or what of a plan is elsewhere on its days: field and sentence."""
    others = tugas(uml, first, last, kecuali)
    for person in petugas:
        for other in others:
            if person.pk in other.orang:
                yield "petugas", other.halangan(person.nama)
    for other in others:
        if other.memakai(kendaraan):
            yield "kendaraan", f"{kendaraan} sudah dipakai {other.judul}."
