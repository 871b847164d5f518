"""What time it is; the one place to ask, so that history and tests can run at another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_fixed: ContextVar[datetime | None] = ContextVar("fixed", default=None)


def now() -> datetime:
    """The present moment, or the one that `at()` set.

    It is aware and in the zone of the office, so that `.date()` is the day of the office.
    """
    return timezone.localtime(_fixed.get() or timezone.now())


def today() -> date:
    """The date in the office's time zone."""
    return now().date()


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Within the block `now()` stands still at `moment`; ValueError when it has no zone."""
    if timezone.is_naive(moment):
        raise ValueError("waktu tanpa zona")
    token = _fixed.set(moment)
    try:
        yield moment
    finally:
        _fixed.reset(token)
