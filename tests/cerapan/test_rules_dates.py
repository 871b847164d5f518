"""Rules come and go: the one in force on the day of the test judges, and before the first there is
no verdict.
"""

import datetime as dt
import shutil

import pytest

from metrologi.bkd import tabel
from metrologi.bkd.tabel import BelumAda, aturan, berlaku_pada
from metrologi.cerapan.kontrak import nilai
from metrologi.lembar import FOLDER

CAN = {"nominal_l": "20", "actual_l": "20.015"}


@pytest.fixture
def two_editions(tmp_path):
    """The limit of a can is 0.1 % until the end of 2025 and 0.05 % from then on."""
    shutil.copytree(FOLDER, tmp_path / "lembar")
    limits = tmp_path / "lembar" / "bejana_ukur" / "batas.toml"
    head, *rules = limits.read_text().split("[[aturan]]")
    (now,) = [rule for rule in rules if 'id = "bejana-bkd"' in rule]
    old = now.replace("persen = 0.05", "persen = 0.1").rstrip()
    old += "\nmulai = 2011-01-01\nsampai = 2025-12-31\n\n"
    rules[rules.index(now)] = f"{now.rstrip()}\nmulai = 2026-01-01\n\n"
    limits.write_text("[[aturan]]".join([head, old, *rules]))
    with tabel.dari(tabel.Rak(lembar=tmp_path / "lembar")):
        yield


def judged(**case):
    return nilai({"id": "", "type": "bejana_ukur", "inputs": CAN, **case})["result"]


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        ("2011-01-01", "SAH"),
        ("2025-12-31", "SAH"),
        ("2026-01-01", "BATAL"),
        ("2010-12-31", "TIDAK_VALID"),
        (None, "BATAL"),
    ],
)
def test_the_day_of_the_test_chooses_the_table(two_editions, day, wanted):
    assert judged(tanggal_uji=day)["verdict"] == wanted
    with berlaku_pada(dt.date.fromisoformat(day) if day else None):
        assert judged()["verdict"] == wanted


def test_before_the_first_edition_the_reason_is_said(two_editions):
    assert (
        "tidak ada aturan bejana-bkd pada tanggal uji" in judged(tanggal_uji="2000-01-01")["reason"]
    )
    with berlaku_pada(dt.date(2000, 1, 1)), pytest.raises(BelumAda):
        aturan("bejana-bkd")


@pytest.mark.parametrize("day", ["kemarin", "2026-13-01", 1, ["2026-01-01"]])
def test_a_day_that_is_none_is_invalid(day):
    assert judged(tanggal_uji=day)["verdict"] == "TIDAK_VALID"


def test_the_day_is_forgotten_afterwards():
    with berlaku_pada(dt.date(2000, 1, 1)):
        pass
    assert judged()["verdict"] == "BATAL" and tabel.hari_uji() is None
