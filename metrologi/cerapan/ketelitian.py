"""Whether the standards are accurate enough: at most a third of the BKD at every point.

OIML R 76-1 3.7.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from metrologi.bkd import standar as bkd_standar
from metrologi.bkd.anak_timbangan import KELAS, table
from metrologi.bkd.satuan import samakan
from metrologi.bkd.tulisan import tulis_angka
from metrologi.cerapan.jangkauan import cukup
from metrologi.lembar.dasar import TitikHasil
from metrologi.uttp.models import Standar

UKURAN = re.compile(r"(\d+(?:[.,]\d+)?)\s*(%|mg|kg|g|mL|L|mm|cm|m)(?![A-Za-z])")
# Weights of 100 g and more have the same relative BKD; that of the kilogram stands for all loads
# built from them.
SEKILO = 10**6


def kesalahan(standar: Standar, satuan: str, beban: Decimal | None) -> Decimal | None:
    """The error of a standard in `satuan`; None where it is not known.

    Weights by class and load, others by the U on their certificate.
    """
    if standar.jenis == Standar.Jenis.MASSA and beban is not None:
        share = table().get((standar.kelas.upper(), SEKILO))
        return (
            None
            if share is None
            else beban * Decimal(share.numerator) / (share.denominator * SEKILO)
        )
    found = UKURAN.search(standar.ketidakpastian)
    if not found:
        return None
    value, unit = Decimal(found[1].replace(",", ".")), found[2]
    return value if unit == satuan else samakan(value, unit, satuan)


def ragu(
    standar: Iterable[Standar],
    titik: Mapping[str, TitikHasil],
    bacaan: Mapping[str, Mapping[str, Any]],
) -> Iterator[str]:
    """One doubt when even the finest of the standards is too coarse for a point.

    The first such point is named.
    """
    chosen = list(standar)
    for name, point in titik.items():
        limit = _angka(point.batas) if point.tanda == "±" else None
        load = bacaan.get(name, {}).get("beban")
        error = _terkecil(chosen, point.satuan, load) if limit else None
        if error is not None and _terlalu_besar(error, limit):
            yield (
                f"{point.label}: kesalahan standar {tulis_angka(error)} {point.satuan} "
                f"lebih dari sepertiga batas {point.batas} {point.satuan}."
            )
            return


def _terkecil(chosen: list[Standar], satuan: str, beban: Decimal | None) -> Decimal | None:
    """The error of the finest standard that makes this load; where none does alone, the largest."""
    able = [s for s in chosen if beban is None or cukup(s, satuan, beban)]
    errors = [e for s in able or chosen if (e := kesalahan(s, satuan, beban)) is not None]
    if not errors:
        return None
    return min(errors) if able else max(errors)


def _terlalu_besar(error: Decimal, limit: Decimal | None) -> bool:
    """By the rule itself; the dates are looked at elsewhere."""
    case = bkd_standar.Standar(
        tanggal_uji=None,
        tanggal_sertifikat=None,
        berlaku_sampai=None,
        galat_standar=error,
        bkd_alat=limit,
    )
    return bkd_standar.terlalu_kasar(case)


def _angka(text: str) -> Decimal | None:
    plain = text.replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None


def kurang_halus(standar: Iterable[Standar], kelas: str) -> Iterator[str]:
    """Weights are compared with weights of a better class."""
    if kelas not in KELAS:
        return
    for one in standar:
        if one.kelas.upper() in KELAS and KELAS.index(one.kelas.upper()) >= KELAS.index(kelas):
            yield (
                f"{one} kelas {one.kelas} tidak lebih teliti daripada anak timbangan kelas {kelas}."
            )
