"""How people type numbers here: decimal comma or point, groups of thousands, and what is asked back when in doubt."""
from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

_PLAIN = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?[0-9]*[.,][0-9]+")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")


class AngkaSalah(ValueError):
    """Not a number this office can read; `code` is "bukan_angka" or "ambigu", the message is for the person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def baca_angka(teks: str, *, titik_desimal: bool = False) -> Decimal:
    """The exact number of `teks`: "0,01", "0.01", "1.234,5", "1,234.5" and "12500" are read, "1.000" is asked back.

    `titik_desimal=True` reads "1.000" as one (an instrument's display prints a point). Raises AngkaSalah.
    """
    bersih = re.sub(r"[\s\u00a0\u202f]", "", teks).replace("\u2212", "-")
    if _AMBIGUOUS.fullmatch(bersih) and not titik_desimal:
        raise AngkaSalah("ambigu", _ambigu(bersih))
    if _PLAIN.fullmatch(bersih):
        return Decimal(bersih)
    if _DECIMAL.fullmatch(bersih):
        return Decimal(bersih.replace(",", "."))
    if _GROUPED.fullmatch(bersih):
        return Decimal(_without_groups(bersih))
    raise AngkaSalah("bukan_angka", "Tulis angka saja, misalnya 30 atau 0,01.")


def _ambigu(teks: str) -> str:
    utuh, pecahan = teks.split(".")
    return f"“{teks}” dapat berarti dua hal. Tulis {utuh}{pecahan} (ribuan) atau {utuh},{pecahan} (desimal)."


def _without_groups(teks: str) -> str:
    """Whatever separator comes last, and only once, is the decimal one."""
    last = max(teks.rfind("."), teks.rfind(","))
    separator = teks[last]
    if teks.count(separator) > 1 or len(set(teks) & {".", ","}) == 1:
        return teks.replace(separator, "")
    other = "," if separator == "." else "."
    return teks.replace(other, "").replace(separator, ".")


def tulis_angka(nilai: Decimal | None) -> str:
    """The number with a decimal comma, no groups, no idle zeros: what `baca_angka` reads back unchanged."""
    if nilai is None:
        return ""
    teks = format(nilai, "f")
    if "." in teks:
        teks = teks.rstrip("0").rstrip(".")
    return teks.replace(".", ",") or "0"


class AngkaInput(forms.TextInput):
    """A text box with the numeric keyboard of a phone; type=number would swallow the comma silently."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "spellcheck": "false", **(attrs or {})})

    def format_value(self, value: Any) -> str:
        return tulis_angka(value) if isinstance(value, Decimal) else ("" if value is None else str(value))


class AngkaField(forms.Field):
    """A Decimal typed by a person; None when empty. Every refusal is one Indonesian sentence at the field."""

    widget = AngkaInput
    default_error_messages: ClassVar[dict[str, str]] = {
        "required": "Isi angkanya.",
        "nul": "Ada karakter yang tidak dapat dibaca. Tulis ulang angkanya.",
    }

    def __init__(self, *, min_value: Decimal | int | None = None, max_value: Decimal | int | None = None,
                 bilangan_bulat: int = 9, desimal: int = 6, titik_desimal: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.min_value, self.max_value = min_value, max_value
        self.bilangan_bulat, self.desimal, self.titik_desimal = bilangan_bulat, desimal, titik_desimal

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or not str(value).strip():
            return None
        if isinstance(value, Decimal):
            return value
        if "\x00" in str(value):
            raise ValidationError(self.error_messages["nul"], code="nul")
        self._short_enough(str(value))
        try:
            return baca_angka(str(value), titik_desimal=self.titik_desimal)
        except AngkaSalah as salah:
            raise ValidationError(str(salah), code=salah.code) from salah

    def _short_enough(self, teks: str) -> None:
        if len(teks) > 40:
            raise ValidationError("Angkanya terlalu panjang. Periksa kembali.", code="besar")

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is None:
            return
        if abs(value) >= Decimal(10) ** self.bilangan_bulat:
            raise ValidationError(f"Angkanya terlalu besar; paling banyak {self.bilangan_bulat} angka di depan koma.",
                                  code="besar")
        if max(0, -int(value.normalize().as_tuple().exponent)) > self.desimal:
            raise ValidationError(f"Paling banyak {self.desimal} angka di belakang koma.", code="desimal")
        self._within(value)

    def _within(self, value: Decimal) -> None:
        if self.min_value is not None and value < self.min_value:
            raise ValidationError(f"Paling kecil {tulis_angka(Decimal(self.min_value))}.", code="kecil")
        if self.max_value is not None and value > self.max_value:
            raise ValidationError(f"Paling besar {tulis_angka(Decimal(self.max_value))}.", code="besar")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
