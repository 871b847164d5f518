"""Every form with a box for files, on every page: each hostile file is refused with a sentence."""

from contextlib import ExitStack, contextmanager
from functools import cache
from html import unescape

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import CharField, HiddenInput, PasswordInput
from django.utils.html import escape

from metrologi import kotak
from metrologi.kotak import seats
from metrologi.uttp.titipan import FOLDER
from tests.kotak import musuh
from tests.office import PASSPHRASE, PASSWORD
from tests.pages import formulir, test_crawl
from tests.pages.test_crawl import ENDS_THE_SESSION, PAGES, each
from tests.pages.test_kirim import sent_from
from tests.serang.borang import pdf

pytestmark = pytest.mark.django_db
panggung_isi, kami, mereka = test_crawl.panggung_isi, test_crawl.kami, test_crawl.mereka
# The pages on which such forms stand, seen by somebody who may send them.
WITH_FILES = {
    "documents:kunci",
    "documents:pindaian",
    "pengujian:uji",
    "perlengkapan:sertifikat",
    "portal:verifikasi",
    "uttp:baru",
    "uttp:ubah",
    "uttp:unggah",
    "workflow:detail",
    "workflow:open",
    "workflow:pengaduan-baru",
    "workflow:tempat_pakai-foto",
}
# What must be right beside the file, so that the file is what is refused.
BESIDE = {"documents:kunci": {"sandi": PASSWORD, "passphrase_lama": PASSPHRASE}}
TYPED = "Catatan yang tidak boleh hilang"


@cache
def hostile():
    """Name, kind and content of each file."""
    kinds = {"pdf": musuh.PDFS, "png": musuh.PICTURES, "p12": musuh.KEYS}
    return [(make.__name__, kind, make()) for kind, makes in kinds.items() for make in makes]


def texts(form):
    """Boxes for free words, with words that must come back."""
    return [
        name
        for name, box in form.boxes.items()
        if type(box) is CharField and not isinstance(box.widget, PasswordInput | HiddenInput)
    ]


@each([page for page in PAGES if page.name not in ENDS_THE_SESSION])
def test_no_door_takes_a_hostile_file_and_none_loses_a_word(page, kami, masuk):
    found = False
    for user, form in sent_from(page, kami, masuk):
        form.data |= BESIDE.get(page.name, {})
        for box in form.files():
            found = True
            refuses_each(form, box, masuk(user))
    assert found == (page.name in WITH_FILES)


@each([page for page in PAGES if page.name in WITH_FILES])
def test_every_door_waits_for_a_child_before_it_reads_a_file(page, kami, masuk):
    """While all seats are taken no file is read anywhere, not even an honest one.

    So what holds for some doors (few children at once, limits, an answering portal) holds for all.
    """
    for user, form in sent_from(page, kami, masuk):
        form.data |= BESIDE.get(page.name, {})
        for box in form.files():
            with seats_taken():
                answers = [form.send(masuk(user), **{box: file}) for file in honest()]
            told = [kotak.BUSY_SENTENCE in unescape(answer.text) for answer in answers]
            assert any(told), (form.url, box, [answer.status_code for answer in answers])
            assert all(answer.status_code != 302 for answer in answers), (form.url, box)


@contextmanager
def seats_taken():
    with ExitStack() as held:
        for _ in range(seats.SEATS):
            held.enter_context(seats.one_of("seat", seats.SEATS, 1))
        yield


def honest():
    """A file of each kind that some door takes."""
    return [
        formulir.picture(),
        SimpleUploadedFile("surat.pdf", pdf(), "application/pdf"),
        SimpleUploadedFile("kunci.p12", musuh.dear_mac(), "application/x-pkcs12"),
    ]


def refuses_each(form, box, client):
    words = {name: TYPED[: form.boxes[name].max_length] for name in texts(form)}
    for name, kind, content in hostile():
        before = formulir.rows()
        file = SimpleUploadedFile(f"berkas.{kind}", content, "application/octet-stream")
        answer = form.send(client, **words, **{box: file})
        where = (form.url, box, name, answer.status_code)
        assert refused(form, box, answer), where
        assert all(escape(word) in answer.text for word in words.values()), where
        assert formulir.rows() == before and content not in staged(), where


def refused(form, box, answer):
    """With a sentence beside the box; the page for checking papers answers with a judgement."""
    if form.url == "/verifikasi/":
        return "Bukan terbitan kami" in answer.text or "tidak dapat diperiksa" in answer.text
    told = form.complaints(answer)
    return answer.status_code == 422 and (told.get(box) or told.get("passphrase"))


def staged():
    """What is kept for a form that will be sent again: good files of its other boxes."""
    names = default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else []
    kept = []
    for name in names:
        with default_storage.open(f"{FOLDER}/{name}") as file:
            kept.append(file.read())
    return kept
