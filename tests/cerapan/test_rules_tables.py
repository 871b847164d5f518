"""Every row of every rule table.

A source, and the right verdict at, just inside and just outside its limit.
"""

from fractions import Fraction as F
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrologi.bkd.tabel import isi_berkas, semua
from metrologi.cerapan.kontrak import nilai
from metrologi.lembar import FOLDER, JENIS
from metrologi.lembar.contoh import isi
from tests.cerapan.rule_oracle import plain

CONTOH = {jenis: import_module(f"metrologi.lembar.{jenis}.contoh") for jenis in JENIS}
TEPIAN = {rule: edges for module in CONTOH.values() for rule, edges in module.TEPI.items()}
TANPA_TEPI = {rule for module in CONTOH.values() for rule in module.TANPA_TEPI}
EDGES = [edge for rule in semua() if rule.id in TEPIAN for edge in TEPIAN[rule.id](rule)]


def verdict(kind, inputs):
    return nilai({"id": "", "type": kind, "inputs": inputs})["result"]["verdict"]


@pytest.mark.parametrize("jenis", JENIS)
def test_a_kind_tests_the_edges_of_its_own_rules_or_says_why_not(jenis):
    module = CONTOH[jenis]
    path = FOLDER / jenis / "batas.toml"
    rules = {rule.id: rule for rule in isi_berkas(path)} if path.exists() else {}
    assert {*module.TEPI, *module.TANPA_TEPI} == set(rules), (
        f"add the edges of every rule of {jenis}/batas.toml to {jenis}/contoh.py"
    )
    assert not set(module.TEPI) & set(module.TANPA_TEPI)
    for name, why in module.TANPA_TEPI.items():
        assert why or not rules[name].isi, f"{name} holds numbers: say why they have no edges"


@pytest.mark.parametrize("rule", semua(), ids=lambda rule: rule.id)
def test_every_rule_names_its_source_and_is_tested_at_its_edges(rule):
    assert len(rule.sumber) > 8 and isinstance(rule.dikonfirmasi, bool)
    assert (rule.id in TEPIAN) != (rule.id in TANPA_TEPI)


def test_no_table_is_left_without_edges():
    assert {edge.aturan for edge in EDGES} == set(TEPIAN) and len(EDGES) > 1000


@pytest.mark.parametrize("rule_id", sorted(TEPIAN))
def test_on_the_limit_and_inside_is_sah_and_a_hair_outside_is_batal(rule_id):
    wrong = []
    for edge in (e for e in EDGES if e.aturan == rule_id):
        found = tuple(edge.nilai(x).kata for x in (edge.dalam(), edge.batas, edge.luar()))
        if found != ("SAH", "SAH", edge.di_luar):
            wrong.append((str(edge), found))
    assert not wrong, wrong[:5]


shares = st.integers(1, 1000).map(lambda n: F(n, 1000))


@given(st.sampled_from(EDGES), shares)
def test_whatever_is_nearer_to_no_error_is_sah_and_whatever_is_farther_is_not(edge, share):
    reach = abs(edge.batas) or F(1)
    within = edge.batas + share * reach if edge.lantai else edge.batas * share
    beyond = edge.batas - share * reach if edge.lantai else edge.batas + share * reach
    assert edge.nilai(within).kata == "SAH"
    assert edge.nilai(beyond).kata != "SAH"


def eligible(kelas, e, n, least):
    case = {
        "class": kelas,
        "unit": "g",
        "max": plain(F(n) * e),
        "min": plain(F(least) * e),
        "e": plain(e),
    }
    return nilai({"id": "", "type": "nawi_klasifikasi", "inputs": case})["result"].get("eligible")


@pytest.mark.parametrize(
    "row", isi("nawi-kelas")["baris"], ids=lambda row: f"{row['kelas']} e {float(row['e_dari'])}"
)
def test_a_scale_fits_its_class_up_to_the_edges_of_the_row(row):
    kelas, e, n, least = row["kelas"], F(row["e_dari"]), F(row["n_dari"]), F(row["min"])
    assert eligible(kelas, e, n, least) and not eligible(kelas, e, n - 1, least)
    assert not eligible(kelas, e, n, least - F(1, 1000))
    if "n_paling" in row:
        assert eligible(kelas, e, row["n_paling"], least) and not eligible(
            kelas, e, row["n_paling"] + 1, least
        )
    if "e_paling" in row:
        assert eligible(kelas, F(row["e_paling"]), n, least)
    assert not eligible(kelas, e * 3, n, least)


@pytest.mark.parametrize(("kelas", "ratio"), isi("meter-kwh-gerak-mula")["arus"].items())
def test_a_meter_starts_at_its_starting_current(kelas, ratio):
    def ask(x, started):
        return verdict(
            "meter_kwh_gerak_mula", {"class": kelas, "current_ratio": plain(x), "started": started}
        )

    step, limit = F(1, 10**6), F(ratio)
    assert (ask(limit, True), ask(limit, False)) == ("SAH", "BATAL")
    assert (ask(limit - step, True), ask(limit - step, False)) == ("SAH", "TIDAK_VALID")
    assert (ask(limit + step, True), ask(limit + step, False)) == ("TIDAK_VALID", "BATAL")


@pytest.mark.parametrize(
    "row", isi("pengecek-bkd")["jumlah"], ids=lambda row: str(row["paling_sedikit"])
)
def test_a_checkweigher_is_weighed_often_enough_for_its_mass(row):
    mass = plain(F(row.get("sampai_g", 30000)))
    for count, expected in (
        (row["paling_sedikit"], "SAH"),
        (row["paling_sedikit"] - 1, "TIDAK_LENGKAP"),
    ):
        case = {
            "category": "Y",
            "class": "a",
            "static_g": mass,
            "e_g": "100",
            "readings_g": [mass] * count,
        }
        assert verdict("pengecek", case) == expected


def test_beyond_the_bottles_of_the_table_there_is_no_limit():
    for nominal in ("49.9", "5000.1"):
        assert (
            verdict("takaran", {"kind": "botol", "nominal_ml": nominal, "actual_ml": nominal})
            == "TIDAK_VALID"
        )


@pytest.mark.parametrize(
    ("nominal", "limit"),
    [
        ("100", "3"),
        ("100.1", "3.003"),
        ("200", "6"),
        ("300", "6"),
        ("300.5", "6.01"),
        ("500", "10"),
        ("500.1", "10"),
        ("1000", "10"),
        ("1001", "10.01"),
        ("5000", "50"),
    ],
)
def test_where_rows_of_bottles_overlap_the_first_that_is_not_exceeded_holds(nominal, limit):
    case = {"kind": "botol", "nominal_ml": nominal, "actual_ml": nominal}
    assert nilai({"id": "", "type": "takaran", "inputs": case})["result"]["upper_limit_ml"] == limit
