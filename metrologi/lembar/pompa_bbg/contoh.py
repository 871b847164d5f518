"""CNG dispensers: one nozzle; edges of R 139 by stage."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from metrologi.bkd import meter_arus
from metrologi.bkd.tabel import Aturan
from metrologi.lembar.contoh import Contoh, Tepi, Tepian, dua_sisi

CONTOH = [
    Contoh(
        "pompa_bbg",
        {"tampil": "4", "acuan": "4"},
        "kebenaran_n1isi2_tampil",
        "4,03",
        "4,061",
        {"satuan": "kg/menit"},
        salah={"tampil": "4,4"},
    )
]


def _jalan(bagian: str, tahap: str, x: Fraction) -> meter_arus.PutusanBbg:
    run = meter_arus.JalanBbg(aliran="maks", tampil_kg=100 + x, acuan_kg=100)
    return meter_arus.pompa_bbg(meter_arus.PompaBbg(bagian=bagian, tahap=tahap, jalan=[run]))


def _bkd(rule: Aturan) -> Iterator[Tepi]:
    for name, percent in rule.isi["persen"].items():
        part = meter_arus.METER if name == "meter" else meter_arus.SISTEM
        judge = partial(_jalan, part, "tera" if name == "meter" else name)
        yield from dua_sisi(rule, name, judge, Fraction(percent))


TEPI: dict[str, Tepian] = {"bbg-bkd": _bkd}
TANPA_TEPI: dict[str, str] = {"batas-cerapan": ""}
