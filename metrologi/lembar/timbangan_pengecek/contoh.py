"""Checkweighers of category X and Y; edges of R 51: deviation by mass, single error by class."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import isqrt

from metrologi.bkd import timbangan_pengecek as bkd
from metrologi.bkd.tabel import Aturan
from metrologi.lembar.contoh import Contoh, Tepi, Tepian, batas_massa, dua_sisi, massa

ALAT = {"satuan": "g", "e": Decimal(1), "kelas": "III"}
ISI = {"acuan": "500", "bacaan": "500 " * 60}
CONTOH = [
    Contoh(
        "timbangan_pengecek",
        ISI,
        "kebenaran_besar_bacaan",
        "500,5 " * 60,
        "500,6 " * 60,
        ALAT,
        {"x": "1"},
        salah={"bacaan": "600 " * 60},
    ),
    Contoh(
        "timbangan_pengecek",
        ISI,
        "tunggal_besar_bacaan",
        "501 " * 60,
        "501 " * 59 + "501,1",
        ALAT,
        {"kategori": "Y", "x": "1"},
    ),
]


def _sebaran(mass: Fraction, x: Fraction) -> bkd.PutusanPengecek:
    """60 readings of mean + x and mean - x: their deviation is x times the root of 60/59."""
    readings = [mass + x, mass - x] * 30
    return bkd.pengecek(
        bkd.Pengecek(kategori="X", kelas="III", x=1, statis_g=mass, e_g=1000, bacaan_g=readings)
    )


def _tunggal(kelas: str, x: Fraction) -> bkd.PutusanPengecek:
    readings = [Fraction(40)] * 59 + [40 + x]
    return bkd.pengecek(
        bkd.Pengecek(kategori="Y", kelas=kelas, x=None, statis_g=40, e_g=1, bacaan_g=readings)
    )


def _bkd(rule: Aturan) -> Iterator[Tepi]:
    for row, mass in massa(rule.isi["simpangan"]):
        limit = _akar(batas_massa(row, mass) ** 2 * Fraction(59, 60))
        yield Tepi(rule.id, f"simpangan {mass} g", partial(_sebaran, mass), limit)
    single = Fraction(1, 2) + Fraction(rule.isi["y_tambahan_e"])
    for kelas in (key for key in rule.isi["langkah"] if key in bkd.KELAS["Y"]):
        yield from dua_sisi(rule, f"Y {kelas}", partial(_tunggal, kelas), single)


def _akar(square: Fraction) -> Fraction:
    """The root to a few digits beyond the hair, from below."""
    scale = 10**11
    return Fraction(isqrt(square.numerator * scale**2 // square.denominator), scale)


TEPI: dict[str, Tepian] = {"pengecek-bkd": _bkd}
TANPA_TEPI: dict[str, str] = {}
