"""What a stranger learns: by code, by number, by file; and that a hostile file harms nobody."""

import io
from contextlib import ExitStack, contextmanager

import pikepdf
import pytest

from metrologi import kotak
from metrologi.documents import store
from metrologi.documents.issuing import issue, revoke
from metrologi.documents.models import KunciTandaTangan
from metrologi.documents.signing import pades, pkcs12
from metrologi.documents.verify import check_upload, lookup
from metrologi.kotak import seats
from tests.documents.conftest import PASSPHRASE
from tests.ubah import one_bit, with_flipped
from tests.unpainted import blank


@pytest.fixture
def paper(case, kepala):
    return issue("uji_surat", case, by=kepala, secret=PASSPHRASE)


@pytest.fixture(autouse=True)
def fresh_cache():
    from django.core.cache import cache

    cache.clear()


def test_the_code_tells_the_state_and_no_personal_data(paper):
    code = paper.kode_verifikasi
    found = lookup(f" {code[:4].lower()}-{code[4:8]}-{code[8:]} ")
    assert (found.nomor, found.berlaku, found.tte, found.sha256) == (
        paper.nomor,
        True,
        "internal",
        paper.sha256,
    )
    assert found.baris == [("Jenis", "Timbangan elektronik"), ("Hasil", "Sah")]
    assert found.penandatangan == "Dra. Siti Rahmawati, M.Si." and "Sumber Rezeki" not in str(found)


def test_the_number_finds_it_too(paper):
    assert lookup(paper.nomor.lower()).kode == paper.kode_verifikasi


@pytest.mark.parametrize(
    "text", ["", "AAAABBBBCCCC", "tidak ada", "x" * 5000, "\x00", "' OR 1=1 --"]
)
def test_an_unknown_code_is_unknown(db, text):
    assert lookup(text) is None


def test_the_untouched_file_is_recognised(paper, kepala):
    body = store.read(paper.file)
    assert check_upload(body).putusan == "asli"
    revoke(paper, kepala, "Salah nomor seri")
    answer = check_upload(body)
    assert (answer.putusan, answer.verifikasi.state_label) == ("tidak_berlaku", "Dicabut")


def test_the_successor_is_named(paper, case, kepala):
    new = issue("uji_surat", case, by=kepala, secret=PASSPHRASE, replaces=paper)
    assert lookup(paper.kode_verifikasi).pengganti == new.nomor


def test_a_tampered_copy_is_refused_and_the_original_shown(paper):
    answer = check_upload(one_bit(store.read(paper.file)))
    assert (answer.putusan, answer.verifikasi.nomor) == ("ditolak", paper.nomor)


def test_a_copy_with_one_bit_turned_over_anywhere_is_never_called_genuine(paper):
    body = store.read(paper.file)
    for at in range(0, len(body), len(body) // 12):
        answer = check_upload(with_flipped(body, at))
        assert answer.putusan in ("ditolak", "tidak_terbaca", "bukan_kami"), at


def test_an_edited_copy_is_refused_with_the_paper_it_claims_to_be(paper):
    edited = io.BytesIO()
    with pikepdf.open(io.BytesIO(store.read(paper.file))) as document:
        document.docinfo["/Title"] = "Surat Keterangan Sah"
        document.save(edited)
    answer = check_upload(edited.getvalue())
    assert (
        answer.putusan == "ditolak"
        and answer.verifikasi.nomor == paper.nomor
        and paper.nomor in answer.alasan
    )


@pytest.mark.parametrize(
    "pasted",
    [
        "{alamat}",
        "kode {kode4}",
        "{kode4}\u200b",
        "{kode}.",
        "{kode_kecil}",
        "{kode_garis}",
        "Nomor: {nomor}",
        "{nomor}.",
        "{nomor_pendek}",
        "{nomor_spasi}",
        "{nomor_lebar}",
    ],
)
def test_a_code_or_number_is_found_as_people_paste_it(paper, pasted):
    code = paper.kode_verifikasi
    four = "-".join((code[:4], code[4:8], code[8:]))
    text = pasted.format(
        alamat=f"https://metrologi.contoh.go.id/verifikasi/{code}/",
        kode=code,
        kode4=four,
        kode_kecil=four.lower().replace("-", " "),
        kode_garis=four.replace("-", "\u2013"),
        nomor=paper.nomor,
        nomor_pendek=paper.nomor.replace("-", "\u2011"),
        nomor_spasi=paper.nomor.replace("-", " "),
        nomor_lebar=paper.nomor.replace("/", " / "),
    )
    found = lookup(text)
    assert found and found.nomor == paper.nomor


@pytest.mark.parametrize("code", ["{}X", "X{}", "A{}"])
def test_a_code_inside_a_longer_word_is_no_code(paper, code):
    assert lookup(code.format(paper.kode_verifikasi)) is None


@pytest.mark.parametrize(("before", "after"), [(b"", b"\r\n"), (b"\r\n", b""), (b"\n\n", b"\n\n")])
def test_blanks_that_a_mail_program_added_change_nothing(paper, before, after):
    answer = check_upload(before + store.read(paper.file) + after)
    assert answer.putusan == "asli" and answer.verifikasi.nomor == paper.nomor


def test_revocation_data_that_an_archive_added_changes_nothing(paper):
    """An archive adds a document security store (PAdES-LT) without touching the content."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    writer = IncrementalPdfFileWriter(io.BytesIO(store.read(paper.file)))
    kept = DocumentSecurityStore(writer=writer)
    writer.root["/DSS"] = writer.add_object(kept.as_pdf_object())
    writer.update_root()
    archived = io.BytesIO()
    writer.write(archived)
    answer = check_upload(archived.getvalue())
    assert answer.putusan == "asli" and "tambahan" in answer.alasan


def test_bytes_added_after_the_signature_are_refused(paper):
    assert check_upload(store.read(paper.file) + b"\n% tambahan").putusan == "ditolak"


def test_a_foreign_paper_is_not_ours(db):
    assert check_upload(blank()).putusan == "bukan_kami"


def test_a_paper_signed_with_a_key_on_file_but_not_issued_is_not_ours(kepala):
    opened = pkcs12.open_p12(bytes(KunciTandaTangan.objects.get().p12), PASSPHRASE)
    answer = check_upload(pades.sign(blank(), opened, reason="x", location="y", name="Siti"))
    assert (answer.putusan, answer.tanda_tangan[0]["dikenal"]) == ("bukan_kami", True)
    assert "tidak ada dalam daftar" in answer.alasan


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"halo",
        b"%PDF-1.7",
        b"%PDF-1.7\n" + b"\x00" * 5000,
        b"PK\x03\x04" * 100,
        b"%PDF-1.4\n1 0 obj<</Kids[1 0 R]/Type/Pages>>endobj trailer<</Root 1 0 R>>",
    ],
)
def test_a_malformed_file_gets_a_clear_answer(db, content):
    answer = check_upload(content)
    assert answer.putusan == "tidak_terbaca" and answer.alasan.endswith(".")


@contextmanager
def nobody_is_served():
    """Every seat of the child processes is taken.

    Whoever asks for one now is told to come again.
    """
    with ExitStack() as held:
        for _ in range(seats.SEATS):
            held.enter_context(seats.one_of("seat", seats.SEATS, 5))
        yield


def test_a_huge_file_is_not_even_opened(db):
    with nobody_is_served():
        answer = check_upload(b"%PDF-1.7" + b"0" * (10 * 1024 * 1024))
    assert "10 MB" in answer.alasan


def test_when_many_files_are_read_the_visitor_is_asked_to_come_again(client, db):
    with nobody_is_served():
        answer = client.post("/verifikasi/", {"berkas": io.BytesIO(blank())})
    assert answer.status_code == 503 and kotak.BUSY_SENTENCE in answer.text


def test_the_slow_part_is_done_once_per_file(db):
    check_upload(blank())
    with nobody_is_served():
        assert check_upload(blank()).putusan == "bukan_kami"
