"""The sheets outside the contract.

Visual examination, flow meters, tank trucks, automatic scales, taximeters.
"""

import pytest

from metrologi.cerapan.kontrak import nilai


def judge(kind, inputs, **changes):
    return nilai({"id": "uji", "type": kind, "inputs": {**inputs, **changes}})["result"]


def verdict(kind, inputs, **changes):
    return judge(kind, inputs, **changes)["verdict"]


def items(**answers):
    return [{"name": name, "answer": answer} for name, answer in answers.items()]


@pytest.mark.parametrize(
    "stage, rows, wanted",
    [
        ("tera", items(bersih="ya", kokoh="tidak_berlaku"), "SAH"),
        ("tera", items(bersih="ya", kokoh="tidak"), "BATAL"),
        ("tera", items(bersih="ya", kokoh=None), "TIDAK_LENGKAP"),
        ("tera", items(bersih="mungkin"), "TIDAK_VALID"),
        ("tera", items(bersih="tidak", kokoh=None), "BATAL"),
        ("tera", items(kokoh="tidak_berlaku"), "TIDAK_LENGKAP"),
        (
            "tera",
            [*items(bersih="ya"), {"name": "bersih sekali", "answer": "tidak", "mandatory": False}],
            "SAH",
        ),
        (
            "tera_ulang",
            [*items(bersih="ya"), {"name": "izin tipe", "answer": "tidak", "tera_only": True}],
            "SAH",
        ),
        (
            "tera",
            [*items(bersih="ya"), {"name": "izin tipe", "answer": "tidak", "tera_only": True}],
            "BATAL",
        ),
    ],
)
def test_one_no_on_a_mandatory_item_fails_the_visual_examination(stage, rows, wanted):
    assert verdict("visual", {"stage": stage, "items": rows}) == wanted


@pytest.mark.parametrize(
    "reference, of_meter, of_system",
    [
        ("1995", "SAH", "SAH"),
        ("1993", "BATAL", "SAH"),
        ("1990", "BATAL", "BATAL"),
    ],
)
def test_a_flow_meter_alone_is_held_to_the_tighter_line(reference, of_meter, of_system):
    inputs = {
        "class": "0.5",
        "mmq_l": "5",
        "runs": [{"flow": "maks", "indicated_l": "2000", "reference_l": reference}],
    }
    assert (
        verdict("meter_arus", inputs, line="meter"),
        verdict("meter_arus", inputs, line="system"),
    ) == (of_meter, of_system)
    assert judge("meter_arus", inputs, line="meter")["meter_factor"] == [
        {"1995": "0.9975", "1993": "0.9965", "1990": "0.995"}[reference]
    ]


@pytest.mark.parametrize(
    "kind, inputs, name, kept, broken",
    [
        (
            "pompa_bbg",
            {"part": "system", "stage": "tera"},
            "runs",
            [{"indicated_kg": "4.06", "reference_kg": "4"}],
            [{"indicated_kg": "4.061", "reference_kg": "4"}],
        ),
        (
            "tangki_ukur_mobil",
            {"mpe_percent": "0.2"},
            "compartments",
            [{"nominal_l": "5000", "measured_l": "5010", "level_change_mm": "2"}],
            [{"nominal_l": "5000", "measured_l": "5010.5", "level_change_mm": "2"}],
        ),
        (
            "tangki_ukur_mobil",
            {"mpe_percent": "0.2"},
            "compartments",
            [{"nominal_l": "5000", "measured_l": "4990"}],
            [{"nominal_l": "5000", "measured_l": "4990", "level_change_mm": "1.9"}],
        ),
        (
            "ban_berjalan",
            {"class": "1", "stage": "tera", "reference_kg": "20000"},
            "indicated_kg",
            "20100",
            "20101",
        ),
        (
            "ban_berjalan",
            {"class": "1", "stage": "in_service", "reference_kg": "20000"},
            "indicated_kg",
            "20200",
            "20201",
        ),
        (
            "ban_berjalan",
            {"class": "1", "stage": "tera", "reference_kg": "20090", "d_kg": "10"},
            "indicated_kg",
            "20190",
            "20191",
        ),
        (
            "kadar_air",
            {"commodity": "gabah", "reference_percent": "14"},
            "readings_percent",
            ["14.5", "14.8", "14.6"],
            ["15", "15", "15"],
        ),
        (
            "kadar_air",
            {"commodity": "gabah", "reference_percent": "20"},
            "readings_percent",
            ["21", "21", "21"],
            ["21", "21", "21.1"],
        ),
        (
            "meter_taksi",
            {"part": "taximeter", "quantity": "distance", "reference": "1000"},
            "indicated",
            "1004",
            "1004.1",
        ),
        (
            "meter_taksi",
            {"part": "taximeter", "quantity": "distance", "reference": "5000"},
            "indicated",
            "5010",
            "5010.1",
        ),
        (
            "meter_taksi",
            {"part": "vehicle", "quantity": "distance", "reference": "1000"},
            "indicated",
            "980",
            "979.9",
        ),
        (
            "meter_taksi",
            {"part": "taximeter", "quantity": "time", "reference": "100"},
            "indicated",
            "100.2",
            "100.3",
        ),
        ("pompa_beda_penunjukan", {"front_l": "20"}, "back_l", "19.98", "19.979"),
        ("meter_kwh_tanpa_beban", {}, "pulses", "1", "2"),
        ("meter_kwh_gerak_mula", {"class": "1", "current_ratio": "0.004"}, "started", True, False),
        (
            "pengecek",
            {"category": "Y", "class": "a", "static_g": "500", "e_g": "1"},
            "readings_g",
            ["501"] * 59 + ["499"],
            ["501"] * 59 + ["501.1"],
        ),
        (
            "pengecek",
            {"category": "X", "class": "III", "x": "1", "static_g": "500", "e_g": "1"},
            "readings_g",
            ["500.5"] * 60,
            ["500.6"] * 60,
        ),
        (
            "pengecek",
            {"category": "X", "class": "III", "x": "1", "static_g": "500", "e_g": "1"},
            "readings_g",
            ["499.3", "500.7"] * 30,
            ["499.2", "500.8"] * 30,
        ),
        ("relatif", {"reference": "1000", "mpe_percent": "0.3"}, "indicated", "997", "996.99"),
    ],
)
def test_the_limit_itself_is_sah_and_a_hair_beyond_is_batal(kind, inputs, name, kept, broken):
    assert (verdict(kind, inputs, **{name: kept}), verdict(kind, inputs, **{name: broken})) == (
        "SAH",
        "BATAL",
    )
    assert verdict(kind, inputs) == "TIDAK_LENGKAP"


def test_a_belt_weigher_needs_its_smallest_total_load():
    inputs = {"class": "1", "stage": "tera", "reference_kg": "100", "indicated_kg": "100"}
    assert verdict("ban_berjalan", inputs, minimum_load_kg="100") == "SAH"
    assert verdict("ban_berjalan", inputs, minimum_load_kg="101") == "TIDAK_VALID"


def test_a_checkweigher_needs_enough_weighings():
    inputs = {"category": "Y", "class": "a", "static_g": "500", "e_g": "1"}
    assert verdict("pengecek", inputs, readings_g=["500"] * 59) == "TIDAK_LENGKAP"
