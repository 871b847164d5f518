"""What a stranger learns: by code, by number, by file; and that a hostile file harms nobody."""
import io

import pikepdf
import pytest

from metrologi import documents
from metrologi.documents import kotak, store
from metrologi.documents.models import KunciTandaTangan
from metrologi.documents.signing import pades, pkcs12
from tests.conftest import BLANK
from tests.documents.conftest import PASSPHRASE


@pytest.fixture
def paper(case, kepala):
    return documents.issue("uji_surat", case, by=kepala, secret=PASSPHRASE)


@pytest.fixture(autouse=True)
def fresh_cache():
    from django.core.cache import cache

    cache.clear()


def test_the_code_tells_the_state_and_no_personal_data(paper):
    code = paper.kode_verifikasi
    found = documents.lookup(f" {code[:4].lower()}-{code[4:8]}-{code[8:]} ")
    assert (found.nomor, found.berlaku, found.tte, found.sha256) == (paper.nomor, True, "internal", paper.sha256)
    assert found.baris == [("Jenis", "Timbangan elektronik"), ("Hasil", "Sah")]
    assert found.penandatangan == "Dra. Siti Rahmawati, M.Si." and "Sumber Rezeki" not in str(found)


def test_the_number_finds_it_too(paper):
    assert documents.lookup(paper.nomor.lower()).kode == paper.kode_verifikasi


@pytest.mark.parametrize("text", ["", "AAAABBBBCCCC", "tidak ada", "x" * 5000, "\x00", "' OR 1=1 --"])
def test_an_unknown_code_is_unknown(db, text):
    assert documents.lookup(text) is None


def test_the_untouched_file_is_recognised(paper, kepala):
    body = store.read(paper.file)
    assert documents.check_upload(body).putusan == "asli"
    documents.revoke(paper, kepala, "Salah nomor seri")
    answer = documents.check_upload(body)
    assert (answer.putusan, answer.verifikasi.state_label) == ("tidak_berlaku", "Dicabut")


def test_the_successor_is_named(paper, case, kepala):
    new = documents.issue("uji_surat", case, by=kepala, secret=PASSPHRASE, replaces=paper)
    assert documents.lookup(paper.kode_verifikasi).pengganti == new.nomor


def test_a_tampered_copy_is_refused_and_the_original_shown(paper):
    body = bytearray(store.read(paper.file))
    body[len(body) // 4] ^= 1
    answer = documents.check_upload(bytes(body))
    assert answer.putusan in ("ditolak", "tidak_terbaca")


def test_an_edited_copy_is_refused_with_the_paper_it_claims_to_be(paper):
    edited = io.BytesIO()
    with pikepdf.open(io.BytesIO(store.read(paper.file))) as document:
        document.docinfo["/Title"] = "Surat Keterangan Sah"
        document.save(edited)
    answer = documents.check_upload(edited.getvalue())
    assert answer.putusan == "ditolak" and answer.verifikasi.nomor == paper.nomor and paper.nomor in answer.alasan


def test_bytes_added_after_the_signature_are_refused(paper):
    assert documents.check_upload(store.read(paper.file) + b"\n% tambahan").putusan == "ditolak"


def test_a_foreign_paper_is_not_ours(db):
    assert documents.check_upload(BLANK).putusan == "bukan_kami"


def test_a_paper_signed_with_a_key_on_file_but_not_issued_is_not_ours(kepala):
    opened = pkcs12.open_p12(bytes(KunciTandaTangan.objects.get().p12), PASSPHRASE)
    answer = documents.check_upload(pades.sign(BLANK, opened, reason="x", location="y", name="Siti"))
    assert (answer.putusan, answer.tanda_tangan[0]["dikenal"]) == ("bukan_kami", True)
    assert "tidak ada dalam daftar" in answer.alasan


@pytest.mark.parametrize("content", [b"", b"halo", b"%PDF-1.7", b"%PDF-1.7\n" + b"\x00" * 5000, b"PK\x03\x04" * 100,
                                     b"%PDF-1.4\n1 0 obj<</Kids[1 0 R]/Type/Pages>>endobj trailer<</Root 1 0 R>>"])
def test_a_malformed_file_gets_a_clear_answer(db, content):
    answer = documents.check_upload(content)
    assert answer.putusan == "tidak_terbaca" and answer.alasan.endswith(".")


def test_a_huge_file_is_not_even_opened(db, monkeypatch):
    monkeypatch.setattr(kotak, "read", None)
    assert "10 MB" in documents.check_upload(b"%PDF-1.7" + b"0" * (10 * 1024 * 1024)).alasan


def test_the_child_is_stopped_when_it_takes_too_long(monkeypatch):
    monkeypatch.setattr(kotak, "SECONDS", 0.01)
    assert kotak.read(BLANK, []) is None


def test_the_child_gets_no_secret_of_the_portal(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "rahasia")
    assert "SECRET_KEY" not in kotak._bare_environment() and "DATABASE_URL" not in kotak._bare_environment()


def test_the_slow_part_is_done_once_per_file(db, monkeypatch):
    foreign = BLANK
    documents.check_upload(foreign)
    monkeypatch.setattr(kotak, "read", None)
    assert documents.check_upload(foreign).putusan == "bukan_kami"
