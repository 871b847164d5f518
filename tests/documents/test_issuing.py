"""From a case to a paper that stands.

Signed, stored, never changed, replaced or revoked in the open.
"""

import resource
import subprocess
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from metrologi.clock.now import at, now
from metrologi.documents import store
from metrologi.documents.issuing import issue, preview, revoke
from metrologi.documents.models import Dokumen, KunciTandaTangan, Penghitung
from metrologi.documents.models.dokumen import papers_of
from metrologi.documents.render import render
from metrologi.documents.signing import (
    KeyExpired,
    NoKey,
    PassphraseMissing,
    WrongPassphrase,
)
from metrologi.documents.signing.periksa import signatures
from tests.documents.conftest import PASSPHRASE, SuratUji
from tests.ubah import one_bit


@pytest.fixture
def paper(case, kepala):
    return issue("uji_surat", case, by=kepala, secret=PASSPHRASE)


def bytes_of(dokumen):
    return store.read(dokumen.file)


def test_an_issued_paper_is_numbered_signed_and_stored_under_its_hash(paper, kepala):
    body = bytes_of(paper)
    assert paper.nomor == f"500.2.3.15/0001/UJI/UJI/{paper.nomor.split('/')[-2]}/{now().year}"
    assert paper.file == f"dokumen/{paper.sha256[:2]}/{paper.sha256[2:4]}/{paper.sha256}.pdf"
    assert (store.digest(body), len(body)) == (paper.sha256, paper.ukuran)
    assert (paper.tte, paper.penandatangan, paper.state) == ("internal", kepala, "terbit")
    assert (
        len(paper.kode_verifikasi) == 12
        and paper.kode_verifikasi in paper.payload["url_verifikasi"]
    )


def test_the_signature_is_valid_for_pyhanko_and_pdfsig(paper, tmp_path):
    cert = bytes(KunciTandaTangan.objects.get().sertifikat)
    (found,) = signatures(bytes_of(paper), [cert])
    assert (found.utuh, found.sah, found.dikenal, found.seluruh_berkas) == (True, True, True, True)
    (tmp_path / "n.pdf").write_bytes(bytes_of(paper))
    report = subprocess.run(
        ["pdfsig", str(tmp_path / "n.pdf")], capture_output=True, text=True, check=False
    ).stdout
    assert (
        "Signature is Valid." in report
        and "Total document signed" in report
        and "ETSI.CAdES.detached" in report
    )


def test_one_flipped_byte_is_detected(paper):
    assert not signatures(one_bit(bytes_of(paper)))[0].utuh


def test_the_stored_payload_prints_what_was_signed(paper):
    assert bytes_of(paper).startswith(render(SuratUji.template, paper.payload))


def test_an_unsigned_kind_needs_no_key(case, petugas):
    paper = issue("uji_tanda", case, by=petugas)
    assert (paper.tte, paper.penandatangan, paper.ditandatangani) == ("", None, False)
    assert signatures(bytes_of(paper)) == []


def test_the_clock_may_issue_an_unsigned_paper(case):
    assert issue("uji_tanda", case, by=None).issued_by is None


@pytest.mark.parametrize(
    "who, secret, error",
    [
        ("petugas", "apa-saja", NoKey),
        ("nobody", "apa-saja", NoKey),
        ("kepala", None, PassphraseMissing),
        ("kepala", "", PassphraseMissing),
        ("kepala", "salah", WrongPassphrase),
    ],
)
def test_without_key_and_passphrase_nothing_comes_out(
    case, kepala, petugas, media, who, secret, error
):
    by = {"petugas": petugas, "kepala": kepala, "nobody": None}[who]
    with pytest.raises(error):
        issue("uji_surat", case, by=by, secret=secret)
    assert (
        not Dokumen.objects.exists()
        and not Penghitung.objects.exists()
        and not (media / "dokumen").exists()
    )


def test_an_expired_certificate_signs_nothing(case, kepala):
    with at(now() + timedelta(days=365 * 10)), pytest.raises(KeyExpired):
        issue("uji_surat", case, by=kepala, secret=PASSPHRASE)


def test_a_preview_keeps_nothing_and_shows_who_would_sign(case, kepala, petugas, tmp_path):
    path = tmp_path / "konsep.pdf"
    path.write_bytes(preview("uji_surat", case, by=petugas))
    text = subprocess.run(
        ["pdftotext", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Dra. Siti Rahmawati" in text and "Konsep" in text and "verifikasi" not in text
    assert not Dokumen.objects.exists() and not Penghitung.objects.exists()


def test_a_replacement_takes_the_old_paper_out_of_force(case, kepala, paper):
    new = issue("uji_surat", case, by=kepala, secret=PASSPHRASE, replaces=paper)
    assert (paper.state, paper.alasan, new.menggantikan) == (
        "diganti",
        f"Diganti dengan {new.nomor}",
        paper,
    )
    assert SuratUji().numbers_of(case) == [new.nomor]


def test_a_revocation_has_a_reason_and_happens_once(paper, kepala):
    with pytest.raises(ValueError, match="beralasan"):
        revoke(paper, kepala, "  ")
    revoke(paper, kepala, "Salah nomor seri")
    assert (paper.state, paper.alasan, paper.state_oleh) == ("dicabut", "Salah nomor seri", kepala)
    with pytest.raises(ValueError, match="tidak lagi berlaku"):
        revoke(paper, kepala, "Sekali lagi")


@pytest.mark.parametrize(
    "change", [{"nomor": "palsu"}, {"payload": {}}, {"sha256": "0" * 64}, {"tte": ""}]
)
def test_the_database_refuses_to_change_an_issued_paper(paper, change):
    with pytest.raises(DatabaseError, match="tidak dapat diubah"), transaction.atomic():
        Dokumen.objects.filter(pk=paper.pk).update(**change)


def test_the_database_refuses_to_delete_a_paper_or_to_revive_one(paper, kepala):
    with pytest.raises(DatabaseError, match="tidak dapat dihapus"), transaction.atomic():
        Dokumen.objects.filter(pk=paper.pk).delete()
    revoke(paper, kepala, "Salah")
    with pytest.raises(DatabaseError, match="tidak berlaku lagi"), transaction.atomic():
        Dokumen.objects.filter(pk=paper.pk).update(state="terbit")


def test_the_papers_of_cases_come_in_one_query(case, kepala, paper, django_assert_num_queries):
    papers_of(case)
    with django_assert_num_queries(1):
        assert papers_of(case, case) == [paper]


def test_a_payload_that_is_not_plain_data_is_refused(case, kepala):
    with pytest.raises(TypeError):
        issue("uji_surat", case, by=kepala, secret=PASSPHRASE, extra={"tanggal": now()})
    assert not Penghitung.objects.exists()


@contextmanager
def no_room_for(size):
    """Meanwhile the system lets this process write no file beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_appears_whole_or_not_at_all(media):
    content = b"isi" * 100_000
    with no_room_for(4096), pytest.raises(OSError, match="too large"):
        store.put(content)
    assert not [path for path in media.rglob("*") if path.is_file()]
    assert store.read(store.put(content)) == content
