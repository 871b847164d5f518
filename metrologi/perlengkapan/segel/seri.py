"""How serials are typed and told: "MB-0001 s.d. MB-0120, MB-0200" to single ones, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

TERBANYAK = 5000
TERPANJANG = 40
_SAMPAI = re.compile(
    r"\s*(?:\bs\s*\.?\s*/?\s*d\.?(?=[\s\d])|\bsampai\b|–|—|\.\.+)\s*", re.IGNORECASE
)
_NOMOR = re.compile(r"(?P<awal>.*?)(?P<angka>[0-9]{1,12})", re.DOTALL)
_BERSIH = re.compile(r"[A-Z0-9][A-Z0-9 ./-]*")


class SeriSalah(ValueError):
    """Serials that cannot be read; the message is one Indonesian sentence."""


def rapi(teks: str) -> str:
    """One serial as the ledger writes it: capitals, single spaces."""
    return " ".join(teks.upper().split())


def baca(teks: str, *, terbanyak: int = TERBANYAK) -> list[str]:
    """Every serial of a list of numbers and ranges, in order, each once. Raises SeriSalah."""
    found: dict[str, None] = {}
    for bagian in re.split(r"[,;\n]+", teks):
        for nomor in _bagian(bagian, terbanyak) if bagian.strip() else ():
            if nomor in found:
                raise SeriSalah(f"Nomor {nomor} tertulis dua kali.")
            found[nomor] = None
        if len(found) > terbanyak:
            raise SeriSalah(f"Paling banyak {terbanyak} nomor sekali catat.")
    return list(found)


def _bagian(teks: str, terbanyak: int) -> Iterator[str]:
    ends = _SAMPAI.split(teks.strip(), maxsplit=1)
    if len(ends) == 1:
        yield _satu(ends[0])
    else:
        yield from rentang(ends[0], ends[1], terbanyak=terbanyak)


def _satu(teks: str) -> str:
    nomor = rapi(teks)
    if len(nomor) > TERPANJANG or not _BERSIH.fullmatch(nomor):
        raise SeriSalah(f"Nomor “{nomor[:TERPANJANG]}” tidak dapat dibaca. Tulis misalnya MB-0001.")
    return nomor


def rentang(dari: str, sampai: str, *, terbanyak: int = TERBANYAK) -> list[str]:
    """The serials from one to the other, both included; the second may leave the letters out.

    Raises SeriSalah.
    """
    first, last = _satu(dari), _satu(sampai)
    one, two = _NOMOR.fullmatch(first), _NOMOR.fullmatch(last)
    if not (one and two) or two["awal"] not in ("", one["awal"]):
        raise SeriSalah(
            f"Rentang “{first} s.d. {last}” tidak dapat dibaca; awalan kedua nomor harus sama."
        )
    width, low, high = len(one["angka"]), int(one["angka"]), int(two["angka"])
    if high < low:
        raise SeriSalah(f"Rentang “{first} s.d. {last}” terbalik.")
    if high - low >= terbanyak:
        raise SeriSalah(
            f"Rentang “{first} s.d. {last}” memuat {high - low + 1} nomor; "
            f"paling banyak {terbanyak}."
        )
    return [f"{one['awal']}{n:0{width}}" for n in range(low, high + 1)]


def ringkas(nomor: Iterable[str]) -> str:
    """ "MB-0001 s.d. MB-0003, MB-0007": what `baca` reads back as the same serials, in order."""
    parts = []
    for _, group in groupby(
        enumerate(sorted(set(nomor), key=_kunci)), key=lambda pair: _deret(*pair)
    ):
        run = [n for _, n in group]
        parts.append(run[0] if len(run) == 1 else f"{run[0]} s.d. {run[-1]}")
    return ", ".join(parts)


def _kunci(nomor: str) -> tuple[str, int, int]:
    found = _NOMOR.fullmatch(nomor)
    return (found["awal"], len(found["angka"]), int(found["angka"])) if found else (nomor, 0, 0)


def _deret(urut: int, nomor: str) -> tuple[str, int, int]:
    """A key that neighbouring serials share: prefix, width, number minus place in the list."""
    awal, lebar, angka = _kunci(nomor)
    return (awal, lebar, angka - urut) if lebar else (nomor, 0, urut)
