"""Verification in public: what a code, a number or a file tells anyone, and what it never tells."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from metrologi.clock.now import now, today
from metrologi.documents import store
from metrologi.documents.issuing import revoke
from metrologi.documents.models.dokumen import papers_of
from metrologi.documents.verify import Verifikasi
from metrologi.portal.views.verifikasi import UPLOADS, keadaan
from metrologi.web import Chip
from tests.ubah import one_bit
from tests.unpainted import blank
from tests.walk import walk

CODE, ODD = "ABCDEFGHJKMN", "2026-99-99"


def paper(until=None, **fields):
    rows = [("Jenis", "Timbangan elektronik"), ("Nomor seri", "SN-1"), ("Hasil", "Sah")]
    if until:
        rows.append(("Berlaku sampai", until.isoformat()))
    known = {
        "judul": "Surat Keterangan Hasil Pengujian",
        "nomor": "001/SKHP/2026",
        "unit": "UPTD Metrologi Legal",
        "state": "terbit",
        "state_label": "Terbit",
        "terbit_at": now(),
        "state_at": None,
        "tte": "internal",
        "penandatangan": "Drs. Ahmad Fauzi",
        "jabatan": "Kepala",
        "sha256": "0" * 64,
        "kode": CODE,
        "baris": rows,
    }
    return Verifikasi(**(known | fields))


@pytest.mark.parametrize(("days", "label"), [(0, "Berlaku"), (30, "Berlaku"), (-1, "Kedaluwarsa")])
def test_a_paper_is_in_force_through_its_last_day(days, label):
    assert keadaan(paper(until=today() + timedelta(days=days))).chip.label == label


def test_a_revoked_paper_is_not_in_force_whatever_its_date():
    state = keadaan(
        paper(until=today() + timedelta(days=30), state="dicabut", state_label="Dicabut")
    )
    assert state.chip == Chip("Dicabut", "bad")


def test_a_paper_without_a_date_is_called_genuine_and_not_in_force():
    assert keadaan(paper()).chip.label == "Asli"


@pytest.fixture
def letter(office):
    """The paper of a letter that is signed and out, for an instrument with an odd serial number."""
    order = walk(office.order(office.uttp(seri=ODD)), "diuji", office.people, office.samples())
    order = office.test_item(order, order.diterima()[0])
    order = walk(order, "penandatanganan", office.people, office.samples())
    case = order.children("skhp").get()
    walk(case, "terbit", office.people, office.samples())
    return papers_of(case)[0]


def address(letter):
    return f"/verifikasi/{letter.kode_verifikasi}/"


def test_a_serial_number_that_looks_like_a_date_stays_a_serial_number(client, letter):
    assert ODD in client.get(address(letter)).content.decode()


def test_the_address_of_the_qr_code_shows_the_paper(client, letter):
    page = client.get(address(letter)).content.decode()
    assert ODD in page
    assert "Berlaku" in page
    assert "Elektronik internal kantor, tidak tersertifikasi" in page
    assert letter.sha256 in page


def test_a_number_leads_to_the_same_address(client, letter):
    assert client.get("/verifikasi/", {"q": letter.nomor})["Location"] == address(letter)


@pytest.mark.parametrize("path", ["/verifikasi/ENTAHENTAHEN/", "/verifikasi/?q=entah"])
def test_an_unknown_code_is_404_with_advice(client, letter, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "Periksa ketikannya" in response.content.decode()


def whole(letter):
    return store.read(letter.file)


def revoked(letter):
    revoke(letter, letter.penandatangan, "Salah nomor seri.")
    return whole(letter)


def altered(letter):
    return one_bit(whole(letter))


def of_somebody_else(letter):
    return blank()


def torn(letter):
    return b"%PDF-1.7"


@pytest.mark.parametrize(
    ("sent", "heading"),
    [
        (whole, "Asli dan utuh"),
        (revoked, "tidak berlaku lagi"),
        (altered, "jangan dipercaya"),
        (of_somebody_else, "Bukan terbitan kami"),
        (torn, "tidak dapat diperiksa"),
    ],
)
def test_every_judgement_of_an_upload_has_its_page(client, letter, sent, heading):
    assert heading in upload(client, sent(letter)).content.decode()


def upload(client, body):
    return client.post("/verifikasi/", {"berkas": SimpleUploadedFile("a.pdf", body)})


def test_no_file_chosen_is_said_at_the_field(client, unit):
    response = client.post("/verifikasi/", {})
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()


def test_uploads_are_throttled(client, unit):
    codes = {upload(client, b"bukan PDF").status_code for _ in range(UPLOADS.most)}
    assert 429 not in codes
    assert upload(client, b"bukan PDF").status_code == 429
