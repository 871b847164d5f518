"""A tank truck of one compartment; the edge of the sensitivity of R 80."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from metrologi.bkd import tangki_ukur_mobil as tangki
from metrologi.bkd.tabel import Aturan
from metrologi.lembar.contoh import Contoh, Isi, Tepi, Tepian
from metrologi.lembar.dasar import Alat, Titik


def _nominal(alat: Alat, titik: Titik) -> str:
    """A compartment that holds what it is called."""
    return next(isian.awal for isian in titik.isian if isian.nama == "nominal")


ISI: dict[str, Isi] = {"acuan": _nominal, "kosong": "100", "gerak": "3"}
TRUK = {"maks": Decimal(5000), "satuan": "L"}
CONTOH = [
    Contoh("tum_bbm", ISI, "kebenaran_k1_acuan", "5010", "5010,5", TRUK, salah={"acuan": "1"}),
    Contoh("tum_bbm", ISI, "kepekaan_s1_gerak", "2", "1,9", TRUK),
]


def _naik(x: Fraction) -> tangki.Terukur:
    return tangki.kepekaan(tangki.Kepekaan(naik_mm=x))


def _kepekaan(rule: Aturan) -> Iterator[Tepi]:
    yield Tepi(rule.id, "permukaan", _naik, Fraction(rule.isi["geser_mm"]), lantai=True)


TEPI: dict[str, Tepian] = {"tum-kepekaan": _kepekaan}
TANPA_TEPI: dict[str, str] = {"tum-bkd": ""}
