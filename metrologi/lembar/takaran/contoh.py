"""Serving measures, wet and dry, read from a can and weighed; edges of every row of R 138."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from metrologi.bkd import volume
from metrologi.bkd.satuan import samakan
from metrologi.bkd.tabel import Aturan
from metrologi.bkd.tulisan import tulis_angka
from metrologi.lembar.contoh import NEXT, Contoh, Tepi, Tepian
from metrologi.lembar.dasar import Alat, Titik


def _penuh(alat: Alat, titik: Titik) -> str:
    """A measure that holds what it is called."""
    return tulis_angka(samakan(alat.maks, alat.satuan, "mL") if alat.maks else None)


def _liter(n: str) -> dict[str, Any]:
    return {"maks": Decimal(n), "satuan": "L"}


UKUR, TIMBANG = {"isi": _penuh}, {"massa": "996,5", "suhu": "27"}
SALAH = {"isi": "9"}
CONTOH = [
    Contoh(
        "takaran_basah",
        UKUR,
        "kebenaran_v1_isi",
        "257,5",
        "257,6",
        _liter("0.25"),
        cara="ukur",
        salah=SALAH,
    ),
    Contoh(
        "takaran_kering",
        UKUR,
        "kebenaran_v1_isi",
        "1060",
        "1060,1",
        _liter("1"),
        cara="ukur",
        salah=SALAH,
    ),
    Contoh("takaran_kering", UKUR, "kebenaran_v1_isi", "1000", "999,9", _liter("1"), cara="ukur"),
    Contoh(
        "takaran_basah",
        TIMBANG,
        "kebenaran_v1_massa",
        "1025,7",
        "1025,8",
        _liter("1"),
        cara="timbang",
    ),
    Contoh(
        "takaran_kering",
        TIMBANG | {"massa": "1010"},
        "kebenaran_v1_massa",
        "1000",
        "990",
        _liter("1"),
        cara="timbang",
    ),
]


def _isi(jenis: str, nominal: Fraction, x: Fraction) -> volume.PutusanTakaran:
    return volume.takaran(volume.Takaran(jenis=jenis, nominal_ml=nominal, isi_ml=nominal + x))


def _bkd(rule: Aturan) -> Iterator[Tepi]:
    for n, row in enumerate(rule.isi["baris"], 1):
        nominal = _nominal(row)
        share = Fraction(row["tetap_ml"] + row["persen"] * nominal / 100)
        limit = max(share, Fraction(row.get("terkecil_ml", 0)))
        for kind in _jenis(row):
            brim = kind.endswith("_brim")
            judge = partial(_isi, kind, nominal)
            upper, lower = (2 * limit, Fraction(0)) if brim else (limit, -limit)
            yield Tepi(rule.id, f"baris {n} {kind} atas", judge, upper)
            yield Tepi(rule.id, f"baris {n} {kind} bawah", judge, lower, lantai=True)


def _nominal(row: dict[str, Any]) -> Fraction:
    """The largest volume of a row; of one without end a large one."""
    if "sampai_ml" in row:
        return Fraction(row["sampai_ml"])
    if "di_bawah_ml" in row:
        return Fraction(row["di_bawah_ml"]) - NEXT
    return (Fraction(row.get("dari_ml", 0)) or 1) + Fraction(10**5)


def _jenis(row: dict[str, Any]) -> list[str]:
    use = row["jenis"]
    return [f"{use}_line", f"{use}_brim"] if use in ("transfer", "drinking") else [use]


TEPI: dict[str, Tepian] = {"takaran-bkd": _bkd}
TANPA_TEPI: dict[str, str] = {}
