"""Verification in public: what a code, a number or a file tells anyone, and what it never tells."""
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from metrologi.clock.now import now, today
from metrologi.documents import verify
from metrologi.documents.verify import HasilPeriksa, Verifikasi
from metrologi.portal.verifikasi import UPLOADS, keadaan

CODE = "ABCDEFGHJKMN"


def paper(until=None, **fields):
    rows = [("Jenis", "Timbangan elektronik"), ("Nomor seri", "SN-1"), ("Hasil", "Sah")]
    if until:
        rows.append(("Berlaku sampai", until.isoformat()))
    known = {"judul": "Surat Keterangan Hasil Pengujian", "nomor": "001/SKHP/2026", "unit": "UPTD Metrologi Legal",
             "state": "terbit", "state_label": "Terbit", "terbit_at": now(), "state_at": None, "tte": "internal",
             "penandatangan": "Drs. Ahmad Fauzi", "jabatan": "Kepala", "sha256": "0" * 64, "kode": CODE, "baris": rows}
    return Verifikasi(**(known | fields))


@pytest.mark.parametrize(("days", "label"), [(0, "Berlaku"), (30, "Berlaku"), (-1, "Kedaluwarsa")])
def test_a_paper_is_in_force_through_its_last_day(days, label):
    assert keadaan(paper(until=today() + timedelta(days=days))).label == label


def test_a_revoked_paper_is_not_in_force_whatever_its_date():
    state = keadaan(paper(until=today() + timedelta(days=30), state="dicabut", state_label="Dicabut"))
    assert (state.label, state.kind) == ("Dicabut", "bad")


def test_a_paper_without_a_date_is_called_genuine_and_not_in_force():
    assert keadaan(paper()).label == "Asli"


def test_a_serial_number_that_looks_like_a_date_stays_a_serial_number(client, unit, monkeypatch):
    odd = paper(baris=[("Nomor seri", "2026-99-99"), ("Berlaku sampai", "2026-99-99")])
    monkeypatch.setattr(verify, "lookup", lambda text: odd)
    assert "2026-99-99" in client.get(f"/verifikasi/{CODE}/").content.decode()


@pytest.fixture
def known(monkeypatch, unit):
    until = today() + timedelta(days=30)
    monkeypatch.setattr(verify, "lookup", lambda text: paper(until) if text in (CODE, "001/SKHP/2026") else None)


def test_the_address_of_the_qr_code_shows_the_paper(client, known):
    page = client.get(f"/verifikasi/{CODE}/").content.decode()
    assert "SN-1" in page
    assert "Berlaku" in page
    assert "Elektronik internal kantor, tidak tersertifikasi" in page
    assert "0" * 64 in page


def test_a_number_leads_to_the_same_address(client, known):
    assert client.get("/verifikasi/", {"q": "001/SKHP/2026"})["Location"] == f"/verifikasi/{CODE}/"


@pytest.mark.parametrize("path", ["/verifikasi/ENTAHENTAHEN/", "/verifikasi/?q=entah"])
def test_an_unknown_code_is_404_with_advice(client, known, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "Periksa ketikannya" in response.content.decode()


@pytest.mark.parametrize(("putusan", "heading"), [
    ("asli", "Asli dan utuh"), ("tidak_berlaku", "tidak berlaku lagi"), ("ditolak", "jangan dipercaya"),
    ("bukan_kami", "Bukan terbitan kami"), ("tidak_terbaca", "tidak dapat diperiksa"),
])
def test_every_judgement_of_an_upload_has_its_page(client, known, monkeypatch, putusan, heading):
    answer = HasilPeriksa(putusan, "Karena begitu.", "1" * 64, paper() if putusan == "asli" else None)
    monkeypatch.setattr(verify, "check_upload", lambda content: answer)
    page = client.post("/verifikasi/", {"berkas": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}).content.decode()
    assert heading in page
    assert "Karena begitu." in page


def test_no_file_chosen_is_said_at_the_field(client, known):
    response = client.post("/verifikasi/", {})
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()


def test_uploads_are_throttled(client, known, monkeypatch):
    monkeypatch.setattr(verify, "check_upload", lambda content: HasilPeriksa("bukan_kami", "Bukan.", "1" * 64))
    for _ in range(UPLOADS.limit):
        client.post("/verifikasi/", {"berkas": SimpleUploadedFile("a.pdf", b"%PDF-1.7")})
    assert client.post("/verifikasi/", {"berkas": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}).status_code == 429
