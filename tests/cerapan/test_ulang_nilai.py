"""Stored tests judged again: the same readings and the same edition give the same verdict, whatever the tables say today."""
import io
import json
import shutil
from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from metrologi.cerapan.forms import CerapanForm
from metrologi.cerapan.judge import judge
from metrologi.cerapan.models import Pengujian, PenilaianUlang
from metrologi.cerapan.rules import VERSI, tabel
from metrologi.cerapan.ulang import TidakTernilai, banding, beda, nilai_lagi
from metrologi.clock.now import today
from tests.readings import bacaan
from tests.walk import walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(office):
    """`store("timbangan_pegas", "batal")` keeps a test of a fresh instrument of that kind."""

    def make(jenis="timbangan_elektronik", keputusan="sah", **changes):
        order = walk(office.order(office.uttp(jenis)), "diuji", office.people, office.samples())
        item = order.diterima()[0]
        data = bacaan(item.uttp, office.standar, keputusan) | changes
        form = CerapanForm(data, {}, uttp=item.uttp, tahap=item.tahap, hari=today(), uml=office.uml,
                           penera=office.people["penera"])
        assert form.is_valid(), form.errors
        test = form.simpan(case=order, item_id=item.pk, penera=office.people["penera"], percobaan=1, kunci=uuid4())
        return Pengujian.objects.get(pk=test.pk)

    return make


@pytest.fixture
def newer_tables(monkeypatch, tmp_path):
    """An edition after ours in which tera ulang is no milder than tera; ours is in the archive."""
    now, archive = tmp_path / "tabel", tmp_path / "arsip"
    for folder in (now, archive / VERSI):
        shutil.copytree(tabel.TABEL, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "arsip"))
    rules = now / "nawi.toml"
    rules.write_text(rules.read_text().replace("tera_ulang = 2", "tera_ulang = 1"))
    for name, value in {"TABEL": now, "ARSIP": archive, "VERSI": "2099.1"}.items():
        monkeypatch.setattr(tabel, name, value)
    for cached in (tabel._semua, tabel._aturan):
        cached.cache_clear()
    yield
    for cached in (tabel._semua, tabel._aturan):
        cached.cache_clear()


def replay(**options):
    """Exit code and lines of `bin/manage ulang_nilai`."""
    out, code = io.StringIO(), 0
    try:
        call_command("ulang_nilai", stdout=out, **options)
    except SystemExit as stop:
        code = stop.code
    return code, out.getvalue().splitlines()


@pytest.mark.parametrize("keputusan", ["sah", "batal"])
@pytest.mark.parametrize("jenis", ["timbangan_elektronik", "timbangan_pegas", "meja_beranger"])
def test_a_stored_test_replays_exactly(store, jenis, keputusan):
    test = store(jenis, keputusan)
    assert beda(test) == [] and json.loads(json.dumps(nilai_lagi(test).as_json()["uji"])) == test.hasil["uji"]


def test_every_test_names_its_rules_with_source_and_fingerprint(store):
    hasil = store().hasil
    assert {"nawi-bkd", "nawi-tahap", "nawi-kelas"} <= set(hasil["aturan"])
    assert all(r["sumber"] and len(r["sidik"]) == 16 for r in hasil["aturan"].values())
    named = {u["kode"]: u["aturan"] for u in hasil["uji"]}
    assert named["kebenaran"] == ["nawi-bkd", "nawi-tahap"] and named["visual"] == []


def test_the_register_may_change_and_the_verdict_stays(store):
    test = store()
    test.uttp.satuan, test.uttp.kelas, test.uttp.kapasitas_maks = "g", "I", 5
    test.uttp.jenis.lembar = "timbangan_pegas"
    assert beda(test) == []


def test_an_old_verdict_replays_the_same_under_newer_tables_and_a_new_one_is_stricter(store, newer_tables):
    with tabel.memakai(VERSI):
        old = store("timbangan_pegas", kebenaran_k3_tampil="15,02")
    assert (old.versi_aturan, old.putusan) == (VERSI, "SAH") and beda(old) == []
    nilai = nilai_lagi(old, "2099.1")
    assert (nilai.versi, nilai.putusan) == ("2099.1", "BATAL")
    assert list(banding(old.hasil, nilai.as_json()))[0] == "putusan SAH menjadi BATAL"
    assert replay() == (0, ["1 pengujian dinilai ulang, 0 berbeda."])


def test_a_rejudgement_is_a_new_row_and_the_old_one_stays(store, newer_tables):
    with tabel.memakai(VERSI):
        old = store("timbangan_pegas", kebenaran_k3_tampil="15,02")
    for _ in range(2):
        code, lines = replay(dengan="2099.1", simpan=True, json=True)
        assert code == 0 and json.loads(lines[-1]) == {"dinilai": 1, "berbeda": 1}
    new = PenilaianUlang.objects.get()
    assert (new.pengujian, new.versi_aturan, new.putusan) == (old, "2099.1", "BATAL")
    old.refresh_from_db()
    assert (old.versi_aturan, old.putusan) == (VERSI, "SAH") and beda(old) == []
    with pytest.raises(IntegrityError, match="tidak dapat diubah"), transaction.atomic():
        PenilaianUlang.objects.update(putusan="SAH")


def test_an_edition_nobody_kept_is_said_not_guessed(store):
    test = store()
    test.versi_aturan = "1999.1"
    with pytest.raises(TidakTernilai, match="1999.1 tidak tersimpan"):
        nilai_lagi(test)
    for versi in ("../..", "", "arsip"):
        test.versi_aturan = versi or "."
        assert beda(test)


def test_a_sheet_that_is_gone_is_said(store):
    test = store()
    test.lembar = "sempoa"
    assert beda(test) == ["Lembar sempoa tidak ada lagi."]


def test_the_command_counts_differences_and_exits_with_one(store, monkeypatch):
    store()
    assert replay() == (0, ["1 pengujian dinilai ulang, 0 berbeda."])
    test = store("timbangan_pegas", "batal")
    monkeypatch.setattr("metrologi.cerapan.forms.judge", lambda *args, **more: judge(*args[:-1], {}, **more))
    code, lines = replay(json=True)
    told = [json.loads(line) for line in lines]
    assert code == 1 and told[-1] == {"dinilai": 2, "berbeda": 2} and told[1]["pengujian"] == test.pk
    assert any("TIDAK_LENGKAP" in line for line in told[0]["beda"])
    assert replay(sejak=test.pk)[1][-1] == "1 pengujian dinilai ulang, 1 berbeda."


def test_a_table_changed_without_a_new_edition_is_found_out(store, newer_tables):
    with tabel.memakai(VERSI):
        test = store()
    assert beda(test) == []
    rules = tabel.ARSIP / VERSI / "nawi.toml"
    rules.write_text(rules.read_text().replace("[0.5, 1, 1.5]", "[0.5, 1, 1.6]"))
    tabel._semua.cache_clear()
    tabel._aturan.cache_clear()
    assert f"aturan nawi-bkd versi {VERSI} sudah diubah" in beda(test)


def test_a_fingerprint_is_of_the_numbers_not_of_the_words():
    rule = next(r for r in tabel.semua() if r.id == "nawi-bkd")
    reworded = replace(rule, sumber="lain", isi=dict(reversed(rule.isi.items())))
    changed = replace(rule, isi={**rule.isi, "kelipatan": [1, 2, 3]})
    assert rule.sidik == reworded.sidik != changed.sidik


def test_a_replay_reads_a_batch_at_a_time_and_asks_nothing_more(store, django_assert_num_queries):
    for _ in range(3):
        store()
    with django_assert_num_queries(1):
        replay()
