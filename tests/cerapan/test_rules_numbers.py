"""Numbers stay exact from the JSON text to the printed decimal."""

import ast
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrologi import bkd, lembar
from metrologi.bkd.angka import fixed, parse, show, six, square_root
from metrologi.cerapan.kontrak import nilai

decimals = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=9)


@pytest.mark.parametrize("text", ["1", "-0.50", "+3.", ".5", "1e3", "2.5E-4", " 7 "])
def test_decimal_text_is_read_exactly(text):
    assert parse(text) == Fraction(text.strip())


@pytest.mark.parametrize(
    "value",
    [
        "",
        "abc",
        "1,5",
        "1/2",
        "0x10",
        "1_000",
        "NaN",
        "Infinity",
        "1e999",
        "٣",
        "9" * 50,
        "1 2",
        True,
        None,
        [],
        {},
        10**4000,
        Decimal("NaN"),
    ],
)
def test_anything_else_is_not_a_number(value):
    with pytest.raises(ValueError):
        parse(value)


@given(decimals)
def test_an_exact_number_prints_and_reads_back_unchanged(value):
    text = show(Fraction(value))
    assert parse(text) == Fraction(value)
    assert (
        "e" not in text.lower() and not ("." in text and text.endswith(("0", "."))) and text != "-0"
    )


@given(decimals)
def test_six_decimals_are_rounded_half_up(value):
    with localcontext() as context:
        context.prec = 60
        wanted = value.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)
    assert Decimal(six(Fraction(value))) == wanted
    assert Decimal(fixed(Fraction(value), 6)) == wanted


@given(st.integers(0, 10**18), st.integers(1, 10**6))
def test_a_root_is_rounded_to_the_nearest_last_decimal(numerator, denominator):
    square = Fraction(numerator, denominator)
    printed = square_root(square)
    half = Fraction(1, 2 * 10**6)
    assert square < (printed + half) ** 2
    assert printed == 0 or (printed - half) ** 2 <= square


def test_a_tie_at_the_seventh_decimal_goes_away_from_zero():
    assert (six(Fraction("0.0000005")), six(Fraction("-0.0000005"))) == ("0.000001", "-0.000001")
    assert six(Fraction("-0.0000004")) == "0"


def test_the_rules_hold_no_float_and_no_django():
    folders = (bkd, lembar)
    paths = [p for room in folders for p in Path(room.__file__).parent.rglob("*.py")]
    assert len(paths) > 40
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), path
            assert not (isinstance(node, ast.Name) and node.id == "float"), path
            assert not (
                isinstance(node, ast.ImportFrom) and (node.module or "").startswith("django")
            ), path


@pytest.mark.parametrize("written", ["1", "1.0", " 1 ", "1.00", 1, Decimal("1.0")])
def test_a_class_that_is_a_number_may_be_written_in_any_way(written):
    point = {"q_m3_per_h": "2.5", "indicated_l": "101", "actual_l": "100"}
    plate = {
        "q1": "0.03",
        "q2": "0.05",
        "q3": "2.5",
        "q4": "3.125",
        "water_temp_c": "27",
        "stage": "tera",
    }
    result = nilai({"type": "meter_air", "inputs": {**plate, "class": written, "points": [point]}})[
        "result"
    ]
    assert (result["mpe_percent"], result["verdict"]) == (["1"], "SAH")


@pytest.mark.parametrize(
    ("nominal", "mpe"),
    [
        ("5 000 kg", "800000"),
        ("5000 kg", "800000"),
        ("5 t", "800000"),
        ("1000 g", "160"),
        ("1kg", "160"),
        ("0.5 kg", "80"),
    ],
)
def test_a_nominal_mass_may_be_written_in_any_way(nominal, mpe):
    inputs = {"class": "M2", "nominal": nominal, "error_mg": "0", "rule": "simple"}
    assert nilai({"type": "anak_timbangan", "inputs": inputs})["result"]["mpe_mg"] == mpe


@pytest.mark.parametrize(
    "nominal", ["1 00 kg", "1  000 kg", "kg", "1.0.0 kg", "1 lb", "1000", "1 000.5 kg"]
)
def test_a_nominal_mass_that_cannot_be_read_is_invalid(nominal):
    inputs = {"class": "M2", "nominal": nominal, "error_mg": "0", "rule": "simple"}
    assert nilai({"type": "anak_timbangan", "inputs": inputs})["result"]["verdict"] == "TIDAK_VALID"
