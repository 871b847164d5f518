"""Strangers' bytes are read by a child with limits.

Every hostile file is refused, and the portal stays alive.
"""

import os
import threading
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from metrologi import kotak
from metrologi.documents.signing.p12 import Unreadable
from metrologi.documents.signing.sertifikat import describe
from metrologi.documents.unggahan import bersih, pdf
from metrologi.kotak import seats
from metrologi.uttp.foto import gambar, olah
from pengaduan.surel import TidakTerbaca, urai
from tests.kotak import musuh
from tests.kotak.pekerjaan import NAME

SENTENCE_ENDS = (".", "!")


def upload(content, name="berkas"):
    return SimpleUploadedFile(name, content)


# --- the mechanism --------------------------------------------------------------------------------
def test_a_job_gets_content_and_words_and_answers_with_data_and_bytes():
    answer = kotak.ask(f"{NAME}:backwards", b"abc", twice=True)
    assert (answer.found, answer.content) == ({"length": 3}, b"cbacba")


def test_a_job_that_refuses_says_why():
    with pytest.raises(kotak.Refused) as refused:
        kotak.ask(f"{NAME}:refuses", b"")
    assert refused.value.code == "sebabnya"


@pytest.mark.parametrize("job", ["eats_memory", "computes_for_ever", "dies", "writes_a_file"])
def test_a_job_that_breaks_a_limit_ends_and_nobody_else(job, tmp_path):
    with pytest.raises(kotak.Refused) as refused:
        kotak.ask(f"{NAME}:{job}", b"", folder=str(tmp_path))
    # Where the machine is busy, the clock may end before the processor's share does.
    assert refused.value.code in ("rusak", "lama")
    assert all(file.stat().st_size == 0 for file in tmp_path.iterdir())


def test_a_job_that_waits_is_not_waited_for():
    with pytest.raises(kotak.Refused) as refused:
        kotak.ask(f"{NAME}:sleeps", b"")
    assert refused.value.code == "lama"


def test_no_secret_of_the_portal_reaches_the_child():
    os.environ["RAHASIA_UJI"] = "jangan sampai terbaca"
    try:
        found = kotak.ask(f"{NAME}:environment", b"").found
    finally:
        del os.environ["RAHASIA_UJI"]
    assert "RAHASIA_UJI" not in found and "DATABASE_URL" not in found and "SECRET_KEY" not in found


def test_only_so_many_children_run_at_once_and_the_rest_are_told_to_come_again():
    most, busy = [], []

    def one():
        try:
            with seats.turn():
                most.append(taken("run"))
                time.sleep(seats.SECONDS_FOR_A_SEAT * 1.5)
        except kotak.Busy:
            busy.append(1)

    threads = [threading.Thread(target=one) for _ in range(seats.SEATS + 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(busy) == 3 and max(most) <= seats.RUNNING
    assert taken("run") == taken("seat") == 0


def taken(name):
    """How many locks of that name are held now."""
    import fcntl

    count = 0
    for path in seats.folder().glob(f"{name}-*"):
        with path.open("r+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                count += 1
    return count


# --- every hostile file at every reader -----------------------------------------------------------
@pytest.mark.parametrize("make", musuh.PDFS, ids=lambda make: make.__name__)
@pytest.mark.parametrize("job", ["clean", "sound"])
def test_a_hostile_pdf_is_refused_with_a_sentence(make, job):
    with pytest.raises(ValidationError) as refused:
        pdf(upload(make()), job)
    assert refused.value.messages[0].endswith(SENTENCE_ENDS)


@pytest.mark.parametrize("make", musuh.PICTURES, ids=lambda make: make.__name__)
@pytest.mark.parametrize(
    "read",
    [olah, bersih, lambda file: gambar(file, "emblem", terbesar=2000)],
    ids=["photo", "document", "emblem"],
)
def test_a_hostile_picture_is_refused_with_a_sentence(make, read):
    with pytest.raises(ValidationError) as refused:
        read(upload(make()))
    assert refused.value.messages[0].endswith(SENTENCE_ENDS)


@pytest.mark.parametrize("make", musuh.KEYS, ids=lambda make: make.__name__)
def test_a_hostile_key_is_refused_before_it_is_opened(make):
    content = make()
    with pytest.raises((Unreadable, ValueError)) as refused:
        describe(content, "a")
    assert "terlalu lama" not in str(refused.value)


@pytest.mark.parametrize("name", musuh.MAILS)
def test_a_malformed_mail_is_read_or_left_to_a_person(name):
    try:
        found = urai(musuh.MAILS[name])
    except TidakTerbaca:
        return
    assert found.message_id and "\x00" not in found.isi + found.subjek + found.dari + found.nama


def test_a_mail_with_a_bomb_is_read_without_it(settings):
    found = urai(musuh.mail_with(musuh.nested_deflate_bomb()))
    assert found.isi == "Ada lampiran." and found.lampiran == ()


def test_a_polyglot_comes_out_as_what_it_claims_to_be_alone():
    """A PDF that is a ZIP too: what stands behind its end does not come through."""
    document = musuh.pdf_with_stream(b"q Q") + b"PK\x03\x04" + b"<script>alert(1)</script>"
    kept = bersih(upload(document)).read()
    assert kept.startswith(b"%PDF-") and b"PK\x03\x04" not in kept and b"<script>" not in kept
