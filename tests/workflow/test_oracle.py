"""The machines against the procedures typed from paper, cell by cell."""

import tomllib
from pathlib import Path

import pytest

from metrologi.workflow import registry

SOP = Path(__file__).parents[1] / "sop"
# A procedure enters here with its app; its table is the oracle of every machine that cites it.
SOPS = (
    "orders",
    "tempat_pakai",
    "sidang",
    "pengaduan",
    "banding",
    "kompensasi",
    "kalibrasi",
    "pinjam_ctt",
    "pengembalian_ctt",
    "penarikan",
)
RUNNING = [code for code in SOPS if registry.find(code)]
# The mark that a time is the usual one, because the paper is not legible there; no part of the
# time.
USUAL = " (baku)"
# "pelanggan" and "wajib_ttu" are one person in two tables.
SAME = {"pelanggan": "wajib_ttu"}


def table(code):
    return tomllib.loads((SOP / f"{code}.toml").read_text())["langkah"]


def rows():
    return [
        pytest.param(code, row, id=f"{code}:{row['no']}") for code in RUNNING for row in table(code)
    ]


def citing(code, no):
    return [
        (m, s) for m in registry.all_machines() for s in m.steps.values() if f"{code}:{no}" in s.sop
    ]


@pytest.mark.parametrize(("code", "row"), rows())
def test_the_actors_of_a_row_are_those_of_the_paper(code, row):
    actors = {SAME.get(str(r), str(r)) for _, s in citing(code, row["no"]) for r in s.by}
    assert actors == {SAME.get(r, r) for r in row["pelaksana"]}


@pytest.mark.parametrize(("code", "row"), rows())
def test_the_time_of_a_row_is_the_promise_of_the_state_it_leaves(code, row):
    times = {str(sla) for m, s in citing(code, row["no"]) if (sla := m.sla_of(s, code))}
    assert times == ({row["waktu"].removesuffix(USUAL)} if row.get("waktu") else set())


@pytest.mark.parametrize(("code", "row"), rows())
def test_every_output_of_a_row_comes_out_of_one_of_its_steps(code, row):
    outputs = {o for _, s in citing(code, row["no"]) for o in s.outputs}
    assert outputs >= set(row["keluaran"])
    assert outputs <= set(row["keluaran"])


@pytest.mark.parametrize(("code", "row"), rows())
def test_every_branch_of_a_row_is_taken_by_one_of_its_steps(code, row):
    branches = {b for _, s in citing(code, row["no"]) for b in s.branches}
    assert branches == set(row.get("cabang", {}))


@pytest.mark.parametrize("code", RUNNING)
def test_no_step_cites_a_row_that_the_paper_lacks(code):
    known = {f"{code}:{r['no']}" for r in table(code)}
    cited = {
        row
        for m in registry.all_machines()
        for s in m.steps.values()
        for row in s.sop
        if row.startswith(f"{code}:")
    }
    assert cited == known


def test_machines_are_sound():
    assert [p for m in registry.all_machines() for p in m.problems()] == []
