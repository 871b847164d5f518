"""Energy meters read as energy and by pulses; edges of every step of IEC 62053-21 and -22."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from typing import Any

from metrologi.bkd import meter_kwh
from metrologi.bkd.tabel import Aturan
from metrologi.lembar.contoh import NEXT, Contoh, Tepi, Tepian, dua_sisi

CONTOH = [
    Contoh(
        "meter_kwh",
        {"tampil": "1", "acuan": "1", "mula": "ya", "pulsa": "0"},
        "kebenaran_k3_tampil",
        "1,01",
        "1,0101",
        {"kelas": "1/B"},
        {"konstanta": "1600"},
        cara="energi",
        salah={"tampil": "1,2", "mula": "tidak", "pulsa": "9"},
    ),
    Contoh(
        "meter_kwh",
        {
            "mula": "ya",
            "pulsa": "20",
            "tanpa_beban_t1_pulsa": "0",
            "daya": "1111,1",
            "waktu": "40,5",
        },
        "kebenaran_k3_pulsa",
        "20",
        "21",
        {"kelas": "2/A"},
        {"konstanta": "1600"},
        cara="pulsa",
    ),
]


def _titik(row: dict[str, Any], ratio: Fraction, x: Fraction) -> meter_kwh.Terukur:
    return meter_kwh.kebenaran(
        meter_kwh.TitikBeban(
            kelas=row["kelas"],
            sambungan=row["sambungan"],
            rasio_arus=ratio,
            faktor_daya=row["faktor_daya"],
            pembebanan=row["beban"],
            energi_meter_kwh=100 + x,
            energi_acuan_kwh=100,
        )
    )


def _bkd(rule: Aturan) -> Iterator[Tepi]:
    for row in rule.isi["baris"]:
        ends = [step[0] for step in row["langkah"][1:]] + [None]
        words = " ".join(row[key] for key in ("kelas", "sambungan", "beban", "faktor_daya"))
        for (start, limit), end in zip(row["langkah"], ends, strict=True):
            last = Fraction(4) if end is None else Fraction(end) - NEXT
            for ratio in (Fraction(start), last):
                judge = partial(_titik, row, ratio)
                yield from dua_sisi(rule, f"{words} {ratio}", judge, Fraction(limit))


def _pulsa(x: Fraction) -> meter_kwh.Terukur:
    return meter_kwh.tanpa_beban(meter_kwh.TanpaBeban(pulsa=x))


def _tanpa_beban(rule: Aturan) -> Iterator[Tepi]:
    yield Tepi(rule.id, "pulsa", _pulsa, Fraction(rule.isi["pulsa"]))


TEPI: dict[str, Tepian] = {
    "meter-kwh-21": _bkd,
    "meter-kwh-22": _bkd,
    "meter-kwh-tanpa-beban": _tanpa_beban,
}
TANPA_TEPI: dict[str, str] = {
    "meter-kwh-gerak-mula": "it bounds a current, not an error: tests/cerapan/test_rules_tables.py"
}
