"""Doors to the work pages of a procedure in the portal's own pages: menu, first page, tracking.

The portal knows no procedure by name; an app brings its doors when Django is ready.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum, auto

from django.urls import reverse


class Tempat(Enum):
    """Where a door may stand."""

    MENU_UMUM = auto()  # the menu of whoever is not signed in
    MENU_PETUGAS = auto()  # the menu of the staff, for the roles of the door
    UBIN = auto()  # a tile under "Layanan" on the first page
    LACAK = auto()  # a sentence below the form of the tracking page
    WAJIB_TERA = auto()  # the way on for an instrument that this office may test


@dataclass(frozen=True)
class Pintu:
    """One door. `url` and `args` name its page; `urut` is its place, the smallest number first."""

    urut: int
    label: str
    url: str
    icon: str
    lead: str = ""
    roles: frozenset[str] = frozenset()
    args: tuple[str, ...] = ()

    @property
    def alamat(self) -> str:
        """The address of the page behind the door."""
        return reverse(self.url, args=self.args)


_pintu: dict[Tempat, list[Pintu]] = defaultdict(list)


def pasang(tempat: Tempat, *doors: Pintu) -> None:
    """Let these doors stand there; called once by each app that brings some."""
    _pintu[tempat] += [door for door in doors if door not in _pintu[tempat]]


def pintu(tempat: Tempat) -> list[Pintu]:
    """The doors that stand there, in order."""
    return sorted(_pintu[tempat], key=lambda door: door.urut)


pasang(
    Tempat.MENU_UMUM,
    Pintu(10, "Beranda", "portal:beranda", "house"),
    Pintu(20, "Lacak", "portal:lacak", "search"),
    Pintu(40, "Wajib tera?", "portal:wajib_tera", "question-circle"),
    Pintu(60, "Verifikasi", "portal:verifikasi", "shield-check"),
    Pintu(70, "Panduan", "portal:panduan", "life-preserver"),
)
pasang(
    Tempat.UBIN,
    Pintu(
        20,
        "Apakah alat saya wajib tera?",
        "portal:wajib_tera",
        "question-circle",
        "Kewajiban, masa berlaku, yang perlu dibawa, dan kantor yang melayani.",
    ),
    Pintu(
        30,
        "Periksa keaslian SKHP",
        "portal:verifikasi",
        "shield-check",
        "Pindai kode QR, ketik kodenya, atau unggah PDF-nya.",
    ),
)
