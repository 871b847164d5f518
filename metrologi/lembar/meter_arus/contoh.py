"""Flow meters: 600 L/min, class 0.5; edges of R 117, line A and line B."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial

from metrologi.bkd import meter_arus
from metrologi.bkd.tabel import Aturan
from metrologi.lembar.contoh import Contoh, Tepi, Tepian, dua_sisi

CONTOH = [
    Contoh(
        "meter_arus_pd",
        {"debit": "300", "tampil": "2000", "acuan": "2000"},
        "kebenaran_maks1_tampil",
        "2004",
        "2006,1",
        {"satuan": "L/menit", "maks": Decimal(600)},
        {"kelas": "0.5", "mmq": "200"},
        salah={"tampil": "2200"},
    )
]


def _jalan(line: str, kelas: str, x: Fraction) -> meter_arus.PutusanArus:
    run = meter_arus.JalanArus(aliran="maks", tampil_l=2000 + x, acuan_l=2000)
    return meter_arus.meter_arus(
        meter_arus.MeterArus(garis=line, kelas=kelas, mmq_l=5, jalan=[run])
    )


def _bkd(rule: Aturan) -> Iterator[Tepi]:
    for line, classes in rule.isi.items():
        for kelas, percent in classes.items():
            judge = partial(_jalan, line, kelas)
            yield from dua_sisi(rule, f"{line} {kelas}", judge, Fraction(percent * 20))


TEPI: dict[str, Tepian] = {"meter-arus-bkd": _bkd}
TANPA_TEPI: dict[str, str] = {}
