"""Stored tests judged again.

The same readings and the same edition give the same verdict, whatever the tables say today.
"""

import io
import json
import shutil
from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from metrologi.bkd import VERSI, tabel
from metrologi.cerapan.forms import CerapanForm
from metrologi.cerapan.models import Pengujian, PenilaianUlang
from metrologi.cerapan.simpan import simpan
from metrologi.cerapan.ulang import TidakTernilai, banding, beda, nilai_lagi
from metrologi.clock.now import today
from metrologi.lembar import FOLDER
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
        form = CerapanForm(
            data,
            {},
            uttp=item.uttp,
            tahap=item.tahap,
            hari=today(),
            uml=office.uml,
            penera=office.people["penera"],
        )
        assert form.is_valid(), form.errors
        test = simpan(
            form,
            case=order,
            item_id=item.pk,
            penera=office.people["penera"],
            percobaan=1,
            kunci=uuid4(),
        )
        return Pengujian.objects.get(pk=test.pk)

    return make


@pytest.fixture
def newer_tables(tmp_path):
    """An edition after ours in which tera ulang is no milder than tera; ours is in the archive."""
    now, archive = tmp_path / "lembar", tmp_path / "arsip"
    shutil.copytree(FOLDER, now)
    (archive / VERSI).mkdir(parents=True)
    for path in tabel.berkas():
        shutil.copy(path, archive / VERSI / f"{path.parent.name}.toml")
    rules = now / "timbangan_elektronik" / "batas.toml"
    rules.write_text(rules.read_text().replace("tera_ulang = 2", "tera_ulang = 1"))
    shelf = tabel.Rak(lembar=now, arsip=archive, versi="2099.1")
    with tabel.dari(shelf):
        yield shelf


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
    assert (
        beda(test) == []
        and json.loads(json.dumps(nilai_lagi(test).as_json()["uji"])) == test.hasil["uji"]
    )


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


def test_an_old_verdict_replays_the_same_under_newer_tables_and_a_new_one_is_stricter(
    store, newer_tables
):
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


def keep_bent(test, **changes):
    """A stored test whose row says something else than its readings: as a broken release would."""
    row = {
        f.attname: getattr(test, f.attname)
        for f in Pengujian._meta.concrete_fields
        if f.name not in ("id", "created_at")
    }
    hasil = test.hasil | {"putusan": "TIDAK_LENGKAP"}
    return Pengujian.objects.create(**row | {"kunci": uuid4(), "hasil": hasil} | changes)


def test_the_command_counts_differences_and_exits_with_one(store):
    test = store("timbangan_pegas", "batal")
    assert replay() == (0, ["1 pengujian dinilai ulang, 0 berbeda."])
    bent = [keep_bent(test, item_id=900 + n) for n in range(2)]
    code, lines = replay(json=True)
    told = [json.loads(line) for line in lines]
    assert code == 1 and told[-1] == {"dinilai": 3, "berbeda": 2}
    assert [row["pengujian"] for row in told[:-1] if row["beda"]] == [row.pk for row in bent]
    assert any("TIDAK_LENGKAP" in line for row in told[:-1] for line in row["beda"])
    assert replay(sejak=bent[1].pk)[1][-1] == "1 pengujian dinilai ulang, 1 berbeda."


def test_a_table_changed_without_a_new_edition_is_found_out(store, newer_tables, tmp_path):
    with tabel.memakai(VERSI):
        test = store()
    assert beda(test) == []
    altered = shutil.copytree(newer_tables.arsip, tmp_path / "diubah")
    rules = altered / VERSI / "timbangan_elektronik.toml"
    rules.write_text(rules.read_text().replace("[0.5, 1, 1.5]", "[0.5, 1, 1.6]"))
    with tabel.dari(replace(newer_tables, arsip=altered)):
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


def test_a_display_between_two_steps_that_was_stored_long_ago_is_judged_as_it_was(store):
    """The sheet asks about it today; what was judged before the question stays judged."""
    test = store()
    test.bacaan["kebenaran_k2_tampil"] = "5,013"
    assert nilai_lagi(test).titik()["kebenaran_k2"].nilai == "0,013"


def test_a_pump_stored_with_fewer_nozzles_than_are_known_now_is_judged_as_it_was(store):
    test = store()
    test.lembar, test.identitas["ekstra"] = "pompa_bbm", {"jumlah_nozzle": 4}
    test.bacaan["alat_nozzle"] = "1"
    assert not [t for t in nilai_lagi(test).titik() if "_n2" in t]
