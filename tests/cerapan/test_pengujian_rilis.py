"""Tests stored by release 5e96952, of every sheet: judged again they come out exactly as stored.

`pengujian_5e96952.jsonl` holds one stored row a line, as that release wrote it: the instrument's
kind, plate, raw readings, and the result with every point and the fingerprint of every rule read.
The file is never made anew: newer code must agree with it.
"""

import io
import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command

from metrologi.cerapan.models import Pengujian
from metrologi.cerapan.ulang import nilai_lagi
from metrologi.lembar import LEMBAR
from tests.walk import walk

pytestmark = pytest.mark.django_db
BERKAS = Path(__file__).with_name("pengujian_5e96952.jsonl")
BARIS = [json.loads(line) for line in BERKAS.read_text(encoding="utf-8").splitlines()]
ANGKA = ("nilai", "batas", "satuan", "tanda", "sisa")
DISIMPAN = (
    "tahap",
    "tanggal",
    "lembar",
    "versi_aturan",
    "identitas",
    "bacaan",
    "hasil",
    "putusan",
    "keputusan",
)


@pytest.fixture
def stored(office):
    """The rows of the release in the database, in the order of the file."""
    first = office.uttp("timbangan_pegas")
    case = walk(office.order(first), "diuji", office.people, office.samples())
    alat = {row["jenis"]: office.uttp(row["jenis"]) for row in BARIS}
    keys = [
        Pengujian.objects.create(
            uml=office.uml,
            uttp=alat[row["jenis"]],
            case=case,
            item_id=1000 + n,
            percobaan=1,
            penera=office.people["penera"],
            kunci=uuid4(),
            **{name: row[name] for name in DISIMPAN},
        ).pk
        for n, row in enumerate(BARIS)
    ]
    found = Pengujian.objects.select_related("uttp__jenis", "uml", "penera").in_bulk(keys)
    return [found[key] for key in keys]


def test_the_file_holds_a_pass_and_a_failure_of_every_sheet_at_each_stage():
    held = {(row["lembar"], row["tahap"], row["putusan"]) for row in BARIS}
    wanted = {
        (kode, tahap, putusan)
        for kode in {row["lembar"] for row in BARIS}
        for tahap in ("tera", "tera_ulang")
        for putusan in ("SAH", "BATAL")
    }
    assert held == wanted and len({row["lembar"] for row in BARIS}) == 20
    assert {row["lembar"] for row in BARIS} <= set(LEMBAR)


def decided(hasil):
    """What a result decides: verdicts, points and numbers; wordings and sources may improve."""
    tests = [(u["kode"], u["putusan"], u["aturan"]) for u in hasil["uji"]]
    points = [
        (u["kode"], *(t[name] for name in ("kunci", "putusan", *ANGKA)))
        for u in hasil["uji"]
        for t in u["titik"]
    ]
    rules = {name: rule["sidik"] for name, rule in hasil["aturan"].items()}
    return [hasil["putusan"], hasil["versi"], hasil["ketetapan"], tests, points, rules]


def test_verdicts_points_and_fingerprints_are_those_of_the_release(stored):
    wrong = []
    for row, test in zip(BARIS, stored, strict=True):
        again = json.loads(json.dumps(nilai_lagi(test).as_json()))
        if decided(again) != decided(row["hasil"]):
            wrong.append((row["lembar"], row["tahap"], row["putusan"]))
    assert not wrong


def test_the_command_finds_no_difference(stored):
    out = io.StringIO()
    call_command("ulang_nilai", stdout=out)
    assert out.getvalue().splitlines() == [f"{len(BARIS)} pengujian dinilai ulang, 0 berbeda."]
