"""How people type numbers here: decimal comma or point, groups of thousands, what is asked back."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from metrologi.bkd.angka import show

_PLAIN = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?[0-9]*[.,][0-9]+")
_GROUPED = re.compile(
    r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"
)
_BLANKS = re.compile(r"[+-]?[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?")
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")

ANGKA_SAJA = "Tulis angka saja, misalnya 30 atau 0,01."


class AngkaSalah(ValueError):
    """Not a number this office can read; `code` is "bukan_angka" or "ambigu".

    The message is for the person who typed it.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def baca_angka(
    teks: str, *, terbesar: Decimal | None = None, langkah: Decimal | None = None
) -> Decimal:
    """The exact number of `teks`: "0,01", "0.01", "1.234,5", "1,234.5", "12 500" are read.

    Blanks stand between groups of three digits only, so two cells that were pasted together are
    refused. "1.000" can be a thousand or one: it is asked back, unless only one of the two is at
    most `terbesar` and a multiple of `langkah`. Raises AngkaSalah.
    """
    bersih = _tanpa_spasi(teks)
    if _AMBIGUOUS.fullmatch(bersih):
        return _satu_arti(bersih, terbesar, langkah)
    if _PLAIN.fullmatch(bersih):
        return Decimal(bersih)
    if _DECIMAL.fullmatch(bersih):
        return Decimal(bersih.replace(",", "."))
    if _GROUPED.fullmatch(bersih):
        return Decimal(_without_groups(bersih))
    raise AngkaSalah("bukan_angka", ANGKA_SAJA)


def _tanpa_spasi(teks: str) -> str:
    """Without what nobody sees (marks of direction, blanks at the ends) and blanks of thousands.

    Raises AngkaSalah for any other blank.
    """
    terlihat = "".join(c for c in teks if unicodedata.category(c) != "Cf")
    bersih = " ".join(terlihat.split()).replace("\u2212", "-")
    if _BLANKS.fullmatch(bersih):
        return bersih.replace(" ", "")
    if " " in bersih:
        raise AngkaSalah("bukan_angka", ANGKA_SAJA)
    return bersih


def _satu_arti(teks: str, terbesar: Decimal | None, langkah: Decimal | None) -> Decimal:
    """The one reading of "5.005" that is possible. Raises AngkaSalah where both or none are."""
    mungkin = [
        value
        for value in (Decimal(teks.replace(".", "")), Decimal(teks))
        if (terbesar is None or abs(value) <= terbesar) and (not langkah or value % langkah == 0)
    ]
    if len(mungkin) != 1:
        raise AngkaSalah("ambigu", _ambigu(teks))
    return mungkin[0]


def _ambigu(teks: str) -> str:
    utuh, pecahan = teks.split(".")
    return (
        f"“{teks}” dapat berarti dua hal. "
        f"Tulis {utuh}{pecahan} (ribuan) atau {utuh},{pecahan} (desimal)."
    )


def _without_groups(teks: str) -> str:
    """Whatever separator comes last, and only once, is the decimal one."""
    last = max(teks.rfind("."), teks.rfind(","))
    separator = teks[last]
    if teks.count(separator) > 1 or len(set(teks) & {".", ","}) == 1:
        return teks.replace(separator, "")
    other = "," if separator == "." else "."
    return teks.replace(other, "").replace(separator, ".")


def tulis_angka(nilai: Decimal | None) -> str:
    """The number with a decimal comma, no groups, no idle zeros; `baca_angka` reads it back."""
    if nilai is None:
        return ""
    teks = format(nilai, "f")
    if "." in teks:
        teks = teks.rstrip("0").rstrip(".")
    return teks.replace(".", ",") or "0"


def tulis_pecahan(nilai: Fraction | None) -> str:
    """The same for a number of the rules; six decimals where its decimals never end."""
    return "" if nilai is None else show(nilai).replace(".", ",")
