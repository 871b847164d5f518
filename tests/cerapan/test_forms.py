"""The sheet as a form: what may be saved, what is refused at which field, and what is never decided
silently.
"""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import Role
from metrologi.cerapan.forms import CerapanForm
from metrologi.clock.now import today
from metrologi.uttp.models import Standar
from tests.readings import bacaan
from tests.walk import walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def scale(office):
    return office.uttp()


@pytest.fixture
def sheet(office, scale):
    """`sheet(kebenaran_k1_tampil="abc")`: the form of a complete sheet with some texts replaced."""

    def make(reading="sah", files=None, cara="", tahap="tera_ulang", **changes):
        data = bacaan(scale, office.standar, reading, tahap) | changes
        return CerapanForm(
            {k: v for k, v in data.items() if v is not None},
            files or {},
            uttp=scale,
            tahap=tahap,
            hari=today(),
            uml=office.uml,
            penera=office.people["penera"],
            cara=cara,
        )

    return make


def picture():
    body = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(body, "PNG")
    return SimpleUploadedFile("pelat.png", body.getvalue(), content_type="image/png")


def test_a_complete_sheet_within_its_limits_is_sah(sheet):
    form = sheet()
    assert form.is_valid(), form.errors
    assert (form.penilaian.hasil.putusan, form.cleaned_data["keputusan"]) == ("SAH", "sah")


def test_a_sheet_with_open_tests_is_not_saved_and_names_them(sheet):
    form = sheet(kebenaran_k3_tampil=None, nol_n1_naik=None)
    assert not form.is_valid()
    assert form.non_field_errors() == [
        "Belum ada putusan. Lengkapi atau periksa: Kebenaran (1 dari 5), Penyetelan nol."
    ]


def test_an_empty_post_answers_with_words(sheet, scale, office):
    form = CerapanForm(
        {},
        {},
        uttp=scale,
        tahap="tera",
        hari=today(),
        uml=office.uml,
        penera=office.people["penera"],
    )
    assert not form.is_valid() and form.penilaian.hasil.putusan == "TIDAK_LENGKAP"
    assert form.errors["standar"] == ["Pilih standar yang dipakai."]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lima", "Tulis angka saja"),
        ("99.999", "dapat berarti dua hal"),
        ("9" * 60, "terlalu panjang"),
        ("5\x00", "tidak dapat dibaca"),
        ("٥", "Tulis angka saja"),
        ("NaN", "Tulis angka saja"),
        ("1e9", "Tulis angka saja"),
        ("<b>5</b>", "Tulis angka saja"),
    ],
)
def test_what_is_not_a_number_is_answered_at_its_field_and_kept(sheet, text, words):
    form = sheet(kebenaran_k2_tampil=text)
    assert not form.is_valid()
    assert words in form.errors["kebenaran_k2_tampil"][0]
    assert form["kebenaran_k2_tampil"].value() == text


@pytest.mark.parametrize("text", ["5,01", "5.01", " 5,01 "])
def test_comma_and_point_are_the_same_number(sheet, text):
    assert sheet(kebenaran_k2_tampil=text).penilaian.hasil.titik()["kebenaran_k2"].nilai == "0,01"


def test_a_display_of_three_decimals_is_typed_as_it_stands(sheet):
    """5000 kg is impossible on a scale of 30 kg, so "5.000" is not asked about."""
    assert sheet(kebenaran_k2_tampil="5.000").penilaian.hasil.titik()["kebenaran_k2"].nilai == "0"


def test_a_display_between_two_steps_of_d_is_asked_about_and_not_judged(sheet):
    form = sheet(kebenaran_k2_tampil="5,005")
    assert not form.is_valid() and "Bukan kelipatan" in form.errors["kebenaran_k2_tampil"][0]
    assert form.penilaian.hasil.putusan == "TIDAK_LENGKAP"


def test_live_results_explain_a_number_they_cannot_read(sheet):
    rows = next(
        b for b in sheet(kebenaran_k2_tampil="99.999").bagian() if b["uji"].kode == "kebenaran"
    )["baris"]
    assert "dua hal" in rows[1]["galat"][0] and not rows[0]["galat"]


def test_the_engine_is_not_overruled(sheet):
    assert "keputusannya sah" in sheet(keputusan="batal").errors["keputusan"][0]
    failing = sheet("batal", keputusan="sah")
    assert "Ada uji yang tidak memenuhi syarat" in failing.errors["keputusan"][0]


@pytest.mark.parametrize("decision", ["perlu_perbaikan", "batal"])
def test_a_failing_sheet_is_repaired_or_cancelled_as_the_penera_says(sheet, decision):
    form = sheet(decision)
    assert form.is_valid(), form.errors
    assert (form.penilaian.hasil.putusan, form.cleaned_data["keputusan"]) == ("BATAL", decision)


def test_a_failing_sheet_without_a_decision_is_asked_for_one(sheet):
    form = sheet("batal", keputusan="")
    assert "Pilih: perlu perbaikan, atau batal" in form.errors["keputusan"][0]


def test_a_standard_out_of_its_certificate_is_refused_by_name_and_date(sheet, office):
    old = Standar.objects.create(
        uml=office.uml,
        nama="AT M1",
        jenis="massa",
        kelas="M1",
        sertifikat_nomor="BSML/9",
        sertifikat_tanggal=today() - dt.timedelta(days=500),
        berlaku_sampai=today() - dt.timedelta(days=1),
    )
    error = sheet(standar=[str(old.pk)]).errors["standar"][0]
    assert (
        error.startswith("Sertifikat BSML/9 dari AT M1 berlaku sampai ")
        and "tidak dapat dipakai untuk pengujian" in error
    )


@pytest.mark.parametrize("offset", [(0, 100), (-100, 0)])
def test_both_ends_of_a_certificate_count(sheet, office, offset):
    edge = Standar.objects.create(
        uml=office.uml,
        nama="AT M1",
        jenis="massa",
        kelas="M1",
        sertifikat_nomor="BSML/9",
        sertifikat_tanggal=today() + dt.timedelta(days=offset[0]),
        berlaku_sampai=today() + dt.timedelta(days=offset[1]),
    )
    assert sheet(standar=[str(edge.pk)]).is_valid()


@pytest.mark.parametrize("value", [["999999"], ["abc"], ["1' OR 1=1"], []])
def test_a_standard_of_nobody_is_refused(sheet, value):
    assert "standar" in sheet(standar=value).errors


def test_weights_too_coarse_for_the_class_must_be_confirmed(sheet, office):
    coarse = Standar.objects.create(
        uml=office.uml,
        nama="Bidur",
        jenis="massa",
        kelas="M3",
        sertifikat_nomor="BSML/3",
        sertifikat_tanggal=today(),
        berlaku_sampai=today(),
    )
    form = sheet(standar=[str(coarse.pk)])
    assert "terlalu kasar" in form.penilaian.hasil.peringatan[0] and "diperiksa" in form.errors
    assert sheet(standar=[str(coarse.pk)], diperiksa="on").is_valid()


def test_a_mark_of_another_year_must_be_confirmed(sheet):
    assert "diperiksa" in sheet(tapak_sah_tahun="19").errors
    assert "tapak_sah_tahun" in sheet(tapak_sah_tahun="1026").errors


@pytest.mark.parametrize(
    ("decision", "changes", "field"),
    [
        ("sah", {"tapak_sah_jumlah": None}, "tapak_sah_jumlah"),
        ("batal", {"tapak_batal_jumlah": None}, "tapak_batal_jumlah"),
        ("sah", {"tapak_batal_jumlah": "1"}, "tapak_batal_jumlah"),
        ("batal", {"tapak_sah_jumlah": "1"}, "tapak_sah_jumlah"),
        ("perlu_perbaikan", {"tapak_jaminan_jumlah": "2"}, "tapak_jaminan_jumlah"),
        ("sah", {"tapak_sah_jumlah": "banyak"}, "tapak_sah_jumlah"),
    ],
)
def test_marks_follow_the_decision(sheet, decision, changes, field):
    assert list(sheet(decision, **changes).errors) == [field]


def test_a_plate_without_e_gets_the_e_of_its_kind(office):
    beam = office.uttp("meja_beranger", e=None, d=None, kapasitas_maks=10)
    form = CerapanForm(
        None,
        None,
        uttp=beam,
        tahap="tera",
        hari=today(),
        uml=office.uml,
        penera=office.people["penera"],
    )
    assert form.alat.e * 1000 == 10 and form.rows["kebenaran"]


def test_the_plate_can_be_corrected_on_the_sheet(sheet):
    form = sheet(alat_maks="15")
    assert form.rows["kebenaran"][-1].label == "15 kg"
    assert any("melebihi kapasitas" in p for p in form.penilaian.hasil.peringatan)


@pytest.mark.parametrize(
    "changes",
    [
        {"alat_e": "0"},
        {"alat_e": "-1"},
        {"alat_maks": "x"},
        {"alat_kelas": "IX"},
        {"alat_e": "999999999"},
    ],
)
def test_an_impossible_plate_is_no_verdict_and_no_crash(sheet, changes):
    form = sheet(**changes)
    assert not form.is_valid() and form.penilaian.hasil.putusan != "SAH"


def test_three_photographs_are_drawn_anew(sheet):
    form = sheet(files={"foto": picture(), "foto_2": picture(), "foto_3": picture()})
    assert form.is_valid() and all(
        form.cleaned_data[f].read(3) == b"\xff\xd8\xff" for f in ("foto", "foto_2", "foto_3")
    )


def test_a_file_that_is_no_picture_is_refused_at_its_field(sheet):
    fake = SimpleUploadedFile("foto.jpg", b"<script>alert(1)</script>", content_type="image/jpeg")
    assert "bukan foto" in sheet(files={"foto_2": fake}).errors["foto_2"][0]


def test_the_second_penera_is_another_one_of_this_office(sheet, office):
    other = User.objects.create_user("penera2", nama="Penera Dua")
    assert "penera_kedua" in sheet(penera_kedua=str(other.pk)).errors
    assert "penera_kedua" in sheet(penera_kedua=str(office.people["penera"].pk)).errors
    Penugasan.objects.create(
        user=other, role=Role.PENERA, uml=office.uml, mulai=dt.date(2020, 1, 1)
    )
    assert sheet(penera_kedua=str(other.pk)).is_valid()


# --- over the web ---------------------------------------------------------------------------------
@pytest.fixture
def web(office, scale, client):
    """The order under test, its item, and a client signed in as penera."""
    order = walk(office.order(scale), "diuji", office.people, office.samples())
    client.force_login(office.people["penera"])
    return order, order.diterima()[0], client


def test_the_page_shows_limits_and_needs_few_queries(web, office, django_assert_max_num_queries):
    order, item, client = web
    url = reverse("pengujian:uji", args=["orders", order.pk, item.pk])
    for n in range(8):
        Standar.objects.create(
            uml=office.uml,
            nama=f"AT {n}",
            jenis="massa",
            kelas="M1",
            sertifikat_nomor=str(n),
            sertifikat_tanggal=today(),
            berlaku_sampai=today(),
        )
    with django_assert_max_num_queries(22):
        page = client.get(url).content.decode()
    assert (
        "±0,03 kg" in page
        and "AT 7" in page
        and 'inputmode="decimal"' in page
        and "style=" not in page
    )


def test_counting_answers_with_fragments_for_every_point_and_few_queries(
    web, office, scale, django_assert_max_num_queries
):
    order, item, client = web
    url = reverse("pengujian:hitung", args=["orders", order.pk, item.pk])
    data = bacaan(scale, office.standar) | {"kebenaran_k2_tampil": "99.999"}
    with django_assert_max_num_queries(14):
        page = client.post(url, data).content.decode()
    assert (
        page.count("hx-swap-oob") > 18
        and "dapat berarti dua hal" in page
        and 'id="cerapan-putusan"' in page
    )


def test_without_scripts_the_button_hitung_shows_the_verdict_and_stores_nothing(web, office, scale):
    order, item, client = web
    url = reverse("pengujian:uji", args=["orders", order.pk, item.pk])
    page = client.post(url, bacaan(scale, office.standar) | {"hitung": "1"})
    assert (
        page.status_code == 200 and "SAH" in page.content.decode() and scale.pengujian.count() == 0
    )


@pytest.mark.parametrize("cara", ["lapangan", "titik_ubah", "langsung", "<x>"])
def test_every_method_has_its_page(web, cara):
    order, item, client = web
    assert (
        client.get(
            reverse("pengujian:uji", args=["orders", order.pk, item.pk]), {"cara": cara}
        ).status_code
        == 200
    )


def test_while_only_computing_nothing_is_demanded_but_rubbish_is_still_said(sheet):
    asked = sheet(
        hitung="1",
        standar=None,
        kebenaran_k1_tampil="1x",
        kebenaran_k2_tampil=None,
        keputusan="batal",
    )
    assert (
        set(asked.errors) == {"kebenaran_k1_tampil"} and "menyimpan" in asked["standar"].help_text
    )
    assert {"standar", "__all__"} <= set(sheet(standar=None, kebenaran_k2_tampil=None).errors)


def test_a_lapsed_standard_is_said_while_computing(sheet, office):
    old = Standar.objects.create(
        uml=office.uml,
        jenis="massa",
        nama="Lama",
        sertifikat_nomor="S/0",
        sertifikat_tanggal=dt.date(2019, 1, 1),
        berlaku_sampai=dt.date(2020, 1, 1),
    )
    assert "berlaku sampai" in str(sheet(hitung="1", standar=[str(old.pk)]).errors["standar"])


def test_points_that_a_corrected_plate_brings_come_with_their_proposals(office):
    meter = office.uttp(
        "meter_air", kapasitas_maks=None, kapasitas_min=None, e=None, d=None, kelas="2", satuan="L"
    )
    plate = {"alat_kelas": "2", "alat_q3": "2,5", "alat_rasio": "80", "kebenaran_q1_awal": "0"}

    def form(**more):
        return CerapanForm(
            plate | more,
            {},
            uttp=meter,
            tahap="tera_ulang",
            hari=today(),
            uml=office.uml,
            penera=office.people["penera"],
        )

    shown = {
        name: form(hitung="1")[f"kebenaran_{name}_debit"].value() for name in ("q1", "q2", "q3")
    }
    assert shown == {"q1": "0,03125", "q2": "0,05", "q3": "2,5"}
    assert form(hitung="1", kebenaran_q1_debit="")["kebenaran_q1_debit"].value() == ""
    assert not form()["kebenaran_q1_debit"].value()
