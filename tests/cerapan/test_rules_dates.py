"""Rules come and go: the one in force on the day of the test judges, and before the first there is no verdict."""
import datetime as dt
from dataclasses import replace

import pytest

from metrologi.cerapan.rules import tabel
from metrologi.cerapan.rules.nilai import nilai
from metrologi.cerapan.rules.tabel import BelumAda, aturan, berlaku_pada

CAN = {"nominal_l": "20", "actual_l": "20.015"}


@pytest.fixture
def two_editions(monkeypatch):
    """The limit of a can is 0.1 % until the end of 2025 and 0.05 % from then on."""
    now = aturan("bejana-bkd")
    old = replace(now, mulai=dt.date(2011, 1, 1), sampai=dt.date(2025, 12, 31), isi={"persen": 2 * now.isi["persen"]})
    rules = (old, replace(now, mulai=dt.date(2026, 1, 1)))
    monkeypatch.setattr(tabel, "_semua", lambda versi: rules)
    tabel._aturan.cache_clear()
    yield
    tabel._aturan.cache_clear()


def judged(**case):
    return nilai({"id": "", "type": "bejana_ukur", "inputs": CAN, **case})["result"]


@pytest.mark.parametrize(("day", "wanted"), [
    ("2011-01-01", "SAH"), ("2025-12-31", "SAH"), ("2026-01-01", "BATAL"), ("2010-12-31", "TIDAK_VALID"), (None, "BATAL")])
def test_the_day_of_the_test_chooses_the_table(two_editions, day, wanted):
    assert judged(tanggal_uji=day)["verdict"] == wanted
    with berlaku_pada(dt.date.fromisoformat(day) if day else None):
        assert judged()["verdict"] == wanted


def test_before_the_first_edition_the_reason_is_said(two_editions):
    assert "tidak ada aturan bejana-bkd pada tanggal uji" in judged(tanggal_uji="2000-01-01")["reason"]
    with berlaku_pada(dt.date(2000, 1, 1)), pytest.raises(BelumAda):
        aturan("bejana-bkd")


@pytest.mark.parametrize("day", ["kemarin", "2026-13-01", 1, ["2026-01-01"]])
def test_a_day_that_is_none_is_invalid(day):
    assert judged(tanggal_uji=day)["verdict"] == "TIDAK_VALID"


def test_the_day_is_forgotten_afterwards():
    with berlaku_pada(dt.date(2000, 1, 1)):
        pass
    assert judged()["verdict"] == "BATAL" and tabel.hari_uji() is None
