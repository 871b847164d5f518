"""The reference data: complete, sourced, loaded twice without change, and never more certain than
its source.
"""

import time

from django.core.management import call_command

from metrologi.uttp.models import (
    AturanMasaBerlaku,
    JenisUttp,
    LingkupTetangga,
    RuangLingkup,
    UmlTetangga,
    Wilayah,
)
from metrologi.uttp.muat import muat_rujukan

TABLES = [Wilayah, JenisUttp, AturanMasaBerlaku, UmlTetangga, LingkupTetangga, RuangLingkup]


def test_loading_again_changes_nothing(uml):
    before = [list(t.objects.order_by("pk").values()) for t in TABLES]
    muat_rujukan(uml)
    assert [list(t.objects.order_by("pk").values()) for t in TABLES] == before


def test_loading_takes_less_than_two_seconds_of_processor_time(uml):
    start = time.process_time()
    call_command("muat_rujukan", uml="musi-banyuasin", verbosity=0)
    assert time.process_time() - start < 2


def test_the_regency_has_fifteen_kecamatan_with_their_desa(uml):
    assert Wilayah.objects.filter(tingkat="kecamatan").count() == 15
    assert str(Wilayah.objects.get(kode="16.06.01.1010")) == "Kelurahan Serasan Jaya"
    assert Wilayah.objects.get(kode="16.06.01.2001").induk.nama == "Sekayu"
    assert not Wilayah.objects.filter(tingkat="desa", induk=None).exists()


def test_every_kind_a_person_can_choose_has_a_rule_and_a_family(uml):
    ruled = set(AturanMasaBerlaku.objects.filter(sampai=None).values_list("jenis__kode", flat=True))
    for jenis in JenisUttp.objects.pilihan():
        assert ruled & set(jenis.silsilah), jenis.kode
        assert "/" in jenis.jalur and jenis.satuan, jenis.kode


def test_only_periods_read_in_the_decree_count_as_confirmed(uml):
    confirmed = AturanMasaBerlaku.objects.filter(dikonfirmasi=True)
    assert {r.sumber for r in confirmed} == {"Permendag 24/2024, Lampiran I"}
    unread = ["timbangan_bukan_otomatis", "pompa_ukur", "meter_kwh_keluarga"]
    assert not confirmed.filter(jenis__kode__in=unread).exists()


def test_the_sheets_of_the_cerapan_are_assigned_to_the_kinds_that_use_them(uml):
    lembar = dict(JenisUttp.objects.values_list("kode", "lembar"))
    assert lembar["timbangan_elektronik"] == lembar["timbangan_jembatan"] == "timbangan_elektronik"
    assert lembar["meja_beranger"] == lembar["sentisimal"] == "timbangan_meja"
    assert (lembar["timbangan_pegas"], lembar["pompa_bbm"], lembar["meter_kwh"]) == (
        "timbangan_pegas",
        "pompa_bbm",
        "meter_kwh",
    )


def test_a_family_hands_down_what_its_members_share(uml):
    pompa = JenisUttp.objects.get(kode="pompa_bbm")
    assert pompa.wajib_skhp and pompa.isian[0]["nama"] == "nomor_spbu"


def test_an_example_scope_never_claims_to_be_confirmed(uml):
    assert not RuangLingkup.objects.filter(dikonfirmasi=True).exists()
    assert not UmlTetangga.objects.filter(dikonfirmasi=True).exists()
