"""What must hold for every case: two judges agree, and the laws of a limit are kept."""

from fractions import Fraction as F

from hypothesis import given
from hypothesis import strategies as st

from metrologi.cerapan.kontrak import nilai
from tests.cerapan.rule_oracle import nawi_cases, nawi_verdict, plain, pump_limit

JUDGED = ("SAH", "BATAL")
thousandths = st.integers(1, 100_000).map(lambda n: F(n, 1000))


def judge(kind, inputs, **changes):
    return nilai({"id": "uji", "type": kind, "inputs": {**inputs, **changes}})["result"]


@given(nawi_cases())
def test_both_judges_agree_on_every_weighing_point(case):
    assert judge("nawi_kebenaran", case)["verdict"] == nawi_verdict(case)


@given(nawi_cases(), st.sampled_from([F(1, 1000), F(1000), F(1, 10)]))
def test_the_unit_does_not_change_the_verdict(case, scale):
    masses = ("max", "e", "d", "load", "indication", "delta_l", "e0")
    scaled = {name: plain(F(case[name]) * scale) for name in masses}
    assert (
        judge("nawi_kebenaran", case)["verdict"]
        == judge("nawi_kebenaran", case, **scaled)["verdict"]
    )


@given(nawi_cases())
def test_what_is_sah_at_tera_is_sah_at_tera_ulang(case):
    if judge("nawi_kebenaran", case, stage="tera")["verdict"] == "SAH":
        assert judge("nawi_kebenaran", case, stage="tera_ulang")["verdict"] == "SAH"


@given(nawi_cases(), st.sampled_from([F(0), F(1, 2), F(1, 5)]))
def test_a_smaller_error_is_never_judged_worse(case, share):
    result = judge("nawi_kebenaran", case)
    if result["verdict"] == "SAH":
        less = F(result["corrected_error"]) * (share - 1)
        nearer = plain(F(case["indication"]) + less)
        assert judge("nawi_kebenaran", case, indication=nearer)["verdict"] == "SAH"


@given(nawi_cases())
def test_the_margin_and_the_verdict_say_the_same(case):
    result = judge("nawi_kebenaran", case)
    if result["verdict"] in JUDGED:
        assert (F(result["alasan"][0]["margin"]) >= 0) == (result["verdict"] == "SAH")


@given(
    thousandths,
    thousandths,
    st.sampled_from([F(1, 2), F(1)]),
    st.integers(-3, 3),
    st.sampled_from([1, -1]),
)
def test_both_judges_agree_on_every_run_of_a_dispenser(volume, mmq, percent, nudge, side):
    limit = pump_limit(volume, percent, mmq)
    shown = volume + side * (limit + F(nudge, 10**9))
    run = {"flow": "maks", "indicated_l": plain(max(shown, F(0))), "reference_l": plain(volume)}
    answer = judge(
        "pompa_ukur", {"class_percent": plain(percent), "mmq_l": plain(mmq), "runs": [run]}
    )
    inside = abs(max(shown, F(0)) - volume) <= limit
    assert answer["verdict"] == ("SAH" if inside else "BATAL")


@given(st.lists(st.integers(-200, 200), min_size=1, max_size=6), st.integers(-400, 400))
def test_one_more_failing_run_never_turns_batal_into_sah(errors, extra):
    def runs(values):
        return [
            {"flow": "maks", "indicated_l": plain(F(20000 + n, 1000)), "reference_l": "20"}
            for n in values
        ]

    pump = {"class_percent": "0.5", "mmq_l": "5", "repeatability_limit_percent": "0.3"}
    before = judge("pompa_ukur", pump, runs=runs(errors))["verdict"]
    after = judge("pompa_ukur", pump, runs=runs([*errors, extra]))["verdict"]
    assert (before, after) != ("BATAL", "SAH")
    if abs(extra) > 100:
        assert after == "BATAL"


@given(st.lists(st.integers(-30, 30), min_size=3, max_size=8), st.integers(-30, 30))
def test_a_further_weighing_never_narrows_the_range(spread, extra):
    scale = {"class": "III", "unit": "g", "max": "6000", "e": "2", "stage": "tera", "load": "3000"}
    shown = [plain(F(30000 + n, 10)) for n in [*spread, extra]]
    before = judge("nawi_repeatability", scale, true_indications=shown[:-1])["verdict"]
    assert (before, judge("nawi_repeatability", scale, true_indications=shown)["verdict"]) != (
        "BATAL",
        "SAH",
    )


verdicts = st.lists(
    st.sampled_from(["SAH", "BATAL", "TIDAK_LENGKAP", "TIDAK_VALID", None]), max_size=6
)


@given(verdicts, verdicts)
def test_the_overall_verdict_follows_its_order(mandatory, optional):
    names = [f"wajib {i}" for i in range(len(mandatory))]
    tests = [{"name": name, "verdict": value} for name, value in zip(names, mandatory, strict=True)]
    tests += [{"name": f"lain {i}", "verdict": value} for i, value in enumerate(optional)]
    answer = judge("keputusan", {"mandatory": names, "tests": tests})["verdict"]
    everything = [*mandatory, *optional]
    if "BATAL" in everything:
        assert answer == "BATAL"
    elif "TIDAK_VALID" in everything:
        assert answer == "TIDAK_VALID"
    else:
        complete = all(value == "SAH" for value in mandatory) and "SAH" in everything
        assert answer == ("SAH" if complete else "TIDAK_LENGKAP")
