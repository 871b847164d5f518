"""Inputs of real life with the right answer: verdicts worked by hand, and what people type.

Each row of the files names its source: regulations, published sheets, reports of other systems.
"""

import datetime as dt
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from metrologi.accounts.telepon import normal
from metrologi.bkd.tulisan import AngkaSalah, baca_angka
from metrologi.cerapan.kontrak import nilai
from metrologi.clock.calendar import WorkCalendar, shift
from metrologi.clock.duration import hari_kerja, jam_kerja


def rows(name):
    return json.loads(Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", rows("putusan"), ids=lambda row: row["id"])
def test_a_verdict_worked_by_hand_comes_out(row):
    told = nilai({name: row[name] for name in ("id", "type", "inputs")})["result"]
    assert {name: told.get(name) for name in row["expected"]} == row["expected"]


@pytest.mark.parametrize("row", rows("angka"), ids=lambda row: row["typed"])
def test_a_number_is_read_as_people_type_it(row):
    text, _, scale = row["typed"].partition(" on a scale of Max ")
    most = Decimal(scale.split(" ")[0]) * 2 if scale else None
    if row["expected"] == "refuse":
        with pytest.raises(AngkaSalah):
            baca_angka(text, terbesar=most)
    else:
        right = row["expected"].split(":")[0]
        assert baca_angka(text, terbesar=most) == Decimal(right)


@pytest.mark.parametrize("row", rows("telepon"), ids=lambda row: ascii(row["typed"]))
def test_a_telephone_is_read_as_people_paste_it(row):
    if row["expected"].startswith("refuse"):
        with pytest.raises(ValidationError, match="Tulis seperti"):
            normal(row["typed"])
    else:
        assert normal(row["typed"]) == row["expected"]


CALENDARS = {
    "zammad/zammad 390": WorkCalendar(
        week=dict.fromkeys(range(6), shift(dt.time(9), dt.time(21))),
        closed=[dt.date(2016, 11, 11)],
    ),
    "osTicket 6739": WorkCalendar(week={1: shift(dt.time(8), dt.time(17))}),
    "own": WorkCalendar(closed=[dt.date(2026, 12, 25)]),
}
UNITS = {"hours": jam_kerja, "day": hari_kerja, "days": hari_kerja}


@pytest.mark.parametrize("row", rows("kalender"), ids=lambda row: row["source"])
def test_working_time_ends_when_it_is_counted_by_hand(row):
    count, unit = re.fullmatch(r"(\d+) working (\w+)", row["duration"]).groups()
    start, end = (dt.datetime.fromisoformat(row[name]) for name in ("start", "expected"))
    assert CALENDARS[row["source"]].add(start, UNITS[unit](int(count))) == end
