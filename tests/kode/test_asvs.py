"""docs/asvs.md answers each requirement of levels 1 and 2 once and names only tests that exist."""

from __future__ import annotations

import ast
import csv
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

import pytest

from tests.kode.sumber import ROOT

PAGE = ROOT / "docs" / "asvs.md"
NUMBERS = ROOT / "tests" / "kode" / "asvs.csv"
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (\d) \| (.*) \| (\S+) \| (.*) \| (.*) \|$")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
STATES = ("met", "partly", "open", "office", "n/a")
PROVED = ("met", "partly")


@dataclass(frozen=True)
class Row:
    """One answer of the page."""

    number: str
    level: str
    asks: str
    state: str
    how: str
    tests: tuple[tuple[str, str], ...]


def rows(text: str) -> list[Row]:
    """The answers of a page, in order."""
    found = [ROW.match(line) for line in text.splitlines()]
    return [Row(*m.groups()[:5], tuple(TEST.findall(m[6]))) for m in found if m]


@cache
def answers() -> list[Row]:
    return rows(PAGE.read_text())


@cache
def levels() -> dict[str, str]:
    """Level of each requirement of the standard by its number."""
    told = [line for line in NUMBERS.read_text().splitlines() if not line.startswith("#")]
    return {row["number"]: row["level"] for row in csv.DictReader(told)}


@cache
def functions(path: str) -> frozenset[str]:
    """The names of the test functions of a file."""
    tree = ast.parse((ROOT / path).read_text())
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def missing(row: Row) -> list[str]:
    """The tests of a row that are not there."""
    return [
        f"{path}::{name}"
        for path, name in row.tests
        if not (ROOT / path).is_file() or name not in functions(path)
    ]


def test_the_standard_is_whole():
    """345 requirements, as the edition counts them."""
    assert Counter(levels().values()) == {"1": 70, "2": 183, "3": 92}


def test_every_requirement_of_levels_1_and_2_is_answered_once():
    wanted = [number for number, level in levels().items() if level in "12"]
    assert [row.number for row in answers()] == wanted
    assert [(r.number, r.level) for r in answers() if levels()[r.number] != r.level] == []


def test_every_answer_has_a_state_and_says_how():
    assert [row.number for row in answers() if row.state not in STATES] == []
    assert [row.number for row in answers() if not (row.asks.strip() and row.how.strip())] == []


@pytest.mark.parametrize("row", [r for r in answers() if r.state in PROVED], ids=lambda r: r.number)
def test_what_is_called_met_is_proved_by_tests_that_exist(row):
    assert row.tests, f"{row.number} names no test"
    assert missing(row) == []


def test_what_is_not_met_names_no_test():
    assert [row.number for row in answers() if row.tests and row.state not in PROVED] == []


def test_the_sums_at_the_head_are_those_of_the_rows():
    counted = Counter((row.level, row.state) for row in answers())
    for level in "12":
        of_level = [counted[level, state] for state in STATES]
        told = " | ".join(str(number) for number in [*of_level, sum(of_level)])
        assert f"| {level} | {told} |" in PAGE.read_text()


def test_a_test_that_is_gone_is_noticed():
    line = (
        "| 1.1.1 | 2 | x | met | y | `tests/kode/test_asvs.py::test_tiada`, `tests/a.py::test_b` |"
    )
    assert len(missing(rows(line)[0])) == 2
