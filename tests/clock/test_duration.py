"""Durations print as the SOP does."""

import pytest

from metrologi.clock.duration import (
    SYARAT_TEKNIS,
    TAK_TENTU,
    Duration,
    hari,
    hari_kalender,
    hari_kerja,
    jam_kerja,
    menit_kerja,
)


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (menit_kerja(30), "30 menit"),
        (jam_kerja(1), "1 jam"),
        (hari_kerja(3), "3 hari kerja"),
        (hari(1), "1 hari"),
        (hari_kalender(30), "maks. 30 hari"),
        (SYARAT_TEKNIS, "sesuai syarat teknis"),
        (TAK_TENTU, "tidak dapat ditentukan"),
    ],
)
def test_a_duration_prints_as_in_the_sop(length, text):
    assert str(length) == text


def test_only_a_bounded_duration_gives_a_due_date():
    assert [d.bounded for d in (menit_kerja(1), hari(1), SYARAT_TEKNIS, TAK_TENTU)] == [
        True,
        True,
        False,
        False,
    ]


def test_hours_are_sixty_minutes_and_days_are_the_calendars_business():
    assert jam_kerja(2).minutes == 120
    with pytest.raises(ValueError, match="bukan hitungan"):
        _ = hari_kerja(1).minutes


def test_no_duration_is_negative():
    with pytest.raises(ValueError, match="negatif"):
        Duration(-1, "menit_kerja")
