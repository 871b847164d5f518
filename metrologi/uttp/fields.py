"""The form field for a number as people type it here."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from metrologi.bkd.tulisan import AngkaSalah, baca_angka, tulis_angka


class AngkaInput(forms.TextInput):
    """A text box with the numeric keyboard of a phone; type=number would swallow the comma."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "spellcheck": "false", **(attrs or {})})

    def format_value(self, value: Any) -> str:
        return (
            tulis_angka(value)
            if isinstance(value, Decimal)
            else ("" if value is None else str(value))
        )


class AngkaField(forms.Field):
    """A Decimal typed by a person; None when empty.

    Every refusal is one Indonesian sentence at the field. `terbesar` is what is possible at all
    (by default `max_value`) and `langkah` the step of which it is a multiple, both Decimal: they
    tell what a point means, and a number that is no multiple of `langkah` is refused.
    """

    widget = AngkaInput
    default_error_messages: ClassVar[dict[str, str]] = {
        "required": "Isi angkanya.",
        "nul": "Ada karakter yang tidak dapat dibaca. Tulis ulang angkanya.",
    }

    def __init__(
        self,
        *,
        min_value: Decimal | int | None = None,
        max_value: Decimal | int | None = None,
        bilangan_bulat: int = 9,
        desimal: int = 6,
        terbesar: Decimal | None = None,
        langkah: Decimal | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.min_value, self.max_value = min_value, max_value
        self.bilangan_bulat, self.desimal = bilangan_bulat, desimal
        self.terbesar = max_value if terbesar is None else terbesar
        self.langkah = langkah

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or not str(value).strip():
            return None
        if isinstance(value, Decimal):
            return value
        if "\x00" in str(value):
            raise ValidationError(self.error_messages["nul"], code="nul")
        self._short_enough(str(value))
        try:
            return baca_angka(str(value), terbesar=self.terbesar, langkah=self.langkah)
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
            raise ValidationError(
                f"Angkanya terlalu besar; paling banyak {self.bilangan_bulat} angka di depan koma.",
                code="besar",
            )
        if max(0, -int(value.normalize().as_tuple().exponent)) > self.desimal:
            raise ValidationError(
                f"Paling banyak {self.desimal} angka di belakang koma.", code="desimal"
            )
        self._within(value)
        if self.langkah and value % self.langkah:
            raise ValidationError(
                f"Bukan kelipatan {tulis_angka(self.langkah)}. Periksa bacaannya, atau d pada"
                " pelat.",
                code="langkah",
            )

    def _within(self, value: Decimal) -> None:
        if self.min_value is not None and value < self.min_value:
            raise ValidationError(
                f"Paling kecil {tulis_angka(Decimal(self.min_value))}.", code="kecil"
            )
        if self.max_value is not None and value > self.max_value:
            raise ValidationError(
                f"Paling besar {tulis_angka(Decimal(self.max_value))}.", code="besar"
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
