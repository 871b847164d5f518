"""What a judgement says: the four verdicts and the reasons behind them."""
from fractions import Fraction
from typing import Any

from metrologi.cerapan.rules.numbers import show

SAH, BATAL = "SAH", "BATAL"
TIDAK_LENGKAP, TIDAK_VALID = "TIDAK_LENGKAP", "TIDAK_VALID"
VALID = "VALID"
VERDICTS = (SAH, BATAL, TIDAK_LENGKAP, TIDAK_VALID)

Hasil = dict[str, Any]


def putusan(passes: bool) -> str:
    return SAH if passes else BATAL


def catat(hasil: Hasil, test: str, error: Fraction, bkd: Fraction, unit: str, rule: str, point: str = "") -> bool:
    """Adds one reading to the reasons and says whether |error| stays within the BKD (the limit included)."""
    margin = bkd - abs(error)
    hasil.setdefault("alasan", []).append({
        "test": test, "point": point, "error": show(error), "bkd": show(bkd), "margin": show(margin),
        "unit": unit, "rule": rule,
    })
    return margin >= 0


def catat_lantai(hasil: Hasil, test: str, found: Fraction, least: Fraction, unit: str, rule: str, point: str = "") -> bool:
    """As `catat`, for what must be at least so much: a displacement, a share."""
    margin = found - least
    hasil.setdefault("alasan", []).append({
        "test": test, "point": point, "error": show(found), "bkd": show(least), "margin": show(margin),
        "unit": unit, "rule": rule,
    })
    return margin >= 0


def catat_amatan(hasil: Hasil, test: str, seen: str, passes: bool, rule: str, point: str = "") -> bool:
    """As `catat`, for what is seen and not measured: the words stand where an error would."""
    hasil.setdefault("alasan", []).append({"test": test, "point": point, "error": seen, "rule": rule})
    return passes
