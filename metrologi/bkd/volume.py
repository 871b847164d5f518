"""Measures of capacity: serving measures (OIML R 138), cans (R 120), volume by weighing water.

Volumes are those at 20 degrees C, densities in kg/m3, temperatures in degrees C.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeGuard

from metrologi.bkd.angka import enam, show
from metrologi.bkd.periksa import Angka, Pilihan, angka, pilih
from metrologi.bkd.putusan import Kata, Mustahil, Putusan, Terukur, kata_dari, memutus
from metrologi.bkd.tabel import aturan

TAKARAN = (
    "transfer_line",
    "transfer_brim",
    "drinking_line",
    "drinking_brim",
    "botol",
    "tong_logam",
    "tong_lain",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timbang:
    """Water weighed: its mass, the densities around it, and the expansion of the measure (1/C)."""

    massa_kg: Angka
    rapat_air: Angka
    rapat_udara: Angka
    rapat_anak: Angka
    suhu_air_c: Angka
    gamma: Angka


@dataclass(frozen=True, slots=True, kw_only=True)
class Takaran:
    """A serving measure; its contents in mL, or by weighing (then `isi_ml` does not count).

    `kali_bkd` multiplies the BKD, None means once.
    """

    jenis: Pilihan
    nominal_ml: Angka
    isi_ml: Angka = None
    timbang: Timbang | None = None
    kali_bkd: Angka = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gravimetri:
    """A volume weighed, against a share of the nominal volume."""

    nominal_l: Angka
    persen_bkd: Angka
    timbang: Timbang


@dataclass(frozen=True, slots=True, kw_only=True)
class Bejana:
    """A can; its volume in L, or by weighing (then `sebenarnya_l` does not count)."""

    nominal_l: Angka
    sebenarnya_l: Angka = None
    timbang: Timbang | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kerapatan:
    """The surroundings of a weighing: degrees C, hPa, percent."""

    suhu_air_c: Angka
    tekanan_hpa: Angka
    kelembapan: Angka
    suhu_udara_c: Angka


@dataclass(slots=True)
class PutusanTakaran(Putusan):
    """The error and the two limits between which it must lie, in mL."""

    galat: Fraction | None = None
    batas_bawah: Fraction | None = None
    batas: Fraction | None = None


@dataclass(slots=True)
class PutusanVolume(Terukur):
    """Error and BKD in L, and the volume at 20 degrees C; all but the BKD to six decimals."""

    volume: Fraction | None = None


@dataclass(slots=True)
class Rapat(Putusan):
    """Densities in kg/m3, rounded half up to six decimals."""

    air: Fraction | None = None
    udara: Fraction | None = None


def bkd_takaran(jenis: str, nominal_ml: Fraction) -> tuple[Fraction, Fraction]:
    """The lowest and highest error in mL; a brim measure may only be too large, by twice as much.

    Raises Mustahil where the table has no row.
    """
    use = jenis.removesuffix("_line").removesuffix("_brim")
    rows = [row for row in aturan("takaran-bkd").isi["baris"] if row["jenis"] == use]
    row = next((row for row in rows if _holds(row, nominal_ml)), None)
    if row is None:
        raise Mustahil("nominal_ml", f"tidak ada BKD untuk {show(nominal_ml)} mL")
    share = Fraction(row["tetap_ml"] + row["persen"] * nominal_ml / 100)
    limit = max(share, Fraction(row.get("terkecil_ml", 0)))
    return (Fraction(0), 2 * limit) if jenis.endswith("_brim") else (-limit, limit)


def _holds(row: dict[str, Any], nominal: Fraction) -> bool:
    """Whether the row is for this volume: `di_bawah_ml` excludes its end, `sampai_ml` has it."""
    return bool(
        row.get("dari_ml", 0) <= nominal
        and nominal < row.get("di_bawah_ml", nominal + 1)
        and nominal <= row.get("sampai_ml", nominal)
    )


@memutus(PutusanTakaran)
def takaran(kasus: Takaran, hasil: PutusanTakaran) -> Kata:
    """The capacity at 20 degrees C between the two limits."""
    nominal = angka(kasus.nominal_ml, "nominal_ml", above=0)
    factor = Fraction(1)
    if kasus.kali_bkd is not None:
        factor = angka(kasus.kali_bkd, "kali_bkd", least=1)
    edges = bkd_takaran(pilih(kasus.jenis, "jenis", TAKARAN), nominal)
    lower, upper = (factor * edge for edge in edges)
    hasil.batas_bawah, hasil.batas = lower, upper
    error = _ml(kasus) - nominal
    hasil.galat = error
    nearer = upper if error >= lower else lower
    hasil.catat("kebenaran", error, nearer, "mL", "takaran-bkd", f"{show(nominal)} mL")
    return kata_dari(lower <= error <= upper)


def _ml(kasus: Takaran) -> Fraction:
    if _is_weighed(kasus.timbang):
        return 1000 * volume_20(kasus.timbang)
    return angka(kasus.isi_ml, "isi_ml", least=0)


@memutus(PutusanVolume)
def gravimetri(kasus: Gravimetri, hasil: PutusanVolume) -> Kata:
    """V20 against the limit given by the case."""
    nominal = angka(kasus.nominal_l, "nominal_l", above=0)
    percent = angka(kasus.persen_bkd, "persen_bkd", above=0)
    hasil.batas = nominal * percent / 100
    return _judged(hasil, volume_20(kasus.timbang), nominal, hasil.batas)


@memutus(PutusanVolume)
def bejana(kasus: Bejana, hasil: PutusanVolume) -> Kata:
    """A can against the share of its nominal volume that R 120 allows."""
    nominal = angka(kasus.nominal_l, "nominal_l", above=0)
    hasil.batas = nominal * aturan("bejana-bkd").isi["persen"] / 100
    if _is_weighed(kasus.timbang):
        volume = volume_20(kasus.timbang)
    else:
        volume = angka(kasus.sebenarnya_l, "sebenarnya_l", above=0)
    return _judged(hasil, volume, nominal, hasil.batas)


def _judged(hasil: PutusanVolume, volume: Fraction, nominal: Fraction, limit: Fraction) -> Kata:
    hasil.volume, hasil.galat = enam([volume, volume - nominal])
    point = f"{show(nominal)} L"
    within = hasil.catat("kebenaran", volume - nominal, limit, "L", "bejana-bkd", point)
    return kata_dari(within)


@memutus(Rapat)
def kerapatan(kasus: Kerapatan, hasil: Rapat) -> None:
    """The densities that weighing a volume needs: water by Tanaka, air by cg-18 A1.1."""
    water = kerapatan_air(angka(kasus.suhu_air_c, "suhu_air_c", least=0, most=40))
    hasil.air = enam([water])[0]
    air = kerapatan_udara(
        angka(kasus.tekanan_hpa, "tekanan_hpa", least=600, most=1100),
        angka(kasus.kelembapan, "kelembapan", least=0, most=100),
        angka(kasus.suhu_udara_c, "suhu_udara_c", least=0, most=60),
    )
    hasil.udara = enam([air])[0]


def kerapatan_air(t: Fraction) -> Fraction:
    """Tanaka 2001, air-free water, 0 to 40 degrees C."""
    drop = (
        (t - Fraction("3.983035")) ** 2
        * (t + Fraction("301.797"))
        / (Fraction("522528.9") * (t + Fraction("69.34881")))
    )
    return Fraction("999.974950") * (1 - drop)


def kerapatan_udara(p: Fraction, h: Fraction, t: Fraction) -> Fraction:
    """Air from hPa, percent and degrees C; the exponential in 28 decimal digits."""
    power = Decimal(t.numerator) * Decimal("0.061") / Decimal(t.denominator)
    vapour = Fraction("0.009") * h * Fraction(power.exp())
    return (Fraction("0.34848") * p - vapour) / (Fraction("273.15") + t)


def _is_weighed(timbang: Timbang | None) -> TypeGuard[Timbang]:
    """Whether a mass was read; else the volume itself is asked for."""
    return timbang is not None and timbang.massa_kg is not None


def volume_20(timbang: Timbang) -> Fraction:
    """V20 in L = m/(rho_w - rho_a) (1 - rho_a/rho_b) (1 - gamma (t - 20)).

    Raises Kurang, Mustahil.
    """
    mass = angka(timbang.massa_kg, "massa_kg", above=0)
    water = angka(timbang.rapat_air, "rapat_air", above=0)
    air = angka(timbang.rapat_udara, "rapat_udara", above=0)
    weights = angka(timbang.rapat_anak, "rapat_anak", above=0)
    if air >= min(water, weights):
        words = "udara tidak mungkin lebih rapat daripada air atau anak timbangan"
        raise Mustahil("rapat_udara", words)
    warmth = angka(timbang.suhu_air_c, "suhu_air_c", least=0, most=100) - 20
    expansion = angka(timbang.gamma, "gamma", least=0, most=1)
    return 1000 * mass / (water - air) * (1 - air / weights) * (1 - expansion * warmth)
