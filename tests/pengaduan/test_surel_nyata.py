"""Messages as people's mail programs write them: none ends without a trace.

`surel/*.eml` are built after public bug reports of help desks and mail libraries (osTicket,
django-helpdesk, nextcloud/mail, mailroom, python/cpython); the table says what each must become.
"""

from base64 import b64decode, encodebytes
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core import mail
from django.urls import reverse

from metrologi.notifications.models import Pesan
from pengaduan.kotak_surat import AWAL, TERBESAR, baca_kotak_surat
from pengaduan.models import Identitas, Lampiran, Pengaduan, SurelDisisihkan
from pengaduan.surel_teks import decoded, plain_of_html
from tests.pengaduan.imap import Kotak

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "surel"
FOTO = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR4nGNocFDAihiGlgQA+gM4Acru2/oAAAAASUVORK5CYII="
)


@dataclass(frozen=True)
class Benar:
    """What a complaint must hold."""

    nama: str
    isi: tuple[str, ...]
    foto: int = 0


BERKAS = {
    "01-nama-gelar-koma-encoded": Benar("Dr. Sa’diyah, S.E.", ("kurang 50 gram",)),
    "03-nama-koma-tanpa-kutip": Benar("Budi Santoso, S.E.", ("di pasar kurang",)),
    "05-foto-saja": Benar("Ratna Wulan", ("Timbangan curang di Pasar Baru los 7",), foto=1),
    "07-inline-related-dalam-mixed": Benar("Ratna Wulan", ("Lihat foto di bawah ini.",), foto=2),
    "09-winmail": Benar("Ratna Wulan", ("Terlampir foto", "1 lampiran tidak dapat dibaca")),
    "11-charset-tak-dikenal": Benar("Ratna Wulan", ("di café lebih – mohon dicek",)),
    "13-subjek-8bit-mentah": Benar("Ma’ruf", ("Isi laporan.",)),
    "15-messageid-kosong-b": Benar("Orang Lain", ("Laporan kedua",)),
    "17-alternative-berisi-lampiran": Benar("Ratna Wulan", ("terlampir dari ponsel",), foto=1),
    "19-iphone-mixed-inline": Benar("Ratna Wulan", ("Sebelum", "alamat Jl. Merdeka 5"), foto=1),
    "21-header-from-dua": Benar("", ("Dua pengirim.",)),
    "23-base64-rusak": Benar("Ratna Wulan", ("Timbangan kurang",)),
    "27-html-style-tanpa-komentar": Benar("Ratna Wulan", ("kurang.\nAlamat: Jl. Melati 3\nsatu",)),
    "29-dari-dengan-komentar": Benar("Toko Maju, cabang 2", ("Bentuk lama",)),
}
DISISIHKAN = {"25-icalendar": "undangan"}


def test_every_message_of_the_folder_has_its_answer():
    assert {path.stem for path in FOLDER.glob("*.eml")} == set(BERKAS) | set(DISISIHKAN)


@pytest.fixture
def kotak(settings, office):
    box = Kotak()
    settings.PENGADUAN_IMAP_HOST, settings.PENGADUAN_IMAP_PORT = "127.0.0.1", box.port
    settings.PENGADUAN_IMAP_SSL = False
    settings.PENGADUAN_IMAP_USER, settings.PENGADUAN_IMAP_PASSWORD = box.account
    yield box
    box.stop()


@pytest.mark.parametrize("name", BERKAS)
def test_it_becomes_a_complaint_with_its_words_and_photos(kotak, name):
    kotak.put((FOLDER / f"{name}.eml").read_bytes())
    assert baca_kotak_surat() == 1
    case, right = Pengaduan.objects.get(), BERKAS[name]
    assert Identitas.objects.get().nama == right.nama
    assert all(words in case.uraian for words in right.isi), case.uraian
    assert not {"{", "function", "<"} & set(case.uraian.split()), case.uraian
    assert Lampiran.objects.count() == right.foto
    assert case.nomor in mail.outbox[0].body


@pytest.mark.parametrize("name", DISISIHKAN)
def test_it_waits_for_a_person(kotak, office, name):
    kotak.put((FOLDER / f"{name}.eml").read_bytes())
    assert baca_kotak_surat() == 0
    assert SurelDisisihkan.objects.get().sebab == DISISIHKAN[name]
    assert kotak.flagged == [1]


def surat(*parts, head="From: Wati <wati@contoh.id>\nSubject: Keluhan"):
    """A message of these parts, each a pair of heads and bytes in base64."""
    text = f"{head}\nMessage-ID: <{len(parts)}{len(head)}@x>\nMIME-Version: 1.0\n"
    text += 'Content-Type: multipart/mixed; boundary="b"\n\n'
    for kind, body in parts:
        coded = encodebytes(body).decode()
        text += f"--b\nContent-Type: {kind}\nContent-Transfer-Encoding: base64\n\n{coded}\n"
    return (text + "--b--\n").encode()


def test_a_forwarded_message_is_read_too(kotak):
    inner = b"From: toko@contoh.id\nSubject: Asli\n\nPompa nomor tiga kurang."
    forwarded = (
        b"From: Wati <wati@contoh.id>\nSubject: Fwd: Asli\nMessage-ID: <f@x>\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: message/rfc822\n\n'
        + inner
        + b"\n--b--\n"
    )
    kotak.put(forwarded)
    assert baca_kotak_surat() == 1
    assert "Pompa nomor tiga kurang." in Pengaduan.objects.get().uraian


def test_a_blank_text_beside_full_html_loses_nothing(kotak):
    body = (
        b"From: wati@contoh.id\nSubject: x\nMessage-ID: <h@x>\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/alternative; boundary="a"\n\n'
        b"--a\nContent-Type: text/plain\n\n  \n"
        b"--a\nContent-Type: text/html\n\n<p>Timbangan <b>kurang</b>.</p>\n--a--\n"
    )
    kotak.put(body)
    assert baca_kotak_surat() == 1
    assert Pengaduan.objects.get().uraian == "Timbangan kurang."


def test_of_a_letter_that_is_too_large_the_words_are_kept_and_the_sender_is_told(kotak):
    kotak.put(surat(("text/plain", b"Pompa kurang."), ("image/png", FOTO + bytes(TERBESAR))))
    assert baca_kotak_surat() == 1
    case = Pengaduan.objects.get()
    assert case.uraian.startswith("Pompa kurang.") and "lebih besar dari 5 MB" in case.uraian
    assert kotak.fetched == [(1, AWAL)] and not Lampiran.objects.exists()


def test_a_large_photo_alone_waits_for_a_person_and_the_sender_gets_a_way(kotak, office):
    kotak.put(surat(("image/png", FOTO + bytes(TERBESAR))))
    assert baca_kotak_surat() == 0
    row = SurelDisisihkan.objects.get()
    assert (row.sebab, row.dari, kotak.flagged) == ("besar", "wati@contoh.id", [1])
    answer = mail.outbox[0]
    assert answer.to == ["wati@contoh.id"] and reverse("workflow:pengaduan-baru") in answer.body


def test_an_empty_letter_is_answered_and_a_machine_is_not_answered_for_ever(kotak):
    for number in range(6):
        head = f"From: Wati <wati@contoh.id>\nSubject: kosong {'x' * number}"
        kotak.put(surat(("text/plain", b" "), head=head))
    assert baca_kotak_surat() == 0
    assert SurelDisisihkan.objects.filter(sebab="kosong").count() == 6
    assert len(mail.outbox) == 3


def test_a_sender_without_an_address_waits_and_gets_no_answer(kotak):
    kotak.put(surat(("text/plain", b"Ada yang curang."), head="From: Tetangga\nSubject: x"))
    assert baca_kotak_surat() == 0
    row = SurelDisisihkan.objects.get()
    assert (row.sebab, row.isi, len(mail.outbox)) == ("pengirim", "Ada yang curang.", 0)


def test_what_a_machine_sent_is_kept_and_calls_nobody(kotak, office):
    head = "From: info@toko.id\nSubject: Promo\nPrecedence: bulk"
    kotak.put(surat(("text/plain", b"Promo."), head=head))
    assert baca_kotak_surat() == 0
    assert SurelDisisihkan.objects.get().oleh_mesin and kotak.flagged == []
    assert not Pesan.objects.exists()


@pytest.fixture
def disisihkan(kotak, office):
    kotak.put(surat(("text/plain", b"Ada yang curang."), head="From: Tetangga\nSubject: Curang"))
    baca_kotak_surat()
    return SurelDisisihkan.objects.get()


def at(row):
    return reverse("workflow:pengaduan-surel-satu", args=[row.pk])


def test_the_verifier_finds_the_letter_in_tugas_saya_and_makes_it_a_complaint(
    client, office, disisihkan
):
    client.force_login(office.people["petugas_pengaduan"])
    assert "1 surel perlu dibaca orang" in client.get("/tugas/").content.decode()
    assert "Curang" in client.get(reverse("workflow:pengaduan-surel")).content.decode()
    assert "Ada yang curang." in client.get(at(disisihkan)).content.decode()
    answer = client.post(at(disisihkan), {"putusan": "catat", "isi": "Ada yang curang."})
    case = Pengaduan.objects.get()
    assert answer["Location"] == case.get_absolute_url() and case.uraian == "Ada yang curang."
    disisihkan.refresh_from_db()
    assert disisihkan.pengaduan == case and disisihkan.isi == ""
    assert "perlu dibaca orang" not in client.get("/tugas/").content.decode()


def test_a_letter_that_is_none_needs_a_note_and_is_decided_once(client, office, disisihkan):
    client.force_login(office.people["petugas_pengaduan"])
    answer = client.post(at(disisihkan), {"putusan": "lewati"})
    assert answer.status_code == 422 and "Tulis surel apa ini" in answer.content.decode()
    client.post(at(disisihkan), {"putusan": "lewati", "catatan": "Promosi."})
    client.post(at(disisihkan), {"putusan": "catat", "isi": "x"})
    disisihkan.refresh_from_db()
    assert disisihkan.catatan == "Promosi." and not Pengaduan.objects.exists()
    decided = client.get(reverse("workflow:pengaduan-surel"), {"bagian": "selesai"})
    assert "Promosi." in decided.content.decode()


def test_a_decision_whose_answer_cannot_be_sent_keeps_the_words_and_says_so(
    client, office, kotak, settings
):
    kotak.put(surat(("text/calendar", b"BEGIN:VCALENDAR"), ("text/plain", b"Rapat?")))
    baca_kotak_surat()
    row = SurelDisisihkan.objects.get()
    client.force_login(office.people["petugas_pengaduan"])
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = client.post(at(row), {"putusan": "catat", "isi": "Timbangan kurang."})
    assert answer.status_code == 422 and "belum dapat dikirim" in answer.content.decode()
    assert "Timbangan kurang." in answer.content.decode()
    row.refresh_from_db()
    assert row.selesai_at is None and not Pengaduan.objects.exists()


@pytest.mark.parametrize("role", ["kepala", "penera", "penangan_pengaduan", "wajib_ttu"])
def test_nobody_else_reads_these_letters(client, office, disisihkan, role):
    client.force_login(office.people[role])
    assert client.get(at(disisihkan)).status_code == 403
    assert client.get(reverse("workflow:pengaduan-surel")).status_code == 403


@pytest.mark.parametrize(
    "body, charset, text",
    [
        ("café".encode(), "us-ascii", "café"),
        ("café".encode(), "iso-8859-1", "café"),
        ("Ma’ruf".encode("cp1252"), "utf-8", "Ma’ruf"),
        ("Ma’ruf".encode("cp1252"), "tidak-ada", "Ma’ruf"),
        ("テスト".encode("iso2022_jp"), "iso-2022-jp", "テスト"),
    ],
)
def test_a_wrong_charset_is_made_good(body, charset, text):
    assert decoded(body, charset) == text


def test_html_gives_its_words_and_nothing_of_its_making():
    page = (
        "<head><title>Judul</title><style>p{color:red}</style></head><body><script>x()</script>"
        "Pompa 2<br>kurang.<div>Alamat:\n Jl. Melati&nbsp;3</div><ul><li>satu<li>dua</ul></body>"
    )
    assert plain_of_html(page) == "Pompa 2\nkurang.\nAlamat: Jl. Melati 3\nsatu\ndua"
