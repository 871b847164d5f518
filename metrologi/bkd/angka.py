"""Exact numbers: reading them from JSON, printing them as plain decimals, rounding half up."""

import re
from collections.abc import Iterable
from fractions import Fraction
from math import isqrt
from numbers import Number
from typing import Any

NUMBER = re.compile(r"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,2})?", re.ASCII)
TOO_BIG = 10**40


def parse(value: Any) -> Fraction:
    """The exact value of a decimal string or a JSON number.

    ValueError for anything else, NaN and infinity included.
    """
    text = value.strip() if isinstance(value, str) else _text(value)
    if not NUMBER.fullmatch(text):
        raise ValueError("bukan bilangan desimal")
    if "e" in text or "E" in text:
        return Fraction(text)
    whole, _, decimals = text.partition(".")
    return Fraction(int(whole + decimals), 10 ** len(decimals))


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, Number):
        raise ValueError("bukan bilangan")
    if isinstance(value, int) and abs(value) >= TOO_BIG:
        raise ValueError("terlalu besar")
    return str(value).strip()


def decimals_of(value: Fraction) -> int | None:
    """How many decimals the number has; None when it never ends."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 10 == 0:
        rest, twos, fives = rest // 10, twos + 1, fives + 1
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def round_half_up(value: Fraction, places: int) -> Fraction:
    """Rounded to `places` decimals; a tie goes away from zero."""
    scale = 10**places
    steps = (2 * abs(value) * scale + 1) // 2
    return Fraction(steps if value >= 0 else -steps, scale)


def fixed(value: Fraction, places: int) -> str:
    """The number with exactly `places` decimals, rounded half up."""
    steps = (2 * abs(value.numerator) * 10**places // value.denominator + 1) // 2
    digits = str(steps).rjust(places + 1, "0")
    sign = "-" if steps and value.numerator < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def six(value: Fraction) -> str:
    """At most six decimals, rounded half up, without trailing zeros."""
    return fixed(value, 6).rstrip("0").rstrip(".")


def enam(values: Iterable[Fraction]) -> list[Fraction]:
    """Each number rounded half up to six decimals, as errors and limits are reported."""
    return [round_half_up(value, 6) for value in values]


def show(value: Fraction) -> str:
    """The exact number without exponent or trailing zeros; six decimals when it never ends."""
    places = decimals_of(value)
    return six(value) if places is None else fixed(value, places)


def square_root(square: Fraction, places: int = 6) -> Fraction:
    """The square root rounded half up to `places` decimals, without ever leaving the integers."""
    steps = (isqrt(4 * square.numerator * 100**places // square.denominator) + 1) // 2
    return Fraction(steps, 10**places)
