"""Attachments of a complaint lose what tells who made them, and are shown to those who may see the
case, nobody else.
"""

import io
import re

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from metrologi.documents import store
from pengaduan.lampiran import TERBANYAK, lampirkan
from pengaduan.models import Lampiran, Pengaduan
from tests.pengaduan.keadaan import IDENTITAS, LAPORAN, laporan

pytestmark = pytest.mark.django_db
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"
NAMA = "KTP Siti Rahasia Binti Umar"


def foto():
    """A photo that says where it was taken and by whom."""
    exif = Image.Exif()
    exif[0x013B] = IDENTITAS["nama"]
    kept = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(kept, "JPEG", exif=exif)
    return SimpleUploadedFile(f"{NAMA}.jpg", kept.getvalue(), "image/jpeg")


def pdf():
    kept = io.BytesIO()
    with pikepdf.new() as draft:
        draft.add_blank_page()
        draft.docinfo["/Author"] = IDENTITAS["nama"]
        with draft.open_metadata() as meta:
            meta["dc:creator"] = [IDENTITAS["nama"]]
        draft.save(kept)
    return SimpleUploadedFile(f"{NAMA}.pdf", kept.getvalue(), "application/pdf")


def kirim(client, **files):
    return client.post(
        reverse("workflow:pengaduan-baru"),
        {**LAPORAN, "kerahasiaan": "rahasia", "nama": IDENTITAS["nama"], **files},
    )


def test_the_public_form_keeps_files_without_their_names_and_without_their_makers(office, client):
    assert IDENTITAS["nama"].encode() in foto().read() and b"/Author" in pdf().read()
    answer = kirim(client, lampiran=foto(), lampiran_2=pdf())
    assert answer.status_code == 302
    kept = list(Lampiran.objects.all())
    assert [(k.nama, k.jenis_isi) for k in kept] == [
        ("Lampiran 1.jpg", "image/jpeg"),
        ("Lampiran 2.pdf", "application/pdf"),
    ]
    bodies = [store.read(k.file) for k in kept]
    assert not any(IDENTITAS["nama"].encode() in body for body in bodies)
    with pikepdf.open(io.BytesIO(bodies[1])) as found:
        assert len(found.pages) == 1 and not found.docinfo and "/Metadata" not in found.Root


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("a.exe", b"MZ tidak", "Unggah PDF, JPG, atau PNG"),
        ("a.pdf", b"%PDF-1.7 rusak", "tidak dapat dibaca"),
        ("a.jpg", b"\xff\xd8\xff rusak", "bukan foto"),
        ("kosong.pdf", b"", "kosong"),
    ],
)
def test_what_is_no_document_is_refused_at_its_field_and_the_words_stay(
    office, client, name, body, words
):
    answer = kirim(client, lampiran=SimpleUploadedFile(name, body))
    assert answer.status_code == 422 and words in answer.text and LAPORAN["uraian"] in answer.text
    assert not Pengaduan.objects.exists()


def test_a_file_survives_a_refused_form(office, client):
    answer = client.post(
        reverse("workflow:pengaduan-baru"),
        {**LAPORAN, "kerahasiaan": "terbuka", "lampiran": foto()},
    )
    token = re.search(r'name="lampiran_titipan" value="([^"]+)"', answer.text)[1]
    assert answer.status_code == 422
    assert (
        kirim(client, lampiran_titipan=token).status_code == 302
        and Lampiran.objects.get().nama == "Lampiran 1.jpg"
    )


def test_only_who_may_see_the_case_gets_the_file(office, client):
    case = laporan(office, kerahasiaan="rahasia")
    lampirkan(case, pdf())
    url = reverse("workflow:pengaduan-lampiran", args=[case.pk, case.lampiran.get().pk])
    Pengaduan.objects.filter(pk=case.pk).update(terlapor=office.people["ketua_tim_pjtk"])
    seen = {}
    for role in (
        "petugas_pengaduan",
        "kepala",
        "pelapor",
        "ketua_tim_pjtk",
        "penangan_pengaduan",
        "penera",
        "pelanggan",
    ):
        client.force_login(office.people[role], backend=BACKEND)
        seen[role] = client.get(url).status_code
    assert [role for role, status in seen.items() if status == 200] == [
        "petugas_pengaduan",
        "kepala",
        "pelapor",
    ], seen
    assert set(seen.values()) == {200, 404}


def test_with_ticket_and_code_the_reporter_reads_and_adds_files_of_that_ticket_only(office, client):
    other = laporan(office)
    lampirkan(other, pdf())
    case = laporan(office, by="petugas_pengaduan", kanal="loket")
    file = reverse("workflow:pengaduan-tiket-lampiran", args=[other.lampiran.get().pk])
    assert client.get(file).status_code == 302
    client.post(
        reverse("workflow:pengaduan-tiket"), {"nomor": case.nomor, "kode": case.kode_sekali}
    )
    assert client.get(file).status_code == 404
    client.post(
        reverse("workflow:pengaduan-tiket-tambah"), {"isi": "Ini fotonya.", "lampiran": foto()}
    )
    mine = case.lampiran.get()
    answer = client.get(reverse("workflow:pengaduan-tiket-lampiran", args=[mine.pk]))
    assert (
        answer.content == store.read(mine.file)
        and "Lampiran 1.jpg" in answer["Content-Disposition"]
    )
    assert mine.nama in client.get(reverse("workflow:pengaduan-tiket-lihat")).text


def test_the_reporter_with_an_account_adds_a_file_and_there_is_a_limit(office, client):
    case = laporan(office)
    client.force_login(office.people["pelapor"], backend=BACKEND)
    url = reverse("workflow:pengaduan-tambah", args=[case.pk])
    client.post(url, {"isi": "Ini fotonya.", "lampiran": foto()})
    assert (
        case.lampiran.count() == 1
        and case.lampiran.get().nama in client.get(case.get_absolute_url()).text
    )
    assert lampirkan(case, *(pdf() for _ in range(TERBANYAK))) == TERBANYAK - 1
    client.post(url, {"isi": "Satu lagi.", "lampiran": foto()})
    assert case.lampiran.count() == TERBANYAK and "paling banyak" in case.balasan.last().isi
    answer = client.post(
        url, {"isi": "Rusak.", "lampiran": SimpleUploadedFile("a.exe", b"MZ")}, follow=True
    )
    assert "Unggah PDF, JPG, atau PNG" in answer.text
