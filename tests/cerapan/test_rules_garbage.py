"""Whatever is sent in, an answer comes back; and what is missing or spoilt is never SAH."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrologi.bkd import tabel
from metrologi.bkd.putusan import SEMUA, VALID
from metrologi.cerapan.kontrak import JENIS, nilai, nilai_semua

EXAMPLES = json.loads(
    Path(__file__).with_name("contract_examples.json").read_text(encoding="utf-8")
)
OPTIONAL = {
    "nawi_repeatability": {"unit"},
    "nawi_eccentricity": {"unit"},
    "nawi_imbuh": {"unit"},
    "nawi_zero_tare": {"unit"},
    "pompa_ukur": {"repeatability_limit_percent"},
}
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(10**4500, 10**4501),
    st.decimals(),
    st.text(max_size=8),
    st.sampled_from(
        ["0", "-1", "1e99", "NaN", "1.5", "III", "tera", "SAH", "2026-01-01", "1 kg", "5 g", "0.5i"]
    ),
)
anything = st.recursive(
    leaves, lambda child: st.lists(child, max_size=4) | st.dictionaries(st.text(max_size=4), child)
)
FIELDS = sorted({name for example in EXAMPLES for name in example["inputs"]})


def spoiled_example(draw):
    example = draw(st.sampled_from(EXAMPLES))
    fields = st.dictionaries(st.sampled_from(FIELDS), anything, min_size=1, max_size=3)
    return {**example, "inputs": example["inputs"] | draw(fields)}


spoiled = st.composite(spoiled_example)()


@given(anything)
def test_no_payload_makes_the_judge_raise(payload):
    json.dumps(nilai_semua(payload), default=str)
    json.dumps(nilai(payload), default=str)


@given(
    st.sampled_from(sorted(JENIS)),
    st.one_of(anything, st.dictionaries(st.sampled_from(FIELDS), anything)),
)
def test_no_inputs_make_the_judge_raise(kind, inputs):
    result = nilai({"id": 1, "type": kind, "inputs": inputs})["result"]
    assert result.get("verdict") in (None, VALID, *SEMUA)


@given(spoiled)
def test_a_spoiled_example_still_gets_an_answer(case):
    result = nilai(case)["result"]
    assert result.get("verdict") in (None, VALID, *SEMUA)
    if result.get("verdict", "").startswith("TIDAK"):
        assert result["reason"]


@pytest.mark.parametrize(
    "example, name",
    [
        pytest.param(example, name, id=f"{example['id']}-{name}")
        for example in EXAMPLES
        for name in example["inputs"]
        if example["inputs"][name] is not None
    ],
)
def test_leaving_out_a_mandatory_reading_leaves_the_case_incomplete(example, name):
    left = {key: value for key, value in example["inputs"].items() if key != name}
    result = nilai({**example, "inputs": left})["result"]
    if name in OPTIONAL.get(example["type"], ()):
        assert result["verdict"] == example["expected"]["verdict"]
    elif name == "changed_after_half_e" or example["expected"].get("verdict") != "BATAL":
        assert result["verdict"] == "TIDAK_LENGKAP"
    else:
        assert result["verdict"] in ("TIDAK_LENGKAP", "BATAL")


@pytest.mark.parametrize(
    "case, reason",
    [
        ("teks", "kasus bukan objek"),
        ({}, "jenis kasus tidak dikenal"),
        ({"type": []}, "jenis kasus tidak dikenal"),
        ({"type": "relatif"}, "inputs: bukan kumpulan data bernama"),
        ({"type": "sulap", "inputs": {}}, "jenis kasus tidak dikenal"),
    ],
)
def test_an_unreadable_case_says_why(case, reason):
    assert nilai(case)["result"] == {"verdict": "TIDAK_VALID", "reason": reason}


def test_cases_come_as_a_list_or_under_cases_and_keep_their_order():
    both = [nilai_semua(EXAMPLES), nilai_semua({"cases": EXAMPLES})]
    assert both[0] == both[1]
    assert [answer["id"] for answer in both[0]] == [example["id"] for example in EXAMPLES]
    assert nilai_semua(EXAMPLES[0]) == both[0][:1]
    assert nilai_semua("bukan daftar")[0]["result"]["verdict"] == "TIDAK_VALID"


def test_numbers_may_come_as_json_numbers():
    inputs = {"indicated": Decimal("1003"), "reference": 1000, "mpe_percent": Decimal("0.30")}
    assert nilai({"id": 7, "type": "relatif", "inputs": inputs})["result"]["verdict"] == "SAH"


def test_every_reason_names_a_rule_with_a_source():
    for example in EXAMPLES:
        for reason in nilai(example)["result"].get("alasan", []):
            assert tabel.aturan(reason["rule"]).sumber


def test_every_rule_says_where_it_comes_from_and_whether_it_is_confirmed():
    for rule in tabel.semua():
        assert rule.sumber and rule.jenis and isinstance(rule.dikonfirmasi, bool)
        assert rule.mulai is None or rule.sampai is None or rule.mulai <= rule.sampai
