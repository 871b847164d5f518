"""A belt weigher of class 1; edges of R 50 by class and stage."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from metrologi.bkd import ban_berjalan
from metrologi.bkd.tabel import Aturan
from metrologi.lembar.contoh import Contoh, Tepi, Tepian, dua_sisi

CONTOH = [
    Contoh(
        "ban_berjalan",
        {"awal": "0", "akhir": "20000", "acuan": "20000"},
        "kebenaran_b2_akhir",
        "20100",
        "20101",
        {"satuan": "t/jam"},
        {"kelas": "1"},
        salah={"akhir": "22000"},
    )
]


def _bahan(tahap: str, kelas: str, x: Fraction) -> ban_berjalan.PutusanBan:
    return ban_berjalan.kebenaran(
        ban_berjalan.BanBerjalan(kelas=kelas, tahap=tahap, acuan_kg=20000, tampil_kg=20000 + x)
    )


def _bkd(rule: Aturan) -> Iterator[Tepi]:
    for tahap, classes in rule.isi["persen"].items():
        for kelas, percent in classes.items():
            judge = partial(_bahan, tahap, kelas)
            yield from dua_sisi(rule, f"{tahap} {kelas}", judge, Fraction(percent * 200))


TEPI: dict[str, Tepian] = {"ban-berjalan-bkd": _bkd}
TANPA_TEPI: dict[str, str] = {}
