"""A wooden metre and a measuring tape; edges of R 35-1 by class, stage and length."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial

from metrologi.bkd import ukuran_panjang
from metrologi.bkd.tabel import Aturan
from metrologi.lembar.contoh import NEXT, Contoh, Tepi, Tepian, dua_sisi, isi
from metrologi.lembar.dasar import Alat, Titik


def _nominal(alat: Alat, titik: Titik) -> str:
    """The nominal length in mm, which the label of the point names."""
    return titik.label.split(", ")[1].removesuffix(" mm")


ISI, SALAH = {"acuan": _nominal}, {"acuan": "1"}
CONTOH = [
    Contoh(
        "meter_kayu",
        ISI,
        "kebenaran_p_acuan",
        "999",
        "998,99",
        {"maks": Decimal(1), "satuan": "m"},
        {"kelas": "III"},
        salah=SALAH,
    ),
    Contoh(
        "ban_ukur",
        ISI,
        "kebenaran_p_acuan",
        "29993,7",
        "29993,69",
        {"maks": Decimal(30), "satuan": "m", "kelas": "II"},
    ),
]


def _panjang(
    kelas: str, nominal: Fraction, tahap: str, bagian: str, x: Fraction
) -> ukuran_panjang.Terukur:
    return ukuran_panjang.kebenaran(
        ukuran_panjang.Panjang(
            kelas=kelas, nominal_mm=nominal, galat_mm=x, tahap=tahap, bagian=bagian
        )
    )


def _utuh(rule: Aturan) -> Iterator[Tepi]:
    lengths = ((Fraction(500), 1), (Fraction(1000), 1), (1000 + NEXT, 2), (Fraction(30000), 30))
    for tahap, factor in isi("panjang-tahap")["faktor"].items():
        for kelas, row in rule.isi["per_kelas"].items():
            for nominal, metres in lengths:
                judge = partial(_panjang, kelas, nominal, tahap, ukuran_panjang.UTUH)
                limit = Fraction((row["a"] + row["b"] * metres) * factor)
                yield from dua_sisi(rule, f"{tahap} {kelas} {nominal} mm", judge, limit)


def _bagian(rule: Aturan) -> Iterator[Tepi]:
    for row in rule.isi["baris"]:
        end = Fraction(row["sampai_mm"])
        for kelas in (key for key in row if key != "sampai_mm"):
            judge = partial(_panjang, kelas, end, "tera", ukuran_panjang.BAGIAN)
            yield from dua_sisi(rule, f"{kelas} sampai {end} mm", judge, Fraction(row[kelas]))


TEPI: dict[str, Tepian] = {"panjang-bkd": _utuh, "panjang-bagian": _bagian}
TANPA_TEPI: dict[str, str] = {"panjang-tahap": "its factors are part of the edges of panjang-bkd"}
