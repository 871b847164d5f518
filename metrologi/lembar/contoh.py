"""Worked examples: what `contoh.py` of a kind's folder says, for tests and the demo office.

`CONTOH` are whole sheets that pass, each with a reading on a limit and one just beyond it. `TEPI`
maps every rule of the folder to the edges of its numbers; `TANPA_TEPI` says why another has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from importlib import import_module
from typing import Any

from metrologi.bkd.putusan import Putusan
from metrologi.bkd.tabel import Aturan, semua
from metrologi.bkd.tulisan import baca_angka, tulis_angka
from metrologi.lembar import JENIS, LEMBAR, baris_rujukan
from metrologi.lembar.dasar import Alat, Isian, Lembar, SemuaBacaan, Titik, kelas_dari
from metrologi.lembar.nilai import ujian

HAIR = Fraction(1, 10**9)
# A step just beyond an edge of loads, volumes or ratios: the row above must already hold there.
NEXT = Fraction(1, 1000)
Isi = str | Callable[[Alat, Titik], str]


@dataclass(frozen=True)
class Contoh:
    """A sheet that passes: kind, register, plate as typed, readings by (whole) field name.

    `titik` names a reading that is still good as `pada` and fails as `lewat`. `salah` are readings
    that fail any instrument of the kind. `boleh_kosong` are fields a sheet can do without.
    """

    jenis: str
    isi: Mapping[str, Isi]
    titik: str
    pada: str
    lewat: str
    terdaftar: Mapping[str, Any] = field(default_factory=dict)
    pelat: Mapping[str, str] = field(default_factory=dict)
    cara: str = ""
    salah: Mapping[str, str] = field(default_factory=dict)
    boleh_kosong: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return "-".join(filter(None, (self.jenis, self.cara, self.titik)))

    @cached_property
    def lembar(self) -> Lembar:
        """The sheet of the kind."""
        rows = baris_rujukan("jenis")
        return LEMBAR[next(row["lembar"] for row in rows if row["kode"] == self.jenis)]

    def alat(self) -> Alat:
        """The instrument as the sheet sees it."""
        lembar = self.lembar
        plate = {name: self._pelat(name, baku) for name, _, baku in lembar.pelat}
        lain = {i.nama: baca(i, self.pelat.get(i.nama, i.awal)) for i in lembar.tambahan}
        return Alat(
            maks=plate.get("maks"),
            min=plate.get("min"),
            e=plate.get("e"),
            d=plate.get("d"),
            mmq=plate.get("mmq"),
            satuan=self.terdaftar.get("satuan", ""),
            kelas=self.pelat.get("kelas") or kelas_dari(lembar, self.terdaftar.get("kelas", "")),
            nozzle=int(lain.get("nozzle") or 1),
            lain=lain,
        )

    def _pelat(self, name: str, baku: str) -> Decimal | None:
        if name in self.pelat:
            return baca_angka(self.pelat[name])
        found = self.terdaftar.get(name)
        if found is None and name == "e" and self.lembar.e_per_maks:
            return Decimal(self.terdaftar["maks"]) / self.lembar.e_per_maks
        return found if found is not None else (baca_angka(baku) if baku else None)

    def teks(self, alat: Alat, uji: str, titik: Titik, isian: Isian) -> str:
        """A reading as it is typed; what the sheet proposes where the example does not say."""
        full_name = f"{uji}_{titik.kunci}_{isian.nama}"
        found = self.isi.get(full_name, self.isi.get(isian.nama))
        if found is None:
            return isian.awal
        return found if isinstance(found, str) else found(alat, titik)

    def bacaan(self, tahap: str) -> SemuaBacaan:
        """Every reading of the sheet at a stage, as it is judged."""
        alat = self.alat()
        return {
            f"{uji.kode}_{titik.kunci}": {
                i.nama: baca(i, self.teks(alat, uji.kode, titik, i)) for i in titik.isian
            }
            for uji in ujian(self.lembar, alat, tahap)
            for titik in uji.titik(alat, tahap, self.cara)
        }


def baca(isian: Isian, teks: str) -> Any:
    """A typed reading: a word, a list of Decimal, a Decimal, or None where nothing stands."""
    if isian.pilihan:
        return teks or None
    if isian.daftar:
        return [baca_angka(word) for word in teks.split()] or None
    return baca_angka(teks) if teks else None


def beban(alat: Alat, titik: Titik) -> str:
    """What a scale without error shows: the load the point proposes, else half of Max."""
    proposed = next((i.awal for i in titik.isian if i.nama == "beban"), "")
    return proposed or tulis_angka((alat.maks or Decimal(0)) / 2)


@dataclass(frozen=True)
class Tepi:
    """An edge of a rule: `nilai(x)` judges a reading x.

    It is SAH up to `batas`, or with `lantai` from `batas` on, and `di_luar` beyond.
    """

    aturan: str
    label: str
    nilai: Callable[[Fraction], Putusan]
    batas: Fraction
    lantai: bool = False
    di_luar: str = "BATAL"

    def __str__(self) -> str:
        return f"{self.aturan}: {self.label}"

    def luar(self) -> Fraction:
        """A hair outside."""
        return self.batas - HAIR if self.lantai else self.batas + HAIR

    def dalam(self) -> Fraction:
        """A hair inside."""
        return self.batas + HAIR if self.lantai else self.batas - HAIR


Tepian = Callable[[Aturan], Iterator[Tepi]]


def dua_sisi(
    rule: Aturan, label: str, nilai: Callable[[Fraction], Putusan], batas: Fraction
) -> Iterator[Tepi]:
    """A limit on |E|: the edge above and the edge below."""
    yield Tepi(rule.id, f"{label} +", nilai, batas)
    yield Tepi(rule.id, f"{label} -", lambda x: nilai(-x), batas)


def isi(rule_id: str) -> dict[str, Any]:
    """The numbers of a rule of the edition in force."""
    return next(rule.isi for rule in semua() if rule.id == rule_id)


def massa(rows: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Fraction]]:
    """Of each row that ends at `sampai_g`, its end and just after its start, in g."""
    lower = Fraction(0)
    for row in rows:
        upper = Fraction(row["sampai_g"]) if "sampai_g" in row else lower * 2
        yield row, upper
        yield row, lower + NEXT
        lower = upper


def batas_massa(row: dict[str, Any], mass: Fraction) -> Fraction:
    """The limit of such a row at a mass, in g."""
    return Fraction(row["tetap_g"] if "tetap_g" in row else row["persen"] * mass / 100)


def semua_contoh() -> list[Contoh]:
    """The worked examples of every kind."""
    modules = [import_module(f"metrologi.lembar.{jenis}.contoh") for jenis in JENIS]
    return [one for module in modules for one in module.CONTOH]
