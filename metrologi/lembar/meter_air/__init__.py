"""Water meters (SNI 2547; OIML R 49-1): three flows on the bench, against the standard's volume."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from metrologi.bkd import meter_air
from metrologi.bkd.tulisan import tulis_angka
from metrologi.lembar.baris import PerTitik
from metrologi.lembar.dasar import (
    Alat,
    Bacaan,
    Isian,
    Lembar,
    SemuaBacaan,
    Titik,
    Uji,
    selisih,
    tahap_aturan,
)

R49 = "Syarat Teknis meter air; SNI 2547:2008; OIML R 49-1:2013"
R49_BELUM = f"{R49} (belum dikonfirmasi)"
NAMA = {
    "q1": "Debit Q1 (sampai 1,1 Q1)",
    "q2": "Debit Q2 (sampai 1,1 Q2)",
    "q3": "Debit Q3 (0,9 Q3 sampai Q3)",
}
RUAS = {
    "q1": (Decimal(1), Decimal("1.1")),
    "q2": (Decimal(1), Decimal("1.1")),
    "q3": (Decimal("0.9"), Decimal(1)),
}
LAMA = "ABCD"
KELAS = (("1", "1"), ("2", "2"), *((k, f"{k} (lama)") for k in LAMA))


def debit(alat: Alat) -> dict[str, Decimal | None]:
    """Q1 to Q4 in m3/h as typed; what is left open follows from Q3 and R.

    Q1 = Q3/R, Q2 = 1.6 Q1, Q4 = 1.25 Q3.
    """
    typed = {name: alat.lain.get(name) or None for name in ("q1", "q2", "q3", "q4")}
    ratio, q3 = alat.lain.get("rasio"), typed["q3"]
    q1 = typed["q1"] or (_short(q3 / ratio) if q3 and ratio else None)
    return {
        "q1": q1,
        "q2": typed["q2"] or (_short(q1 * Decimal("1.6")) if q1 else None),
        "q3": q3,
        "q4": typed["q4"] or (q3 * Decimal("1.25") if q3 else None),
    }


def _short(value: Decimal) -> Decimal:
    """Six decimals, as a bench can be set."""
    return value.quantize(Decimal("0.000001")).normalize()


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    flows = debit(alat)
    if not alat.kelas or None in flows.values():
        return []
    return [Titik(name, label, _isian(flows[name])) for name, label in NAMA.items()]


def _isian(flow: Decimal | None) -> tuple[Isian, ...]:
    return (
        Isian("debit", "Debit", "m³/jam", awal=tulis_angka(flow)),
        Isian("awal", "Bacaan awal", "L"),
        Isian("akhir", "Bacaan akhir", "L"),
        Isian("acuan", "Volume acuan", "L"),
    )


def _kasus(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> meter_air.MeterAir:
    run = meter_air.TitikDebit(
        debit=isi.get("debit"),
        tampil_l=selisih(isi.get("akhir"), isi.get("awal")),
        sebenarnya_l=isi.get("acuan"),
    )
    return meter_air.MeterAir(
        **debit(alat),
        kelas="lama" if alat.kelas in LAMA else alat.kelas,
        suhu_air_c=alat.lain.get("suhu_air"),
        tahap=tahap_aturan(alat, tahap, "meter-air-tera-ulang"),
        titik=[run],
    )


def ragu(alat: Alat, bacaan: SemuaBacaan) -> list[str]:
    """A plate whose flows do not belong together, and flows that are not those of the point."""
    flows = debit(alat)
    found = []
    if None not in flows.values() and alat.kelas in ("1", "2"):
        plate = (Fraction(v or 0) for v in flows.values())
        found += [f"Pelat: {w}." for w in meter_air.plate_warnings(*plate)]
    for name, (low, high) in RUAS.items():
        seen, wanted = bacaan.get(f"kebenaran_{name}", {}).get("debit"), flows[name]
        if seen and wanted and not low * wanted <= seen <= high * wanted:
            found.append(f"Debit {tulis_angka(seen)} m³/jam di luar ruas {name.upper()}.")
        if seen and flows["q4"] and seen > flows["q4"]:
            found.append(f"Debit {tulis_angka(seen)} m³/jam melebihi Q4.")
    return found


LEMBAR = (
    Lembar(
        "meter_air",
        "Meter air",
        R49,
        (
            Uji(
                "kebenaran",
                "Kebenaran",
                _titik,
                PerTitik(meter_air.kebenaran, _kasus, ("debit", "awal", "akhir", "acuan"), "%"),
                R49_BELUM,
                "Alirkan sampai udara habis sebelum bacaan awal.",
            ),
        ),
        jenis_standar="volume",
        timbangan=False,
        pelat=(),
        kelas=KELAS,
        ragu=ragu,
        ketetapan=("meter-air-tera-ulang",),
        tambahan=(
            Isian("q3", "Q3 (Qn)", "m³/jam"),
            Isian("rasio", "R = Q3/Q1"),
            Isian("q1", "Q1 (Qmin)", "m³/jam"),
            Isian("q2", "Q2 (Qt)", "m³/jam"),
            Isian("q4", "Q4 (Qmax)", "m³/jam"),
            Isian("suhu_air", "Suhu air", "°C", awal="27"),
        ),
    ),
)
