"""The readings of one case: what is missing makes it incomplete, what cannot be makes it invalid."""
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from numbers import Number
from typing import Any

from metrologi.cerapan.rules.numbers import parse, show


class Kurang(Exception):
    """A mandatory reading is missing: TIDAK_LENGKAP. The message names it."""


class Mustahil(Exception):
    """A reading or a precondition is impossible: TIDAK_VALID. The message names it."""


def _plain(text: object) -> str:
    try:
        return show(parse(text)) if isinstance(text, str) else ""
    except ValueError:
        return ""


class Inputs:
    """Named readings of a case, or of one row of it; `path` is what messages put before a name."""

    def __init__(self, data: Any, path: str = "") -> None:
        if not isinstance(data, Mapping):
            raise Mustahil(f"{path or 'inputs'}: bukan kumpulan data bernama")
        self.data, self.path = data, path

    def has(self, name: str) -> bool:
        value = self.data.get(name)
        return value is not None and not (isinstance(value, str) and not value.strip())

    def raw(self, name: str) -> Any:
        if not self.has(name):
            raise Kurang(f"{self.path}{name}: belum diisi")
        return self.data[name]

    def impossible(self, name: str, why: str) -> Mustahil:
        return Mustahil(f"{self.path}{name}: {why}")

    def number(
        self, name: str, *, least: Fraction | int | None = None, above: Fraction | int | None = None,
        most: Fraction | int | None = None,
    ) -> Fraction:
        """The exact number; `least` and `most` are allowed themselves, `above` is not."""
        value = self._parsed(name, self.raw(name))
        if least is not None and value < least:
            raise self.impossible(name, f"kurang dari {show(Fraction(least))}")
        if above is not None and value <= above:
            raise self.impossible(name, f"harus lebih dari {show(Fraction(above))}")
        if most is not None and value > most:
            raise self.impossible(name, f"lebih dari {show(Fraction(most))}")
        return value

    def numbers(self, name: str, *, least: Fraction | int | None = None) -> list[Fraction]:
        rows = [Inputs({name: value}, self.path) for value in self.sequence(name)]
        return [row.number(name, least=least) for row in rows]

    def choice(self, name: str, options: Sequence[str]) -> str:
        """One of the options; "1.0" and the number 1 are the option "1"."""
        value = self.raw(name)
        text = value.strip() if isinstance(value, str) else value
        if text in options:
            return str(text)
        number = show(self._parsed(name, value)) if isinstance(value, Number) else _plain(text)
        if number not in options:
            raise self.impossible(name, f"bukan salah satu dari {', '.join(options)}")
        return number

    def flag(self, name: str) -> bool:
        value = self.raw(name)
        if not isinstance(value, bool):
            raise self.impossible(name, "harus ya atau tidak")
        return value

    def text(self, name: str) -> str:
        value = self.raw(name)
        if isinstance(value, bool) or not isinstance(value, str | Number):
            raise self.impossible(name, "bukan teks")
        return str(value).strip()

    def day(self, name: str) -> date:
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            raise self.impossible(name, "bukan tanggal YYYY-MM-DD") from None

    def sequence(self, name: str) -> Sequence[Any]:
        value = self.raw(name)
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise self.impossible(name, "bukan daftar")
        if not value:
            raise Kurang(f"{self.path}{name}: masih kosong")
        return value

    def rows(self, name: str) -> list["Inputs"]:
        return [Inputs(row, f"{self.path}{name}[{i}].") for i, row in enumerate(self.sequence(name), start=1)]

    def _parsed(self, name: str, value: Any) -> Fraction:
        try:
            return parse(value)
        except ValueError as error:
            raise self.impossible(name, str(error)) from None
