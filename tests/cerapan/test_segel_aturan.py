"""An edition of the rule tables, once published, is sealed.

Stored verdicts come out alike for ever.
"""

import shutil

import pytest

from metrologi.bkd import tabel
from metrologi.cerapan.checks import segel_batas
from metrologi.lembar import FOLDER

EDITIONS = tabel.semua_versi()
# What release 5e96952 published as edition 2026.1, under one seal: numbers and days of these rules.
RILIS = "66d28d8329185ab6e06b8f9b910c3abc4b863511e4b17c3ead3c2c6b62ce3f4e"
ATURAN_RILIS = {
    "anak-timbangan-bkd",
    "ban-berjalan-bkd",
    "batas-cerapan",
    "bbg-bkd",
    "bejana-bkd",
    "kadar-air-bkd",
    "meter-air-bkd",
    "meter-air-tahap",
    "meter-arus-bkd",
    "meter-kwh-21",
    "meter-kwh-22",
    "meter-kwh-gerak-mula",
    "meter-kwh-tanpa-beban",
    "meter-taksi-bkd",
    "nawi-bkd",
    "nawi-diskriminasi",
    "nawi-imbuh",
    "nawi-kelas",
    "nawi-kepekaan",
    "nawi-kesetimbangan",
    "nawi-nol",
    "nawi-rumus-meja",
    "nawi-tahap",
    "panjang-bagian",
    "panjang-bkd",
    "panjang-tahap",
    "pengecek-bkd",
    "pengisi-mpd",
    "pengisi-tahap",
    "pompa-beda-penunjukan",
    "pompa-bkd",
    "pompa-ketidaktetapan",
    "takaran-bkd",
    "tum-bkd",
    "tum-kepekaan",
}


def test_the_numbers_of_a_published_edition_never_change():
    assert segel_batas() == []


def test_the_edition_of_the_release_is_kept_whole():
    published = [rule for rule in tabel.semua("2026.1") if rule.id in ATURAN_RILIS]
    assert tabel.segel(published) == RILIS and len(published) == len(ATURAN_RILIS)


def test_a_rule_stands_in_one_file_alone():
    for versi in EDITIONS:
        ids = [{rule.id for rule in tabel.isi_berkas(path)} for path in tabel.berkas(versi)]
        assert sum(map(len, ids)) == len(set().union(*ids)), versi


def test_a_new_edition_says_from_when_its_changed_rows_hold():
    """Rows of the same rule follow one another in time without overlap, so every day has one
    answer.
    """
    for versi in EDITIONS:
        rows = tabel.semua(versi)
        for name in {row.id for row in rows}:
            spans = sorted(
                (row.mulai or tabel.date.min, row.sampai or tabel.date.max)
                for row in rows
                if row.id == name
            )
            assert all(
                before[1] < after[0] for before, after in zip(spans, spans[1:], strict=False)
            ), f"{versi} {name}"


@pytest.fixture
def edited(tmp_path):
    """`edited(kind, old, new)` is what the system check says after one change of a kind's
    limits.
    """
    folder = tmp_path / "lembar"
    shutil.copytree(FOLDER, folder)

    def make(kind, old, new):
        path = folder / kind / "batas.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with tabel.dari(tabel.Rak(lembar=folder)):
            return [(found.id, found.obj) for found in segel_batas()]

    return make


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("timbangan_elektronik", "kelipatan_e = 0.25", "kelipatan_e = 0.26"),
        ("timbangan_elektronik", "tera_ulang = 2", "tera_ulang = 1"),
        ("timbangan_elektronik", "mulai = 2015-10-19", "mulai = 2015-10-20"),
        ("meter_air", "panas_di_atas_c = 30", "panas_di_atas_c = 31"),
        ("anak_timbangan", "2500000]", "2500001]"),
    ],
)
def test_any_changed_number_or_day_breaks_the_seal(edited, kind, old, new):
    assert edited(kind, old, new) == [("cerapan.E001", f"{kind}/batas.toml")]


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("timbangan_elektronik", "kelipatan_e = 0.25", "kelipatan_e = 0.250"),
        ("timbangan_elektronik", "dikonfirmasi = false", "dikonfirmasi = true"),
        ("timbangan_meja", "OIML R 76-1:2006 6.1", "OIML R 76-1:2006 butir 6.1"),
    ],
)
def test_a_confirmed_row_or_a_better_worded_source_keeps_the_seal(edited, kind, old, new):
    assert edited(kind, old, new) == []
