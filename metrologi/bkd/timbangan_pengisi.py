"""Filling instruments (OIML R 61): every fill near the average, the average near the preset; g."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from metrologi.bkd.angka import show
from metrologi.bkd.nawi import is_one_two_five
from metrologi.bkd.periksa import Angka, Daftar, Pilihan, angka, pilih, semua_angka
from metrologi.bkd.putusan import Kata, Kurang, Mustahil, Terukur, kata_dari, memutus
from metrologi.bkd.tabel import aturan

TAHAP = ("tera", "tera_ulang", "in_service")
ISIAN, SETELAN = "simpangan isian", "penyetelan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Isian:
    """Fills of one preset mass, class X(x): 0 < x of 1, 2 or 5 times a power of ten."""

    x: Angka
    setelan_g: Angka
    isian_g: Daftar[Angka]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pengisi:
    """Fills at a stage."""

    isian: Isian
    tahap: Pilihan


@dataclass(slots=True)
class PutusanIsian(Terukur):
    """The largest deviation from the average and its limit, and the average."""

    rata: Fraction | None = None


@dataclass(slots=True)
class PutusanPengisi(PutusanIsian):
    """And the average minus the preset, with its limit."""

    galat_setelan: Fraction | None = None
    batas_setelan: Fraction | None = None


def mpd(fill_g: Fraction, x: Fraction) -> Fraction:
    """The greatest deviation from the average in g for a fill in g, class X(x), in service."""
    rows = aturan("pengisi-mpd").isi["baris"]
    row = next(row for row in rows if fill_g <= row.get("sampai_g", fill_g))
    return x * Fraction(row["tetap_g"] if "tetap_g" in row else row["persen"] * fill_g / 100)


@memutus(PutusanIsian)
def penyimpangan(kasus: Isian, hasil: PutusanIsian) -> Kata:
    """The largest deviation of a fill from the average of the fills."""
    preset = angka(kasus.setelan_g, "setelan_g", above=0)
    limit = mpd(preset, _x(kasus))
    hasil.batas = limit
    worst = _deviation(kasus, hasil)
    point = f"{show(preset)} g"
    return kata_dari(hasil.catat(ISIAN, worst, limit, "g", "pengisi-mpd", point))


@memutus(PutusanPengisi)
def pengisi(kasus: Pengisi, hasil: PutusanPengisi) -> Kata:
    """The fills of a stage: deviation from the average, and the average from the preset."""
    stage = aturan("pengisi-tahap").isi
    factor = stage["faktor"][pilih(kasus.tahap, "tahap", TAHAP)]
    preset = angka(kasus.isian.setelan_g, "setelan_g", above=0)
    limit = factor * mpd(preset, _x(kasus.isian))
    setting = stage["penyetelan"] * limit
    hasil.batas, hasil.batas_setelan = limit, setting
    worst = _deviation(kasus.isian, hasil)
    error = _average(kasus.isian) - preset
    hasil.galat_setelan = error
    near = hasil.catat(ISIAN, worst, limit, "g", "pengisi-mpd")
    set_right = hasil.catat(SETELAN, error, setting, "g", "pengisi-tahap")
    return kata_dari(set_right and near)


def _deviation(kasus: Isian, hasil: PutusanIsian) -> Fraction:
    """The largest deviation, kept in the answer with the average."""
    average = _average(kasus)
    worst = max(abs(fill - average) for fill in _fills(kasus))
    hasil.rata, hasil.galat = average, worst
    return worst


def _average(kasus: Isian) -> Fraction:
    fills = _fills(kasus)
    return sum(fills, Fraction(0)) / len(fills)


def _x(kasus: Isian) -> Fraction:
    x = angka(kasus.x, "x", above=0, most=aturan("pengisi-mpd").isi["x_paling"])
    if not is_one_two_five(x):
        raise Mustahil("x", "bukan 1, 2 atau 5 kali pangkat sepuluh")
    return x


def _fills(kasus: Isian) -> list[Fraction]:
    fills = semua_angka(kasus.isian_g, "isian_g", least=0)
    if len(fills) < 2:
        raise Kurang("isian_g", "paling sedikit dua isian")
    return fills
