"""What a case may hold, and how a rule reads it: not there, spoilt, out of range, or good.

A reading that is not there yet is None, said explicitly; one that was given but cannot be read is
`Cacat`. A field that a case does not have, or a value of another type, is a TypeError.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, TypeVar

from metrologi.bkd.angka import show
from metrologi.bkd.putusan import Kurang, Mustahil

Baris = TypeVar("Baris")


@dataclass(frozen=True, slots=True)
class Cacat:
    """A value that was given and cannot be read; `nama` where the fault lies elsewhere."""

    kata: str
    nama: str | None = None


Angka = Annotated[Decimal | Fraction | int | Cacat | None, "angka"]
Pilihan = Annotated[str | Cacat | None, "pilihan"]
Teks = Annotated[str | Cacat | None, "teks"]
YaTidak = Annotated[bool | Cacat | None, "ya atau tidak"]
Hari = Annotated[date | Cacat | None, "hari"]
Daftar = Sequence[Baris] | Cacat | None
Batas = Fraction | int | None


def angka(
    nilai: Decimal | Fraction | int | Cacat | None,
    nama: str,
    *,
    least: Batas = None,
    above: Batas = None,
    most: Batas = None,
) -> Fraction:
    """The exact number; `least` and `most` are allowed themselves, `above` is not.

    Raises Kurang, Mustahil; TypeError for a float, a text or a truth value.
    """
    number = _exact(nilai, nama)
    if least is not None and number < least:
        raise Mustahil(nama, f"kurang dari {show(Fraction(least))}")
    if above is not None and number <= above:
        raise Mustahil(nama, f"harus lebih dari {show(Fraction(above))}")
    if most is not None and number > most:
        raise Mustahil(nama, f"lebih dari {show(Fraction(most))}")
    return number


def _exact(nilai: Decimal | Fraction | int | Cacat | None, nama: str) -> Fraction:
    if isinstance(nilai, Fraction):
        return nilai
    found = _given(nilai, nama)
    if isinstance(found, bool) or not isinstance(found, Decimal | int):
        raise TypeError(f"{nama}: a Decimal, Fraction or int is wanted, not {type(found).__name__}")
    return Fraction(found)


def _given(nilai: Baris | Cacat | None, nama: str) -> Baris:
    """What was given. Raises Kurang, Mustahil."""
    if nilai is None:
        raise Kurang(nama)
    if isinstance(nilai, Cacat):
        raise Mustahil(nama if nilai.nama is None else nilai.nama, nilai.kata)
    return nilai


def semua_angka(nilai: Daftar[Angka], nama: str, *, least: Batas = None) -> list[Fraction]:
    """Every number of a list. Raises as `angka`, Kurang for an empty list."""
    return [angka(one, nama, least=least) for one in daftar(nilai, nama)]


def pilih(nilai: str | Cacat | None, nama: str, pilihan: Sequence[str]) -> str:
    """One of the options; an empty text is no choice yet. Raises Kurang, Mustahil, TypeError."""
    found = teks(nilai, nama)
    if found not in pilihan:
        raise Mustahil(nama, f"bukan salah satu dari {', '.join(pilihan)}")
    return found


def teks(nilai: str | Cacat | None, nama: str) -> str:
    """A text that is not empty. Raises Kurang, Mustahil, TypeError."""
    found = _given(nilai, nama)
    if not isinstance(found, str):
        raise TypeError(f"{nama}: a str is wanted, not {type(found).__name__}")
    if not found:
        raise Kurang(nama)
    return found


def ya(nilai: bool | Cacat | None, nama: str) -> bool:
    """Yes or no. Raises Kurang, Mustahil, TypeError."""
    found = _given(nilai, nama)
    if not isinstance(found, bool):
        raise TypeError(f"{nama}: a bool is wanted, not {type(found).__name__}")
    return found


def hari(nilai: date | Cacat | None, nama: str) -> date:
    """A day. Raises Kurang, Mustahil, TypeError."""
    found = _given(nilai, nama)
    if not isinstance(found, date):
        raise TypeError(f"{nama}: a date is wanted, not {type(found).__name__}")
    return found


def daftar(nilai: Daftar[Baris], nama: str) -> Sequence[Baris]:
    """A list that is not empty. Raises Kurang, Mustahil, TypeError."""
    found = _given(nilai, nama)
    if isinstance(found, str) or not isinstance(found, Sequence):
        raise TypeError(f"{nama}: a sequence is wanted, not {type(found).__name__}")
    if not found:
        raise Kurang(nama, "masih kosong")
    return found


def bernomor(nilai: Daftar[Baris], nama: str) -> list[tuple[str, Baris]]:
    """The rows of a list, each with what stands before the names of its fields: "jalan[1]."."""
    return [(f"{nama}[{n}].", row) for n, row in enumerate(daftar(nilai, nama), 1)]
