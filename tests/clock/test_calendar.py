"""Working time against examples worked by hand, and against its own laws."""

import time as stopwatch
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrologi.clock.calendar import NORMAL, RAMADAN, WIB, NeverOpen, Season, WorkCalendar, shift
from metrologi.clock.duration import (
    SYARAT_TEKNIS,
    hari,
    hari_kalender,
    hari_kerja,
    jam_kerja,
    menit_kerja,
)

# The month of Idulfitri 1447: Nyepi 19 March, Idulfitri 21 and 22 March, cuti bersama around them.
CLOSED = {date(2026, 3, day) for day in (18, 19, 20, 21, 22, 23, 24)}
FASTING = Season(date(2026, 2, 19), date(2026, 3, 20), RAMADAN)
CALENDAR = WorkCalendar(seasons=[FASTING], closed=CLOSED)
# From Tuesday 7 April 2026 on nothing is special.
PLAIN = WorkCalendar()


def wib(day, month, hour, minute=0, second=0, year=2026):
    return datetime(year, month, day, hour, minute, second, tzinfo=WIB)


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        (wib(7, 4, 9), menit_kerja(30), wib(7, 4, 9, 30)),
        (wib(7, 4, 11, 45), menit_kerja(30), wib(7, 4, 13, 15)),  # over the break
        (wib(7, 4, 12, 10), menit_kerja(30), wib(7, 4, 13, 30)),  # received in the break
        (
            wib(7, 4, 11, 30),
            menit_kerja(30),
            wib(7, 4, 12),
        ),  # ends as the break begins, not after it
        (wib(7, 4, 15, 50), menit_kerja(30), wib(8, 4, 7, 50)),  # over the night
        (wib(7, 4, 18), menit_kerja(30), wib(8, 4, 8)),  # received after closing
        (wib(7, 4, 5), menit_kerja(30), wib(7, 4, 8)),  # received before opening
        (wib(10, 4, 16), jam_kerja(1), wib(13, 4, 8)),  # Friday closes at 16.30; Monday goes on
        (wib(10, 4, 11), jam_kerja(1), wib(10, 4, 13, 30)),  # the long Friday break
        (wib(11, 4, 10), menit_kerja(15), wib(13, 4, 7, 45)),  # Saturday
        (wib(7, 4, 9), menit_kerja(0), wib(7, 4, 9)),
        (wib(7, 4, 20), menit_kerja(0), wib(8, 4, 7, 30)),
        (wib(7, 4, 9, 0, 20), menit_kerja(10), wib(7, 4, 9, 10, 20)),
    ],
)
def test_working_minutes_count_open_time_only(start, length, end):
    assert PLAIN.add(start, length) == end


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        (wib(17, 3, 9), hari_kerja(3), wib(27, 3, 16, 30)),  # the example of the service standard
        (wib(17, 3, 9), hari_kerja(1), wib(25, 3, 16)),
        (wib(7, 4, 9), hari_kerja(1), wib(8, 4, 16)),
        (wib(7, 4, 9), hari(1), wib(8, 4, 16)),
        (wib(9, 4, 9), hari_kerja(1), wib(10, 4, 16, 30)),
        (wib(10, 4, 9), hari_kerja(1), wib(13, 4, 16)),
        (wib(7, 4, 17), hari_kerja(1), wib(9, 4, 16)),  # after closing: received on the 8th
        (wib(11, 4, 9), hari_kerja(1), wib(14, 4, 16)),  # on Saturday: received on Monday
        (wib(7, 4, 9), hari_kerja(0), wib(7, 4, 16)),
    ],
)
def test_working_days_end_at_closing_time_of_the_last_day(start, length, end):
    assert CALENDAR.add(start, length) == end


def test_calendar_days_end_at_the_same_time_of_day():
    assert CALENDAR.add(wib(17, 3, 9, 15), hari_kalender(30)) == wib(16, 4, 9, 15)


def test_in_ramadan_the_office_opens_at_eight_and_breaks_briefly():
    assert CALENDAR.add(wib(2, 3, 7, 30), menit_kerja(30)) == wib(2, 3, 8, 30)
    assert CALENDAR.add(wib(2, 3, 11, 50), menit_kerja(30)) == wib(2, 3, 12, 50)
    assert CALENDAR.add(wib(2, 3, 14, 50), menit_kerja(30)) == wib(3, 3, 8, 20)


@pytest.mark.parametrize(("week", "minutes"), [(NORMAL, 37 * 60 + 30), (RAMADAN, 32 * 60 + 30)])
def test_a_week_has_the_hours_of_the_regulation(week, minutes):
    monday = wib(6, 4, 0)
    assert WorkCalendar(week).minutes_between(monday, monday + timedelta(days=7)) == minutes


def is_open(calendar, moment):
    return calendar.next_open(moment) == moment


def test_open_is_from_the_first_minute_up_to_closing_time():
    times = ((7, 29), (7, 30), (11, 59), (12, 0), (13, 0), (15, 59), (16, 0))
    assert [is_open(PLAIN, wib(7, 4, *t)) for t in times] == [
        False,
        True,
        True,
        False,
        True,
        True,
        False,
    ]
    assert not is_open(PLAIN, wib(11, 4, 9))


def test_minutes_are_counted_in_the_zone_of_the_office():
    utc = wib(7, 4, 9).astimezone(UTC)
    assert PLAIN.add(utc, menit_kerja(30)) == wib(7, 4, 9, 30)


def test_minutes_between_is_negative_backwards():
    assert PLAIN.minutes_between(wib(7, 4, 10), wib(7, 4, 9, 30)) == -30
    assert PLAIN.minutes_between(wib(7, 4, 9), wib(7, 4, 9, 0, 59)) == 0


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="tanpa zona"):
        PLAIN.add(datetime(2026, 4, 7, 9), menit_kerja(5))  # noqa: DTZ001


def test_a_duration_without_an_end_is_refused():
    with pytest.raises(ValueError, match="bukan hitungan"):
        PLAIN.add(wib(7, 4, 9), SYARAT_TEKNIS)


def test_a_calendar_without_hours_is_an_error_not_an_endless_search():
    with pytest.raises(NeverOpen):
        WorkCalendar({}).add(wib(7, 4, 9), menit_kerja(5))


@pytest.mark.parametrize(
    "times", [(time(16), time(7)), (time(7), time(16), time(17), time(18)), (time(7), time(7))]
)
def test_hours_out_of_order_are_refused(times):
    with pytest.raises(ValueError, match="harus"):
        shift(*times)


def test_a_year_of_minutes_is_counted_in_milliseconds():
    calendar = WorkCalendar(seasons=[FASTING], closed=CLOSED)
    start = wib(2, 1, 9)
    end = calendar.add(start, menit_kerja(115_000))
    began = stopwatch.perf_counter()
    for _ in range(20):
        assert calendar.minutes_between(start, end) == 115_000
    # Generous: it guards against counting minute by minute (which takes seconds), not against a
    # slow machine.
    assert stopwatch.perf_counter() - began < 2


moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(WIB))  # noqa: DTZ001
minutes = st.integers(0, 30_000)


@given(moments, minutes)
def test_between_is_the_inverse_of_add(start, n):
    assert CALENDAR.minutes_between(start, CALENDAR.add(start, menit_kerja(n))) == n


@given(moments, minutes, minutes)
def test_adding_twice_is_adding_the_sum(start, a, b):
    assert CALENDAR.add(CALENDAR.add(start, menit_kerja(a)), menit_kerja(b)) in {
        CALENDAR.add(start, menit_kerja(a + b)),
        CALENDAR.next_open(CALENDAR.add(start, menit_kerja(a + b))),
    }


@given(moments, minutes)
def test_a_promise_never_ends_before_it_begins_nor_while_closed(start, n):
    end = CALENDAR.add(start, menit_kerja(n))
    assert end >= start
    assert any(opens <= end <= closes for opens, closes in CALENDAR.spans(end.date()))


@given(moments, st.integers(0, 60))
def test_working_days_end_on_the_nth_workday_after_receipt(start, n):
    received = CALENDAR.next_open(start).date()
    end = CALENDAR.add(start, hari_kerja(n))
    days = (received + timedelta(days=k) for k in range(1, (end.date() - received).days + 1))
    assert sum(map(CALENDAR.is_workday, days)) == n
    assert end == CALENDAR.spans(end.date())[-1][1]


@given(moments, moments, moments)
def test_time_between_adds_up(a, b, c):
    first, middle, last = sorted((a, b, c))
    whole = CALENDAR.minutes_between(first, last)
    assert (
        0
        <= whole - CALENDAR.minutes_between(first, middle) - CALENDAR.minutes_between(middle, last)
        <= 1
    )
