"""A household meter, Q3 2.5, R 80; edges of R 49-1 by zone, class, temperature and stage."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from metrologi.bkd import meter_air
from metrologi.bkd.putusan import Berderet
from metrologi.bkd.tabel import Aturan
from metrologi.lembar.contoh import NEXT, Contoh, Tepi, Tepian, dua_sisi, isi

ISI = {"awal": "0", "akhir": "100", "acuan": "100"}
PELAT = {"q3": "2,5", "rasio": "80", "kelas": "2"}
CONTOH = [
    Contoh(
        "meter_air",
        ISI,
        "kebenaran_q3_akhir",
        "102",
        "102,01",
        {"kelas": "2"},
        PELAT,
        salah={"akhir": "120"},
    ),
    Contoh("meter_air", ISI, "kebenaran_q1_akhir", "105", "105,01", {"kelas": "2"}, PELAT),
]


def _titik(kelas: str, tahap: str, flow: Fraction, warm: Fraction, x: Fraction) -> Berderet:
    run = meter_air.TitikDebit(debit=flow, tampil_l=100 + x, sebenarnya_l=100)
    return meter_air.kebenaran(
        meter_air.MeterAir(
            kelas=kelas,
            q1=Fraction("0.03125"),
            q2=Fraction("0.05"),
            q3=Fraction("2.5"),
            q4=Fraction("3.125"),
            suhu_air_c=warm,
            tahap=tahap,
            titik=[run],
        )
    )


def _bkd(rule: Aturan) -> Iterator[Tepi]:
    hot = Fraction(rule.isi["panas_di_atas_c"])
    zones = (
        ("bawah", Fraction("0.0499"), hot),
        ("atas", Fraction("0.05"), hot),
        ("atas_panas", Fraction("2.5"), hot + NEXT),
    )
    for tahap, factor in isi("meter-air-tahap")["faktor"].items():
        for kelas, row in rule.isi["per_kelas"].items():
            for zone, flow, warm in zones:
                judge = partial(_titik, kelas, tahap, flow, warm)
                limit = Fraction(row[zone] * factor)
                yield from dua_sisi(rule, f"{tahap} {kelas} {zone}", judge, limit)


TEPI: dict[str, Tepian] = {"meter-air-bkd": _bkd}
TANPA_TEPI: dict[str, str] = {
    "meter-air-tahap": "its factors are part of the edges of meter-air-bkd"
}
