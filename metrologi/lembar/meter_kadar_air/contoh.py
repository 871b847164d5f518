"""A moisture meter for unhusked rice; edges of R 59 by commodity."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from metrologi.bkd import meter_kadar_air
from metrologi.bkd.tabel import Aturan
from metrologi.lembar.contoh import Contoh, Tepi, Tepian, dua_sisi

CONTOH = [
    Contoh(
        "meter_kadar_air",
        {"acuan": "14", "bacaan": "14 14,1 13,9"},
        "kebenaran_basah_bacaan",
        "14,8 14,8 14,8",
        "14,8 14,8 14,81",
        {"satuan": "%"},
        salah={"bacaan": "18 18 18"},
    )
]


def _bacaan(komoditas: str, acuan: Fraction, x: Fraction) -> meter_kadar_air.Terukur:
    return meter_kadar_air.kadar_air(
        meter_kadar_air.KadarAir(
            komoditas=komoditas, acuan_persen=acuan, bacaan_persen=[acuan + x] * 3
        )
    )


def _bkd(rule: Aturan) -> Iterator[Tepi]:
    for komoditas, row in rule.isi["komoditas"].items():
        for acuan in (Fraction(5), Fraction(40)):
            judge = partial(_bacaan, komoditas, acuan)
            limit = max(Fraction(row["persen"]) * acuan / 100, Fraction(row["terkecil"]))
            yield from dua_sisi(rule, f"{komoditas} {acuan} %", judge, limit)


TEPI: dict[str, Tepian] = {"kadar-air-bkd": _bkd}
TANPA_TEPI: dict[str, str] = {}
