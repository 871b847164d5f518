"""Downloading: only who may see the case, only the bytes that were issued."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client

from metrologi.documents import store
from metrologi.documents.bundel import bundle
from metrologi.documents.issuing import issue
from tests.documents.conftest import PASSPHRASE


@pytest.fixture
def paper(case, kepala):
    return issue("uji_surat", case, by=kepala, secret=PASSPHRASE)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_the_applicant_downloads_the_stored_bytes(paper, trader):
    answer = signed_in(trader).get(paper.get_absolute_url())
    assert (answer.status_code, answer.content) == (200, store.read(paper.file))
    assert (
        answer["Content-Type"] == "application/pdf"
        and answer["X-Content-Type-Options"] == "nosniff"
    )
    assert answer["Content-Disposition"] == f'attachment; filename="{paper.nama_berkas}"'


def test_a_page_of_ours_may_frame_the_paper(paper, kepala):
    answer = signed_in(kepala).get(paper.get_absolute_url(), {"lihat": "1"})
    assert (
        answer["Content-Disposition"].startswith("inline")
        and answer["X-Frame-Options"] == "SAMEORIGIN"
        and "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    )


def test_strangers_find_nothing_and_guests_sign_in_first(paper, django_user_model):
    other = django_user_model.objects.create_user(
        "lain", "lain@contoh.id", "sandi-pengujian-1", nama="Lain"
    )
    assert signed_in(other).get(paper.get_absolute_url()).status_code == 404
    assert Client().get(paper.get_absolute_url()).status_code == 302
    assert signed_in(other).get("/dokumen/999999/x.pdf").status_code == 404


@pytest.mark.parametrize("harm", ["flip", "remove"])
def test_altered_or_missing_bytes_are_not_served(paper, trader, media, harm):
    path = Path(media / paper.file)
    path.write_bytes(b"%PDF-1.7 palsu") if harm == "flip" else path.unlink()
    client = signed_in(trader)
    client.raise_request_exception = False
    answer = client.get(paper.get_absolute_url())
    assert answer.status_code == 500 and "tidak dapat diberikan" in answer.content.decode()
    assert b"palsu" not in answer.content


@pytest.mark.django_db(transaction=True)
def test_more_requests_than_threads_issue_and_download_without_waiting_for_each_other(
    case, kepala, trader
):
    def one(_):
        try:
            paper = issue("uji_surat", case, by=kepala, secret=PASSPHRASE)
            return paper.urut, signed_in(trader).get(paper.get_absolute_url()).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        outcome = list(pool.map(one, range(9), timeout=60))
    assert sorted(outcome) == [(n, 200) for n in range(1, 10)]


def test_the_case_file_holds_every_paper_untouched_and_an_index(case, kepala, paper):
    second = issue("uji_surat", case, by=kepala, secret=PASSPHRASE, replaces=paper)
    with ZipFile(BytesIO(bundle(case, log=[("17-03-2026", "Terima", "Andi", "")]))) as archive:
        names = archive.namelist()
        assert archive.read(names[1]) == store.read(paper.file) and archive.read(
            names[2]
        ) == store.read(second.file)
    assert (
        names[0] == "00-daftar-isi.pdf"
        and names[1].endswith("-diganti.pdf")
        and "/" not in "".join(names)
    )


def test_a_damaged_paper_is_named_in_the_index_and_left_out(case, paper, media):
    Path(media / paper.file).unlink()
    with ZipFile(BytesIO(bundle(case))) as archive:
        assert archive.namelist() == ["00-daftar-isi.pdf"]


def test_an_applicant_has_no_key_page(trader):
    assert signed_in(trader).get("/dokumen/tanda-tangan/").status_code == 403
