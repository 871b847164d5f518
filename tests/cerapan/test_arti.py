"""Every kind says in plain words why an instrument failed, and in rupiah where it sells."""

import json
from pathlib import Path

import pytest

from metrologi.cerapan.arti import arti
from metrologi.cerapan.models import Pengujian

STORED = Path(__file__).parent / "pengujian_5e96952.jsonl"
# Kinds that sell by what they show, each with two readings or an error in percent.
MENJUAL = {
    "timbangan_elektronik",
    "timbangan_pegas",
    "pompa_bbm",
    "pompa_elpiji",
    "pompa_bbg",
    "meter_air",
    "meter_arus",
    "meter_kwh",
}


def stored():
    for line in STORED.read_text().splitlines():
        row = json.loads(line)
        names = ("lembar", "bacaan", "hasil", "putusan", "keputusan", "tanggal")
        yield Pengujian(percobaan=1, **{name: row[name] for name in names})


def test_every_failed_test_says_what_failed():
    failed = [test for test in stored() if test.putusan == "BATAL"]
    assert len({t.lembar for t in failed}) > 10
    for test in failed:
        assert all(words.endswith(".") for words in arti(test).gagal) and arti(test).gagal


def test_every_kind_that_sells_is_told_in_rupiah():
    told = {t.lembar for t in stored() if t.putusan == "BATAL" and "Rp" in arti(t).rupiah}
    assert told >= MENJUAL, MENJUAL - told


@pytest.mark.parametrize(
    ("tampil", "words"),
    [("20,2", "pembeli menerima Rp990 kurang"), ("19,8", "Anda menyerahkan Rp1.010 lebih")],
)
def test_the_sign_of_the_error_says_who_loses(tampil, words):
    titik = {"kunci": "a", "label": "Nozzle 1", "putusan": "BATAL"}
    titik |= {"nilai": "0,2", "batas": "0,1", "satuan": "L", "tanda": "±"}
    uji = [{"kode": "kebenaran", "judul": "Kebenaran", "titik": [titik]}]
    bacaan = {"kebenaran_a_tampil": tampil, "kebenaran_a_bejana": "20"}
    test = Pengujian(
        lembar="pompa_bbm",
        bacaan=bacaan,
        hasil={"uji": uji},
        putusan="BATAL",
        keputusan="batal",
        percobaan=1,
    )
    assert words in arti(test).rupiah
