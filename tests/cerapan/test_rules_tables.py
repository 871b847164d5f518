"""Every row of every rule table: a source, and the right verdict at, just inside and just outside its limit."""
from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrologi.cerapan.rules.nilai import nilai
from metrologi.cerapan.rules.tabel import semua
from tests.cerapan.rule_edges import BERSAMA, SENDIRI, TABEL, TANPA_ANGKA, isi, semua_tepi
from tests.cerapan.rule_oracle import plain

EDGES = semua_tepi()


def verdict(kind, inputs):
    return nilai({"id": "", "type": kind, "inputs": inputs})["result"]["verdict"]


@pytest.mark.parametrize("rule", semua(), ids=lambda rule: rule.id)
def test_every_rule_names_its_source_and_is_tested_at_its_edges(rule):
    assert len(rule.sumber) > 8 and isinstance(rule.dikonfirmasi, bool)
    assert rule.id in {*TABEL, *BERSAMA, *SENDIRI, *TANPA_ANGKA}, f"{rule.id}: add its edges to rule_edges.py"
    assert rule.id not in TANPA_ANGKA or not rule.isi


def test_no_table_is_left_without_edges():
    assert {edge.aturan for edge in EDGES} == set(TABEL) and len(EDGES) > 1000


@pytest.mark.parametrize("rule_id", sorted(TABEL))
def test_on_the_limit_and_inside_is_sah_and_a_hair_outside_is_batal(rule_id):
    wrong = []
    for edge in (e for e in EDGES if e.aturan == rule_id):
        found = tuple(verdict(edge.jenis, edge.ask(x)) for x in (edge.inside(), edge.batas, edge.outside()))
        if found != ("SAH", "SAH", edge.di_luar):
            wrong.append((str(edge), found))
    assert not wrong, wrong[:5]


shares = st.integers(1, 1000).map(lambda n: F(n, 1000))


@given(st.sampled_from(EDGES), shares)
def test_whatever_is_nearer_to_no_error_is_sah_and_whatever_is_farther_is_not(edge, share):
    reach = abs(edge.batas) or F(1)
    within = edge.batas + share * reach if edge.lantai else edge.batas * share
    beyond = edge.batas - share * reach if edge.lantai else edge.batas + share * reach
    assert verdict(edge.jenis, edge.ask(within)) == "SAH"
    assert verdict(edge.jenis, edge.ask(beyond)) != "SAH"


def eligible(kelas, e, n, least):
    case = {"class": kelas, "unit": "g", "max": plain(F(n) * e), "min": plain(F(least) * e), "e": plain(e)}
    return nilai({"id": "", "type": "nawi_klasifikasi", "inputs": case})["result"].get("eligible")


@pytest.mark.parametrize("row", isi("nawi-kelas")["baris"], ids=lambda row: f"{row['kelas']} e {float(row['e_dari'])}")
def test_a_scale_fits_its_class_up_to_the_edges_of_the_row(row):
    kelas, e, n, least = row["kelas"], F(row["e_dari"]), F(row["n_dari"]), F(row["min"])
    assert eligible(kelas, e, n, least) and not eligible(kelas, e, n - 1, least)
    assert not eligible(kelas, e, n, least - F(1, 1000))
    if "n_paling" in row:
        assert eligible(kelas, e, row["n_paling"], least) and not eligible(kelas, e, row["n_paling"] + 1, least)
    if "e_paling" in row:
        assert eligible(kelas, F(row["e_paling"]), n, least)
    assert not eligible(kelas, e * 3, n, least)


@pytest.mark.parametrize(("kelas", "ratio"), isi("meter-kwh-gerak-mula")["arus"].items())
def test_a_meter_starts_at_its_starting_current(kelas, ratio):
    def ask(x, started):
        return verdict("meter_kwh_gerak_mula", {"class": kelas, "current_ratio": plain(x), "started": started})

    step, limit = F(1, 10**6), F(ratio)
    assert (ask(limit, True), ask(limit, False)) == ("SAH", "BATAL")
    assert (ask(limit - step, True), ask(limit - step, False)) == ("SAH", "TIDAK_VALID")
    assert (ask(limit + step, True), ask(limit + step, False)) == ("TIDAK_VALID", "BATAL")


@pytest.mark.parametrize("row", isi("pengecek-bkd")["jumlah"], ids=lambda row: str(row["paling_sedikit"]))
def test_a_checkweigher_is_weighed_often_enough_for_its_mass(row):
    mass = plain(F(row.get("sampai_g", 30000)))
    for count, expected in ((row["paling_sedikit"], "SAH"), (row["paling_sedikit"] - 1, "TIDAK_LENGKAP")):
        case = {"category": "Y", "class": "a", "static_g": mass, "e_g": "100", "readings_g": [mass] * count}
        assert verdict("pengecek", case) == expected


def test_beyond_the_bottles_of_the_table_there_is_no_limit():
    for nominal in ("49.9", "5000.1"):
        assert verdict("takaran", {"kind": "botol", "nominal_ml": nominal, "actual_ml": nominal}) == "TIDAK_VALID"


@pytest.mark.parametrize(("nominal", "limit"), [
    ("100", "3"), ("100.1", "3.003"), ("200", "6"), ("300", "6"), ("300.5", "6.01"), ("500", "10"), ("500.1", "10"),
    ("1000", "10"), ("1001", "10.01"), ("5000", "50")])
def test_where_rows_of_bottles_overlap_the_first_that_is_not_exceeded_holds(nominal, limit):
    case = {"kind": "botol", "nominal_ml": nominal, "actual_ml": nominal}
    assert nilai({"id": "", "type": "takaran", "inputs": case})["result"]["upper_limit_ml"] == limit
