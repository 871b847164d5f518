"""The scope answer: kind, class and capacity against the table in force, and the nearest office
that may.
"""

import datetime as dt
from decimal import Decimal

import pytest

from metrologi.accounts.models import Uml
from metrologi.bkd.satuan import samakan
from metrologi.uttp.jarak import km
from metrologi.uttp.lingkup import jawab
from metrologi.uttp.models import JenisUttp, RuangLingkup

INSIDE = [
    ("timbangan_elektronik", "III", "30", "kg"),
    ("timbangan_elektronik", "II", "600", "g"),
    ("timbangan_pegas", "", "25", "kg"),
    ("timbangan_jembatan", "III", "100", "t"),
    ("timbangan_jembatan", "III", "100000", "kg"),
    ("pompa_bbm", "", None, ""),
    ("meja_beranger", "III", "10", "kg"),
    ("meter_air", "2", "254", "mm"),
    ("tum_bbm", "", "24000", "L"),
]
OUTSIDE = [
    ("meter_kwh", "", None, ""),
    ("meter_gas_diafragma", "", None, ""),
    ("pompa_elpiji", "", None, ""),
    ("timbangan_elektronik", "I", "0.2", "kg"),
    ("timbangan_jembatan", "III", "100.001", "t"),
    ("timbangan_jembatan", "III", "120000", "kg"),
    ("meter_kadar_air", "", None, ""),
    ("tangki_bola", "", None, ""),
    ("meter_air", "2", "255", "mm"),
]


def ask(uml, kode, kelas, maks, satuan, day=None):
    return jawab(
        uml, JenisUttp.objects.get(kode=kode), kelas, Decimal(maks) if maks else None, satuan, day
    )


@pytest.mark.parametrize(("kode", "kelas", "maks", "satuan"), INSIDE)
def test_what_the_table_lists_is_inside(uml, kode, kelas, maks, satuan):
    answer = ask(uml, kode, kelas, maks, satuan)
    assert answer.dalam and answer.dasar and not answer.terdekat and not answer.dikonfirmasi


@pytest.mark.parametrize(("kode", "kelas", "maks", "satuan"), OUTSIDE)
def test_what_the_table_omits_or_limits_is_outside_with_a_reason_and_a_neighbour(
    uml, kode, kelas, maks, satuan
):
    answer = ask(uml, kode, kelas, maks, satuan)
    assert not answer.dalam and answer.alasan.endswith(".")
    assert answer.terdekat and [d for _, d in answer.terdekat] == sorted(
        d for _, d in answer.terdekat
    )


def test_the_nearest_office_with_the_scope_is_named_with_its_distance(uml):
    nearest, distance = ask(uml, "meter_kwh", "", None, "").terdekat[0]
    assert nearest.kode == "kota-palembang" and 90 < distance < 120


def test_a_neighbour_whose_own_limit_is_too_low_is_not_named(uml):
    names = {u.kode for u, _ in ask(uml, "timbangan_jembatan", "III", "110", "t").terdekat}
    assert "banyuasin" not in names and "muara-enim" in names
    assert "muara-enim" not in {
        u.kode for u, _ in ask(uml, "timbangan_jembatan", "III", "130", "t").terdekat
    }


def test_an_unknown_class_is_answered_provisionally(uml):
    answer = ask(uml, "timbangan_elektronik", "", "30", "kg")
    assert answer.dalam and answer.perlu == "kelas" and "II, III, IIII" in answer.alasan
    assert ask(uml, "timbangan_jembatan", "III", None, "").perlu == "kapasitas"


def test_a_line_for_a_family_covers_its_kinds_unless_a_kind_has_its_own(uml):
    family = JenisUttp.objects.get(kode="meter_gas")
    RuangLingkup.objects.create(uml=uml, jenis=family, dasar="Perubahan", mulai=dt.date(2025, 1, 1))
    assert ask(uml, "meter_gas_diafragma", "", None, "").dalam


def test_a_line_holds_only_between_its_dates(uml):
    assert not ask(uml, "timbangan_pegas", "", None, "", dt.date(2022, 9, 19)).dalam
    assert ask(uml, "timbangan_pegas", "", None, "", dt.date(2022, 9, 20)).dalam


def test_each_unit_has_its_own_scope(uml):
    other = Uml.objects.create(kode="lain", nama="UML Lain")
    assert not ask(other, "timbangan_pegas", "", None, "").dalam


@pytest.mark.parametrize(
    ("nilai", "dari", "ke", "hasil"),
    [
        ("30000", "g", "kg", "30"),
        ("1", "t", "kg", "1000"),
        ("5", "kL", "L", "5000"),
        ("3", "kg", "L", None),
        ("7", "xyz", "xyz", "7"),
    ],
)
def test_units_are_compared_exactly_or_not_at_all(nilai, dari, ke, hasil):
    assert samakan(Decimal(nilai), dari, ke) == (Decimal(hasil) if hasil else None)


def test_the_distance_from_sekayu_to_palembang_is_about_a_hundred_kilometres():
    assert (
        95
        <= km((Decimal("-2.888"), Decimal("103.842")), (Decimal("-2.976"), Decimal("104.775")))
        <= 115
    )
