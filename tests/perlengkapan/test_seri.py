"""Serials as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrologi.perlengkapan.segel.seri import SeriSalah, baca, rentang, ringkas


@pytest.mark.parametrize(
    "teks, nomor",
    [
        ("mb-001", ["MB-001"]),
        ("MB-001 s.d. MB-003", ["MB-001", "MB-002", "MB-003"]),
        ("A-17", ["A-17"]),
        ("", []),
        ("MB-009 s/d 011", ["MB-009", "MB-010", "MB-011"]),
        ("A 1, A 2;A 3\nB-7", ["A 1", "A 2", "A 3", "B-7"]),
        ("0098 – 0100", ["0098", "0099", "0100"]),
    ],
)
def test_numbers_and_ranges_are_read(teks, nomor):
    assert baca(teks) == nomor


@pytest.mark.parametrize(
    "teks",
    [
        "A-1 s.d. B-9",
        "A-9 s.d. A-1",
        "A-1, A-1",
        "A-1 s.d. A-99999",
        "<script>",
        "x" * 60,
        "A-1\x00",
    ],
)
def test_what_cannot_be_read_is_asked_back(teks):
    with pytest.raises(SeriSalah):
        baca(teks)


@given(st.sets(st.integers(1, 300), min_size=1), st.sampled_from(["MB-", "A/26 ", ""]))
def test_told_ranges_are_read_back_as_the_same_serials(numbers, awal):
    serials = sorted(f"{awal}{n:04}" for n in numbers)
    assert sorted(baca(ringkas(serials))) == serials


def test_a_range_keeps_the_width_of_its_digits():
    assert rentang("S098", "S101") == ["S098", "S099", "S100", "S101"]
