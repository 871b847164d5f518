"""The words that tell who a protected person is: found in a text, and taken out of it.

Whole words are looked for, so that "Ika" is not in "jika". Whoever knows the person is told which
word it is; whoever does not is told nothing, for a refusal would confirm a guess: what he writes is
kept, and loses the words where it leaves the office (`Case.keluar`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

GANTI = "[identitas dilindungi]"
# Titles, and words of names that every second text of an office holds.
BIASA = frozenset(
    re.findall(
        r"\w+",
        """
        bin binti haji hajah drs dra dan atau toko warung pasar kedai usaha dagang jaya maju
        mandiri abadi baru sejahtera rahasia timbangan pompa bapak ibu pak saudara jalan desa
        kelurahan kecamatan kabupaten kota provinsi lorong gang dusun nomor nama
        """,
    )
)
# A run of digits as telephones are written, with what people put between them.
BERANGKA = re.compile(r"\+?\d(?:[\s().\-/\u00a0\u2010-\u2015]{0,2}\d){6,}")


@dataclass(frozen=True)
class Orang:
    """What is known of one protected person."""

    nama: str = ""
    telepon: str = ""
    email: str = ""
    alamat: str = ""

    def pola(self) -> Iterator[str]:
        """Patterns of the name, its words, the e-mail address and the address."""
        words = re.findall(r"\w+", self.nama)
        if len(words) > 1:
            yield _berurutan(words)
        yield from (re.escape(w) for w in words if len(w) > 2 and w.casefold() not in BIASA)
        if self.email:
            yield re.escape(self.email)
        place = re.findall(r"\w+", self.alamat)
        if len(place) > 1:
            yield _berurutan(place)
            yield _berurutan(place[:2])

    @property
    def angka(self) -> str:
        """The number without country code and leading zero; "" for none that tells anything."""
        digits = _nasional(self.telepon)
        return digits if len(digits) > 6 else ""


def _berurutan(words: list[str]) -> str:
    return r"[\W_]+".join(map(re.escape, words))


def _nasional(text: str) -> str:
    return re.sub(r"^(?:00)?(?:62|0)+", "", re.sub(r"\D", "", text))


@dataclass(frozen=True)
class Rahasia:
    """The protected persons of one case."""

    orang: tuple[Orang, ...]

    @cached_property
    def _kata(self) -> re.Pattern[str] | None:
        found = sorted({p for one in self.orang for p in one.pola()}, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)", re.IGNORECASE) if found else None

    @cached_property
    def _angka(self) -> frozenset[str]:
        return frozenset(one.angka for one in self.orang if one.angka)

    def ditemukan(self, text: str) -> str:
        """The first word of a protected person in this text; "" for none."""
        found = self._kata.search(text) if self._kata else None
        if found:
            return found.group()
        return next((m.group() for m in BERANGKA.finditer(text) if self._nomor(m.group())), "")

    def samarkan(self, text: str) -> str:
        """The text without these words."""
        shown = self._kata.sub(GANTI, text) if self._kata else text
        shown = BERANGKA.sub(lambda m: GANTI if self._nomor(m.group()) else m.group(), shown)
        return re.sub(rf"{re.escape(GANTI)}(?:\s+{re.escape(GANTI)})+", GANTI, shown)

    def samarkan_semua(self, value: Any) -> Any:
        """Every text in a value of JSON; what tells of somebody of the office stays."""
        if isinstance(value, str):
            return self.samarkan(value)
        if isinstance(value, list):
            return [self.samarkan_semua(one) for one in value]
        if isinstance(value, dict) and not value.get("user"):
            return {name: self.samarkan_semua(one) for name, one in value.items()}
        return value

    def _nomor(self, written: str) -> bool:
        return _nasional(written) in self._angka


def rahasia(orang: Iterable[Orang]) -> Rahasia | None:
    """The words of these persons; None where nobody is protected."""
    people = tuple(orang)
    return Rahasia(people) if people else None
