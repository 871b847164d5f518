"""Material measures of length (OIML R 35-1): BKD = a + b L, L rounded up to a whole metre; mm."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from metrologi.bkd.angka import show
from metrologi.bkd.periksa import Angka, Pilihan, angka, pilih
from metrologi.bkd.putusan import Kata, Terukur, kata_dari, memutus
from metrologi.bkd.tabel import aturan

KELAS = ("I", "II", "III")
TAHAP = ("tera", "tera_ulang", "in_service")
UTUH, BAGIAN = "whole", "interval"


@dataclass(frozen=True, slots=True, kw_only=True)
class Panjang:
    """A nominal length and its error; `bagian` is "whole" (so None too) or "interval"."""

    kelas: Pilihan
    nominal_mm: Angka
    galat_mm: Angka
    tahap: Pilihan
    bagian: Pilihan = None


def bkd(kelas: str, nominal_mm: Fraction, tahap: str) -> Fraction:
    """The BKD in mm of a nominal length in mm."""
    row = aturan("panjang-bkd").isi["per_kelas"][kelas]
    return _stage(row["a"] + row["b"] * ceil(nominal_mm / 1000), tahap)


def bkd_bagian(kelas: str, nominal_mm: Fraction, tahap: str) -> Fraction:
    """The BKD in mm of a part between two marks; a long one has that of a whole."""
    rows = aturan("panjang-bagian").isi["baris"]
    short = next((row[kelas] for row in rows if nominal_mm <= row["sampai_mm"]), None)
    return bkd(kelas, nominal_mm, tahap) if short is None else _stage(short, tahap)


def _stage(limit: Fraction, tahap: str) -> Fraction:
    return Fraction(limit * aturan("panjang-tahap").isi["faktor"][tahap])


@memutus(Terukur)
def kebenaran(kasus: Panjang, hasil: Terukur) -> Kata:
    """One nominal length; the size of the error counts, its sign does not."""
    kelas, tahap = pilih(kasus.kelas, "kelas", KELAS), pilih(kasus.tahap, "tahap", TAHAP)
    nominal = angka(kasus.nominal_mm, "nominal_mm", above=0)
    part = UTUH if kasus.bagian is None else pilih(kasus.bagian, "bagian", (UTUH, BAGIAN))
    limit = (bkd_bagian if part == BAGIAN else bkd)(kelas, nominal, tahap)
    hasil.batas = limit
    hasil.galat = angka(kasus.galat_mm, "galat_mm")
    point = f"{show(nominal)} mm"
    return kata_dari(hasil.catat("kebenaran", hasil.galat, limit, "mm", "panjang-bkd", point))
