"""The portal's log: each line says when, what and who; no word of a stranger can forge a line."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime
from typing import Any

from django.urls import Resolver404, resolve

SECURITY = logging.getLogger("metrologi.keamanan")
# Where somebody may report without saying who they are.
ANONYMOUS = "pengaduan/"
WORD = re.compile(r"<(\w+):(\w+)>")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# What a word may hold without quotes.
PLAIN = re.compile(r"[\w.:/<>@+-]+\Z")


def security(event: str, **words: object) -> None:
    """One line for the log of security: `peristiwa=… name=value …`."""
    facts = " ".join(f"{name}={_word(value)}" for name, value in words.items())
    SECURITY.info("peristiwa=%s %s", event, facts)


def _word(value: object) -> str:
    text = str(value)
    return text if PLAIN.match(text) else '"' + text.replace('"', "'") + '"'


def route_of(path: str) -> str:
    """The route of an address.

    `/skhp/<pk>/` with its number, `/akun/sandi/<uid>/<token>/` without its words.
    """
    try:
        match = resolve(path)
    except Resolver404:
        return "/(tidak dikenal)"
    return "/" + WORD.sub(lambda word: _shown(word, match.kwargs), match.route)


def may_report(route: str) -> bool:
    """Whether somebody may report on this page without saying who they are."""
    return route.startswith("/" + ANONYMOUS)


def _shown(word: re.Match[str], values: dict[str, Any]) -> str:
    value = values.get(word[2])
    return str(value) if isinstance(value, int) else word[0]


class Line(logging.Formatter):
    """`2026-11-30T22:43:13.123+00:00 WARNING name text`: the time in UTC, whatever the machine's.

    Control characters of the text are written as `\\x0a`. Lines of a traceback begin with a bar, so
    none of them looks like an entry.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def formatMessage(self, record: logging.LogRecord) -> str:
        return CONTROL.sub(lambda sign: f"\\x{ord(sign[0]):02x}", super().formatMessage(record))

    def formatException(self, ei: Any) -> str:
        lines = super().formatException(ei).splitlines()
        return "\n".join(f"| {CONTROL.sub(' ', line)}" for line in lines)


class NoSecretAddress(logging.Filter):
    """Django names the address of a request in its messages: its route is written instead."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if path and isinstance(record.args, tuple):
            record.args = tuple(route_of(path) if a == path else a for a in record.args)
        return True
