"""`bin/manage nilai` reads cases and prints answers, needs no database, and never shows a
traceback.
"""

import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

EXAMPLES = Path(__file__).with_name("contract_examples.json")


class Piped:
    """Standard input as a pipe gives it."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def answers(monkeypatch, data: bytes):
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", Piped(data))
    call_command("nilai", stdout=out)
    return json.loads(out.getvalue())


def test_the_cases_of_standard_input_are_judged(monkeypatch):
    found = answers(monkeypatch, EXAMPLES.read_bytes())
    assert [answer["id"] for answer in found] == [f"X{i:02d}" for i in range(1, 23)]
    assert all("result" in answer for answer in found)


def test_a_file_may_be_named(capsys):
    out = io.StringIO()
    call_command("nilai", str(EXAMPLES), stdout=out)
    assert len(json.loads(out.getvalue())) == 22


def test_numbers_in_json_are_read_as_they_are_written(monkeypatch):
    text = (
        b'[{"id": 1, "type": "relatif", "inputs": {"indicated": 100.3, "reference": 100, '
        b'"mpe_percent": 0.3}}]'
    )
    assert answers(monkeypatch, text)[0]["result"] == {
        "error_percent": "0.3",
        "verdict": "SAH",
        "alasan": [
            {
                "test": "kebenaran",
                "point": "",
                "error": "0.3",
                "bkd": "0.3",
                "margin": "0",
                "unit": "%",
                "rule": "batas-cerapan",
            }
        ],
    }


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b"7",
        b'"teks"',
        b"null",
        b"NaN",
        b"9" * 5000,
    ],
)
def test_unreadable_input_gets_a_single_answer_that_says_so(monkeypatch, data):
    found = answers(monkeypatch, data)
    assert (
        len(found) == 1
        and found[0]["result"]["verdict"] == "TIDAK_VALID"
        and found[0]["result"]["reason"]
    )


WEIGHED = {"indicated": "100.3", "reference": "100", "mpe_percent": "0.3"}


@pytest.mark.parametrize("given", ["a", 7, 7.5, None, True, "dé", "\ud800"])
def test_an_id_comes_back_as_it_was_given(monkeypatch, given):
    case = json.dumps([{"id": given, "type": "relatif", "inputs": WEIGHED}]).encode()
    found = answers(monkeypatch, case)[0]
    assert (found["id"], type(found["id"])) == (given, type(given)) and found["result"][
        "verdict"
    ] == "SAH"


def test_one_strange_case_spoils_no_other(monkeypatch):
    strange = [
        '"teks"',
        "[]",
        '{"id": {"a": 1}, "type": "relatif", "inputs": 1}',
        '{"id": "\\ud800é", "type": "sulap"}',
        '{"id": 1e999, "type": "relatif", "inputs": {"indicated": 1e999, "reference": -0.0, '
        '"mpe_percent": NaN}}',
        '{"id": 2, "type": "relatif", "inputs": {"indicated": '
        + "9" * 5000
        + ', "reference": 1, "mpe_percent": 1}}',
    ]
    good = json.dumps({"id": "baik", "type": "relatif", "inputs": WEIGHED})
    found = answers(monkeypatch, f"[{', '.join([*strange, good])}]".encode())
    assert [a["result"]["verdict"] for a in found] == ["TIDAK_VALID"] * len(strange) + ["SAH"]


def test_the_answers_are_plain_ascii_whatever_the_terminal_speaks(monkeypatch):
    out = io.StringIO()
    monkeypatch.setattr(
        sys, "stdin", Piped('[{"id": "ban é", "type": "é", "inputs": {}}]'.encode())
    )
    call_command("nilai", stdout=out)
    assert out.getvalue().isascii()
