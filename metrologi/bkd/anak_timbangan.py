"""Weights (OIML R 111-1): BKD by class and nominal mass, plain or guarded by the uncertainty."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from metrologi.bkd.angka import parse
from metrologi.bkd.periksa import Angka, Pilihan, Teks, angka, pilih, teks
from metrologi.bkd.putusan import Kata, Mustahil, Terukur, kata_dari, memutus
from metrologi.bkd.tabel import Aturan, aturan

KELAS = ("E1", "E2", "F1", "F2", "M1", "M1-2", "M2", "M2-3", "M3")
SEDERHANA, DIJAGA = "simple", "r111_guard"
MILLIGRAM = {"mg": 1, "g": 1000, "kg": 10**6, "t": 10**9}
NOMINAL = re.compile(r"(\d{1,3}(?: \d{3})+|[\d.]{1,40})\s*(mg|g|kg|t)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keping:
    """One piece: nominal mass as written ("500 mg"), error and U (k = 2) in mg.

    `cara_nilai` is "simple" or "r111_guard"; only the latter needs U. `kali_bkd` multiplies the
    BKD of the table; None means once.
    """

    kelas: Pilihan
    nominal: Teks
    galat_mg: Angka
    cara_nilai: Pilihan
    u_mg: Angka = None
    kali_bkd: Angka = None


@dataclass(slots=True)
class PutusanKeping(Terukur):
    """Error and BKD in mg; `batas_diterima` is BKD - U where the piece is judged so."""

    batas_diterima: Fraction | None = None


def nominal_mg(text: str) -> Fraction:
    """The mass written as "500 mg", "1 kg" or "5 000 kg", in mg. ValueError if not so written."""
    found = NOMINAL.fullmatch(text)
    if not found:
        raise ValueError("harus bilangan dengan satuan mg, g, kg atau t")
    return parse(found[1].replace(" ", "")) * MILLIGRAM[found[2]]


def table() -> dict[tuple[str, Fraction], Fraction]:
    """BKD in mg by class and nominal mass in mg."""
    return _table(aturan("anak-timbangan-bkd"))


@cache
def _table(found: Aturan) -> dict[tuple[str, Fraction], Fraction]:
    rule = found.isi
    cells = [
        (row[0], kelas, value)
        for row in rule["baris"]
        for kelas, value in zip(rule["kelas_urut"], row[1:], strict=True)
    ]
    return {
        (kelas, nominal_mg(name)): Fraction(value) for name, kelas, value in cells if value != ""
    }


@memutus(PutusanKeping)
def kebenaran(kasus: Keping, hasil: PutusanKeping) -> Kata:
    """|E| within the BKD, or within BKD - U once U is at most a third of it (5.2, 5.3)."""
    limit = _bkd(kasus)
    if kasus.kali_bkd is not None:
        limit *= angka(kasus.kali_bkd, "kali_bkd", least=1)
    hasil.batas = limit
    error = hasil.galat = angka(kasus.galat_mg, "galat_mg")
    method = pilih(kasus.cara_nilai, "cara_nilai", (SEDERHANA, DIJAGA))
    if method == DIJAGA:
        limit = _guarded(kasus, limit)
        hasil.batas_diterima = limit
    point = teks(kasus.nominal, "nominal")
    return kata_dari(hasil.catat("kebenaran", error, limit, "mg", "anak-timbangan-bkd", point))


def _guarded(kasus: Keping, limit: Fraction) -> Fraction:
    uncertainty = angka(kasus.u_mg, "u_mg", least=0)
    if uncertainty * 3 > limit:
        raise Mustahil("u_mg", "lebih dari sepertiga BKD")
    return limit - uncertainty


def _bkd(kasus: Keping) -> Fraction:
    kelas = pilih(kasus.kelas, "kelas", KELAS)
    try:
        nominal = nominal_mg(teks(kasus.nominal, "nominal"))
    except ValueError as error:
        raise Mustahil("nominal", str(error)) from None
    if (kelas, nominal) not in table():
        raise Mustahil("nominal", f"tidak ada BKD untuk kelas {kelas}")
    return table()[kelas, nominal]
