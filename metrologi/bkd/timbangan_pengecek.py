"""Checkweighers (OIML R 51): mean error and standard deviation, or every single error; g."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrologi.bkd import nawi
from metrologi.bkd.angka import square_root
from metrologi.bkd.periksa import Angka, Daftar, Pilihan, angka, pilih, semua_angka
from metrologi.bkd.putusan import Kata, Kurang, Putusan, kata_dari, memutus
from metrologi.bkd.tabel import aturan

KELAS = {"X": ("I", "II", "III", "IIII"), "Y": ("I", "II", "a", "b")}
RATA, SIMPANGAN, TUNGGAL = "kesalahan rata-rata", "simpangan baku", "kesalahan tunggal"
# A deviation that rounds to its limit but lies beyond it is shown beyond it.
JUST = Fraction(1, 10**6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pengecek:
    """Readings of one static mass; only category X needs the factor `x`."""

    kategori: Pilihan
    kelas: Pilihan
    x: Angka
    statis_g: Angka
    e_g: Angka
    bacaan_g: Daftar[Angka]


@dataclass(slots=True)
class PutusanPengecek(Putusan):
    """Category X: mean and standard deviation (six decimals); category Y: the worst error."""

    batas: Fraction | None = None
    galat_rata: Fraction | None = None
    galat_terbesar: Fraction | None = None
    simpangan: Fraction | None = None
    batas_simpangan: Fraction | None = None


@memutus(PutusanPengecek)
def pengecek(kasus: Pengecek, hasil: PutusanPengecek) -> Kata:
    """Category X: mean error and standard deviation. Category Y: every single error."""
    category = pilih(kasus.kategori, "kategori", tuple(KELAS))
    kelas = pilih(kasus.kelas, "kelas", KELAS[category])
    mass, e = angka(kasus.statis_g, "statis_g", above=0), angka(kasus.e_g, "e_g", above=0)
    rule = aturan("pengecek-bkd").isi
    limit = nawi.bkd(rule["langkah"][kelas], mass, e, "tera")
    hasil.batas = limit
    readings = _readings(kasus, mass)
    if category == "Y":
        hasil.batas = limit + rule["y_tambahan_e"] * e
        return _single(hasil, readings, mass, hasil.batas)
    return _mean_and_spread(kasus, hasil, readings, mass, limit)


def _readings(kasus: Pengecek, mass: Fraction) -> list[Fraction]:
    readings = semua_angka(kasus.bacaan_g, "bacaan_g", least=0)
    rows = aturan("pengecek-bkd").isi["jumlah"]
    least = next(row["paling_sedikit"] for row in rows if mass <= row.get("sampai_g", mass))
    if len(readings) < least:
        raise Kurang("bacaan_g", f"paling sedikit {least} penimbangan")
    return readings


def _single(
    hasil: PutusanPengecek, readings: Sequence[Fraction], mass: Fraction, limit: Fraction
) -> Kata:
    worst = max((reading - mass for reading in readings), key=abs)
    hasil.galat_terbesar = worst
    return kata_dari(hasil.catat(TUNGGAL, worst, limit, "g", "pengecek-bkd"))


def _mean_and_spread(
    kasus: Pengecek,
    hasil: PutusanPengecek,
    readings: Sequence[Fraction],
    mass: Fraction,
    limit: Fraction,
) -> Kata:
    mean = sum(readings, Fraction(0)) / len(readings)
    squares = sum(((reading - mean) ** 2 for reading in readings), Fraction(0))
    variance = squares / (len(readings) - 1)
    most = angka(kasus.x, "x", above=0) * spread_limit(mass)
    spread = square_root(variance)
    hasil.galat_rata = mean - mass
    hasil.simpangan, hasil.batas_simpangan = spread, most
    near = hasil.catat(RATA, mean - mass, limit, "g", "pengecek-bkd")
    steady = variance <= most**2
    shown = spread if steady else max(spread, most + JUST)
    hasil.catat(SIMPANGAN, shown, most, "g", "pengecek-bkd")
    return kata_dari(near and steady)


def spread_limit(mass: Fraction) -> Fraction:
    """The standard deviation allowed for a mass in g, for x = 1, at tera."""
    rows = aturan("pengecek-bkd").isi["simpangan"]
    row = next(row for row in rows if mass <= row.get("sampai_g", mass))
    return Fraction(row["tetap_g"] if "tetap_g" in row else row["persen"] * mass / 100)
