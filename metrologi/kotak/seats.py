"""How many children run at once: locks on files, which all processes of the machine share."""

from __future__ import annotations

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from metrologi.kotak.errors import Busy

# A request holds a seat from its question until its answer; the other threads of the web stay free.
SEATS = 4
# Of these so many run; the rest wait for their turn.
RUNNING = 2
SECONDS_FOR_A_SEAT = 2.0
SECONDS_FOR_A_TURN = 20.0
PAUSE = 0.02


def folder() -> Path:
    """The folder of the locks, of this user alone; `KOTAK_FOLDER` names another one."""
    named = os.environ.get("KOTAK_FOLDER")
    path = Path(named or Path(tempfile.gettempdir()) / f"portal-kotak-{os.getuid()}")
    path.mkdir(mode=0o700, exist_ok=True)
    if path.stat().st_uid != os.getuid():
        raise PermissionError(f"{path} belongs to somebody else")
    return path


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a seat and then for the turn; Busy when either takes too long."""
    with one_of("seat", SEATS, SECONDS_FOR_A_SEAT), one_of("run", RUNNING, SECONDS_FOR_A_TURN):
        yield


@contextmanager
def one_of(name: str, count: int, seconds: float) -> Iterator[None]:
    """Hold one of `count` locks of that name; Busy when none comes free within the seconds."""
    handle = _take(name, count, time.monotonic() + seconds)
    try:
        yield
    finally:
        os.close(handle)  # which also gives the lock back


def _take(name: str, count: int, until: float) -> int:
    while True:
        for number in range(count):
            handle = os.open(folder() / f"{name}-{number}", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(handle)
            else:
                return handle
        if time.monotonic() > until:
            raise Busy
        time.sleep(PAUSE)
