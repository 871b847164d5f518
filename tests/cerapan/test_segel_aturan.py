"""An edition of the rule tables, once published, is sealed: verdicts stored with it must come out alike for ever."""
import shutil
import tomllib
from pathlib import Path

import pytest

from metrologi.cerapan import rules
from metrologi.cerapan.rules import VERSI, tabel

SEGEL = Path(rules.__file__).with_name("segel.toml")
SEALED: dict[str, str] = tomllib.loads(SEGEL.read_text(encoding="utf-8"))["segel"]
EDITIONS = [VERSI, *sorted(path.name for path in tabel.ARSIP.glob("*") if path.is_dir())]


def advice(versi):
    return (
        f"The tables of the published edition {versi} have changed. Stored verdicts were judged with them, so do not edit "
        f"them: copy the tables as they were (git show) to rules/tabel/arsip/{versi}/, date the changed rows with mulai and "
        f"sampai, raise VERSI in rules/__init__.py, and add the new edition to {SEGEL.name} with "
        f"segel() = {tabel.segel(versi)}"
    )


@pytest.mark.parametrize("versi", EDITIONS)
def test_the_numbers_of_a_published_edition_never_change(versi):
    assert versi in SEALED, f"Edition {versi} is not sealed: add it to {SEGEL.name} with {tabel.segel(versi)}"
    assert tabel.segel(versi) == SEALED[versi], advice(versi)


def test_every_sealed_edition_is_still_kept():
    assert set(SEALED) == set(EDITIONS), "An edition that judged a stored test must stay: restore it under rules/tabel/arsip/"


def test_a_new_edition_says_from_when_its_changed_rows_hold():
    """Rows of the same rule follow one another in time without overlap, so every day has one answer."""
    for versi in EDITIONS:
        rows = tabel.semua(versi)
        for name in {row.id for row in rows}:
            spans = sorted((row.mulai or tabel.date.min, row.sampai or tabel.date.max) for row in rows if row.id == name)
            assert all(before[1] < after[0] for before, after in zip(spans, spans[1:], strict=False)), f"{versi} {name}"


@pytest.fixture
def edited(monkeypatch, tmp_path):
    """`edited(old, new)` is the seal of our edition after one change to its text."""
    folder = tmp_path / "tabel"
    shutil.copytree(tabel.TABEL, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "arsip"))
    monkeypatch.setattr(tabel, "TABEL", folder)

    def make(file, old, new):
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        tabel._semua.cache_clear()
        return tabel.segel(VERSI)

    yield make
    monkeypatch.undo()
    tabel._semua.cache_clear()


@pytest.mark.parametrize(("file", "old", "new"), [
    ("nawi.toml", "kelipatan_e = 0.25", "kelipatan_e = 0.26"), ("nawi.toml", "tera_ulang = 2", "tera_ulang = 1"),
    ("nawi.toml", "mulai = 2015-10-19", "mulai = 2015-10-20"),
    ("meter_air.toml", "panas_di_atas_c = 30", "panas_di_atas_c = 31"), ("anak_timbangan.toml", "2500000]", "2500001]"),
])
def test_any_changed_number_or_day_breaks_the_seal(edited, file, old, new):
    assert edited(file, old, new) != SEALED[VERSI]


@pytest.mark.parametrize(("old", "new"), [
    ("kelipatan_e = 0.25", "kelipatan_e = 0.250"), ("dikonfirmasi = false", "dikonfirmasi = true"),
    ("OIML R 76-1:2006 6.1", "OIML R 76-1:2006 butir 6.1"),
])
def test_a_confirmed_row_or_a_better_worded_source_keeps_the_seal(edited, old, new):
    assert edited("nawi.toml", old, new) == SEALED[VERSI]
