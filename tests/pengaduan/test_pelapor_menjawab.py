"""Whatever the reporter answers, by whatever way, goes on with what waited for it."""

import io

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from metrologi.accounts.roles import Role
from metrologi.workflow import trail
from metrologi.workflow.run import run
from pengaduan.akun import akun_umum
from pengaduan.models import Identitas
from pengaduan.surel import terima
from pengaduan.tasks import kabari_surel, surati_kode, surati_tiket
from pengaduan.views.tiket import JAWABAN, cari
from tests.pengaduan.keadaan import IDENTITAS, laporan
from tests.pengaduan.test_penolakan import formulir, ke, masuk

pytestmark = pytest.mark.django_db
# The states that wait for the reporter's words, and what they become.
SESUDAH = {
    "menunggu_pelapor": "diterima",
    "menunggu_keterangan": "ditangani",
    "masa_keberatan": "keberatan",
}


def foto():
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "JPEG")
    return SimpleUploadedFile("foto.jpg", out.getvalue(), "image/jpeg")


def test_every_state_that_waits_for_words_of_the_reporter_is_among_these():
    assert {str(state) for state in JAWABAN} == set(SESUDAH)


@pytest.mark.parametrize("state", SESUDAH)
@pytest.mark.parametrize("cara", ["kotak", "langkah", "foto", "surel", "meja"])
def test_an_answer_by_any_box_mail_or_the_desk_goes_on(office, state, cara):
    case, reporter = formulir()
    case = ke(office, case, state)
    step = JAWABAN[state]
    if cara == "kotak":
        reporter.post(reverse("workflow:pengaduan-tiket-tambah"), {"isi": "Ini jawaban saya."})
    if cara == "foto":
        reporter.post(reverse("workflow:pengaduan-tiket-tambah"), {"lampiran": foto()})
        assert case.lampiran.count() == 1
    if cara == "langkah":
        url = reverse("workflow:pengaduan-tiket-langkah", args=[step])
        reporter.post(url, {"seen": state, "isi": "Ini jawaban saya.", "lampiran": foto()})
        assert case.lampiran.count() == 1
    if cara == "surel":
        raw = (
            f"From: Siti <{IDENTITAS['email']}>\r\nTo: a@contoh.id\r\nMessage-ID: <1@contoh.id>\r\n"
            f"Subject: Re: {case.nomor}\r\n\r\nIni jawaban saya.\r\n"
        )
        terima(raw.encode(), "1")
    if cara == "meja":
        url = reverse("workflow:step", args=["pengaduan", case.pk, step])
        page = masuk(office.people[Role.PETUGAS_PENGADUAN])
        assert "Dicatat untuk orangnya" in page.get(case.get_absolute_url()).text
        page.post(url, {"seen": state, "isi": "Ini jawaban saya.", "lewat": "telepon"})
    case.refresh_from_db()
    assert case.status == SESUDAH[state]
    row = trail.last_of(case)
    if cara == "meja":
        assert row.role == Role.PETUGAS_PENGADUAN and "telepon" in row.note
        assert case.balasan.last().nama_penulis.startswith("Pelapor, dicatat")
    else:
        assert row.role == Role.PELAPOR and row.actor is None


def test_one_with_an_account_answers_in_the_box_too(office):
    case = ke(office, laporan(office), "menunggu_keterangan")
    page = masuk(office.people["pelapor"])
    page.post(reverse("workflow:pengaduan-tambah", args=[case.pk]), {"isi": "Begini."})
    case.refresh_from_db()
    assert case.status == "ditangani"


@pytest.mark.parametrize(
    ("state", "step", "data", "after"),
    [
        ("menunggu_umpan_balik", "nilai_tanggapan", {"nilai": 4}, "ditutup"),
        ("menunggu_umpan_balik", "minta_buka_kembali", {"nilai": 2, "isi": "Belum."}, None),
        ("ditangani", "tarik_laporan", {}, "ditarik"),
    ],
)
def test_the_desk_types_rating_reopening_and_withdrawal_for_whoever_calls(
    office, state, step, data, after
):
    case, _ = formulir()
    case = ke(office, case, state)
    page = masuk(office.people[Role.PETUGAS_PENGADUAN])
    url = reverse("workflow:step", args=["pengaduan", case.pk, step])
    assert page.post(url, {"seen": state, **data}).status_code == 422
    assert page.post(url, {"seen": state, "lewat": "loket", **data}).status_code == 302
    case.refresh_from_db()
    assert case.status == (after or "permintaan_ulang")


def test_nobody_else_of_the_office_types_for_the_reporter(office):
    case, _ = formulir()
    case = ke(office, case, "menunggu_keterangan")
    url = reverse("workflow:step", args=["pengaduan", case.pk, "jawab_pertanyaan"])
    for role in (Role.PENANGAN_PENGADUAN, Role.KETUA_TIM_PJTK, Role.KEPALA, Role.PENERA):
        answer = masuk(office.people[role]).post(
            url, {"seen": case.status, "isi": "Ya.", "lewat": "telepon"}
        )
        assert answer.status_code in (403, 404), role


@pytest.mark.parametrize("state", [*SESUDAH, "menunggu_umpan_balik"])
def test_whom_no_mail_reaches_is_on_the_desks_list_to_be_called(office, state):
    case, _ = formulir(email="")
    case = ke(office, case, state)
    tasks = masuk(office.people[Role.PETUGAS_PENGADUAN]).get(reverse("portal:tugas")).text
    assert f"Hubungi pelapor {case.nomor}" in tasks and IDENTITAS["telepon"] not in tasks


def test_the_mail_says_what_is_asked_and_until_when(office):
    case, _ = formulir()
    case = ke(office, case, "menunggu_keterangan")
    kabari_surel(case.pk)
    assert "30 hari" in mail.outbox[-1].body and case.uraian not in mail.outbox[-1].body


def test_whoever_leaves_an_address_is_sent_number_and_code(office):
    case, _ = formulir()
    surati_tiket(case.pk)
    letter = mail.outbox[-1]
    code = letter.body.split("Kode akses: ")[1].split()[0]
    assert letter.to == [IDENTITAS["email"]] and cari(case.nomor, code) == case


def test_a_lost_code_comes_anew_to_the_mailbox_and_nobody_learns_whose_it_is(office):
    case, _ = formulir()
    old, url = case.kode_sidik, reverse("workflow:pengaduan-tiket-kode")
    right = Client().post(url, {"nomor": case.nomor, "email": IDENTITAS["email"]}, follow=True)
    wrong = Client().post(url, {"nomor": case.nomor, "email": "lain@contoh.id"}, follow=True)
    assert right.status_code == wrong.status_code == 200
    assert "Bila nomor dan surelnya cocok" in right.text
    assert "Bila nomor dan surelnya cocok" in wrong.text
    surati_kode(case.pk)
    case.refresh_from_db()
    code = mail.outbox[-1].body.split("Kode akses baru: ")[1].split()[0]
    assert case.kode_sidik != old and cari(case.nomor, code) == case
    assert trail.last_of(case).label == "Buat kode akses baru"


def test_the_desk_gives_a_new_code_after_a_check_and_the_log_says_how(office):
    case, _ = formulir(email="")
    page = masuk(office.people[Role.PETUGAS_PENGADUAN])
    url = reverse("workflow:pengaduan-kode", args=[case.pk])
    wrong = page.post(url, {"kontak": "0811000111", "cara": "Menelepon balik."})
    assert wrong.status_code == 422 and IDENTITAS["telepon"] not in wrong.text
    answer = page.post(url, {"kontak": "0811-777-888", "cara": "Menelepon balik."})
    code = answer.context["kode"]
    assert cari(case.nomor, code) == case
    row = trail.last_of(case)
    assert (row.actor, row.note) == (office.people[Role.PETUGAS_PENGADUAN], "Menelepon balik.")
    assert code not in page.get(case.get_absolute_url()).text


def test_an_answer_at_another_time_is_kept_and_told(office):
    case, reporter = formulir()
    case = ke(office, case, "ditangani")
    reporter.post(reverse("workflow:pengaduan-tiket-tambah"), {"isi": "Tambahan."})
    case.refresh_from_db()
    assert case.status == "ditangani" and case.balasan.last().isi == "Tambahan."
    by = akun_umum(office.uml)
    assert run(case, "tarik_laporan", by=by, seen="ditangani").status == "ditarik"
    assert Identitas.objects.filter(pengaduan=case).exists()
