"""Weights: single pieces plain, guarded and compared, and a set; edges of every cell of R 111-1."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial

from metrologi.bkd import anak_timbangan
from metrologi.bkd.tabel import Aturan
from metrologi.lembar.contoh import Contoh, Tepi, Tepian, dua_sisi

SALAH = {"galat": "999999"}
CONTOH = [
    Contoh(
        "anak_timbangan",
        {"galat": "0", "u": "0"},
        "kebenaran_k1_galat",
        "1000",
        "1000,1",
        {"maks": Decimal(20), "satuan": "kg", "kelas": "M1"},
        cara="langsung",
        salah=SALAH,
    ),
    Contoh(
        "anak_timbangan",
        {"galat": "0"},
        "kebenaran_k12_galat",
        "-80",
        "-80,01",
        {"satuan": "kg", "kelas": "M2"},
        {"susunan": "g"},
        cara="langsung",
        boleh_kosong=frozenset({"ada"}),
    ),
    Contoh(
        "anak_timbangan",
        {"galat": "0", "u": "5"},
        "kebenaran_k1_galat",
        "11",
        "11,1",
        {"maks": Decimal(1), "satuan": "kg", "kelas": "F2"},
        cara="langsung",
    ),
    Contoh(
        "anak_timbangan",
        {"s1": "5000", "s2": "5000", "t": "5000", "koreksi": "0"},
        "kebenaran_k1_t",
        "5000,8",
        "5000,801",
        {"maks": Decimal(5), "satuan": "kg", "kelas": "M2"},
        cara="banding",
    ),
]


def _keping(kelas: str, nominal: str, x: Fraction) -> anak_timbangan.PutusanKeping:
    return anak_timbangan.kebenaran(
        anak_timbangan.Keping(
            kelas=kelas, nominal=nominal, galat_mg=x, cara_nilai=anak_timbangan.SEDERHANA
        )
    )


def _bkd(rule: Aturan) -> Iterator[Tepi]:
    for nominal, *cells in rule.isi["baris"]:
        for kelas, limit in zip(rule.isi["kelas_urut"], cells, strict=True):
            if limit != "":
                judge = partial(_keping, kelas, nominal)
                yield from dua_sisi(rule, f"{kelas} {nominal}", judge, Fraction(limit))


TEPI: dict[str, Tepian] = {"anak-timbangan-bkd": _bkd}
TANPA_TEPI: dict[str, str] = {}
