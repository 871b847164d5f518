"""What time it is; the one place to ask, so that history and tests can run at another."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_fixed: ContextVar[datetime | None] = ContextVar("fixed", default=None)


def now() -> datetime:
    """The aware present, or the moment `at()` set."""
    return _fixed.get() or timezone.now()


def today() -> date:
    """The date in the office's time zone."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Run at another time; `moment` must be aware."""
    if timezone.is_naive(moment):
        raise ValueError("waktu harus sadar zona")
    token = _fixed.set(moment)
    try:
        yield moment
    finally:
        _fixed.reset(token)
