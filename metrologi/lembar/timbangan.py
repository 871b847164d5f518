"""What all sheets of scales share: the case of a scale, its ranges, loads, limits and class."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from metrologi.bkd import nawi
from metrologi.bkd.tulisan import tulis_pecahan
from metrologi.lembar.dasar import TERA_ULANG, Alat, tahap_aturan

R76 = "SK Dirjen SPK 131/SPK/KEP/10/2015; OIML R 76-1:2006"
# Upper edges of the first two steps of the BKD, in e (R 76-1 Table 6).
TEPI = {"I": (50000, 200000), "II": (5000, 20000), "III": (500, 2000), "IIII": (50, 200)}


def timbangan(alat: Alat, tahap: str) -> nawi.Timbangan:
    """The scale as the rules take it; doubled at tera ulang where the office's setting says so."""
    return nawi.Timbangan(
        kelas=alat.kelas,
        satuan=alat.satuan or None,
        maks=alat.maks,
        e=alat.e,
        tahap=tahap_aturan(alat, tahap, "nawi-tera-ulang", dua_kali=TERA_ULANG),
        rentang=rentang(alat),
    )


def baca_langsung(
    alat: Alat, tahap: str, beban: Decimal | None, penunjukan: Decimal | None, d: Decimal
) -> nawi.PutusanTitik:
    """The answer for a load whose display is fine enough to be read directly (A.4.1.6)."""
    return nawi.kebenaran(
        nawi.Titik(
            timbangan=timbangan(alat, tahap),
            d=d,
            cara=nawi.LANGSUNG,
            beban=beban,
            penunjukan=penunjukan,
            dl=None,
            e0=0,
        )
    )


def bkd_pada(alat: Alat, tahap: str, beban: Decimal | None) -> str:
    """The BKD at that load as text; "" where it cannot be said."""
    if beban is None or not alat.lengkap:
        return ""
    fine = (alat.e or Decimal(0)) / 10
    return tulis_pecahan(baca_langsung(alat, tahap, beban, beban, fine).batas)


def rentang(alat: Alat) -> list[nawi.Rentang]:
    """Of a multi-interval scale Max_i and e_i of every range, rising to Max; [] of any other."""
    return [nawi.Rentang(maks=upper, e=e) for upper, e in _ranges(alat)]


def _ranges(alat: Alat) -> list[tuple[Decimal, Decimal]]:
    lain = alat.lain
    inner = [(lain.get("maks1"), alat.e), (lain.get("maks2"), lain.get("e2"))]
    known = [(upper, e) for upper, e in inner if upper and e]
    last = lain.get("e3") if len(known) == 2 else lain.get("e2")
    if not known or not last or not alat.maks:
        return []
    return [*known, (alat.maks, last)]


def bagian(alat: Alat) -> list[tuple[Decimal, Decimal]]:
    """(Max_i, e_i) of every range; a single one for a scale with one interval."""
    return _ranges(alat) or [(alat.maks or Decimal(0), alat.e or Decimal(0))]


def e_pada(alat: Alat, beban: Decimal | None) -> Decimal:
    """The scale interval at that load."""
    found = bagian(alat)
    return next((e for upper, e in found if beban is None or beban <= upper), found[-1][1])


def beban_uji(alat: Alat) -> list[Decimal]:
    """Loads proposed for the weighing test, ascending, once each.

    Min, the edges of the steps of the BKD, half of Max, Max.
    """
    if not alat.lengkap or not alat.maks or not alat.e:
        return []
    edges = TEPI.get(alat.kelas, ())
    half = (alat.maks / 2 / alat.e).to_integral_value() * alat.e
    loads, lower = {alat.min or alat.e * 20, half, alat.maks}, Decimal(0)
    for upper, e in bagian(alat):
        loads |= {upper, *(e * n for n in edges if lower < e * n <= upper)}
        lower = upper
    return sorted(load.normalize() for load in loads if 0 < load <= alat.maks)


def kelas_sesuai(alat: Alat) -> nawi.PutusanKelas:
    """Whether Max, Min and e fit the class (Table 3), of every range; the first that does not."""
    answers = [_sesuai(alat, upper, e, first=n == 0) for n, (upper, e) in enumerate(bagian(alat))]
    return next((a for a in answers if not a.sesuai), answers[-1])


def _sesuai(alat: Alat, upper: Decimal, e: Decimal, *, first: bool) -> nawi.PutusanKelas:
    """Min belongs to the first range; above it a range begins where the one below ends."""
    least = (alat.min or e * 20) if first else upper
    return nawi.klasifikasi(
        nawi.Klasifikasi(kelas=alat.kelas, satuan=alat.satuan or None, maks=upper, min=least, e=e)
    )


def ke_atas(value: Decimal, e: Decimal) -> Decimal:
    """The next whole multiple of e."""
    return (value / e).to_integral_value(ROUND_CEILING) * e
