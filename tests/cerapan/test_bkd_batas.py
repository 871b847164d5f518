"""The edges of what a reading may be, and the figures that a verdict gives beside its word."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from metrologi.bkd import (
    anak_timbangan,
    meter_air,
    meter_kadar_air,
    meter_taksi,
    pompa_ukur,
    relatif,
    ukuran_panjang,
)
from metrologi.bkd.keputusan import Keputusan, UjiDinilai, keputusan
from metrologi.bkd.meter_taksi import JARAK, METER, WAKTU
from metrologi.bkd.putusan import BATAL, SAH, TIDAK_LENGKAP, TIDAK_VALID, VALID
from metrologi.bkd.tabel import aturan

SETENGAH = Fraction(1, 2)
RELATIF = relatif.Relatif(tampil=Decimal("101"), acuan=100, bkd_persen=1)
ARGO = meter_taksi.Argo(bagian=METER, besaran=JARAK, acuan=1000, tampil=1000)
KADAR = meter_kadar_air.KadarAir(komoditas=None, acuan_persen=12, bacaan_persen=(12, 12, 12))
MUKA = pompa_ukur.DuaMuka(depan_l=20, belakang_l=20)
JALAN = pompa_ukur.Jalan(aliran="maks", tampil_l=20, acuan_l=20)
POMPA = pompa_ukur.Pompa(persen_kelas=SETENGAH, mmq_l=5, jalan=(JALAN,), batas_tetap_persen=1)
HANGAT = replace(JALAN, suhu_bus_c=20, suhu_meter_c=20)
TERKOREKSI = replace(POMPA, jalan=(HANGAT,), gamma_bus=0, beta_cairan=0)
KEPING = anak_timbangan.Keping(
    kelas="M1", nominal="1 kg", galat_mg=0, cara_nilai="simple", kali_bkd=1
)
DIJAGA = replace(KEPING, kelas="F2", cara_nilai="r111_guard", u_mg=0)
PANJANG = ukuran_panjang.Panjang(kelas="II", nominal_mm=1000, galat_mm=0, tahap="tera")
DEBIT = meter_air.TitikDebit(debit=1, tampil_l=100, sebenarnya_l=100)
AIR = meter_air.MeterAir(
    kelas="2",
    q1=SETENGAH,
    q2=Fraction(8, 10),
    q3=2,
    q4=Fraction(5, 2),
    suhu_air_c=20,
    tahap="tera",
    titik=(DEBIT,),
)


# Rule, case, field, the reading next to the edge that is refused, the one that is taken.
TEPI = [
    (relatif.relatif, RELATIF, "acuan", 0, SETENGAH),
    (relatif.relatif, RELATIF, "bkd_persen", -SETENGAH, 0),
    (meter_taksi.kebenaran, ARGO, "acuan", 0, SETENGAH),
    (meter_taksi.kebenaran, ARGO, "tampil", -SETENGAH, 0),
    (pompa_ukur.beda_penunjukan, MUKA, "depan_l", 0, SETENGAH),
    (pompa_ukur.beda_penunjukan, MUKA, "belakang_l", 0, SETENGAH),
    (pompa_ukur.kebenaran, POMPA, "mmq_l", 0, SETENGAH),
    (pompa_ukur.kebenaran, POMPA, "batas_tetap_persen", -SETENGAH, 0),
    (pompa_ukur.kebenaran, TERKOREKSI, "gamma_bus", -SETENGAH, 0),
    (pompa_ukur.kebenaran, TERKOREKSI, "beta_cairan", -SETENGAH, 0),
    (ukuran_panjang.kebenaran, PANJANG, "nominal_mm", 0, SETENGAH),
    (meter_air.kebenaran, AIR, "q1", 0, SETENGAH),
    (meter_air.kebenaran, AIR, "suhu_air_c", -SETENGAH, 0),
    (meter_air.kebenaran, AIR, "suhu_air_c", Fraction(361, 2), 180),
    (anak_timbangan.kebenaran, KEPING, "kali_bkd", SETENGAH, 1),
    (anak_timbangan.kebenaran, DIJAGA, "u_mg", -SETENGAH, 0),
]


@pytest.mark.parametrize(("rule", "case", "name", "refused", "taken"), TEPI)
def test_a_reading_at_its_edge_is_taken_and_one_beyond_is_impossible(
    rule, case, name, refused, taken
):
    answer = rule(replace(case, **{name: refused}))
    assert answer.kata == TIDAK_VALID and answer.sebab.nama == name
    assert rule(replace(case, **{name: taken})).kata in (SAH, BATAL)


@pytest.fixture
def moisture():
    return replace(KADAR, komoditas=sorted(aturan("kadar-air-bkd").isi["komoditas"])[0])


@pytest.mark.parametrize(
    ("changes", "taken"),
    [
        ({"acuan_persen": 100, "bacaan_persen": (100, 100, 100)}, True),
        ({"acuan_persen": Decimal("100.5")}, False),
        ({"acuan_persen": SETENGAH, "bacaan_persen": (0, SETENGAH, 1)}, True),
        ({"acuan_persen": 0}, False),
        ({"bacaan_persen": (-SETENGAH, 12, 12)}, False),
    ],
)
def test_moisture_lies_between_nothing_and_all(moisture, changes, taken):
    answer = meter_kadar_air.kadar_air(replace(moisture, **changes))
    assert (answer.kata in (SAH, BATAL)) is taken
    assert taken or answer.kata == TIDAK_VALID


def test_a_relative_error_is_told_in_percent_of_the_reference():
    answer = relatif.relatif(RELATIF)
    assert (answer.kata, answer.galat, answer.batas) == (SAH, 1, 1)
    answer = relatif.relatif(replace(RELATIF, tampil=Decimal("198"), acuan=200))
    assert (answer.kata, answer.galat) == (SAH, -1)
    answer = relatif.relatif(replace(RELATIF, tampil=Decimal("98.9")))
    assert (answer.kata, answer.galat) == (BATAL, Fraction("-1.1"))
    third = relatif.relatif(replace(RELATIF, tampil=4, acuan=3, bkd_persen=100))
    assert third.galat == Fraction("33.333333")


def test_a_taximeter_is_told_in_metres_or_in_seconds():
    reason = meter_taksi.kebenaran(ARGO).alasan[0]
    assert (reason.satuan, reason.titik) == ("m", "1000 m")
    reason = meter_taksi.kebenaran(replace(ARGO, besaran=WAKTU)).alasan[0]
    assert (reason.satuan, reason.titik) == ("s", "1000 s")


@pytest.mark.parametrize(("front", "back"), [("20", "19.99"), ("19.99", "20")])
def test_two_faces_of_a_dispenser_differ_by_their_distance(front, back):
    faces = pompa_ukur.DuaMuka(depan_l=Decimal(front), belakang_l=Decimal(back))
    answer = pompa_ukur.beda_penunjukan(faces)
    assert (answer.kata, answer.galat) == (SAH, Fraction("0.01"))


@pytest.mark.parametrize(
    ("volume", "expansion", "taken"),
    [
        (SETENGAH, 0, True),
        (1, Fraction(1, 10), False),  # 1 + 0.1 · (10 − 20) = 0
        (1, Fraction(15, 100), False),  # − 0.5 L
    ],
)
def test_a_can_that_would_hold_nothing_after_the_correction_is_impossible(volume, expansion, taken):
    run = replace(HANGAT, acuan_l=volume, tampil_l=volume, suhu_meter_c=10)
    case = replace(TERKOREKSI, jalan=(run,), beta_cairan=expansion)
    answer = pompa_ukur.kebenaran(case)
    assert (answer.kata in (SAH, BATAL)) is taken
    assert taken or answer.sebab.nama == "jalan[1].acuan_l"


@pytest.mark.parametrize(
    ("written", "milligrams"),
    [("500 mg", 500), ("2 g", 2000), ("20 kg", 20_000_000), ("0.5 t", 500_000_000)],
)
def test_a_mass_is_read_in_each_unit_of_the_table(written, milligrams):
    assert anak_timbangan.nominal_mg(written) == milligrams


def test_a_mass_written_in_another_unit_has_the_same_bkd():
    kilogram = anak_timbangan.kebenaran(KEPING)
    assert kilogram.batas == anak_timbangan.kebenaran(replace(KEPING, nominal="1000 g")).batas
    tonne = replace(KEPING, nominal="1 000 kg")
    assert anak_timbangan.kebenaran(tonne).batas == 50_000  # OIML R 111-1, table 1: M1, 1 000 kg


def test_an_uncertainty_of_exactly_a_third_of_the_bkd_is_enough():
    limit = anak_timbangan.kebenaran(DIJAGA).batas
    answer = anak_timbangan.kebenaran(replace(DIJAGA, u_mg=limit / 3))
    assert (answer.kata, answer.batas_diterima) == (SAH, limit * 2 / 3)
    beyond = anak_timbangan.kebenaran(replace(DIJAGA, u_mg=limit / 3 + Fraction(1, 100)))
    assert beyond.kata == TIDAK_VALID and beyond.sebab.nama == "u_mg"


@pytest.mark.parametrize(
    ("name", "refused", "taken"),
    [("sebenarnya_l", 0, SETENGAH), ("tampil_l", -SETENGAH, 0), ("debit", Fraction(26, 10), 2)],
)
def test_a_run_of_a_water_meter_has_its_edges_too(name, refused, taken):
    answer = meter_air.kebenaran(replace(AIR, titik=(replace(DEBIT, **{name: refused}),)))
    assert answer.kata == TIDAK_VALID and answer.sebab.nama == f"titik[1].{name}"
    answer = meter_air.kebenaran(replace(AIR, titik=(replace(DEBIT, **{name: taken}),)))
    assert answer.kata in (SAH, BATAL)


@pytest.mark.parametrize(
    ("q1", "q2", "q3", "q4", "warnings"),
    [
        ("0.5", "0.8", "2", "2.5", []),
        ("0.5", "0.9", "2", "2.5", ["Q2 bukan 1,6 Q1"]),
        ("0.5", "0.8", "2", "2.4", ["Q4 bukan 1,25 Q3"]),
        ("0.5", "0.7", "2", "3", ["Q2 bukan 1,6 Q1", "Q4 bukan 1,25 Q3"]),
    ],
)
def test_the_plate_of_a_water_meter_is_compared_with_its_ratios(q1, q2, q3, q4, warnings):
    """OIML R 49-1: Q2 / Q1 = 1.6 and Q4 / Q3 = 1.25."""
    flows = [Fraction(flow) for flow in (q1, q2, q3, q4)]
    assert meter_air.plate_warnings(*flows) == warnings


def overall(*tests, wajib=("a",)):
    """The overall verdict of (name, verdict) pairs."""
    rows = [UjiDinilai(nama=name, putusan=word) for name, word in tests]
    return keputusan(Keputusan(uji=rows, wajib=list(wajib)))


@pytest.mark.parametrize(
    ("tests", "wanted"),
    [
        ([("a", SAH)], SAH),
        ([("a", VALID)], SAH),
        ([("a", SAH), ("b", BATAL)], BATAL),
        ([("a", TIDAK_VALID), ("b", BATAL)], BATAL),
        ([("a", SAH), ("b", TIDAK_VALID)], TIDAK_VALID),
        ([("a", SAH), ("b", "lulus")], TIDAK_VALID),
        ([("a", SAH), ("b", None)], SAH),
        ([("a", SAH), ("b", TIDAK_LENGKAP)], SAH),
        ([("a", SAH), ("a", TIDAK_LENGKAP)], TIDAK_LENGKAP),
        ([("a", None)], TIDAK_LENGKAP),
        ([("a", "")], TIDAK_LENGKAP),
        ([("b", SAH)], TIDAK_LENGKAP),
        ([], TIDAK_LENGKAP),
    ],
)
def test_the_overall_verdict_weighs_its_tests(tests, wanted):
    assert overall(*tests).kata == wanted


def test_without_a_mandatory_test_one_has_to_pass_all_the_same():
    assert overall(("b", SAH), wajib=()).kata == SAH
    answer = overall(("b", None), wajib=())
    assert answer.kata == TIDAK_LENGKAP
    assert str(answer.sebab) == "uji belum lengkap: tidak ada uji yang lulus"


def test_the_overall_verdict_names_what_is_wrong():
    answer = overall(("a", SAH), wajib=("a", "b", "c"))
    assert str(answer.sebab) == "uji belum lengkap: b, c"
    answer = overall(("a", SAH), ("b", TIDAK_VALID))
    assert str(answer.sebab) == "b: tidak valid"
    answer = overall(("a", SAH), ("b", "lulus"))
    assert answer.sebab.nama == "uji[2].putusan"
    assert overall(("a", SAH), ("", SAH)).sebab.nama == "uji[2].nama"
