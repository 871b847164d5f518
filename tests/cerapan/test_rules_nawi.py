"""Weighing instruments.

Worked examples, the edges of every step, and what makes a reading incomplete or invalid.
"""

from fractions import Fraction

import pytest

from metrologi.bkd.angka import show
from metrologi.bkd.nawi import bkd
from metrologi.cerapan.kontrak import nilai

SCALE = {
    "class": "III",
    "unit": "g",
    "max": "30000",
    "e": "10",
    "d": "10",
    "stage": "tera",
    "method": "changeover",
    "e0": "0",
}
RANGES = [["2000", "1"], ["5000", "2"], ["15000", "10"]]


def judge(kind, inputs, **changes):
    return nilai({"id": "uji", "type": kind, "inputs": {**inputs, **changes}})["result"]


def verdict(kind, inputs, **changes):
    return judge(kind, inputs, **changes)["verdict"]


@pytest.mark.parametrize(
    "stage, load, indication, delta_l, e0, corrected, mpe, wanted",
    [
        ("tera", "5000", "5000", "2", "0", "3", "5", "SAH"),
        ("tera", "5000", "5010", "10", "0", "5", "5", "SAH"),
        ("tera", "5010", "5020", "7", "0", "8", "10", "SAH"),
        ("tera", "20000", "19990", "6", "-1", "-10", "10", "SAH"),
        ("tera_ulang", "30000", "30030", "5", "0", "30", "30", "SAH"),
        ("tera_ulang", "30000", "30030", "4.9", "0", "30.1", "30", "BATAL"),
    ],
)
def test_the_worked_examples_of_a_shop_scale(
    stage, load, indication, delta_l, e0, corrected, mpe, wanted
):
    result = judge(
        "nawi_kebenaran",
        SCALE,
        stage=stage,
        load=load,
        indication=indication,
        delta_l=delta_l,
        e0=e0,
    )
    assert (result["corrected_error"], result["mpe"], result["verdict"]) == (corrected, mpe, wanted)


def test_a_fine_display_is_read_directly():
    fine = {
        **SCALE,
        "class": "II",
        "max": "600",
        "e": "0.01",
        "d": "0.001",
        "method": "direct",
        "delta_l": None,
    }
    result = judge("nawi_kebenaran", fine, load="50", indication="50.005")
    assert (result["error"], result["mpe"], result["verdict"]) == ("0.005", "0.005", "SAH")
    assert verdict("nawi_kebenaran", fine, load="50", indication="50.0051") == "BATAL"
    assert verdict("nawi_kebenaran", fine, load="50", indication="50", d="0.002") == "SAH"
    assert verdict("nawi_kebenaran", fine, load="50", indication="50", d="0.0021") == "TIDAK_VALID"


EDGES = {
    "I": (50000, 200000),
    "II": (5000, 20000, 100000),
    "III": (500, 2000, 10000),
    "IIII": (50, 200, 1000),
}


@pytest.mark.parametrize(
    "kelas, edge, below, above",
    [
        (kelas, edge, Fraction(i + 1, 2), Fraction(i + 2, 2))
        for kelas, edges in EDGES.items()
        for i, edge in enumerate(edges[:2])
    ],
)
@pytest.mark.parametrize("stage, factor", [("tera", 1), ("tera_ulang", 2), ("in_service", 2)])
@pytest.mark.parametrize("e", ["0.001", "0.02", "5"])
def test_the_upper_edge_of_a_step_belongs_to_the_step(kelas, edge, below, above, stage, factor, e):
    e, hair = Fraction(e), Fraction(1, 10**9)
    assert bkd(kelas, edge * e, e, stage) == below * factor * e
    assert bkd(kelas, edge * e - hair, e, stage) == below * factor * e
    assert bkd(kelas, edge * e + hair, e, stage) == above * factor * e


@pytest.mark.parametrize("kelas", ["II", "III", "IIII"])
def test_a_load_beyond_the_last_step_has_no_verdict(kelas):
    last = EDGES[kelas][-1]
    far = {**SCALE, "class": kelas, "max": "10000000", "e": "1", "d": "1", "delta_l": "0.5"}
    assert verdict("nawi_kebenaran", far, load=str(last), indication=str(last)) == "SAH"
    assert verdict("nawi_kebenaran", far, load=f"{last}.1", indication=str(last)) == "TIDAK_VALID"


@pytest.mark.parametrize(
    "load, mpe",
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
def test_a_multi_interval_scale_takes_e_of_the_range_that_holds_the_load(load, mpe):
    multi = {**SCALE, "max": "15000", "e": "1", "d": "1", "partial_ranges": RANGES}
    result = judge("nawi_kebenaran", multi, load=load, indication=load, delta_l="0.5")
    e = 1 if int(load) <= 2000 else 2 if int(load) <= 5000 else 10
    assert (result["mpe"], result["error"]) == (mpe, show(Fraction(e, 2) - Fraction("0.5")))


@pytest.mark.parametrize("name", [*SCALE, "load", "indication", "delta_l"])
@pytest.mark.parametrize("empty", [None, "", "  "])
def test_a_missing_reading_leaves_the_case_incomplete(name, empty):
    result = judge(
        "nawi_kebenaran",
        SCALE | {"load": "10", "indication": "10", "delta_l": "5"},
        **{name: empty},
    )
    assert result["verdict"] == "TIDAK_LENGKAP" and name in result["reason"]


@pytest.mark.parametrize(
    "changes",
    [
        {"load": "-1"},
        {"load": "30010"},
        {"delta_l": "-0.1"},
        {"delta_l": "10.1"},
        {"indication": "NaN"},
        {"indication": "lima"},
        {"class": "V"},
        {"class": "iii"},
        {"unit": "lb"},
        {"stage": "kalibrasi"},
        {"e": "0"},
        {"e": "-10"},
        {"max": "0"},
        {"e0": []},
        {"method": "tebak"},
        {"load": True},
        {"partial_ranges": [["30000"]]},
        {"partial_ranges": [["100", "1"], ["100", "2"]]},
        {"partial_ranges": "banyak"},
        {"d": "20"},
        {"partial_ranges": [["100", "1"], ["200", "2"]]},
    ],
)
def test_an_impossible_reading_makes_the_case_invalid(changes):
    result = judge(
        "nawi_kebenaran", SCALE | {"load": "10", "indication": "10", "delta_l": "5"}, **changes
    )
    assert result["verdict"] == "TIDAK_VALID" and result["reason"]


def test_a_reason_names_the_point_its_margin_and_its_rule():
    result = judge("nawi_kebenaran", SCALE, load="5000", indication="5000", delta_l="2")
    assert result["alasan"] == [
        {
            "test": "kebenaran",
            "point": "5000",
            "error": "3",
            "bkd": "5",
            "margin": "2",
            "unit": "g",
            "rule": "nawi-bkd",
        }
    ]


@pytest.mark.parametrize(
    "kelas, unit, largest, least, e, eligible",
    [
        ("I", "g", "50", "0.1", "0.001", True),
        ("I", "g", "49.999", "0.1", "0.001", False),
        ("I", "g", "50", "0.099", "0.001", False),
        ("I", "g", "50", "0.1", "0.0005", False),
        ("II", "g", "5", "1", "0.05", True),
        ("II", "g", "4.9", "1", "0.05", False),
        ("II", "g", "5000", "1", "0.05", True),
        ("II", "g", "500", "5", "0.1", True),
        ("II", "g", "499.9", "5", "0.1", False),
        ("II", "g", "500", "4.9", "0.1", False),
        ("II", "g", "10000", "5", "0.1", True),
        ("II", "g", "10000.1", "5", "0.1", False),
        ("III", "g", "10", "2", "0.1", True),
        ("III", "g", "9.9", "2", "0.1", False),
        ("III", "g", "20", "1", "0.05", False),
        ("III", "kg", "2.5", "0.1", "0.005", True),
        ("III", "kg", "2.495", "0.1", "0.005", False),
        ("III", "kg", "300", "2", "0.1", True),
        ("III", "kg", "300", "1.9", "0.1", False),
        ("III", "kg", "1000.1", "2", "0.1", False),
        ("III", "kg", "300", "6", "0.3", False),
        ("IIII", "kg", "100", "1", "0.1", True),
        ("IIII", "kg", "100.1", "1", "0.1", False),
        ("IIII", "g", "200", "20", "2", False),
        ("III", "kg", "300", "301", "0.1", False),
    ],
)
def test_class_max_min_and_e_must_fit_each_other(kelas, unit, largest, least, e, eligible):
    inputs = {"class": kelas, "unit": unit, "max": largest, "min": least, "e": e}
    assert judge("nawi_klasifikasi", inputs)["eligible"] is eligible


@pytest.mark.parametrize(
    "load, stage, answers",
    [
        ("500", "tera", "S B B B B"),
        ("1000", "tera", "S ? B B B"),
        ("3000", "tera", "S S B B B"),
        ("500", "tera_ulang", "S ? B B B"),
        ("1000", "tera_ulang", "S S ? B B"),
        ("3000", "tera_ulang", "S S S ? B"),
    ],
)
@pytest.mark.parametrize("side", [1, -1])
def test_the_imbuh_method_follows_its_table(load, stage, answers, side):
    inputs = {"class": "III", "unit": "g", "max": "6000", "e": "1", "stage": stage, "load": load}
    for steps, answer in enumerate(answers.split()):
        shown = {"indication": str(int(load) + side * steps)}
        if answer != "?":
            wanted = {"S": "SAH", "B": "BATAL"}[answer]
            assert verdict("nawi_imbuh", inputs, **shown, changed_after_half_e=None) == wanted
            continue
        assert verdict("nawi_imbuh", inputs, **shown, changed_after_half_e=None) == "TIDAK_LENGKAP"
        assert verdict("nawi_imbuh", inputs, **shown, changed_after_half_e="ya") == "TIDAK_VALID"
        assert verdict("nawi_imbuh", inputs, **shown, changed_after_half_e=True) == (
            "BATAL" if side > 0 else "SAH"
        )
        assert verdict("nawi_imbuh", inputs, **shown, changed_after_half_e=False) == (
            "SAH" if side > 0 else "BATAL"
        )


REPEAT = {"class": "III", "unit": "g", "max": "30000", "e": "10", "stage": "tera", "load": "15000"}


def test_repeatability_needs_three_weighings_and_a_small_range():
    assert (
        verdict("nawi_repeatability", REPEAT, true_indications=["15004", "14993", "15002"])
        == "BATAL"
    )
    assert (
        verdict("nawi_repeatability", REPEAT, true_indications=["15003", "14993", "15002"]) == "SAH"
    )
    assert (
        verdict("nawi_repeatability", REPEAT, true_indications=["15003", "14993"])
        == "TIDAK_LENGKAP"
    )
    assert (
        verdict("nawi_repeatability", REPEAT, true_indications=["15003", "14993", None])
        == "TIDAK_LENGKAP"
    )
    assert verdict("nawi_repeatability", REPEAT, true_indications=[]) == "TIDAK_LENGKAP"
    assert verdict("nawi_repeatability", REPEAT, true_indications="15003") == "TIDAK_VALID"


CORNERS = {**REPEAT, "support_points": "4", "e0": "0", "load": "10000"}


def spots(*indications):
    return [{"indication": value, "delta_l": "5"} for value in indications]


def test_one_bad_corner_fails_the_eccentricity_test():
    good = spots("10000", "10000", "10010", "9990", "10000")
    assert verdict("nawi_eccentricity", CORNERS, positions=good) == "SAH"
    assert verdict("nawi_eccentricity", CORNERS, positions=[*good[:4], *spots("10012")]) == "BATAL"
    assert verdict("nawi_eccentricity", CORNERS, positions=good[:3]) == "TIDAK_LENGKAP"
    assert verdict("nawi_eccentricity", CORNERS, positions=spots("10012")) == "BATAL"


@pytest.mark.parametrize(
    "supports, load, wanted",
    [
        ("4", "10000", "SAH"),
        ("4", "9999", "TIDAK_VALID"),
        ("6", "6000", "SAH"),
        ("6", "5999", "TIDAK_VALID"),
        ("2.5", "10000", "TIDAK_VALID"),
        ("0", "10000", "TIDAK_VALID"),
        (None, "10000", "TIDAK_LENGKAP"),
    ],
)
def test_the_eccentric_load_must_be_large_enough_for_the_supports(supports, load, wanted):
    positions = spots(*[load] * 6)
    assert (
        verdict(
            "nawi_eccentricity", CORNERS, support_points=supports, load=load, positions=positions
        )
        == wanted
    )


@pytest.mark.parametrize(
    "delta_l, wanted",
    [
        ("0.5", "SAH"),
        ("1.5", "SAH"),
        ("0.499", "BATAL"),
        ("1.501", "BATAL"),
        ("2.1", "TIDAK_VALID"),
    ],
)
def test_zero_is_set_within_a_quarter_of_e(delta_l, wanted):
    inputs = {"unit": "g", "e": "2", "load": "20", "indication": "20"}
    assert verdict("nawi_zero_tare", inputs, delta_l=delta_l) == wanted


@pytest.mark.parametrize(
    "kelas, largest, least",
    [
        ("I", "1", "1"),
        ("II", "100", "1"),
        ("III", "30", "2"),
        ("III", "30.1", "5"),
        ("IIII", "30", "2"),
        ("IIII", "31", "5"),
    ],
)
def test_a_beam_moves_far_enough(kelas, largest, least):
    inputs = {"class": kelas, "max_kg": largest}
    assert judge("nawi_sensitivity", inputs, displacement_mm=least)["minimum_mm"] == least
    assert verdict("nawi_sensitivity", inputs, displacement_mm=least) == "SAH"
    assert verdict("nawi_sensitivity", inputs, displacement_mm=str(Fraction(least) - 1)) == "BATAL"
    assert verdict("nawi_sensitivity", inputs, displacement_mm="-1") == "TIDAK_VALID"


BEAM = {"class": "III", "unit": "g", "max": "10000", "e": "10", "stage": "tera", "load": "5000"}


def test_a_beam_scale_is_judged_by_its_balance():
    assert verdict("nawi_kesetimbangan", BEAM, balanced=True) == "SAH"
    tipped = {**BEAM, "balanced": False, "imbuh": "5"}
    assert verdict("nawi_kesetimbangan", tipped, after_imbuh="setimbang") == "SAH"
    assert verdict("nawi_kesetimbangan", tipped, after_imbuh="lewat") == "SAH"
    assert verdict("nawi_kesetimbangan", tipped, after_imbuh="belum") == "BATAL"
    assert verdict("nawi_kesetimbangan", tipped) == "TIDAK_LENGKAP"
    assert verdict("nawi_kesetimbangan", tipped, imbuh="5.1", after_imbuh="lewat") == "TIDAK_VALID"


def test_discrimination_and_several_displays():
    digital = {"display": "digital", "d": "10", "extra_load": "14"}
    assert [
        verdict("nawi_diskriminasi", digital, changed=changed) for changed in (True, False)
    ] == ["SAH", "BATAL"]
    assert verdict("nawi_diskriminasi", digital, changed=True, extra_load="14.1") == "TIDAK_VALID"
    analog = {"display": "analog", "extra_load": "10"}
    assert [verdict("nawi_diskriminasi", analog, displacement=d) for d in ("7", "6.9")] == [
        "SAH",
        "BATAL",
    ]
    assert verdict("nawi_penunjuk_ganda", BEAM, digital=True, indications=["5000", "5000"]) == "SAH"
    assert (
        verdict("nawi_penunjuk_ganda", BEAM, digital=True, indications=["5000", "5010"]) == "BATAL"
    )
    assert (
        verdict("nawi_penunjuk_ganda", BEAM, digital=False, indications=["5000", "5005"]) == "SAH"
    )
    assert (
        verdict("nawi_penunjuk_ganda", BEAM, digital=False, indications=["5000", "5005.1"])
        == "BATAL"
    )


def test_a_min_of_nothing_is_not_eligible_and_a_negative_one_invalid():
    plate = {"class": "III", "unit": "kg", "max": "300", "e": "0.1"}
    assert judge("nawi_klasifikasi", plate, min="0") == {"n": "3000", "eligible": False}
    assert verdict("nawi_klasifikasi", plate, min="-1") == "TIDAK_VALID"
