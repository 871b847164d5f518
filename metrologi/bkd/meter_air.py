"""Water meters (OIML R 49-1): error at every flow against the BKD of zone, class and stage.

Flows in m3/h, volumes in L, temperature in degrees C, errors and limits in percent.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from metrologi.bkd.angka import enam, show
from metrologi.bkd.periksa import Angka, Daftar, Pilihan, angka, bernomor, pilih
from metrologi.bkd.putusan import Berderet, Kata, Mustahil, kata_dari, memutus
from metrologi.bkd.tabel import aturan

KELAS = ("1", "2", "lama")
TAHAP = ("tera", "tera_ulang", "in_service")


@dataclass(frozen=True, slots=True, kw_only=True)
class TitikDebit:
    """One run: the flow, what the meter registered and what flowed."""

    debit: Angka
    tampil_l: Angka
    sebenarnya_l: Angka


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterAir:
    """The runs of a meter; of an old class A to D the flows are Qmin, Qt, Qn, Qmax."""

    kelas: Pilihan
    q1: Angka
    q2: Angka
    q3: Angka
    q4: Angka
    suhu_air_c: Angka
    tahap: Pilihan
    titik: Daftar[TitikDebit]


@memutus(Berderet)
def kebenaran(kasus: MeterAir, hasil: Berderet) -> Kata:
    """Every point within its BKD; a flow outside Q1..Q4 makes the case invalid."""
    lower, upper = _zones(kasus)
    flows = _flows(kasus)
    rows = bernomor(kasus.titik, "titik")
    points = [angka(row.debit, f"{path}debit", least=flows[0], most=flows[3]) for path, row in rows]
    limits = [lower if flow < flows[1] else upper for flow in points]
    hasil.batas = limits
    errors = [_error(row, path) for path, row in rows]
    hasil.galat = enam(errors)
    within = [
        hasil.catat("kebenaran", error, limit, "%", "meter-air-bkd", f"{show(flow)} m3/h")
        for flow, error, limit in zip(points, errors, limits, strict=True)
    ]
    return kata_dari(all(within))


def plate_warnings(q1: Fraction, q2: Fraction, q3: Fraction, q4: Fraction) -> list[str]:
    """What on the plate does not follow Q2 = 1.6 Q1 and Q4 = 1.25 Q3; never a verdict."""
    checks = {
        "Q2 bukan 1,6 Q1": q2 == Fraction(8, 5) * q1,
        "Q4 bukan 1,25 Q3": q4 == Fraction(5, 4) * q3,
    }
    return [warning for warning, holds in checks.items() if not holds]


def _flows(kasus: MeterAir) -> list[Fraction]:
    named = {"q1": kasus.q1, "q2": kasus.q2, "q3": kasus.q3, "q4": kasus.q4}
    flows = [angka(value, name, above=0) for name, value in named.items()]
    if sorted(set(flows)) != flows:
        raise Mustahil("q1", "harus Q1 < Q2 < Q3 < Q4")
    return flows


def _zones(kasus: MeterAir) -> tuple[Fraction, Fraction]:
    """The BKD in percent below Q2 and from Q2 on."""
    rule = aturan("meter-air-bkd").isi
    row = rule["per_kelas"][pilih(kasus.kelas, "kelas", KELAS)]
    factor = aturan("meter-air-tahap").isi["faktor"][pilih(kasus.tahap, "tahap", TAHAP)]
    hot = angka(kasus.suhu_air_c, "suhu_air_c", least=0, most=180) > rule["panas_di_atas_c"]
    return Fraction(row["bawah"] * factor), Fraction(row["atas_panas" if hot else "atas"] * factor)


def _error(row: TitikDebit, path: str) -> Fraction:
    true = angka(row.sebenarnya_l, f"{path}sebenarnya_l", above=0)
    return (angka(row.tampil_l, f"{path}tampil_l", least=0) - true) / true * 100
