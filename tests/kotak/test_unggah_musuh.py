"""The doors by which strangers upload.

Hostile files at every one of them, many at once, and quotas of a day.
"""

import io
import os
import subprocess
import sys
import threading
import time
import urllib.request

import pytest
from django.core.files.storage import Storage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from metrologi.portal import kuota
from metrologi.portal.models import Percobaan
from metrologi.uttp.models import Uttp
from metrologi.uttp.titipan import FOLDER
from pengaduan.models import Pengaduan
from tests.kotak import musuh
from tests.pengaduan.keadaan import LAPORAN
from tests.uttp.test_titipan import posted

PUBLIC = "/pengaduan/baru/"
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"


def staged():
    """Names and sizes of the files that are kept for a refused form."""
    if not default_storage.exists(FOLDER):
        return {}
    names = default_storage.listdir(FOLDER)[1]
    return {name: default_storage.size(f"{FOLDER}/{name}") for name in names}


def photo():
    """A JPEG of about this size, as a phone makes it."""
    side = 1700
    picture = Image.frombytes("RGB", (side, side), os.urandom(side * side * 3))
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=95)
    body = kept.getvalue()
    assert len(body) > 2.5 * 1024 * 1024, "large enough to be a temporary file"
    return SimpleUploadedFile("IMG_2031.jpg", body, "image/jpeg")


@pytest.mark.django_db
@pytest.mark.parametrize("make", musuh.PDFS, ids=lambda make: make.__name__)
def test_a_hostile_pdf_costs_the_reporter_nothing_of_what_was_typed(client, office, make):
    file = SimpleUploadedFile("bukti.pdf", make(), "application/pdf")
    answer = client.post(PUBLIC, {**LAPORAN, "judul": "Kotak terbuka", "lampiran": file})
    assert answer.status_code == 422 and "Kotak terbuka" in answer.text
    assert "lampiran_titipan" not in answer.text and staged() == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "box", "who"),
    [
        (PUBLIC, "lampiran", None),
        (PUBLIC, "lampiran", "pelapor"),
        ("/uttp/baru/", "foto", "wajib_ttu"),
        ("/tempat_pakai/baru/", "surat", "wajib_ttu"),
    ],
)
def test_a_large_photo_with_a_missing_word_is_kept_and_no_error(client, office, url, box, who):
    if who:
        client.force_login(office.people[who], backend=BACKEND)
    answer = client.post(url, {box: photo()})
    assert answer.status_code == 422 and f"{box}_titipan" in answer.text
    assert len(staged()) == 1


@pytest.mark.django_db
def test_whoever_uploads_too_much_in_a_day_keeps_the_words_and_sends_no_file(client, office):
    request = client.get("/").wsgi_request
    kuota.STRANGERS.count(request, amount=kuota.STRANGERS.limit)
    answer = client.post(
        PUBLIC,
        {**LAPORAN, "judul": "Masih ada", "lampiran": photo()},
        headers={"origin": "http://testserver"},
    )
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0
    assert "Masih ada" in answer.text and "Kirim ulang" in answer.text
    assert staged() == {} and not Pengaduan.objects.exists()


@pytest.mark.django_db
def test_a_refused_form_counts_like_any_other(client, office):
    for _ in range(2):
        assert client.post(PUBLIC, {"lampiran": photo()}).status_code == 422
    assert max(Percobaan.objects.values_list("jumlah", flat=True)) > 2 * 2.5 * 1024


class PenuhStorage(Storage):
    """A place for files on a device that is always full: the refusal is the kernel's own."""

    def exists(self, name):
        return False

    def _save(self, name, content):
        with open("/dev/full", "wb", buffering=0) as device:
            device.write(content.read())
        return name


@pytest.mark.django_db
def test_a_full_disk_says_so_and_keeps_what_was_typed(client, office, settings):
    client.force_login(office.people["wajib_ttu"], backend=BACKEND)
    full = {"BACKEND": f"{__name__}.PenuhStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": full}
    answer = client.post(
        "/uttp/baru/",
        posted(office, nomor_seri="PENUH-1", foto=photo()),
        headers={"origin": "http://testserver"},
    )
    assert answer.status_code == 507 and "PENUH-1" in answer.text and "Kirim ulang" in answer.text
    assert not Uttp.objects.filter(nomor_seri="PENUH-1").exists()


def test_a_write_that_fails_leaves_no_half_file(tmp_path):
    """The folder loses its room while a paper is written.

    A limit on the size of files stands for it.
    """
    code = (
        "import resource, pathlib; from metrologi.documents import store;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"store._write_durably(pathlib.Path({str(tmp_path)!r}) / 'a.pdf', bytes(5000))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "File too large" in done.stderr and list(tmp_path.iterdir()) == []


def test_the_first_paper_of_a_process_is_written_durably(tmp_path):
    """The storage is made at its first use.

    A file written durably is readable by its group, another one by all.
    """
    code = "import django; django.setup(); from metrologi.documents import store; store.put(b'isi')"
    environment = os.environ | {
        "PORTAL_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "metrologi.settings.test",
    }
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    (written,) = [path for path in tmp_path.rglob("*.pdf") if path.is_file()]
    assert written.stat().st_mode & 0o777 == 0o640


@pytest.mark.django_db(transaction=True)
def test_eight_bombs_at_once_leave_the_portal_answering(live_server, office):
    """Whoever asks meanwhile is served; afterwards nothing of the bombs is left."""
    content, answers, waits = musuh.nested_deflate_bomb(), [], []

    def throw():
        client = Client()
        file = SimpleUploadedFile("a.pdf", content, "application/pdf")
        answers.append(client.post(PUBLIC, {"lampiran": file}).status_code)
        connection.close()

    threads = [threading.Thread(target=throw) for _ in range(8)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        began = time.monotonic()
        with urllib.request.urlopen(live_server.url + "/sehat/", timeout=10) as answer:
            answer.read()
        waits.append(time.monotonic() - began)
        time.sleep(0.2)
    assert answers == [422] * 8 and waits and sorted(waits)[len(waits) // 2] < 1
    assert staged() == {}
