"""A taximeter tested in the taxi; edges of R 21 by part and quantity."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from metrologi.bkd import meter_taksi
from metrologi.bkd.tabel import Aturan
from metrologi.lembar.contoh import Contoh, Tepi, Tepian, dua_sisi

CONTOH = [
    Contoh(
        "meter_taksi",
        {"tampil": "1000", "waktu_w1_tampil": "600"},
        "kebenaran_j1_tampil",
        "1020",
        "1020,1",
        {"satuan": "km"},
        salah={"tampil": "9000"},
    )
]


def _argo(bagian: str, besaran: str, acuan: Fraction, x: Fraction) -> meter_taksi.Terukur:
    return meter_taksi.kebenaran(
        meter_taksi.Argo(bagian=bagian, besaran=besaran, acuan=acuan, tampil=acuan + x)
    )


def _bkd(rule: Aturan) -> Iterator[Tepi]:
    for bagian, quantities in rule.isi.items():
        for besaran, row in quantities.items():
            for acuan in (Fraction(10), Fraction(100000)):
                judge = partial(_argo, bagian, besaran, acuan)
                limit = max(Fraction(row["persen"]) * acuan / 100, Fraction(row["terkecil"]))
                yield from dua_sisi(rule, f"{bagian} {besaran} {acuan}", judge, limit)


TEPI: dict[str, Tepian] = {"meter-taksi-bkd": _bkd}
TANPA_TEPI: dict[str, str] = {}
