"""Whether the standards are accurate enough: at most a third of the BKD at every point (OIML R 76-1 3.7.1)."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from metrologi.cerapan.lembar.dasar import TitikHasil, tanya
from metrologi.cerapan.rules.anak_timbangan import KELAS, table
from metrologi.uttp.fields import tulis_angka
from metrologi.uttp.models import Standar
from metrologi.uttp.satuan import samakan

UKURAN = re.compile(r"(\d+(?:[.,]\d+)?)\s*(%|mg|kg|g|mL|L|mm|cm|m)(?![A-Za-z])")
# Weights of 100 g and more have the same relative BKD; that of the kilogram stands for all loads built from them.
SEKILO = 10**6


def kesalahan(standar: Standar, satuan: str, beban: Decimal | None) -> Decimal | None:
    """The error of a standard in `satuan`: weights by class and load, others by the U on their certificate; None unknown."""
    if standar.jenis == Standar.Jenis.MASSA and beban is not None:
        share = table().get((standar.kelas.upper(), SEKILO))
        return None if share is None else beban * Decimal(share.numerator) / (share.denominator * SEKILO)
    found = UKURAN.search(standar.ketidakpastian)
    if not found:
        return None
    value, unit = Decimal(found[1].replace(",", ".")), found[2]
    return value if unit == satuan else samakan(value, unit, satuan)


def ragu(standar: Iterable[Standar], titik: Mapping[str, TitikHasil], bacaan: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """One doubt when even the finest of the standards is too coarse for a point; the first such point is named."""
    chosen = list(standar)
    for name, point in titik.items():
        limit = _angka(point.batas) if point.tanda == "±" else None
        load = bacaan.get(name, {}).get("beban")
        errors = [e for s in chosen if limit and (e := kesalahan(s, point.satuan, load)) is not None]
        if errors and _terlalu_besar(min(errors), limit):
            yield (f"{point.label}: kesalahan standar {tulis_angka(min(errors))} {point.satuan} lebih dari sepertiga batas "
                   f"{point.batas} {point.satuan}.")
            return


def _terlalu_besar(error: Decimal, limit: Decimal | None) -> bool:
    """By the rule itself; the dates are looked at elsewhere."""
    day = "2026-01-01"
    answer = tanya("standar", {"test_date": day, "certificate_date": day, "valid_until": day, "standard_error_total": error,
                               "instrument_mpe": limit})
    return bool(answer["verdict"] == "TIDAK_VALID")


def _angka(text: str) -> Decimal | None:
    plain = text.replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None


def kurang_halus(standar: Iterable[Standar], kelas: str) -> Iterator[str]:
    """Weights are compared with weights of a better class."""
    if kelas not in KELAS:
        return
    for one in standar:
        if one.kelas.upper() in KELAS and KELAS.index(one.kelas.upper()) >= KELAS.index(kelas):
            yield f"{one} kelas {one.kelas} tidak lebih teliti daripada anak timbangan kelas {kelas}."
