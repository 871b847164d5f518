"""The typed rules: a misspelt or mistyped reading is an error, one not there yet is said as
None.
"""

import inspect
from dataclasses import MISSING, fields, is_dataclass, replace
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from pkgutil import iter_modules

import pytest

from metrologi import bkd
from metrologi.bkd import meter_air, nawi, nawi_lain
from metrologi.bkd.periksa import Cacat
from metrologi.bkd.putusan import BATAL, SAH, TIDAK_LENGKAP, TIDAK_VALID, Putusan
from metrologi.cerapan.kontrak import JENIS, kasus_dari, nilai

MODULES = [import_module(f"metrologi.bkd.{module.name}") for module in iter_modules(bkd.__path__)]
RULES = {
    rule
    for module in MODULES
    for rule in vars(module).values()
    if inspect.isfunction(rule) and hasattr(rule, "__wrapped__") and not hasattr(rule, "cache_info")
    if inspect.unwrap(rule).__module__ == module.__name__
    if "kasus" in inspect.signature(rule).parameters
}
SCALE = nawi.Timbangan(kelas="III", satuan="kg", maks=30, e=Decimal("0.01"), tahap="tera")
POINT = nawi.Titik(
    timbangan=SCALE,
    d=Decimal("0.01"),
    cara=nawi.TITIK_UBAH,
    beban=30,
    penunjukan=Decimal("30.01"),
    dl=Fraction(1, 1000),
    e0=0,
)


def test_every_type_of_the_contract_has_a_rule_of_its_own():
    asked = {jenis.aturan for jenis in JENIS.values()}
    assert asked <= RULES and len(asked) == len(JENIS) == 38


@pytest.mark.parametrize("kode", JENIS)
def test_an_empty_case_of_every_type_is_incomplete_and_never_raises(kode):
    kasus = kasus_dari(JENIS[kode].kasus, {})
    answer = JENIS[kode].aturan(kasus)
    assert isinstance(answer, Putusan) and answer.kata == TIDAK_LENGKAP and answer.sebab
    assert nilai({"type": kode, "inputs": {}})["result"]["verdict"] == TIDAK_LENGKAP


@pytest.mark.parametrize("kode", JENIS)
def test_a_misspelt_field_and_one_left_out_are_errors_not_incomplete(kode):
    kelas = JENIS[kode].kasus
    whole = {f.name: None for f in fields(kelas)}
    kelas(**whole)
    with pytest.raises(TypeError):
        kelas(**whole, bebann=1)
    needed = [f.name for f in fields(kelas) if f.default is MISSING]
    assert needed
    for name in needed:
        with pytest.raises(TypeError):
            kelas(**{k: v for k, v in whole.items() if k != name})


def test_a_case_is_frozen_and_holds_no_unknown_field():
    for jenis in JENIS.values():
        assert is_dataclass(jenis.kasus) and jenis.kasus.__dataclass_params__.frozen
        assert "__dict__" not in dir(jenis.kasus)


@pytest.mark.parametrize("value", [30.0, "30", True, b"30", 1j])
def test_a_number_of_another_type_is_an_error(value):
    with pytest.raises(TypeError):
        nawi.kebenaran(replace(POINT, beban=value))


@pytest.mark.parametrize("value", [3, Decimal(3), True])
def test_a_word_of_another_type_is_an_error(value):
    with pytest.raises(TypeError):
        nawi.kebenaran(replace(POINT, timbangan=replace(SCALE, kelas=value)))


@pytest.mark.parametrize("value", [1, "ya", Decimal(1)])
def test_a_yes_of_another_type_is_an_error(value):
    with pytest.raises(TypeError):
        nawi_lain.kesetimbangan(nawi_lain.Kesetimbangan(timbangan=SCALE, beban=30, setimbang=value))


def test_a_list_must_be_a_list():
    with pytest.raises(TypeError):
        meter_air.kebenaran(
            meter_air.MeterAir(
                kelas="2",
                q1=1,
                q2=2,
                q3=3,
                q4=4,
                suhu_air_c=27,
                tahap="tera",
                titik="satu",
            )
        )


def test_one_point_typed_from_end_to_end():
    answer = nawi.kebenaran(POINT)
    assert (answer.kata, answer.galat, answer.batas) == (
        SAH,
        Fraction("0.014"),
        Fraction("0.015"),
    )
    beyond = nawi.kebenaran(replace(POINT, penunjukan=Decimal("30.012")))
    assert (beyond.kata, beyond.alasan[0].sisa) == (BATAL, Fraction("-0.001"))


def test_what_is_not_there_and_what_cannot_be_read_are_told_apart():
    open_point = nawi.kebenaran(replace(POINT, dl=None))
    assert (open_point.kata, str(open_point.sebab)) == (TIDAK_LENGKAP, "dl: belum diisi")
    spoilt = nawi.kebenaran(replace(POINT, dl=Cacat("bukan bilangan")))
    assert (spoilt.kata, str(spoilt.sebab)) == (TIDAK_VALID, "dl: bukan bilangan")
