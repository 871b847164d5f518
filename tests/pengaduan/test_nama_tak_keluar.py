"""No text that the office types carries a protected name, telephone or address out of it.

Asked of every step with a text and of every paper of complaints, appeals and compensation. Whoever
may not know the person learns nothing from an answer: a right name is treated like a wrong one.
"""

import pytest
from django import forms
from django.db import models
from django.test import Client
from django.urls import reverse

from metrologi.accounts.roles import Role
from metrologi.clock.now import now
from metrologi.documents.issuing import preview
from metrologi.documents.models.dokumen import papers_of
from metrologi.notifications.send import send
from metrologi.workflow import registry
from metrologi.workflow.rahasia import GANTI, Orang, rahasia
from metrologi.workflow.run import open_case, run
from metrologi.workflow.views import form_class
from tests.banding.keadaan import banding, ditutup
from tests.pengaduan.keadaan import IDENTITAS, evaluasi, laporan
from tests.pengaduan.test_penolakan import formulir, ke, masuk
from tests.watched_painter import PRINTED

pytestmark = pytest.mark.django_db
PROSEDUR = ("pengaduan", "banding", "kompensasi")
# What the office might let slip, and something of the same looks that is nobody's.
BENAR = [
    "Terima kasih Ibu Siti Rahasia.",
    "Terima kasih bu siti.",
    "Hubungi 0811-777-888.",
    "Hubungi +62 811 777 888.",
    "Tulis ke siti.rahasia@contoh.id.",
    "Datang ke Lorong Melati 7.",
]
SALAH = "Terima kasih Ibu Zubaidah, 0812-555-444, Lorong Kenanga 9."
KATA = ("siti", "umar", "777", "siti.rahasia", "melati")


@pytest.fixture(autouse=True)
def papers(settings):
    PRINTED.clear()
    settings.PAPER_PAINTER = "tests.watched_painter.watched"


def bocor(text):
    return [word for word in KATA if word in text.casefold()]


def terlindungi(office, code):
    """A protected case of the procedure."""
    person = office.people["pelanggan"]
    person.nama, person.email, person.phone = IDENTITAS["nama"], IDENTITAS["email"], "+62811777888"
    person.save()
    if code == "pengaduan":
        return ke(office, formulir()[0], "terverifikasi")
    appeal = banding(office, ditutup(office, kerahasiaan="rahasia", identitas=IDENTITAS))
    if code == "banding":
        return appeal
    return open_case(
        "kompensasi",
        step="buka_atas_putusan",
        by=None,
        uml=office.uml,
        origin=appeal,
        alasan="Putusan.",
    )


def isian(case, step, user, text):
    """The step's form with this text in every box for words, and which boxes those are."""
    blank = form_class(case.machine, step)(None, case=case, step=step, user=user)
    boxes = [
        name
        for name, field in blank.fields.items()
        if type(field) is forms.CharField and not isinstance(field.widget, forms.PasswordInput)
    ]
    data = dict.fromkeys(boxes, text)
    form = form_class(case.machine, step)(data, case=case, step=step, user=user)
    form.is_valid()
    return form, boxes


def langkah_berkata(code):
    steps = registry.get(code).steps.values()
    return [step for step in steps if not step.opens and not step.reaction]


@pytest.mark.parametrize("code", PROSEDUR)
def test_whoever_knows_the_person_is_refused_in_every_box_of_every_step(office, code):
    case, open_boxes, asked = terlindungi(office, code), [], 0
    knows = office.people[Role.KEPALA]
    assert case.mengenal(knows)
    for step in langkah_berkata(code):
        for text in BENAR:
            form, boxes = isian(case, step, knows, text)
            asked += len(boxes)
            open_boxes += [(step.name, name, text) for name in boxes if name not in form.errors]
    assert asked > len(BENAR) * 4
    assert open_boxes == []


@pytest.mark.parametrize("code", PROSEDUR)
def test_whoever_does_not_know_is_answered_the_same_for_a_right_and_a_wrong_name(office, code):
    case = terlindungi(office, code)
    told = {}
    for role in Role:
        user = office.people[role]
        if case.mengenal(user):
            continue
        for step in langkah_berkata(code):
            wrong = isian(case, step, user, SALAH)[0].errors
            for text in BENAR:
                if isian(case, step, user, text)[0].errors != wrong:
                    told[step.name, str(role)] = text
    assert told == {}


@pytest.mark.parametrize("code", [*PROSEDUR, "evaluasi_pengaduan"])
def test_no_paper_prints_what_was_typed_although_it_names_the_person(office, code):
    if code == "evaluasi_pengaduan":
        ke(office, laporan(office, kerahasiaan="rahasia", identitas=IDENTITAS), "ditutup")
        case = evaluasi(office)
    else:
        case = terlindungi(office, code)
    text = " ".join(BENAR)
    for field in case._meta.concrete_fields:
        words = isinstance(field, models.CharField | models.TextField)
        if words and field.editable and not field.choices:
            setattr(case, field.attname, text[: field.max_length or 4000])
    if code == "banding":
        case.tujuan, case.rapat_at, case.penjelasan_at = office.near, now(), now()
    printed = 0
    papers = {paper for step in case.machine.steps.values() for paper in step.issues}
    for paper in sorted(papers):
        PRINTED.clear()
        preview(paper, case, by=office.people[Role.KEPALA])
        assert PRINTED and not bocor(" ".join(map(str, PRINTED))), paper
        printed += GANTI in " ".join(map(str, PRINTED))
    assert printed, "no paper has a text at all"


def test_a_handler_who_guesses_right_is_not_told_and_the_reporter_reads_no_name(office):
    case, reporter = formulir()
    case = ke(office, case, "ditangani")
    handler = office.people[Role.PENANGAN_PENGADUAN]
    page, url = masuk(handler), reverse("workflow:step", args=["pengaduan", case.pk, "kabar"])
    url = url.replace("kabar", "tanggapan_awal")
    answers = [
        page.post(url, {"seen": "ditangani", "isi": text}).status_code for text in (BENAR[1], SALAH)
    ]
    assert answers == [302, 302]
    told = reporter.get(reverse("workflow:pengaduan-tiket-lihat")).text
    assert not bocor(told.replace("Siti Rahasia", "")) and GANTI in told and "Zubaidah" in told
    case.refresh_from_db()
    case = run(case, "usulkan_tanggapan", by=handler, seen="ditangani", isi="Periksa.")
    case = run(case, "solusi_terbukti", by=handler, seen="dipantau", isi="Sudah.")
    data = {"isi": BENAR[0], "tindakan": "Loket ditambah.", "akar_masalah": "prosedur"}
    case = run(case, "beri_tanggapan", by=handler, seen=case.status, **data)
    letter = papers_of(case)[-1]
    assert GANTI in str(letter.payload) and not bocor(str(letter.payload))
    assert page.get(letter.get_absolute_url()).status_code == 403
    assert letter.get_absolute_url() not in page.get(case.get_absolute_url()).text
    assert masuk(office.people[Role.KEPALA]).get(letter.get_absolute_url()).status_code == 200


def test_a_message_about_the_case_loses_the_name(office):
    case = terlindungi(office, "banding")
    sent = send(office.people[Role.PENERA], judul="Undangan Siti", isi=BENAR[2], case=case)
    assert not bocor(sent.judul + sent.isi)


def test_a_reporter_whose_name_is_an_ordinary_word_is_asked_once_and_sends_it(office):
    case, reporter = formulir(nama="Indah Permai", email="", alamat="")
    ke(office, case, "menunggu_keterangan")
    url = reverse("workflow:pengaduan-tiket-tambah")
    answer = reporter.post(url, {"isi": "Pemandangannya indah."})
    assert answer.status_code == 422 and "apa_adanya" in answer.text
    reporter.post(url, {"isi": "Pemandangannya indah.", "apa_adanya": "on"})
    case.refresh_from_db()
    assert case.status == "ditangani"


def test_the_public_form_asks_about_telephone_and_mail_in_every_text(office):
    data = {
        "judul": "Antre",
        "uraian": "Lama.",
        "layanan": "orders",
        "kerahasiaan": "rahasia",
        **IDENTITAS,
    }
    for name in ("judul", "uraian", "permintaan", "tempat"):
        for text in (IDENTITAS["telepon"], IDENTITAS["email"], "saya Siti"):
            answer = Client().post(reverse("workflow:pengaduan-baru"), {**data, name: text})
            assert answer.status_code == 422 and "apa_adanya" in answer.text, (name, text)


@pytest.mark.parametrize(
    ("orang", "text", "found"),
    [
        (Orang(nama="Ika"), "Saya marah jika lama.", ""),
        (Orang(nama="Ika"), "Kata ika begitu.", "ika"),
        (Orang(nama="Drs. H. Warto, M.M."), "saya Warto", "Warto"),
        (Orang(nama="Toko Maju Jaya"), "Toko itu maju.", ""),
        (Orang(nama="Toko Maju Jaya"), "di TOKO MAJU JAYA", "TOKO MAJU JAYA"),
        (Orang(telepon="+62811777888"), "08 1177-7888", "08 1177-7888"),
        (Orang(telepon="0811777888"), "nomor 70811777888", ""),
        (Orang(alamat="Jalan Melati 7, Sekayu"), "di jalan melati", "jalan melati"),
        (Orang(), "apa saja 0811777888", ""),
    ],
)
def test_a_protected_word_is_a_whole_word(orang, text, found):
    assert rahasia([orang]).ditemukan(text) == found
    assert (GANTI in rahasia([orang]).samarkan(text)) is bool(found)
