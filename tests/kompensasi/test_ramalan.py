"""The forecast and the decision what to do about a breach, as plain arithmetic.

And a simulated year of both.
"""

import datetime as dt

import holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from kompensasi.ramalan import SAMPEL, Catatan, TahapRamalan, Tindakan, putuskan, ramalkan
from metrologi.clock.calendar import NORMAL, RAMADAN, WIB, Season, WorkCalendar
from metrologi.clock.duration import menit_kerja

TAHUN = 2026
LIBUR = {
    day
    for kind in ("public", "government")
    for day in holidays.country_holidays("ID", years=(TAHUN, TAHUN + 1), categories=(kind,))
}
PUASA = Season(dt.date(2026, 2, 19), dt.date(2026, 3, 20), RAMADAN)
KALENDER = WorkCalendar(NORMAL, [PUASA], LIBUR)
JAM = dt.timedelta(hours=1)


# --- the forecast ---------------------------------------------------------------------------------
def test_without_enough_samples_the_promise_itself_is_the_forecast():
    assert TahapRamalan(30, 90, SAMPEL - 1).perkiraan == 30
    assert TahapRamalan(30, 90, SAMPEL).perkiraan == 90
    assert TahapRamalan(30).perkiraan == 30


def test_the_past_of_a_stage_counts_from_twenty_finished_stays_on():
    assert TahapRamalan(30, 90, 19).perkiraan == 30
    assert TahapRamalan(30, 90, 20).perkiraan == 90


def test_a_stage_that_outlasted_its_forecast_is_taken_to_end_now():
    told = ramalkan(100, TahapRamalan(120, 60, 40), [TahapRamalan(10)])
    assert (told.sisa_kerja, told.sisa_janji) == (10, 120 - 100 + 10)


def test_a_slow_later_stage_is_foreseen_while_the_present_one_is_in_time():
    told = ramalkan(10, TahapRamalan(30), [TahapRamalan(30, 75, 50), TahapRamalan(10)])
    assert (told.sisa_kerja, told.sisa_janji, told.terlambat) == (20 + 75 + 10, 20 + 30 + 10, 45)


def test_a_fast_stage_makes_up_for_a_slow_one():
    assert ramalkan(0, TahapRamalan(60, 20, 40), [TahapRamalan(30, 65, 40)]).terlambat == 0


@given(st.integers(0, 500), st.integers(1, 500), st.lists(st.integers(1, 300), max_size=6))
def test_promises_alone_never_forecast_a_breach_before_it_happens(spent, promise, rest):
    told = ramalkan(min(spent, promise), TahapRamalan(promise), [TahapRamalan(n) for n in rest])
    assert told.terlambat == 0


# --- the decision ---------------------------------------------------------------------------------
def test_a_new_breach_opens_an_item_and_the_same_one_never_again():
    assert putuskan(3, True, []) == (Tindakan.BUKA, None)
    assert putuskan(3, True, [Catatan(1, 3, True)]) == (Tindakan.DIAM, None)
    assert putuskan(5, True, [Catatan(1, 3, True)]) == (Tindakan.BUKA, None)


def test_a_forecast_that_comes_true_is_the_same_breach():
    assert putuskan(5, True, [Catatan(1, 3, False)]) == (Tindakan.TANDAI, 1)
    assert putuskan(5, True, [Catatan(1, 5, True)]) == (Tindakan.DIAM, None)


def test_a_forecast_that_was_averted_comes_true_only_for_its_own_stay():
    averted = Catatan(1, 3, False, tepat_waktu=True)
    assert putuskan(3, True, [averted]) == (Tindakan.TANDAI, 1)
    assert putuskan(5, True, [averted]) == (Tindakan.BUKA, None)


def test_a_forecast_says_nothing_new_beside_an_item_that_runs_or_compensated():
    assert putuskan(5, False, [Catatan(1, 3, False)]) == (Tindakan.DIAM, None)
    assert putuskan(5, False, [Catatan(1, 3, True)]) == (Tindakan.DIAM, None)
    assert putuskan(5, False, [Catatan(1, 3, False, tepat_waktu=True)]) == (Tindakan.BUKA, None)
    assert putuskan(3, False, [Catatan(1, 3, False, tepat_waktu=True)]) == (Tindakan.DIAM, None)


# --- a year ---------------------------------------------------------------------------------------
class Perjalanan:
    """A service of stages (promised, really worked, whether it waits for the customer), walked
    through the calendar.
    """

    def __init__(self, mulai, tahap):
        self.stays, at = [], KALENDER.next_open(mulai)
        for urut, (promised, worked, outside) in enumerate(tahap, 1):
            ends = KALENDER.add(at, menit_kerja(worked))
            due = None if outside else KALENDER.add(at, menit_kerja(promised))
            self.stays.append((urut, at, ends, due))
            at = ends

    @property
    def dilanggar(self):
        """Stays of the office that ended after their promise.

        The independent answer, read from the year's end.
        """
        return {urut for urut, _, ends, due in self.stays if due and ends > due}


def pantau_setahun(trip):
    """What the watch does at each full hour from the first minute on.

    The items, with the hour each was opened.
    """
    items, opened, at = [], [], trip.stays[0][1].replace(minute=0)
    end, seen = trip.stays[-1][2] + 2 * JAM, at
    while at <= end:
        late = {
            u
            for u, since, ends, due in trip.stays
            if due and since <= at and due < min(at, ends) and ends > seen - JAM
        }
        for urut in sorted(late):
            act, _ = putuskan(urut, True, items)
            if act is Tindakan.BUKA:
                items.append(Catatan(len(items), urut, True))
                opened.append((urut, at))
        seen, at = at, at + JAM
    return items, opened


TAHAPAN = st.lists(
    st.tuples(st.integers(10, 900), st.integers(1, 1500), st.booleans()), min_size=1, max_size=5
)
SAAT = st.integers(0, 353 * 24 * 60).map(
    lambda n: dt.datetime(TAHUN, 1, 1, tzinfo=WIB) + n * dt.timedelta(minutes=1)
)


@settings(max_examples=60, deadline=None)
@given(SAAT, TAHAPAN)
def test_in_a_year_of_holidays_each_breach_has_one_item_and_nothing_else_has(mulai, tahap):
    trip = Perjalanan(mulai, tahap)
    items, _ = pantau_setahun(trip)
    assert sorted(i.urut for i in items) == sorted(trip.dilanggar)


@settings(max_examples=60, deadline=None)
@given(SAAT, TAHAPAN)
def test_no_item_is_opened_before_its_promise_has_passed_nor_a_day_after(mulai, tahap):
    trip = Perjalanan(mulai, tahap)
    due = {urut: d for urut, _, _, d in trip.stays}
    for urut, at in pantau_setahun(trip)[1]:
        assert due[urut] < at <= due[urut] + 2 * JAM


@given(SAAT, st.integers(1, 900), st.integers(1, 30))
def test_waiting_for_the_customer_is_no_breach_however_long(mulai, promised, days):
    trip = Perjalanan(
        mulai, [(promised, promised, False), (1, days * 450, True), (promised, promised, False)]
    )
    assert trip.dilanggar == set() and pantau_setahun(trip)[0] == []


def test_a_promise_over_lebaran_is_not_broken_by_the_closed_office():
    """2026: the last working day before the cuti bersama of Lebaran, and the days after it."""
    friday = next(
        day
        for n in range(60)
        if KALENDER.is_workday(day := dt.date(2026, 3, 20) - n * dt.timedelta(1))
    )
    start = KALENDER.spans(friday)[-1][1] - dt.timedelta(minutes=10)
    due = KALENDER.add(start, menit_kerja(30))
    assert (due.date() - friday).days > 3 and not any(day in LIBUR for day in (due.date(), friday))
    assert KALENDER.minutes_between(start, due) == 30
