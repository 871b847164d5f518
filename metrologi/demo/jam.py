"""The clock of a demo case: starts in the past, moves by working minutes, stays before now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from metrologi.clock.calendar import WorkCalendar
from metrologi.clock.duration import menit_kerja
from metrologi.clock.now import at, now, today

MENIT = timedelta(minutes=1)


class Jam:
    """The time of one case.

    `maju(n)` lets n working minutes pass; `sekarang()` runs the block at that moment.
    """

    def __init__(self, calendar: WorkCalendar, mulai: datetime) -> None:
        self.calendar, self.saat, self.batas = calendar, mulai, now()

    def maju(self, menit: int) -> None:
        """Let so many working minutes pass."""
        self.saat = min(self.calendar.add(self.saat, menit_kerja(menit)), self.batas)

    def maju_hari(self, hari: int) -> None:
        """Let so many working days pass."""
        self.saat = min(self.calendar.next_open(self.saat + timedelta(days=hari)), self.batas)

    @contextmanager
    def sekarang(self) -> Iterator[datetime]:
        """Run the block at this moment."""
        with at(self.saat):
            yield self.saat


def pagi(calendar: WorkCalendar, hari_lalu: int, menit: int = 30) -> datetime:
    """`menit` after opening on the last working day at least `hari_lalu` days ago."""
    day = today() - timedelta(days=hari_lalu)
    while not calendar.spans(day):
        day -= timedelta(days=1)
    return calendar.spans(day)[0][0] + menit * MENIT


def mundur(calendar: WorkCalendar, menit: int) -> datetime:
    """The moment that lies so many working minutes before the present."""
    left, day = menit * MENIT, today()
    while True:
        for start, end in reversed(calendar.spans(day)):
            end = min(end, now())
            if end - start > left:
                return end - left
            left -= max(end - start, timedelta())
        day = _before(day)


def _before(day: date) -> date:
    return day - timedelta(days=1)
