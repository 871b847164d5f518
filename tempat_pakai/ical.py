"""A calendar as text (RFC 5545): events with times in UTC, lines folded at 75 octets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from metrologi.clock.now import now

OCTETS = 75


@dataclass(frozen=True)
class Acara:
    """One event; all moments are aware. `batal` says that it will not take place.

    `urut` grows with every change, so that a reader's program knows the newer one.
    """

    uid: str
    mulai: datetime
    selesai: datetime
    judul: str
    tempat: str = ""
    isi: str = ""
    url: str = ""
    diubah: datetime | None = None
    batal: bool = False
    urut: int = 0


def tulis(nama: str, acara: Iterable[Acara]) -> str:
    """The whole calendar with CRLF line ends."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Portal Metrologi//Kalender//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(nama)}",
    ]
    for event in acara:
        lines += _event(event)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _fold(line))


def _event(a: Acara) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{a.uid}",
        f"DTSTAMP:{_utc(now())}",
        f"SEQUENCE:{a.urut}",
        f"DTSTART:{_utc(a.mulai)}",
        f"DTEND:{_utc(a.selesai)}",
        f"SUMMARY:{_text(a.judul)}",
        f"STATUS:{'CANCELLED' if a.batal else 'CONFIRMED'}",
    ]
    lines += [f"LAST-MODIFIED:{_utc(a.diubah)}"] if a.diubah else []
    lines += [f"LOCATION:{_text(a.tempat)}"] if a.tempat else []
    lines += [f"DESCRIPTION:{_text(a.isi)}"] if a.isi else []
    lines += [f"URL:{a.url}"] if a.url else []
    return [*lines, "END:VEVENT"]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    plain = "".join(c for c in value if c == "\n" or c.isprintable())
    for char in ("\\", ";", ","):
        plain = plain.replace(char, f"\\{char}")
    return plain.replace("\n", "\\n")


def _fold(line: str) -> Iterator[str]:
    """Fold a line at 75 octets (RFC 5545, 3.1), never inside a character."""
    part, size = "", 0
    for char in line:
        width = len(char.encode())
        if size + width > OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + char, size + width
    yield part
