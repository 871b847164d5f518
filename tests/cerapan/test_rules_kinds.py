"""The other kinds of UTTP.

Worked examples with each limit met exactly, just kept and just broken.
"""

import pytest

from metrologi.cerapan.kontrak import nilai


def judge(kind, inputs, **changes):
    return nilai({"id": "uji", "type": kind, "inputs": {**inputs, **changes}})["result"]


def verdict(kind, inputs, **changes):
    return judge(kind, inputs, **changes)["verdict"]


@pytest.mark.parametrize(
    "kelas, nominal, error, wanted",
    [
        ("M1", "20 kg", "1000", "SAH"),
        ("M1", "20 kg", "1000.1", "BATAL"),
        ("M3", "10 kg", "-5000", "SAH"),
        ("M3", "10 kg", "-5001", "BATAL"),
        ("M1", "5 mg", "0.2", "SAH"),
        ("M1", "5 mg", "0.21", "BATAL"),
        ("M1", "0.005 g", "0.2", "SAH"),
        ("M3", "500 mg", "0", "TIDAK_VALID"),
        ("M1-2", "20 kg", "0", "TIDAK_VALID"),
        ("E1", "100 kg", "0", "TIDAK_VALID"),
        ("M1", "3 kg", "0", "TIDAK_VALID"),
        ("M1", "1", "0", "TIDAK_VALID"),
        ("M4", "1 kg", "0", "TIDAK_VALID"),
        ("M1", None, "0", "TIDAK_LENGKAP"),
        ("M1", "1 kg", None, "TIDAK_LENGKAP"),
    ],
)
def test_a_weight_keeps_the_bkd_of_its_class(kelas, nominal, error, wanted):
    inputs = {"class": kelas, "nominal": nominal, "error_mg": error, "rule": "simple"}
    assert verdict("anak_timbangan", inputs) == wanted


@pytest.mark.parametrize(
    "error, uncertainty, wanted",
    [
        ("11", "5", "SAH"),
        ("11.1", "5", "BATAL"),
        ("-11", "5", "SAH"),
        ("0", "5.4", "TIDAK_VALID"),
        ("0", "5.333", "SAH"),
        ("0", None, "TIDAK_LENGKAP"),
        ("0", "-1", "TIDAK_VALID"),
    ],
)
def test_a_guarded_weight_leaves_room_for_the_uncertainty(error, uncertainty, wanted):
    inputs = {"class": "F2", "nominal": "1 kg", "error_mg": error, "rule": "r111_guard"}
    assert verdict("anak_timbangan", inputs, expanded_uncertainty_mg=uncertainty) == wanted


PUMP = {"class_percent": "0.5", "mmq_l": "5"}


def run(indicated, reference, flow="maks", **more):
    return {"flow": flow, "indicated_l": indicated, "reference_l": reference, **more}


@pytest.mark.parametrize(
    "indicated, reference, wanted",
    [
        ("20.00", "19.95", "SAH"),
        ("20.00", "19.9005", "SAH"),
        ("20.00", "19.900", "BATAL"),
        ("10.05", "10.00", "SAH"),
        ("10.051", "10.00", "BATAL"),
        ("5.05", "5", "SAH"),
        ("5.0501", "5", "BATAL"),
        ("4.95", "5", "SAH"),
        ("-1", "5", "TIDAK_VALID"),
        ("5", "0", "TIDAK_VALID"),
        ("5", None, "TIDAK_LENGKAP"),
        (None, "5", "TIDAK_LENGKAP"),
    ],
)
def test_a_dispenser_is_judged_run_by_run(indicated, reference, wanted):
    assert verdict("pompa_ukur", PUMP, runs=[run("20", "20"), run(indicated, reference)]) == wanted


def test_an_lpg_dispenser_may_err_by_one_percent():
    lpg = {"class_percent": "1.0", "mmq_l": "5"}
    assert verdict("pompa_ukur", lpg, runs=[run("15.15", "15.00")]) == "SAH"
    assert judge("pompa_ukur", lpg, runs=[run("15.16", "15")])["error_percent"] == ["1.066667"]
    assert verdict("pompa_ukur", lpg, runs=[run("15.16", "15.00")]) == "BATAL"
    assert [verdict("pompa_ukur", lpg, runs=[run(shown, "5")]) for shown in ("5.10", "5.101")] == [
        "SAH",
        "BATAL",
    ]


@pytest.mark.parametrize(
    "limit, wanted", [("0.2", "BATAL"), ("0.21", "SAH"), ("0.3", "SAH"), (None, "SAH")]
)
def test_repeatability_is_judged_per_flow_where_a_limit_is_given(limit, wanted):
    runs = [
        run("100.10", "100"),
        run("100.20", "100"),
        run("100.31", "100"),
        run("99.6", "100", flow="lambat"),
    ]
    assert verdict("pompa_ukur", PUMP, runs=runs, repeatability_limit_percent=limit) == wanted


@pytest.mark.parametrize(
    "volume, mpe",
    [
        ("0.05", "0.002"),
        ("0.1", "0.002"),
        ("0.15", "0.003"),
        ("0.2", "0.004"),
        ("0.39", "0.004"),
        ("0.4", "0.004"),
        ("0.5", "0.005"),
        ("1", "0.01"),
        ("1.5", "0.01"),
        ("2", "0.01"),
        ("3", "0.015"),
    ],
)
def test_small_volumes_have_their_own_limits(volume, mpe):
    result = judge(
        "pompa_ukur", {"class_percent": "0.5", "mmq_l": "0.01"}, runs=[run(volume, volume)]
    )
    assert result["mpe_l"] == [max(mpe, "0.004")]


def test_the_can_and_the_liquid_are_corrected_for_temperature():
    warm = PUMP | {"gamma_bus_per_c": "0.0000477", "beta_liquid_per_c": "0.0012"}
    result = judge("pompa_ukur", warm, runs=[run("20", "20", t_bus_c="28", t_meter_c="30")])
    assert result["error_percent"] == ["-0.277479"]
    assert verdict("pompa_ukur", warm, runs=[run("20", "20", t_bus_c="28")]) == "TIDAK_LENGKAP"
    assert (
        verdict("pompa_ukur", warm, beta_liquid_per_c=None, runs=[run("20", "20", t_bus_c="28")])
        == "TIDAK_LENGKAP"
    )
    assert verdict("pompa_ukur", PUMP, class_percent="7", runs=[run("20", "20")]) == "TIDAK_VALID"


WATER = {
    "class": "2",
    "q1": "0.03125",
    "q2": "0.05",
    "q3": "2.5",
    "q4": "3.125",
    "water_temp_c": "27",
    "stage": "tera",
}


@pytest.mark.parametrize(
    "flow, indicated, actual, changes, wanted",
    [
        ("0.03125", "10.4", "10", {}, "SAH"),
        ("0.05", "10.15", "10", {}, "SAH"),
        ("2.5", "98.1", "100", {}, "SAH"),
        ("0.0499", "10.5", "10", {}, "SAH"),
        ("0.05", "10.2", "10", {}, "SAH"),
        ("0.05", "10.21", "10", {}, "BATAL"),
        ("3.2", "10", "10", {}, "TIDAK_VALID"),
        ("0.03", "10", "10", {}, "TIDAK_VALID"),
        ("3.125", "10", "10", {}, "SAH"),
        ("2.5", "102.6", "100", {"water_temp_c": "31"}, "SAH"),
        ("2.5", "102.6", "100", {"water_temp_c": "30"}, "BATAL"),
        ("2.5", "104", "100", {"stage": "in_service"}, "SAH"),
        ("2.5", "104", "100", {}, "BATAL"),
        ("2.5", "101", "100", {"class": "1"}, "SAH"),
        ("2.5", "101.1", "100", {"class": "1"}, "BATAL"),
        ("2.5", "10", "10", {"q4": "2"}, "TIDAK_VALID"),
        ("2.5", "10", "10", {"water_temp_c": None}, "TIDAK_LENGKAP"),
        ("2.5", "10", "0", {}, "TIDAK_VALID"),
    ],
)
def test_a_water_meter_is_judged_by_zone_temperature_and_stage(
    flow, indicated, actual, changes, wanted
):
    point = {"q_m3_per_h": flow, "indicated_l": indicated, "actual_l": actual}
    assert verdict("meter_air", WATER, points=[point], **changes) == wanted


KWH = {"class": "1", "connection": "direct", "current_ratio": "1", "power_factor": "1"}


@pytest.mark.parametrize(
    "changes, mpe",
    [
        ({"current_ratio": "0.05"}, "1.5"),
        ({"current_ratio": "0.0999"}, "1.5"),
        ({"current_ratio": "0.1"}, "1"),
        ({"current_ratio": "0.0499"}, None),
        ({"power_factor": "0.5i", "current_ratio": "0.1"}, "1.5"),
        ({"power_factor": "0.5i", "current_ratio": "0.2"}, "1"),
        ({"power_factor": "0.5i", "current_ratio": "0.09"}, None),
        ({"power_factor": "0.8c", "current_ratio": "0.2"}, "1"),
        ({"class": "2", "power_factor": "0.8c"}, None),
        ({"class": "2", "current_ratio": "0.05"}, "2.5"),
        ({"load": "single_phase_on_polyphase"}, "2"),
        (
            {
                "load": "single_phase_on_polyphase",
                "class": "2",
                "power_factor": "0.5i",
                "current_ratio": "0.2",
            },
            "3",
        ),
        (
            {"load": "single_phase_on_polyphase", "power_factor": "0.5i", "current_ratio": "0.1"},
            None,
        ),
        ({"class": "0.2S"}, None),
        ({"class": "0.2S", "connection": "transformer", "current_ratio": "0.01"}, "0.4"),
        ({"class": "0.5S", "connection": "transformer", "current_ratio": "0.05"}, "0.5"),
        (
            {
                "class": "0.5S",
                "connection": "transformer",
                "power_factor": "0.8c",
                "current_ratio": "0.02",
            },
            "1",
        ),
        (
            {
                "class": "0.2S",
                "connection": "transformer",
                "power_factor": "0.5i",
                "current_ratio": "0.1",
            },
            "0.3",
        ),
        ({"connection": "transformer", "current_ratio": "0.05"}, "1"),
        ({"class": "3"}, None),
    ],
)
def test_an_energy_meter_has_a_limit_per_point_or_no_verdict(changes, mpe):
    result = judge("meter_kwh", KWH, energy_meter_kwh="1", energy_reference_kwh="1", **changes)
    assert (result.get("mpe_percent"), result["verdict"]) == (mpe, "SAH" if mpe else "TIDAK_VALID")


def test_energy_comes_from_registers_or_from_pulses_and_power():
    by_pulses = {
        "pulses": "20",
        "constant_imp_per_kwh": "1600",
        "power_w": "1100",
        "time_s": "40.5",
    }
    result = judge("meter_kwh", KWH, **{"class": "2"}, **by_pulses)
    assert (result["error_percent"], result["verdict"]) == ("1.010101", "SAH")
    assert verdict("meter_kwh", KWH, **by_pulses | {"time_s": None}) == "TIDAK_LENGKAP"
    assert verdict("meter_kwh", KWH, **by_pulses | {"constant_imp_per_kwh": "0"}) == "TIDAK_VALID"
    assert verdict("meter_kwh", KWH) == "TIDAK_LENGKAP"
    edge = {"current_ratio": "0.05", "energy_reference_kwh": "0.5"}
    assert [
        verdict("meter_kwh", KWH, **edge, energy_meter_kwh=e)
        for e in ("0.4926", "0.4925", "0.4924")
    ] == ["SAH", "SAH", "BATAL"]


@pytest.mark.parametrize(
    "kelas, nominal, stage, mpe",
    [
        ("I", "1000", "tera", "0.2"),
        ("II", "1000", "tera", "0.5"),
        ("III", "1000", "tera", "1"),
        ("I", "5000", "tera", "0.6"),
        ("II", "5000", "tera", "1.3"),
        ("III", "5000", "tera", "2.6"),
        ("II", "3000", "tera", "0.9"),
        ("II", "3001", "tera", "1.1"),
        ("III", "1500", "tera", "1.4"),
        ("II", "2000.000", "tera", "0.7"),
        ("III", "1000", "in_service", "2"),
    ],
)
def test_a_length_is_rounded_up_to_a_whole_metre(kelas, nominal, stage, mpe):
    inputs = {"class": kelas, "nominal_mm": nominal, "stage": stage}
    assert judge("ukuran_panjang", inputs, error_mm=f"-{mpe}") | {"alasan": []} == {
        "mpe_mm": mpe,
        "verdict": "SAH",
        "alasan": [],
    }
    assert (
        verdict("ukuran_panjang", inputs, error_mm=f"{mpe}{'' if '.' in mpe else '.'}01") == "BATAL"
    )


@pytest.mark.parametrize(
    "kind, nominal, actual, wanted",
    [
        ("transfer_line", "250", "257.5", "SAH"),
        ("transfer_line", "250", "257.6", "BATAL"),
        ("transfer_line", "80", "82", "SAH"),
        ("transfer_line", "80", "82.1", "BATAL"),
        ("transfer_line", "100", "103", "SAH"),
        ("transfer_brim", "1000", "999", "BATAL"),
        ("transfer_brim", "1000", "1000", "SAH"),
        ("transfer_brim", "1000", "1060", "SAH"),
        ("transfer_brim", "1000", "1061", "BATAL"),
        ("transfer_brim", "80", "84", "SAH"),
        ("drinking_line", "199", "208.95", "SAH"),
        ("drinking_line", "200", "210", "SAH"),
        ("drinking_line", "200", "189.99", "BATAL"),
        ("drinking_brim", "400", "430", "SAH"),
        ("drinking_brim", "100", "110", "SAH"),
        ("bottle", "100", "100", "TIDAK_VALID"),
        ("drinking_line", "0", "1", "TIDAK_VALID"),
    ],
)
def test_a_serving_measure_keeps_between_its_limits(kind, nominal, actual, wanted):
    assert verdict("takaran", {"kind": kind, "nominal_ml": nominal, "actual_ml": actual}) == wanted


def test_a_standard_measure_is_weighed_to_its_volume_at_20_degrees():
    inputs = {
        "nominal_l": "10",
        "mass_kg": "9.9620",
        "water_density_kg_m3": "996.512",
        "air_density_kg_m3": "1.18",
        "weight_density_kg_m3": "8000",
        "water_temp_c": "27",
        "gamma_per_c": "0.0000477",
        "mpe_percent_of_nominal": "0.05",
    }
    result = judge("volume_gravimetri", inputs)
    assert (result["v20_l"], result["error_l"], result["verdict"]) == (
        "10.003903",
        "0.003903",
        "SAH",
    )
    assert verdict("volume_gravimetri", inputs, mpe_percent_of_nominal="0.039") == "BATAL"
    assert verdict("volume_gravimetri", inputs, air_density_kg_m3="1000") == "TIDAK_VALID"
    assert verdict("volume_gravimetri", inputs, mass_kg=None) == "TIDAK_LENGKAP"


@pytest.mark.parametrize(
    "fill, mpd",
    [
        ("50", "4.5"),
        ("50.1", "4.5"),
        ("100", "4.5"),
        ("200", "9"),
        ("201", "9"),
        ("300", "9"),
        ("500", "15"),
        ("501", "15"),
        ("1000", "15"),
        ("10000", "150"),
        ("10001", "150"),
        ("15000", "150"),
        ("25000", "250"),
    ],
)
def test_the_deviation_of_a_fill_depends_on_its_mass(fill, mpd):
    assert judge("agfi", {"x": "1", "preset_g": fill, "fills_g": [fill, fill]})["mpd_g"] == mpd


def test_fills_are_compared_with_their_average():
    big = {"x": "1", "preset_g": "25000"}
    assert verdict("agfi", big, fills_g=["25040", "24960", "25100", "24900", "25000"]) == "SAH"
    small = {"x": "0.2", "preset_g": "1000"}
    assert verdict("agfi", small, fills_g=["1003", "997"]) == "SAH"
    assert verdict("agfi", small, fills_g=["1003.9", "996.1"]) == "BATAL"
    assert verdict("agfi", {"x": "1", "preset_g": "500"}, fills_g=["508", "508"]) == "SAH"
    assert verdict("agfi", big, x="3", fills_g=["1", "2"]) == "TIDAK_VALID"
    assert verdict("agfi", big, fills_g=["25000"]) == "TIDAK_LENGKAP"
    assert (
        verdict(
            "pengisi", {"x": "1", "preset_g": "500", "stage": "in_service"}, fills_g=["508", "508"]
        )
        == "BATAL"
    )


@pytest.mark.parametrize(
    "changes, wanted",
    [
        ({}, "VALID"),
        ({"test_date": "2027-01-14"}, "VALID"),
        ({"test_date": "2027-01-15"}, "TIDAK_VALID"),
        ({"test_date": "2026-01-15"}, "VALID"),
        ({"test_date": "2026-01-14"}, "TIDAK_VALID"),
        ({"test_date": None}, "TIDAK_LENGKAP"),
        ({"test_date": "kemarin"}, "TIDAK_VALID"),
        ({"standard_error_total": "0.3", "instrument_mpe": "0.9"}, "VALID"),
        ({"standard_error_total": "-0.31", "instrument_mpe": "0.9"}, "TIDAK_VALID"),
        ({"standard_error_total": "0.3"}, "TIDAK_LENGKAP"),
    ],
)
def test_a_standard_must_be_in_date_and_fine_enough(changes, wanted):
    inputs = {
        "test_date": "2026-06-10",
        "certificate_date": "2026-01-15",
        "valid_until": "2027-01-14",
    }
    assert verdict("standar", inputs, **changes) == wanted


@pytest.mark.parametrize(
    "verdicts, wanted",
    [
        ({"a": "SAH", "b": "SAH"}, "SAH"),
        ({"a": "SAH"}, "TIDAK_LENGKAP"),
        ({"a": "BATAL"}, "BATAL"),
        ({"a": "BATAL", "b": "TIDAK_VALID"}, "BATAL"),
        ({"a": "SAH", "b": "TIDAK_VALID"}, "TIDAK_VALID"),
        ({"a": "SAH", "b": "TIDAK_LENGKAP"}, "TIDAK_LENGKAP"),
        ({"a": "SAH", "b": "SAH", "c": "TIDAK_LENGKAP"}, "SAH"),
        ({"a": "SAH", "b": "SAH", "c": "BATAL"}, "BATAL"),
        ({"a": "SAH", "b": "MUNGKIN"}, "TIDAK_VALID"),
        ({"a": "SAH", "b": None}, "TIDAK_LENGKAP"),
        ({}, "TIDAK_LENGKAP"),
        ({"a": "SAH", "b": "VALID"}, "SAH"),
    ],
)
def test_the_overall_verdict_weighs_the_single_tests(verdicts, wanted):
    tests = [{"name": name, "verdict": value} for name, value in verdicts.items()]
    assert verdict("keputusan", {"mandatory": ["a", "b"], "tests": tests}) == wanted


def test_nothing_tested_and_nothing_mandatory_is_not_sah():
    assert verdict("keputusan", {"mandatory": [], "tests": []}) == "TIDAK_LENGKAP"


SEEN = [
    (
        "nawi_sensitivity",
        {"class": "III", "max_kg": "150", "displacement_mm": "4.5"},
        "BATAL",
        "-0.5",
    ),
    (
        "nawi_diskriminasi",
        {"display": "analog", "extra_load": "10", "displacement": "7"},
        "SAH",
        "0",
    ),
    (
        "nawi_diskriminasi",
        {"display": "digital", "d": "1", "extra_load": "1.4", "changed": False},
        "BATAL",
        None,
    ),
    (
        "meter_kwh_gerak_mula",
        {"class": "1", "current_ratio": "0.004", "started": True},
        "SAH",
        None,
    ),
    ("tum_kepekaan", {"level_change_mm": "1.9"}, "BATAL", "-0.1"),
    (
        "tum_ruang_kosong",
        {"minimum_percent": "2", "space_l": "100", "nominal_l": "5000"},
        "SAH",
        "0",
    ),
]


@pytest.mark.parametrize(("kind", "inputs", "wanted", "margin"), SEEN)
def test_what_must_be_reached_says_its_reason_too(kind, inputs, wanted, margin):
    result = judge(kind, inputs)
    reason = result["alasan"][0]
    assert (
        (result["verdict"], reason.get("margin")) == (wanted, margin)
        and reason["rule"]
        and reason["error"]
    )
