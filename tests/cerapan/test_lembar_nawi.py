"""Electronic scales, the further tests: tare, discrimination, and scales with several intervals."""

from dataclasses import replace
from decimal import Decimal

import pytest

from metrologi.lembar import LEMBAR, Alat
from metrologi.lembar.nilai import ujian
from metrologi.lembar.timbangan import beban_uji, bkd_pada, e_pada, rentang
from tests.cerapan.test_sheets import ALAT, perfect, verdict

KODE = "timbangan_elektronik"
WHOLE = replace(ALAT, lain={"tara": "ada", "tampilan": "digital"})
MULTI = Alat(
    Decimal(15000),
    Decimal(20),
    Decimal(1),
    Decimal(1),
    "g",
    "III",
    lain={"maks1": Decimal(2000), "e2": Decimal(2), "maks2": Decimal(5000), "e3": Decimal(10)},
)


def full_sheet(tahap="tera", cara="lapangan", alat=WHOLE, **readings):
    found = perfect(KODE, alat, tahap, cara)
    for name, row in found.items():
        if name.startswith("diskriminasi"):
            row["ganti"] = "ya"
    return found | readings


def judged(readings, tahap="tera", cara="lapangan", alat=WHOLE):
    return verdict(KODE, readings, alat, tahap, cara)


@pytest.mark.parametrize("cara", ["lapangan", "titik_ubah"])
def test_a_scale_with_tare_is_sah_when_everything_is_exact(cara):
    done = judged(full_sheet(cara=cara), cara=cara)
    assert done.putusan == "SAH" and {"tara", "diskriminasi"} <= {u.kode for u in done.uji}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (("ya", "ya"), "SAH"),
        (("tidak", "ya"), "BATAL"),
        (("ya", "tidak"), "BATAL"),
        (("ya", None), "TIDAK_LENGKAP"),
    ],
)
def test_tare_is_held_to_a_quarter_of_e(said, expected):
    readings = full_sheet(tara_t1=dict(zip(("tetap", "naik"), said, strict=True)))
    assert judged(readings).putusan == expected


@pytest.mark.parametrize(
    ("dl", "expected"),
    [("0.0025", "SAH"), ("0.0024", "BATAL"), ("0.0075", "SAH"), ("0.0076", "BATAL")],
)
def test_tare_by_changeover_meets_its_limit_exactly(dl, expected):
    readings = full_sheet(
        cara="titik_ubah",
        tara_t1={"beban": Decimal("0.1"), "tampil": Decimal("0.1"), "dl": Decimal(dl)},
    )
    assert judged(readings, cara="titik_ubah").titik()["tara_t1"].putusan == expected


@pytest.mark.parametrize(
    ("said", "expected"), [("ya", "SAH"), ("tidak", "BATAL"), (None, "TIDAK_LENGKAP")]
)
def test_a_display_must_follow_a_small_step(said, expected):
    assert judged(full_sheet(diskriminasi_d2={"ganti": said})).putusan == expected


def test_discrimination_is_for_tera_only_and_tare_only_where_there_is_one():
    sheet = LEMBAR[KODE]
    assert "diskriminasi" not in {u.kode for u in ujian(sheet, WHOLE, "tera_ulang")}
    bare = replace(WHOLE, lain={"tara": "tidak", "tampilan": "analog"})
    assert {"tara", "diskriminasi"}.isdisjoint(u.kode for u in ujian(sheet, bare, "tera"))


@pytest.mark.parametrize(
    ("load", "limit"),
    [
        ("2000", "1"),
        ("2002", "2"),
        ("4000", "2"),
        ("4002", "3"),
        ("5000", "3"),
        ("5010", "10"),
        ("15000", "10"),
    ],
)
def test_a_multi_interval_scale_has_the_bkd_of_the_range_that_holds_the_load(load, limit):
    assert bkd_pada(MULTI, "tera", Decimal(load)) == limit


def test_points_of_a_multi_interval_scale_include_the_end_of_every_range():
    assert [(r.maks, r.e) for r in rentang(MULTI)] == [
        (Decimal(2000), Decimal(1)),
        (Decimal(5000), Decimal(2)),
        (Decimal(15000), Decimal(10)),
    ]
    assert {Decimal(x) for x in ("500", "2000", "4000", "5000", "15000")} <= set(beban_uji(MULTI))
    assert [e_pada(MULTI, Decimal(x)) for x in (2000, 2001, 5001)] == [1, 2, 10]


def test_a_multi_interval_scale_is_judged_range_by_range():
    readings = full_sheet(cara="titik_ubah", alat=MULTI)
    for row in readings.values():
        if "dl" in row:
            row["dl"] = e_pada(MULTI, row.get("beban") or MULTI.maks / 2) / 2
    assert judged(readings, cara="titik_ubah", alat=MULTI).putusan == "SAH"
    last = max(n for n in readings if n.startswith("kebenaran_k"))
    readings[last] = {"beban": Decimal(15000), "tampil": Decimal(15010), "dl": Decimal("4.9")}
    assert judged(readings, cara="titik_ubah", alat=MULTI).putusan == "BATAL"
    readings[last]["dl"] = Decimal(5)
    assert judged(readings, cara="titik_ubah", alat=MULTI).putusan == "SAH"


def test_a_range_that_does_not_fit_the_class_fails_the_scale():
    odd = replace(MULTI, lain={"maks1": Decimal(12000), "e2": Decimal(2)})
    assert (
        judged(full_sheet(cara="titik_ubah", alat=odd), cara="titik_ubah", alat=odd).putusan
        == "BATAL"
    )
