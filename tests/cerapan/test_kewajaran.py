"""Plausibility before verdict: what looks like a slip is said, must be ticked as looked at, and never decided silently."""
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
    return Standar.objects.create(uml=office.uml, nama="Pembanding", sertifikat_nomor="S/9", sertifikat_tanggal=today(),
                                  berlaku_sampai=today(), **fields)


def doubts(form):
    return " | ".join(form.hitung().peringatan)


@pytest.mark.parametrize(("jenis", "changes", "words"), [
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
])
def test_a_slip_is_said_on_every_sheet_and_must_be_ticked(sheet, jenis, changes, words):  # noqa: F811
    form = sheet(case(jenis), **changes)
    assert words in doubts(form)
    if form.hitung().putusan in ("SAH", "BATAL"):
        assert "diperiksa" in form.errors and "diperiksa" not in sheet(case(jenis), **changes, diperiksa="on").errors


def test_a_flow_above_q4_is_no_verdict_at_all(sheet):  # noqa: F811
    assert sheet(case("meter_air"), kebenaran_q3_debit="3,2").hitung().putusan == "TIDAK_VALID"


def test_an_instrument_of_the_year_1026_is_asked_about(office):
    scale = office.uttp(tahun_buat=1026)
    form = CerapanForm(bacaan(scale, office.standar), {}, uttp=scale, tahap="tera_ulang", hari=today(), uml=office.uml,
                       penera=office.people["penera"])
    assert "1026" in doubts(form) and "diperiksa" in form.errors


@pytest.mark.parametrize(("kelas", "tahap", "told"), [("M1", "tera", False), ("M2", "tera", False), ("M3", "tera", True)])
def test_weights_coarser_than_a_third_of_the_bkd_are_asked_about(office, kelas, tahap, told):
    scale, weights = office.uttp(), standard(office, jenis="massa", kelas=kelas)
    form = CerapanForm(bacaan(scale, weights, tahap=tahap), {}, uttp=scale, tahap=tahap, hari=today(), uml=office.uml,
                       penera=office.people["penera"])
    assert ("sepertiga" in doubts(form)) is told


@pytest.mark.parametrize(("u", "told"), [("U = 2 mL, k = 2", False), ("U = 3,3 mL", False), ("U = 3,4 mL", True),
                                         ("U = 0,05 L", True), ("tertelusur", False)])
def test_a_can_no_better_than_a_third_of_the_bkd_is_asked_about(sheet, office, u, told):  # noqa: F811
    can = standard(office, jenis="volume", ketidakpastian=u)
    assert ("sepertiga" in doubts(sheet(case("bejana_ukur"), standar=[str(can.pk)]))) is told


@pytest.mark.parametrize(("kelas", "told"), [("F2", False), ("M1", True), ("M2", True)])
def test_weights_are_compared_with_better_ones(sheet, office, kelas, told):  # noqa: F811
    other = standard(office, jenis="massa", kelas=kelas)
    assert ("tidak lebih teliti" in doubts(sheet(case("anak_timbangan"), standar=[str(other.pk)]))) is told


def test_exact_readings_raise_no_doubt_on_any_sheet(sheet):  # noqa: F811
    for one in CASES:
        assert not sheet(one).hitung().peringatan, (str(one), doubts(sheet(one)))


@pytest.mark.parametrize("jenis", ["timbangan_elektronik", "timbangan_pegas", "meja_beranger"])
def test_loads_that_leave_out_max_are_asked_about(office, jenis):
    scale = office.uttp(jenis)
    data = bacaan(scale, office.standar)
    loads = [n for n in data if n.startswith("kebenaran_") and n.endswith("_beban") and data[n] == "30"]

    def form(text):
        changes = {n: text for load in loads for n in (load, load.replace("_beban", "_tampil")) if n in data}
        return CerapanForm(data | changes, {}, uttp=scale, tahap="tera_ulang", hari=today(), uml=office.uml,
                           penera=office.people["penera"])

    assert loads and "Beban uji" not in doubts(form("30")) and form("30").is_valid()
    assert "di bawah kapasitas maksimum 30" in doubts(form("29")) and "diperiksa" in form("29").errors
