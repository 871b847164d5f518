"""Every argument that a procedure declares is the one that a person has looked at.

`mesin/<code>.txt` holds each procedure: states, promises, words, steps, roles, data, guards,
papers. `test_oracle.py` asks what the SOP's table says; here stands also what the table leaves
open, so that no single argument changes unseen.
"""

import os
from pathlib import Path

import pytest

from metrologi.workflow import registry
from tests.workflow.pernyataan import pernyataan

FOLDER = Path(__file__).with_name("mesin")
RENEW = "UBAH_MESIN=1 bin/test tests/workflow/test_pernyataan.py"
CODES = sorted(procedure.code for procedure in registry.all_procedures())


def same_as_kept(now, file):
    if os.environ.get("UBAH_MESIN"):
        file.write_text(now)
    kept = file.read_text() if file.exists() else ""
    assert now.splitlines() == kept.splitlines(), f"wanted? then `{RENEW}`, and read the diff"


@pytest.mark.parametrize("code", CODES)
def test_a_procedure_declares_what_was_looked_at(code):
    same_as_kept(pernyataan(registry.procedure(code)), FOLDER / f"{code}.txt")


def test_no_file_is_kept_of_a_procedure_that_is_gone():
    assert sorted(file.stem for file in FOLDER.glob("*.txt")) == CODES
