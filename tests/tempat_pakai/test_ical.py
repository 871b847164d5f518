"""The calendar as RFC 5545 asks: folded lines, escaped text, times in UTC, one event a trip."""

import re
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from metrologi.clock.calendar import WIB
from tempat_pakai.ical import Acara, tulis

MULAI = datetime(2026, 3, 17, 8, 0, tzinfo=WIB)


def acara(**fields):
    values = {
        "uid": "abc@uml",
        "mulai": MULAI,
        "selesai": MULAI + timedelta(hours=8),
        "judul": "Tera di tempat pakai",
    }
    return Acara(**values | fields)


def unfold(text):
    return text.replace("\r\n ", "").split("\r\n")


def properties(text):
    """Name and raw value of every unfolded line, components checked for nesting."""
    lines = unfold(text)
    assert lines.pop() == ""
    assert all(re.fullmatch(r"[A-Z][A-Z-]*:.*", line) for line in lines), lines
    open_ = []
    for line in lines:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            open_.append(value)
        elif name == "END":
            assert open_.pop() == value
    assert open_ == []
    return [line.partition(":")[::2] for line in lines]


def test_an_event_has_what_every_reader_needs():
    found = dict(
        properties(tulis("Perjalanan", [acara(tempat="Sekayu", url="https://contoh.id/1")]))
    )
    assert found["VERSION"] == "2.0" and found["PRODID"]
    assert (found["DTSTART"], found["DTEND"]) == ("20260317T010000Z", "20260317T090000Z")
    assert found["UID"] == "abc@uml" and re.fullmatch(r"\d{8}T\d{6}Z", found["DTSTAMP"])
    assert found["STATUS"] == "CONFIRMED" and found["LOCATION"] == "Sekayu"


def test_a_trip_that_will_not_take_place_says_so():
    assert "STATUS:CANCELLED" in tulis("x", [acara(batal=True)])


@given(st.text(max_size=300))
def test_any_words_survive_folding_and_escaping(words):
    text = tulis("x", [acara(judul=words)])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    raw = dict(properties(text))["SUMMARY"]
    plain = re.sub(r"\\(.)", lambda m: "\n" if m.group(1) == "n" else m.group(1), raw)
    assert plain == "".join(c for c in words if c == "\n" or c.isprintable())
