"""Non-automatic weighing instruments (OIML R 76-1): BKD by load, and the tests with a display.

All masses of a case are in the unit of its scale. Stages: tera, tera_ulang, in_service.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from metrologi.bkd.angka import show
from metrologi.bkd.periksa import (
    Angka,
    Daftar,
    Pilihan,
    YaTidak,
    angka,
    bernomor,
    daftar,
    pilih,
    semua_angka,
    ya,
)
from metrologi.bkd.putusan import Kata, Kurang, Mustahil, Putusan, Terukur, kata_dari, memutus
from metrologi.bkd.tabel import aturan

KELAS = ("I", "II", "III", "IIII")
TAHAP = ("tera", "tera_ulang", "in_service")
GRAM = {"mg": Fraction(1, 1000), "g": Fraction(1), "kg": Fraction(1000), "t": Fraction(10**6)}
TITIK_UBAH, LANGSUNG = "changeover", "direct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rentang:
    """A partial range of a multi-interval scale: up to `maks` the interval is `e`."""

    maks: Angka
    e: Angka


@dataclass(frozen=True, slots=True, kw_only=True)
class Timbangan:
    """A scale at a stage; with `rentang` (rising to `maks`) e depends on the load."""

    kelas: Pilihan
    satuan: Pilihan
    maks: Angka
    e: Angka
    tahap: Pilihan
    rentang: Daftar[Rentang] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Klasifikasi:
    """Class, Max, Min and e as the plate says them."""

    kelas: Pilihan
    satuan: Pilihan
    maks: Angka
    min: Angka
    e: Angka


@dataclass(frozen=True, slots=True, kw_only=True)
class Titik:
    """One load of the weighing test; `cara` is "changeover" (needs `dl`) or "direct"."""

    timbangan: Timbangan
    d: Angka
    cara: Pilihan
    beban: Angka
    penunjukan: Angka
    dl: Angka
    e0: Angka


@dataclass(frozen=True, slots=True, kw_only=True)
class Imbuh:
    """One load by the field method; whether the display changed after half an e was added."""

    timbangan: Timbangan
    beban: Angka
    penunjukan: Angka
    berubah_setengah_e: YaTidak


@dataclass(frozen=True, slots=True, kw_only=True)
class Ulangan:
    """True indications P of one load, three or more."""

    timbangan: Timbangan
    beban: Angka
    penunjukan_sebenarnya: Daftar[Angka]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posisi:
    """One position of an eccentric load."""

    penunjukan: Angka
    dl: Angka


@dataclass(frozen=True, slots=True, kw_only=True)
class Eksentris:
    """A load at every position of a scale with so many supports."""

    timbangan: Timbangan
    titik_tumpu: Angka
    beban: Angka
    e0: Angka
    posisi: Daftar[Posisi]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nol:
    """The display with a load near zero, or after a tare."""

    satuan: Pilihan
    e: Angka
    beban: Angka
    penunjukan: Angka
    dl: Angka


@dataclass(frozen=True, slots=True, kw_only=True)
class Kepekaan:
    """How far the pointer of a scale moved under an extra load equal to the BKD."""

    kelas: Pilihan
    maks_kg: Angka
    pergeseran_mm: Angka


@dataclass(slots=True)
class PutusanKelas(Putusan):
    """n = Max/e, and whether the plate fits its class."""

    n: Fraction | None = None
    sesuai: bool | None = None


@dataclass(slots=True)
class PutusanTitik(Terukur):
    """`galat` is corrected for zero (Ec); `galat_mentah` is not (E)."""

    galat_mentah: Fraction | None = None


@dataclass(slots=True)
class PutusanPosisi(Putusan):
    """The corrected error at every position, and their one limit."""

    galat: list[Fraction] | None = None
    batas: Fraction | None = None


def bkd(kelas: str, beban: Fraction, e: Fraction, tahap: str) -> Fraction:
    """The positive BKD at a load, in the unit of load and e (Table 6).

    Raises Mustahil beyond the last step of the class.
    """
    rule = aturan("nawi-bkd").isi
    edges = rule["tepi"][kelas]
    step = sum(1 for edge in edges if beban > edge * e)
    if step >= len(rule["kelipatan"]):
        raise Mustahil("beban", f"{show(beban / e)} e melewati langkah terakhir kelas {kelas}")
    return Fraction(rule["kelipatan"][step] * aturan("nawi-tahap").isi["faktor"][tahap] * e)


@memutus(PutusanKelas)
def klasifikasi(kasus: Klasifikasi, hasil: PutusanKelas) -> None:
    """Whether class, Max, Min and e belong together (Table 3)."""
    kelas = pilih(kasus.kelas, "kelas", KELAS)
    gram = GRAM[pilih(kasus.satuan, "satuan", tuple(GRAM))]
    maks = angka(kasus.maks, "maks", above=0)
    e = angka(kasus.e, "e", above=0)
    least = angka(kasus.min, "min", least=0)
    hasil.n = maks / e
    rows = [row for row in aturan("nawi-kelas").isi["baris"] if row["kelas"] == kelas]
    fits = any(_fits(row, e * gram, maks / e, least / e) for row in rows)
    hasil.sesuai = fits and is_one_two_five(e) and least <= maks


def _fits(row: dict[str, Any], e_gram: Fraction, n: Fraction, smallest: Fraction) -> bool:
    e_most, n_most = row.get("e_paling", e_gram), row.get("n_paling", n)
    return bool(
        row["e_dari"] <= e_gram <= e_most
        and row["n_dari"] <= n <= n_most
        and smallest >= row["min"]
    )


def is_one_two_five(e: Fraction) -> bool:
    """Whether e is 1, 2 or 5 times a power of ten."""
    while e >= 10:
        e /= 10
    while e < 1:
        e *= 10
    return e in (1, 2, 5)


@memutus(PutusanTitik)
def kebenaran(kasus: Titik, hasil: PutusanTitik) -> Kata:
    """One load: E from the changeover point or the fine display, Ec = E - E0 (A.4.4.3)."""
    if kasus.timbangan.satuan is None:
        raise Kurang("satuan")
    scale = terbaca(kasus.timbangan)
    load = scale.beban(kasus.beban)
    e = scale.interval(load)
    angka(kasus.d, "d", above=0, most=scale.rentang[-1][1])
    error = _error(kasus, e, load)
    corrected = error - angka(kasus.e0, "e0")
    limit = scale.bkd(load)
    hasil.galat_mentah, hasil.galat, hasil.batas = error, corrected, limit
    within = hasil.catat("kebenaran", corrected, limit, scale.satuan, "nawi-bkd", show(load))
    return kata_dari(within)


def _error(kasus: Titik, e: Fraction, load: Fraction) -> Fraction:
    """E = I + e/2 - dL - L, or I - L where the display is read directly (A.4.1.6)."""
    method = pilih(kasus.cara, "cara", (TITIK_UBAH, LANGSUNG))
    d = angka(kasus.d, "d", above=0)
    shown = angka(kasus.penunjukan, "penunjukan")
    if method == TITIK_UBAH:
        return shown + e / 2 - angka(kasus.dl, "dl", least=0, most=e) - load
    if d > e / 5:
        raise Mustahil("cara", "d lebih besar dari e/5, penunjukan tidak boleh dibaca langsung")
    return shown - load


@memutus(Terukur)
def imbuh(kasus: Imbuh, hasil: Terukur) -> Kata:
    """The field method with one extra load of e/2 (d = e).

    Only a display exactly the BKD away from the load needs it.
    """
    scale = terbaca(kasus.timbangan)
    load = scale.beban(kasus.beban)
    e, limit = scale.interval(load), scale.bkd(load)
    error = angka(kasus.penunjukan, "penunjukan") - load
    hasil.galat, hasil.batas = error, limit
    k = limit / e
    whole = k.denominator == 1
    sure = (k - 1) * e if whole else (k - Fraction(1, 2)) * e
    hasil.catat("kebenaran", error, limit, scale.satuan, "nawi-imbuh", show(load))
    if whole and abs(error) == limit:
        return kata_dari(ya(kasus.berubah_setengah_e, "berubah_setengah_e") == (error < 0))
    return kata_dari(abs(error) <= sure)


@memutus(Terukur)
def kemampuan_ulang(kasus: Ulangan, hasil: Terukur) -> Kata:
    """The spread of three or more true indications within the BKD of their load (3.6.1)."""
    scale = terbaca(kasus.timbangan)
    load = scale.beban(kasus.beban)
    shown = semua_angka(kasus.penunjukan_sebenarnya, "penunjukan_sebenarnya")
    limit = scale.bkd(load)
    hasil.batas = limit
    if len(shown) < 3:
        raise Kurang("penunjukan_sebenarnya", "paling sedikit tiga penimbangan")
    hasil.galat = max(shown) - min(shown)
    within = hasil.catat(
        "kemampuan ulang", hasil.galat, limit, scale.satuan, "nawi-bkd", show(load)
    )
    return kata_dari(within)


@memutus(PutusanPosisi)
def eksentrisitas(kasus: Eksentris, hasil: PutusanPosisi) -> Kata:
    """The corrected error at every position of the load (3.6.2)."""
    scale = terbaca(kasus.timbangan)
    load, e0 = scale.beban(kasus.beban), angka(kasus.e0, "e0")
    supports = _supports(kasus, scale, load)
    e, limit = scale.interval(load), scale.bkd(load)
    rows = bernomor(kasus.posisi, "posisi")
    errors = [penunjukan_sebenarnya(row, e, path) - load - e0 for path, row in rows]
    hasil.galat, hasil.batas = errors, limit
    verdicts = [
        hasil.catat("eksentrisitas", error, limit, scale.satuan, "nawi-bkd", f"posisi {n}")
        for n, error in enumerate(errors, 1)
    ]
    if all(verdicts) and len(rows) < supports:
        raise Kurang("posisi", f"baru {len(rows)} dari {show(supports)} titik tumpu")
    return kata_dari(all(verdicts))


def penunjukan_sebenarnya(kasus: Posisi | Nol, e: Fraction, path: str = "") -> Fraction:
    """P = I + e/2 - dL."""
    shown = angka(kasus.penunjukan, f"{path}penunjukan")
    return shown + e / 2 - angka(kasus.dl, f"{path}dl", least=0, most=e)


def _supports(kasus: Eksentris, scale: Terbaca, load: Fraction) -> Fraction:
    supports = angka(kasus.titik_tumpu, "titik_tumpu", least=1)
    if supports.denominator != 1:
        raise Mustahil("titik_tumpu", "bukan bilangan bulat")
    least = scale.maks / (3 if supports <= 4 else supports - 1)
    if load < least:
        words = f"kurang dari {show(least)} {scale.satuan} yang disyaratkan untuk eksentrisitas"
        raise Mustahil("beban", words)
    return supports


@memutus(Terukur)
def nol_tara(kasus: Nol, hasil: Terukur) -> Kata:
    """The zero setting or the tare leaves at most a quarter of e (4.5.2, 4.6.3)."""
    unit = _satuan(kasus.satuan)
    e, load = angka(kasus.e, "e", above=0), angka(kasus.beban, "beban", least=0)
    hasil.galat = penunjukan_sebenarnya(kasus, e) - load
    hasil.batas = aturan("nawi-nol").isi["kelipatan_e"] * e
    name = "penyetelan nol atau tara"
    return kata_dari(hasil.catat(name, hasil.galat, hasil.batas, unit, "nawi-nol", show(load)))


@memutus(Terukur)
def kepekaan(kasus: Kepekaan, hasil: Terukur) -> Kata:
    """A scale that does not indicate by itself moves far enough under its BKD (6.1); mm."""
    kelas = pilih(kasus.kelas, "kelas", KELAS)
    largest = angka(kasus.maks_kg, "maks_kg", above=0)
    rule = aturan("nawi-kepekaan").isi
    size = "kecil_mm" if largest <= rule["kecil_sampai_kg"] else "besar_mm"
    hasil.batas = Fraction(rule["halus_mm" if kelas in ("I", "II") else size])
    hasil.galat = angka(kasus.pergeseran_mm, "pergeseran_mm", least=0)
    within = hasil.catat_lantai("kepekaan", hasil.galat, hasil.batas, "mm", "nawi-kepekaan")
    return kata_dari(within)


@dataclass(frozen=True, slots=True)
class Terbaca:
    """A scale whose plate was read: class, unit, stage, Max, and [(Max_i, e_i)] rising to Max."""

    kelas: str
    satuan: str
    tahap: str
    maks: Fraction
    rentang: Sequence[tuple[Fraction, Fraction]]

    def beban(self, beban: Angka) -> Fraction:
        """A load this scale can carry."""
        return angka(beban, "beban", least=0, most=self.maks)

    def interval(self, beban: Fraction) -> Fraction:
        """The e that holds at this load."""
        return next(e for upper, e in self.rentang if beban <= upper)

    def bkd(self, beban: Fraction) -> Fraction:
        """The BKD at this load."""
        return bkd(self.kelas, beban, self.interval(beban), self.tahap)


def terbaca(timbangan: Timbangan) -> Terbaca:
    """The plate of a scale, checked. Raises Kurang, Mustahil."""
    kelas = pilih(timbangan.kelas, "kelas", KELAS)
    tahap = pilih(timbangan.tahap, "tahap", TAHAP)
    unit = _satuan(timbangan.satuan)
    maks = angka(timbangan.maks, "maks", above=0)
    return Terbaca(kelas, unit, tahap, maks, _ranges(timbangan, maks))


def _satuan(satuan: Pilihan) -> str:
    """The unit where the case names one; it only stands in the reasons."""
    return pilih(satuan, "satuan", tuple(GRAM)) if satuan else ""


def _ranges(timbangan: Timbangan, maks: Fraction) -> list[tuple[Fraction, Fraction]]:
    if not timbangan.rentang:
        return [(maks, angka(timbangan.e, "e", above=0))]
    ranges = [_range(row) for row in daftar(timbangan.rentang, "rentang")]
    pairs = list(zip(ranges, ranges[1:], strict=False))
    if any(upper <= lower or wide <= narrow for (lower, narrow), (upper, wide) in pairs):
        raise Mustahil("rentang", "Max dan e setiap rentang harus naik")
    if ranges[-1][0] != maks:
        raise Mustahil("rentang", "rentang terakhir tidak berakhir pada Max")
    return ranges


def _range(rentang: Rentang) -> tuple[Fraction, Fraction]:
    upper = angka(rentang.maks, "rentang.maks", above=0)
    return upper, angka(rentang.e, "rentang.e", above=0)
