"""Tank trucks (OIML R 80): the volume of every compartment, the sensitivity, the empty space."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from metrologi.bkd.angka import enam
from metrologi.bkd.periksa import Angka, Daftar, angka, bernomor
from metrologi.bkd.putusan import Kata, Putusan, Terukur, kata_dari, memutus
from metrologi.bkd.tabel import aturan


@dataclass(frozen=True, slots=True, kw_only=True)
class Kompartemen:
    """Nominal and measured volume in L; `naik_mm` where the level was tested too."""

    nominal_l: Angka
    terukur_l: Angka
    naik_mm: Angka = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tangki:
    """The compartments of a truck, and the BKD in percent of the nominal volume."""

    bkd_persen: Angka
    kompartemen: Daftar[Kompartemen]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kepekaan:
    """How far the level moved under a volume equal to the BKD."""

    naik_mm: Angka


@dataclass(frozen=True, slots=True, kw_only=True)
class RuangKosong:
    """The space above the nominal volume, and the least share of it in percent."""

    ruang_l: Angka
    nominal_l: Angka
    batas_persen: Angka


@dataclass(slots=True)
class PutusanTangki(Putusan):
    """The error of every compartment in percent, to six decimals."""

    galat: list[Fraction] | None = None


@memutus(PutusanTangki)
def volume(kasus: Tangki, hasil: PutusanTangki) -> Kata:
    """Every compartment within the percentage; where the level was tested it moves enough."""
    percent = angka(kasus.bkd_persen, "bkd_persen", above=0)
    rows = bernomor(kasus.kompartemen, "kompartemen")
    tanks = [
        (
            angka(row.terukur_l, f"{path}terukur_l", least=0),
            angka(row.nominal_l, f"{path}nominal_l", above=0),
        )
        for path, row in rows
    ]
    hasil.galat = enam((found - nominal) / nominal * 100 for found, nominal in tanks)
    within = [
        hasil.catat(
            "volume nominal",
            found - nominal,
            nominal * percent / 100,
            "L",
            "tum-bkd",
            f"kompartemen {n}",
        )
        for n, (found, nominal) in enumerate(tanks, 1)
    ]
    moved = [_moves(row, path, hasil, n) for n, (path, row) in enumerate(rows, 1)]
    return kata_dari(all([*within, *moved]))


def _moves(row: Kompartemen, path: str, hasil: PutusanTangki, n: int) -> bool:
    if row.naik_mm is None:
        return True
    least = Fraction(aturan("tum-kepekaan").isi["geser_mm"])
    moved = angka(row.naik_mm, f"{path}naik_mm", least=0)
    return hasil.catat_lantai("kepekaan", moved, least, "mm", "tum-kepekaan", f"kompartemen {n}")


@memutus(Terukur)
def kepekaan(kasus: Kepekaan, hasil: Terukur) -> Kata:
    """How far the level moves under a volume equal to the BKD; mm."""
    hasil.batas = Fraction(aturan("tum-kepekaan").isi["geser_mm"])
    hasil.galat = angka(kasus.naik_mm, "naik_mm", least=0)
    within = hasil.catat_lantai("kepekaan", hasil.galat, hasil.batas, "mm", "tum-kepekaan")
    return kata_dari(within)


@memutus(Terukur)
def ruang_kosong(kasus: RuangKosong, hasil: Terukur) -> Kata:
    """The empty space as a share of the nominal volume, in percent to six decimals."""
    hasil.batas = angka(kasus.batas_persen, "batas_persen", least=0)
    space = angka(kasus.ruang_l, "ruang_l", least=0)
    share = space / angka(kasus.nominal_l, "nominal_l", above=0) * 100
    hasil.galat = enam([share])[0]
    within = hasil.catat_lantai("ruang kosong", share, hasil.batas, "%", "batas-cerapan")
    return kata_dari(within)
