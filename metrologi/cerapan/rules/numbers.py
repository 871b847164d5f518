"""Exact numbers: reading them from JSON, printing them as plain decimals, rounding half up."""
import re
from fractions import Fraction
from math import isqrt
from numbers import Number
from typing import Any

NUMBER = re.compile(r"[+-]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][+-]?\d{1,2})?", re.ASCII)
TOO_BIG = 10**40


def parse(value: Any) -> Fraction:
    """The exact value of a decimal string or a JSON number; ValueError for anything else, NaN and infinity included."""
    if isinstance(value, bool) or not isinstance(value, str | Number):
        raise ValueError("bukan bilangan")
    if isinstance(value, int) and abs(value) >= TOO_BIG:
        raise ValueError("terlalu besar")
    text = str(value).strip()
    if not NUMBER.fullmatch(text):
        raise ValueError("bukan bilangan desimal")
    return Fraction(text)


def is_terminating(value: Fraction) -> bool:
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def round_half_up(value: Fraction, places: int) -> Fraction:
    """Rounded to `places` decimals; a tie goes away from zero."""
    scale = 10**places
    steps = (2 * abs(value) * scale + 1) // 2
    return Fraction(steps if value >= 0 else -steps, scale)


def fixed(value: Fraction, places: int) -> str:
    """The number with exactly `places` decimals."""
    rounded = round_half_up(value, places)
    digits = str(abs(rounded.numerator) * (10**places // rounded.denominator)).rjust(places + 1, "0")
    sign = "-" if rounded < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def six(value: Fraction) -> str:
    """At most six decimals, rounded half up, without trailing zeros."""
    return fixed(value, 6).rstrip("0").rstrip(".")


def show(value: Fraction) -> str:
    """The exact number without exponent or trailing zeros; six decimals when it never ends."""
    if not is_terminating(value):
        return six(value)
    places = max(1, value.denominator.bit_length())
    return fixed(value, places).rstrip("0").rstrip(".")


def root(square: Fraction, places: int = 6) -> str:
    """The square root with exactly `places` decimals, rounded half up without ever leaving the integers."""
    steps = (isqrt(4 * square.numerator * 100**places // square.denominator) + 1) // 2
    return fixed(Fraction(steps, 10**places), places)
