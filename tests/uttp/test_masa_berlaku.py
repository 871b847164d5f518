"""How long a mark lasts.

Both conventions, dated rules, families, and the twenty-ninth of February.
"""

import datetime as dt

import pytest

from metrologi.portal.templatetags.portal import sprite
from metrologi.uttp.keadaan import keadaan, syarat
from metrologi.uttp.masa_berlaku import TanpaAturan, berlaku_sampai
from metrologi.uttp.models import AturanMasaBerlaku, JenisUttp, Uttp

D = dt.date
CASES = [
    ("timbangan_elektronik", D(2025, 3, 17), D(2026, 3, 17)),
    ("timbangan_pegas", D(2024, 2, 29), D(2025, 2, 28)),
    ("pompa_bbm", D(2024, 12, 31), D(2025, 12, 31)),
    ("meter_kayu", D(2025, 6, 1), D(2026, 6, 1)),
    ("alg_radar", D(2024, 2, 29), D(2026, 2, 28)),
    ("tangki_bola", D(2024, 2, 29), D(2036, 2, 29)),
    ("tutsit", D(2025, 1, 1), D(2031, 1, 1)),
    ("meter_kwh", D(2025, 5, 5), D(2035, 5, 5)),
]


@pytest.mark.parametrize(("kode", "uji", "akhir"), CASES)
def test_a_mark_lasts_n_years_from_the_day_of_the_test(uml, kode, uji, akhir):
    assert berlaku_sampai(JenisUttp.objects.get(kode=kode), uji)[0] == akhir


def test_the_rule_in_force_on_the_day_of_the_test_decides(uml):
    tum = JenisUttp.objects.get(kode="tum_bbm")
    assert berlaku_sampai(tum, D(2024, 10, 3))[0] == D(2025, 10, 3)
    akhir, rule = berlaku_sampai(tum, D(2024, 10, 4))
    assert akhir == D(2026, 10, 4) and rule.dikonfirmasi and "24/2024" in rule.sumber


def test_the_marks_of_2011_ran_to_the_end_of_november(uml):
    assert berlaku_sampai(JenisUttp.objects.get(kode="timbangan_pegas"), D(2011, 3, 1))[0] == D(
        2012, 11, 30
    )
    assert berlaku_sampai(JenisUttp.objects.get(kode="bejana_ukur"), D(2011, 3, 1))[0] == D(
        2013, 11, 30
    )
    assert berlaku_sampai(JenisUttp.objects.get(kode="meter_kwh"), D(2011, 3, 1))[0] == D(
        2021, 11, 30
    )


def test_a_kinds_own_rule_comes_before_its_familys(uml):
    dacin = JenisUttp.objects.get(kode="dacin")
    AturanMasaBerlaku.objects.create(jenis=dacin, tahun=2, sumber="Uji", mulai=D(2025, 1, 1))
    assert berlaku_sampai(dacin, D(2025, 2, 1))[0] == D(2027, 2, 1)
    assert berlaku_sampai(dacin, D(2024, 2, 1))[0] == D(2025, 2, 1)


def test_a_kind_free_of_reverification_never_expires(uml):
    jenis = JenisUttp.objects.get(kode="takaran_basah")
    AturanMasaBerlaku.objects.create(
        jenis=jenis, kewajiban="wajib_tera", tahun=None, sumber="Uji", mulai=D(2026, 1, 1)
    )
    assert berlaku_sampai(jenis, D(2026, 5, 1))[0] is None


def test_a_day_without_any_rule_is_said_not_guessed(uml):
    with pytest.raises(TanpaAturan, match="Timbangan pegas"):
        berlaku_sampai(JenisUttp.objects.get(kode="timbangan_pegas"), D(2001, 1, 1))


HARI = D(2026, 3, 1)
STANDINGS = [
    ("", None, None, "belum_ditera", ""),
    ("batal", None, None, "batal", ""),
    ("perlu_perbaikan", None, None, "perlu_perbaikan", ""),
    ("sah", D(2026, 6, 1), None, "berlaku", "92 hari lagi"),
    ("sah", D(2026, 3, 31), None, "segera_habis", "30 hari lagi"),
    ("sah", D(2026, 4, 1), None, "berlaku", "31 hari lagi"),
    ("sah", HARI, None, "segera_habis", "berakhir hari ini"),
    ("sah", D(2026, 2, 28), None, "kedaluwarsa", "lewat 1 hari"),
    ("sah", D(2026, 6, 1), D(2026, 2, 1), "gugur", ""),
    ("sah", D(2026, 6, 1), D(2026, 3, 2), "berlaku", "92 hari lagi"),
    ("sah", None, None, "berlaku", ""),
]


@pytest.mark.parametrize(("putusan", "sampai", "gugur", "kode", "sisa"), STANDINGS)
def test_what_a_mark_is_worth_on_a_day(putusan, sampai, gugur, kode, sisa):
    now = keadaan(putusan, sampai, gugur, HARI)
    assert (
        (now.kode, now.hitung_mundur) == (kode, sisa)
        and now.chip.label
        and now.chip.icon in sprite()
    )


def test_the_filter_of_a_list_finds_exactly_what_the_chip_says(alat):
    for n, (putusan, sampai, gugur, *_rest) in enumerate(STANDINGS):
        alat(
            nomor_seri=f"S{n}",
            putusan_terakhir=putusan,
            berlaku_sampai=sampai,
            gugur_pada=gugur,
            diputus_pada=D(2025, 3, 1) if putusan else None,
        )
    for kode in {row[3] for row in STANDINGS}:
        found = set(Uttp.objects.filter(syarat(kode, HARI)))
        assert found == {u for u in Uttp.objects.all() if u.keadaan(HARI).kode == kode}, kode
