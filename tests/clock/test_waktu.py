"""Dates, times, money and numbers as people in Indonesia write them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template

from metrologi.clock.duration import hari_kerja

MOMENT = datetime(2026, 3, 17, 6, 5, tzinfo=UTC)


def show(source, **context):
    return Template("{% load waktu %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ("{{ v|waktu }}", MOMENT, "Selasa, 17 Maret 2026 pukul 13.05 WIB"),
        ("{{ v|waktu }}", "2026-03-17T06:05:00+00:00", "Selasa, 17 Maret 2026 pukul 13.05 WIB"),
        ("{{ v|waktu }}", date(2026, 3, 17), "Selasa, 17 Maret 2026"),
        ("{{ v|waktu_singkat }}", MOMENT, "17 Mar 2026 13.05"),
        ("{{ v|tanggal }}", date(2026, 3, 17), "17 Maret 2026"),
        ("{{ v|tanggal }}", "2026-03-17", "17 Maret 2026"),
        ("{{ v|tanggal }}", datetime(2026, 3, 17, 18, tzinfo=UTC), "18 Maret 2026"),
        ("{{ v|jam }}", MOMENT, "13.05"),
        ("{{ v|rupiah }}", 1500000, "Rp1.500.000"),
        ("{{ v|rupiah }}", 0, "Rp0"),
        ("{{ v|rupiah }}", -2500, "-Rp2.500"),
        ("{{ v|angka }}", Decimal("30.5"), "30,5"),
        ("{{ v|angka }}", Decimal("1.50"), "1,50"),
        ("{{ v|angka }}", Decimal("-12345.6"), "-12.345,6"),
        ("{{ v|angka }}", Decimal("1E+3"), "1.000"),
        ("{{ v|angka:2 }}", Decimal("2.345"), "2,35"),
        ("{{ v|durasi }}", 135, "2 jam 15 menit"),
        ("{{ v|durasi }}", 0, "0 menit"),
        ("{{ v|durasi }}", timedelta(hours=1), "1 jam"),
        ("{{ v|durasi }}", hari_kerja(3), "3 hari kerja"),
    ],
)
def test_a_value_is_written_as_people_write_it(source, value, text):
    assert show(source, v=value) == text


@pytest.mark.parametrize(
    "name", ["waktu", "waktu_singkat", "tanggal", "jam", "rupiah", "angka", "durasi"]
)
@pytest.mark.parametrize("value", [None, "", "bukan", Decimal("NaN")])
def test_what_cannot_be_written_prints_nothing(name, value):
    assert show("{{ v|" + name + " }}", v=value) == ""
