"""The mailbox of complaints, read over real IMAP from a small server on this machine."""

import datetime as dt
import ipaddress
import socket
import ssl
from email.message import EmailMessage

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from hypothesis import given, settings, strategies

from metrologi.documents import store
from metrologi.notifications.models import Pesan
from pengaduan import surel_kotak
from pengaduan.kotak_surat import AWAL, SEKALI, TERBESAR, baca_kotak_surat
from pengaduan.models import Balasan, Identitas, Lampiran, Pengaduan, SurelDisisihkan
from tests.kotak import musuh
from tests.pages.dua_kantor import kantor_kedua
from tests.pengaduan.imap import Kotak
from tests.pengaduan.keadaan import IDENTITAS
from tests.pengaduan.test_lampiran import foto, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def kotak(settings, office):
    box = Kotak()
    settings.PENGADUAN_IMAP_HOST, settings.PENGADUAN_IMAP_PORT, settings.PENGADUAN_IMAP_SSL = (
        "127.0.0.1",
        box.port,
        False,
    )
    settings.PENGADUAN_IMAP_USER, settings.PENGADUAN_IMAP_PASSWORD = box.account
    yield box
    box.stop()


def surel(
    isi="Timbangan saya rusak setelah diuji.",
    dari="Wati <wati@contoh.id>",
    subjek="Keluhan uji",
    berkas=(),
    **kepala,
):
    letter = EmailMessage()
    letter["From"], letter["Subject"] = dari, subjek
    letter["Message-ID"] = kepala.pop("id", f"<{len(isi)}{subjek[-4:]}@contoh.id>")
    for name, value in kepala.items():
        letter[name.replace("_", "-")] = value
    letter.set_content(isi)
    for file in berkas:
        letter.add_attachment(
            file.read(), maintype="application", subtype="octet-stream", filename=file.name
        )
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
    assert [k.nama for k in kept] == ["Lampiran 1.jpg", "Lampiran 2.pdf"] and kept[
        0
    ].pengaduan == Pengaduan.objects.get()
    assert not any(IDENTITAS["nama"].encode() in store.read(k.file) for k in kept)


def test_the_same_message_twice_is_one_complaint(kotak):
    kotak.put(surel())
    kotak.put(surel())
    assert baca_kotak_surat() == 1 and Pengaduan.objects.count() == 1 and len(mail.outbox) == 1


def test_an_answer_to_the_ticket_is_written_on_only_for_its_own_reporter(kotak):
    kotak.put(surel())
    baca_kotak_surat()
    case = Pengaduan.objects.get()
    kotak.put(
        surel("Ini fotonya menyusul.", subjek=f"Re: Pengaduan tercatat: {case.nomor}", id="<2@x>")
    )
    kotak.put(surel("Saya orang lain.", "Budi <budi@contoh.id>", f"Re: {case.nomor}", id="<3@x>"))
    assert baca_kotak_surat() == 2
    assert Balasan.objects.get().isi == "Ini fotonya menyusul." and Pengaduan.objects.count() == 2


@pytest.mark.parametrize(
    "kepala", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"List_Id": "<x>"}]
)
def test_machines_do_not_complain(kotak, kepala):
    kotak.put(surel(**kepala))
    assert baca_kotak_surat() == 0 and not Pengaduan.objects.exists() and not mail.outbox


def test_a_ticket_whose_code_could_not_be_sent_is_not_opened_and_tried_again(kotak):
    kotak.put(surel())
    with socket.socket() as silent:
        # Bound and not listening: whoever connects is refused.
        silent.bind(("127.0.0.1", 0))
        smtp = "django.core.mail.backends.smtp.EmailBackend"
        gone = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": silent.getsockname()[1]}
        with override_settings(EMAIL_BACKEND=smtp, **gone):
            assert baca_kotak_surat() == 0
    assert not Pengaduan.objects.exists()
    assert baca_kotak_surat() == 1


def test_without_a_server_nothing_is_read(office, settings):
    settings.PENGADUAN_IMAP_HOST = ""
    assert baca_kotak_surat() == 0


@settings(max_examples=400, deadline=None)
@given(strategies.binary(max_size=400))
def test_no_bytes_break_the_reader(raw):
    found, files = surel_kotak.read(raw)
    assert found["message_id"] and len(found["isi"]) <= 4000 and "\x00" not in found["isi"]
    assert sum(found["ukuran"]) == len(files)


@pytest.mark.parametrize("name", musuh.MAILS)
def test_a_broken_message_never_holds_up_those_behind_it(kotak, name):
    kotak.put(musuh.MAILS[name])
    kotak.put(surel(id="<sesudahnya@x>"))
    baca_kotak_surat()
    assert Pengaduan.objects.filter(judul="Keluhan uji").count() == 1
    assert all(seen for _, seen in kotak.mails.values())


def test_messages_that_fail_again_and_again_do_not_use_up_the_round(kotak, settings):
    """Fifty that cannot be answered stand before one that can."""
    for number in range(SEKALI + 1):
        kotak.put(surel(dari=f"w{number}@penuh.contoh.id", id=f"<gagal{number}@x>"))
    kotak.put(surel(dari="Wati <wati@contoh.id>", id="<terakhir@x>"))
    settings.EMAIL_BACKEND = "tests.pengaduan.surat_keluar.MenolakPenuh"
    assert baca_kotak_surat() == 1
    assert Identitas.objects.get().email == "wati@contoh.id"


def test_a_message_that_is_too_large_is_not_fetched_whole_and_a_person_is_told(kotak, office):
    too_large = SimpleUploadedFile("foto.jpg", bytes(TERBESAR))
    kotak.put(surel(isi=" ", berkas=[too_large]))
    kotak.put(surel(id="<sesudahnya@x>"))
    assert baca_kotak_surat() == 1
    assert kotak.flagged == [1] and kotak.fetched[0] == (1, AWAL)
    told = Pesan.objects.filter(judul="Surel pengaduan perlu dibaca orang")
    assert [message.user.username for message in told] == ["petugas_pengaduan"]
    assert baca_kotak_surat() == 0 and told.count() == 1


def test_a_mailbox_whose_certificate_nobody_vouches_for_is_not_entered(settings, office, tmp_path):
    box = Kotak(certificate=self_signed(tmp_path))
    settings.PENGADUAN_IMAP_HOST, settings.PENGADUAN_IMAP_PORT = "127.0.0.1", box.port
    settings.PENGADUAN_IMAP_SSL = True
    settings.PENGADUAN_IMAP_USER, settings.PENGADUAN_IMAP_PASSWORD = box.account
    box.put(surel())
    try:
        with pytest.raises(ssl.SSLCertVerificationError):
            baca_kotak_surat()
    finally:
        box.stop()
    assert not Pengaduan.objects.exists()


def self_signed(folder):
    """Paths of a certificate for 127.0.0.1 that its own key vouches for, and of that key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + dt.timedelta(days=1))
    cert = made.add_extension(address, critical=False).sign(key, hashes.SHA256())
    (folder / "c.pem").write_bytes(cert.public_bytes(Encoding.PEM))
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "k.pem").write_bytes(secret)
    return folder / "c.pem", folder / "k.pem"


# --- one mailbox for two offices -----------------------------------------------------------------


@pytest.fixture
def two(office, settings):
    theirs = kantor_kedua(office)
    settings.PENGADUAN_ALAMAT = "muba-uji=Pengaduan@muba.contoh.id, lain=pengaduan@lain.contoh.id"
    return office, theirs


@pytest.mark.parametrize(
    ("kepala", "kode"),
    [
        ({"To": "pengaduan@muba.contoh.id"}, "muba-uji"),
        ({"To": "Pengaduan <PENGADUAN@lain.contoh.id>"}, "lain"),
        ({"To": "kepala@contoh.id", "Cc": "pengaduan@lain.contoh.id"}, "lain"),
        ({"To": "pengaduan@muba.contoh.id", "Delivered_To": "pengaduan@lain.contoh.id"}, "lain"),
    ],
)
def test_a_message_reaches_the_office_whose_address_it_was_sent_to(kotak, two, kepala, kode):
    kotak.put(surel(**kepala))
    assert baca_kotak_surat() == 1
    case = Pengaduan.objects.get()
    assert case.uml.kode == kode and case.uml.nama in mail.outbox[0].body


@pytest.mark.parametrize("kepala", [{}, {"To": "info@contoh.id"}, {"To": "☃"}])
def test_a_message_to_no_office_is_nobodys_complaint_and_its_sender_learns_where_to(
    kotak, two, kepala
):
    kotak.put(surel(**kepala))
    assert baca_kotak_surat() == 0 and not Pengaduan.objects.exists()
    assert SurelDisisihkan.objects.get().sebab == "tujuan"
    body = mail.outbox[0].body
    assert "UPTD Metrologi Legal: pengaduan@muba.contoh.id" in body
    assert "UML Lain: pengaduan@lain.contoh.id" in body


def test_an_answer_to_a_ticket_of_one_office_is_not_written_on_by_mail_to_the_other(kotak, two):
    ours, _ = two
    kotak.put(surel(To="pengaduan@muba.contoh.id"))
    baca_kotak_surat()
    case = Pengaduan.objects.get()
    kotak.put(surel("Lagi.", subjek=f"Re: {case.nomor}", id="<2@x>", To="pengaduan@lain.contoh.id"))
    assert baca_kotak_surat() == 1
    assert Balasan.objects.count() == 0 and Pengaduan.objects.exclude(uml=ours.uml).count() == 1


def test_only_the_office_is_told_whose_mail_waits(kotak, two):
    _, theirs = two
    kotak.put(surel(isi=" ", To="pengaduan@lain.contoh.id"))
    baca_kotak_surat()
    told = Pesan.objects.filter(judul="Surel pengaduan perlu dibaca orang")
    assert [message.user for message in told] == [theirs.people["petugas_pengaduan"]]
