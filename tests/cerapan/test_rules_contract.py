"""The examples of the contract come out exactly, field by field."""

import json
from pathlib import Path

import pytest

from metrologi.cerapan.kontrak import nilai

EXAMPLES = json.loads(
    Path(__file__).with_name("contract_examples.json").read_text(encoding="utf-8")
)


def without_reasons(result: dict) -> dict:
    return {name: value for name, value in result.items() if name not in ("alasan", "reason")}


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda example: f"{example['id']}-{example['type']}"
)
def test_an_example_of_the_contract_comes_out_exactly(example):
    answer = nilai(example)
    assert answer["id"] == example["id"]
    assert without_reasons(answer["result"]) == example["expected"]
