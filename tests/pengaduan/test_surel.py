"""The mailbox of complaints, read over real IMAP from a small server on this machine."""
from email.message import EmailMessage

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings, strategies

from metrologi.documents import store
from pengaduan.kotak_surat import baca_kotak_surat
from pengaduan.models import Balasan, Identitas, Lampiran, Pengaduan
from pengaduan.surel import urai
from tests.pengaduan.imap import Kotak
from tests.pengaduan.keadaan import IDENTITAS
from tests.pengaduan.test_lampiran import foto, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def kotak(settings, office):
    box = Kotak()
    settings.PENGADUAN_IMAP_HOST, settings.PENGADUAN_IMAP_PORT, settings.PENGADUAN_IMAP_SSL = "127.0.0.1", box.port, False
    settings.PENGADUAN_IMAP_USER, settings.PENGADUAN_IMAP_PASSWORD = box.account
    yield box
    box.stop()


def surel(isi="Timbangan saya rusak setelah diuji.", dari="Wati <wati@contoh.id>", subjek="Keluhan uji", berkas=(), **kepala):
    letter = EmailMessage()
    letter["From"], letter["Subject"] = dari, subjek
    letter["Message-ID"] = kepala.pop("id", f"<{len(isi)}{subjek[-4:]}@contoh.id>")
    for name, value in kepala.items():
        letter[name.replace("_", "-")] = value
    letter.set_content(isi)
    for file in berkas:
        letter.add_attachment(file.read(), maintype="application", subtype="octet-stream", filename=file.name)
    return letter.as_bytes()


def test_a_message_becomes_a_confidential_complaint_and_its_sender_gets_ticket_and_code(kotak):
    kotak.put(surel())
    assert baca_kotak_surat() == 1
    case = Pengaduan.objects.get()
    assert (case.kanal, case.kerahasiaan, case.judul) == ("surel", "rahasia", "Keluhan uji")
    assert Identitas.objects.get().email == "wati@contoh.id"
    answer = mail.outbox[0]
    code = answer.body.split("Kode akses: ")[1].split()[0]
    assert answer.to == ["wati@contoh.id"] and case.nomor in answer.body and case.cocok(code)
    assert baca_kotak_surat() == 0 and Pengaduan.objects.count() == 1


def test_its_photos_and_pdfs_are_kept_without_their_names_and_all_else_is_left_out(kotak):
    none = [SimpleUploadedFile("logo.gif", b"GIF89a"), SimpleUploadedFile("x.pdf", b"%PDF-1.7 x")]
    kotak.put(surel(berkas=[foto(), none[0], pdf(), none[1]]))
    assert baca_kotak_surat() == 1
    kept = list(Lampiran.objects.all())
    assert [k.nama for k in kept] == ["Lampiran 1.jpg", "Lampiran 2.pdf"] and kept[0].pengaduan == Pengaduan.objects.get()
    assert not any(IDENTITAS["nama"].encode() in store.read(k.file) for k in kept)


def test_the_same_message_twice_is_one_complaint(kotak):
    kotak.put(surel())
    kotak.put(surel())
    assert baca_kotak_surat() == 1 and Pengaduan.objects.count() == 1 and len(mail.outbox) == 1


def test_an_answer_to_the_ticket_is_written_on_only_for_its_own_reporter(kotak):
    kotak.put(surel())
    baca_kotak_surat()
    case = Pengaduan.objects.get()
    kotak.put(surel("Ini fotonya menyusul.", subjek=f"Re: Pengaduan tercatat: {case.nomor}", id="<2@x>"))
    kotak.put(surel("Saya orang lain.", "Budi <budi@contoh.id>", f"Re: {case.nomor}", id="<3@x>"))
    assert baca_kotak_surat() == 2
    assert Balasan.objects.get().isi == "Ini fotonya menyusul." and Pengaduan.objects.count() == 2


@pytest.mark.parametrize("kepala", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List_Id": "<x>"}])
def test_machines_do_not_complain(kotak, kepala):
    kotak.put(surel(**kepala))
    assert baca_kotak_surat() == 0 and not Pengaduan.objects.exists() and not mail.outbox


def test_a_ticket_whose_code_could_not_be_sent_is_not_opened_and_tried_again(kotak, monkeypatch):
    kotak.put(surel())
    with monkeypatch.context() as patch:
        patch.setattr("pengaduan.surel.EmailMessage.send", lambda self: 1 / 0)
        assert baca_kotak_surat() == 0 and not Pengaduan.objects.exists()
    assert baca_kotak_surat() == 1


def test_without_a_server_nothing_is_read(office, settings):
    settings.PENGADUAN_IMAP_HOST = ""
    assert baca_kotak_surat() == 0


@settings(max_examples=200, deadline=None)
@given(strategies.binary(max_size=400))
def test_no_bytes_break_the_reader(raw):
    found = urai(raw)
    assert found.message_id and len(found.isi) <= 4000 and "\x00" not in found.isi
