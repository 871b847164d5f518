"""Plausibility before verdict.

What looks like a slip is said, must be ticked as looked at, and never decided silently.
"""

import datetime as dt

import pytest

from metrologi.cerapan.forms import CerapanForm
from metrologi.clock.now import today
from metrologi.uttp.models import Standar
from tests.cerapan.test_lembar_jenis import CASES, sheet  # noqa: F401
from tests.readings import bacaan

pytestmark = pytest.mark.django_db


def case(jenis):
    return next(c for c in CASES if c.jenis == jenis)


def standard(office, **fields):
    return Standar.objects.create(
        uml=office.uml,
        nama="Pembanding",
        sertifikat_nomor="S/9",
        sertifikat_tanggal=today(),
        berlaku_sampai=today(),
        **fields,
    )


def doubts(form):
    return " | ".join(form.penilaian.hasil.peringatan)


@pytest.mark.parametrize(
    ("jenis", "changes", "words"),
    [
        ("meter_air", {"kebenaran_q3_debit": "3,2"}, "melebihi Q4"),
        ("meter_air", {"kebenaran_q1_debit": "0,04"}, "di luar ruas Q1"),
        ("meter_air", {"alat_q4": "9"}, "Q4 bukan 1,25 Q3"),
        ("meter_arus_pd", {"kebenaran_maks1_debit": "700"}, "melebihi Qmaks"),
        ("meter_arus_pd", {"alat_qmin": "400"}, "kurang dari Qmin"),
        ("bejana_ukur", {"kebenaran_v1_isi": "2"}, "sepuluh kali batas"),
        ("tum_bbm", {"kebenaran_k1_acuan": "50000"}, "sepuluh kali batas"),
        ("meter_kwh", {"kebenaran_k1_tampil": "1000"}, "jauh dari"),
        ("anak_timbangan", {"kebenaran_k1_galat": "20000"}, "sepuluh kali batas"),
        ("pompa_elpiji", {"kebenaran_n1maks1_bejana": "150"}, "jauh dari"),
        ("meter_taksi", {"kebenaran_j1_tampil": "10"}, "jauh dari"),
        ("timbangan_pengisi", {"kebenaran_besar_bacaan": "25 25000"}, "sepuluh kali batas"),
    ],
)
def test_a_slip_is_said_on_every_sheet_and_must_be_ticked(sheet, jenis, changes, words):  # noqa: F811
    form = sheet(case(jenis), **changes)
    assert words in doubts(form)
    if form.penilaian.hasil.putusan in ("SAH", "BATAL"):
        assert (
            "diperiksa" in form.errors
            and "diperiksa" not in sheet(case(jenis), **changes, diperiksa="on").errors
        )


def test_a_flow_above_q4_is_no_verdict_at_all(sheet):  # noqa: F811
    assert (
        sheet(case("meter_air"), kebenaran_q3_debit="3,2").penilaian.hasil.putusan == "TIDAK_VALID"
    )


def test_an_instrument_of_the_year_1026_is_asked_about(office):
    scale = office.uttp(tahun_buat=1026)
    form = CerapanForm(
        bacaan(scale, office.standar),
        {},
        uttp=scale,
        tahap="tera_ulang",
        hari=today(),
        uml=office.uml,
        penera=office.people["penera"],
    )
    assert "1026" in doubts(form) and "diperiksa" in form.errors


@pytest.mark.parametrize(
    ("kelas", "tahap", "told"), [("M1", "tera", False), ("M2", "tera", False), ("M3", "tera", True)]
)
def test_weights_coarser_than_a_third_of_the_bkd_are_asked_about(office, kelas, tahap, told):
    scale, weights = office.uttp(), standard(office, jenis="massa", kelas=kelas)
    form = CerapanForm(
        bacaan(scale, weights, tahap=tahap),
        {},
        uttp=scale,
        tahap=tahap,
        hari=today(),
        uml=office.uml,
        penera=office.people["penera"],
    )
    assert ("sepertiga" in doubts(form)) is told


@pytest.mark.parametrize(
    ("u", "told"),
    [
        ("U = 2 mL, k = 2", False),
        ("U = 3,3 mL", False),
        ("U = 3,4 mL", True),
        ("U = 0,05 L", True),
        ("tertelusur", False),
    ],
)
def test_a_can_no_better_than_a_third_of_the_bkd_is_asked_about(sheet, office, u, told):  # noqa: F811
    can = standard(office, jenis="volume", ketidakpastian=u)
    assert ("sepertiga" in doubts(sheet(case("bejana_ukur"), standar=[str(can.pk)]))) is told


@pytest.mark.parametrize(("kelas", "told"), [("F2", False), ("M1", True), ("M2", True)])
def test_weights_are_compared_with_better_ones(sheet, office, kelas, told):  # noqa: F811
    other = standard(office, jenis="massa", kelas=kelas)
    assert (
        "tidak lebih teliti" in doubts(sheet(case("anak_timbangan"), standar=[str(other.pk)]))
    ) is told


def test_exact_readings_raise_no_doubt_on_any_sheet(sheet):  # noqa: F811
    for one in CASES:
        assert not sheet(one).penilaian.hasil.peringatan, (str(one), doubts(sheet(one)))


@pytest.mark.parametrize("jenis", ["timbangan_elektronik", "timbangan_pegas", "meja_beranger"])
def test_loads_that_leave_out_max_are_asked_about(office, jenis):
    scale = office.uttp(jenis)
    data = bacaan(scale, office.standar)
    loads = [
        n for n in data if n.startswith("kebenaran_") and n.endswith("_beban") and data[n] == "30"
    ]

    def form(text):
        changes = {
            n: text
            for load in loads
            for n in (load, load.replace("_beban", "_tampil"))
            if n in data
        }
        return CerapanForm(
            data | changes,
            {},
            uttp=scale,
            tahap="tera_ulang",
            hari=today(),
            uml=office.uml,
            penera=office.people["penera"],
        )

    assert loads and "Beban uji" not in doubts(form("30")) and form("30").is_valid()
    assert (
        "di bawah kapasitas maksimum 30" in doubts(form("29")) and "diperiksa" in form("29").errors
    )


@pytest.mark.parametrize(
    ("nominal", "jumlah", "maks", "words"),
    [
        ("1 mg - 1 kg", 25, 30, "hanya sampai 2 kg"),
        ("20 kg", 2, 30, "lebih ringan daripada standar"),
        ("1 g - 10 kg", 27, 30, "hanya sampai 20 kg"),
        ("1 g – 20 kg", 27, 30, ""),
        ("", 1, 30, ""),
    ],
)
def test_weights_that_cannot_make_the_loads_are_asked_about(office, nominal, jumlah, maks, words):
    weights = standard(office, jenis="massa", kelas="M1", nominal=nominal, jumlah=jumlah)
    scale = office.uttp(kapasitas_maks=maks)
    form = filled(office, scale, weights)
    assert words in doubts(form) and bool(words) == ("diperiksa" in form.errors)


def test_substitution_is_declared_and_needs_a_fifth_of_max(office):
    few = standard(office, jenis="massa", kelas="M1", nominal="20 kg", jumlah=50)
    bridge = {"kapasitas_maks": 10000, "kapasitas_min": 100, "e": 5, "d": 5}
    form = filled(office, office.uttp(**bridge), few, substitusi="on")
    assert "seperlima" in doubts(form) and "hanya sampai" not in doubts(form)
    many = standard(office, jenis="massa", kelas="M1", nominal="20 kg", jumlah=150)
    form = filled(office, office.uttp(**bridge), many, substitusi="on")
    assert form.is_valid() and form.mentah()["substitusi"] == "on"
    assert "hanya sampai 3000 kg" in doubts(filled(office, office.uttp(**bridge), many))
    small = filled(office, office.uttp(), office.standar, substitusi="on")
    assert "di atas 1 t" not in doubts(small) or office.standar.nominal


def test_a_standard_of_a_larger_load_is_judged_by_its_own_class(office):
    """F2 weights up to 1 kg do not make M3 weights of 20 kg fine enough."""
    fine = standard(office, jenis="massa", kelas="F2", nominal="1 mg - 1 kg", kode="f2")
    coarse = standard(
        office, jenis="massa", kelas="M3", nominal="20 kg", jumlah=2, kode="m3", nomor_seri="2"
    )
    scale = office.uttp(e="0.005", d="0.005", kelas="III")
    form = filled(office, scale, fine, standar=[str(fine.pk), str(coarse.pk)], tahap="tera")
    assert "lebih dari sepertiga batas" in doubts(form)


def test_an_expired_standard_is_shown_with_its_date_and_cannot_be_ticked(office):
    old = Standar.objects.create(
        uml=office.uml,
        jenis="massa",
        nama="Anak timbangan lama",
        sertifikat_nomor="S/0",
        sertifikat_tanggal=dt.date(2020, 1, 1),
        berlaku_sampai=dt.date(2021, 7, 31),
    )
    form = filled(office, office.uttp(), office.standar)
    offered = [str(value) for value, _ in form.fields["standar"].choices]
    assert str(old.pk) not in offered and str(office.standar.pk) in offered
    assert "31 Juli 2021" in " ".join(form.standar_habis())
    refused = filled(office, office.uttp(), office.standar, standar=[str(old.pk)])
    assert "31 Juli 2021" in refused.errors["standar"][0]


def filled(office, scale, weights, tahap="tera_ulang", **changes):
    return CerapanForm(
        bacaan(scale, weights, tahap=tahap) | changes,
        {},
        uttp=scale,
        tahap=tahap,
        hari=today(),
        uml=office.uml,
        penera=office.people["penera"],
    )
