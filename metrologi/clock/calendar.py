"""Working time: when an office is open and when a promise ends. Pure Python, without a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from metrologi.clock.duration import Duration

WIB = ZoneInfo("Asia/Jakarta")
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
# So many closed days in a row are a mistake of the settings, not a holiday.
CLOSED_LIMIT = 400

Window = tuple[time, time]
Span = tuple[datetime, datetime]
Week = Mapping[int, tuple[Window, ...]]


class NeverOpen(ValueError):
    """The calendar has no opening within reach."""


@dataclass(frozen=True)
class Season:
    """A stretch of days, both ends included, with hours of its own (Ramadan)."""

    start: date
    end: date
    week: Week


def shift(
    opens: time, closes: time, break_from: time | None = None, break_to: time | None = None
) -> tuple[Window, ...]:
    """The open windows of a day with at most one break, as (from, to) pairs.

    Raises ValueError if the times are out of order.
    """
    if break_from is None or break_to is None:
        if opens >= closes:
            raise ValueError("jam buka harus sebelum jam tutup")
        return ((opens, closes),)
    if not opens < break_from < break_to < closes:
        raise ValueError("istirahat harus berada di antara jam buka dan jam tutup")
    return ((opens, break_from), (break_to, closes))


def _week(monday_to_thursday: tuple[Window, ...], friday: tuple[Window, ...]) -> Week:
    return {**dict.fromkeys(range(4), monday_to_thursday), 4: friday}


# Perpres 21/2023: 37.5 hours a week without breaks, from 07.30; in Ramadan 32.5 hours, from 08.00.
NORMAL = _week(
    shift(time(7, 30), time(16), time(12), time(13)),
    shift(time(7, 30), time(16, 30), time(11, 30), time(13)),
)
RAMADAN = _week(
    shift(time(8), time(15), time(12), time(12, 30)),
    shift(time(8), time(15, 30), time(11, 30), time(12, 30)),
)


class WorkCalendar:
    """Open windows by weekday (0 = Monday), seasons with other hours, and closed days.

    All moments are aware datetimes.
    """

    def __init__(
        self,
        week: Week = NORMAL,
        seasons: Iterable[Season] = (),
        closed: Iterable[date] = (),
        zone: ZoneInfo = WIB,
    ) -> None:
        self.week, self.seasons, self.closed, self.zone = (
            week,
            tuple(seasons),
            frozenset(closed),
            zone,
        )
        self._spans: dict[date, tuple[Span, ...]] = {}

    # --- a day ------------------------------------------------------------------------------------
    def spans(self, day: date) -> tuple[Span, ...]:
        """The open windows of that day as moments; empty on a closed day."""
        found = self._spans.get(day)
        if found is None:
            found = self._spans[day] = tuple(self._moments(day))
        return found

    def _moments(self, day: date) -> Iterable[Span]:
        if day in self.closed:
            return
        season = next((s for s in self.seasons if s.start <= day <= s.end), None)
        week = season.week if season else self.week
        for opens, closes in week.get(day.weekday(), ()):
            yield datetime.combine(day, opens, self.zone), datetime.combine(day, closes, self.zone)

    def is_workday(self, day: date) -> bool:
        return bool(self.spans(day))

    def next_open(self, moment: datetime) -> datetime:
        """`moment` itself when open, else the next opening. Raises NeverOpen."""
        local = self._local(moment)
        day = local.date()
        for _ in range(CLOSED_LIMIT):
            for start, end in self.spans(day):
                if local < end:
                    return max(local, start)
            day += DAY
        raise NeverOpen("Kalender tidak punya jam kerja.")

    # --- a promise --------------------------------------------------------------------------------
    def add(self, start: datetime, duration: Duration) -> datetime:
        """The moment at which `duration`, counted from `start`, ends.

        Working minutes and hours count open time only; a start after closing time counts from the
        next opening. Working days end at closing time of day N; the day of receipt is not counted,
        and what comes in while the office is closed counts as received at the next opening.
        Calendar days end N days later at the same time of day.

        Raises ValueError for a duration without an end and for a moment without a zone, NeverOpen
        for a calendar without hours.
        """
        local = self._local(start)
        if duration.unit in ("hari_kerja", "hari", "umpan_balik"):
            return self._after_workdays(local, duration.amount)
        if duration.unit == "hari_kalender":
            return local + duration.amount * DAY
        return self._after_open_time(local, duration.minutes * MINUTE)

    def _after_open_time(self, start: datetime, left: timedelta) -> datetime:
        moment = self.next_open(start)
        while True:
            day = moment.date()
            for opens, closes in self.spans(day):
                moment = max(moment, opens)
                if moment + left <= closes:
                    return moment + left
                left -= max(timedelta(), closes - moment)
            moment = self.next_open(self._midnight(day + DAY))

    def _after_workdays(self, start: datetime, days: int) -> datetime:
        day = self.next_open(start).date()
        for _ in range(days):
            day = self.next_open(self._midnight(day + DAY)).date()
        return self.spans(day)[-1][1]

    def minutes_between(self, a: datetime, b: datetime) -> int:
        """Whole open minutes from `a` to `b`; negative if `b` is earlier.

        The inverse of adding working minutes.
        """
        if b < a:
            return -self.minutes_between(b, a)
        start, end = self._local(a), self._local(b)
        total, day = timedelta(), start.date()
        while day <= end.date():
            for opens, closes in self.spans(day):
                if start < closes and opens < end:
                    total += min(closes, end) - max(opens, start)
            day += DAY
        return total // MINUTE

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone)

    def _local(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError("waktu tanpa zona")
        return moment.astimezone(self.zone)
