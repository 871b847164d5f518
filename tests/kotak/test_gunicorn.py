"""A real web server with two workers, and eight hostile files at once at each of its doors."""

import http.cookiejar
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.kotak import musuh

BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"
AT_ONCE, PATIENCE = 8, 60
# The page, its box, who sends, and what: every door through which a file of a stranger comes.
DOORS = (
    ("/pengaduan/baru/", "lampiran", None, musuh.nested_deflate_bomb),
    ("/verifikasi/", "berkas", None, musuh.run_length_bomb),
    ("/uttp/baru/", "foto", "wajib_ttu", musuh.text_bomb),
    ("/tempat_pakai/baru/", "surat", "wajib_ttu", musuh.many_bombs),
    ("/pengaturan/kop/", "lambang", "admin_satker", musuh.bomb_picture),
    ("/dokumen/tanda-tangan/", "berkas", "kepala", musuh.dear_mac),
)


class Server:
    """gunicorn as the office runs it, on the database of the test."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder, self.url = folder, f"http://127.0.0.1:{self.port}"
        parts = urllib.parse.urlsplit(os.environ["DATABASE_URL"])
        named = parts._replace(path="/" + connection.settings_dict["NAME"])
        environment = os.environ | {
            "DATABASE_URL": urllib.parse.urlunsplit(named).replace(":///", "://postgres@/"),
            "PORTAL_DATA": str(folder / "data"),
            "KOTAK_FOLDER": str(folder / "kursi"),
            "TMPDIR": str(folder / "tmp"),
            "DJANGO_SETTINGS_MODULE": "metrologi.settings.test",
        }
        (folder / "tmp").mkdir()
        words = "metrologi.wsgi --worker-class gthread --workers 2 --threads 8 --timeout 30"
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            *words.split(),
            "--bind",
            self.url[7:],
        ]
        self.log = (folder / "log").open("w")
        self.process = subprocess.Popen(
            command,
            env=environment,
            cwd=settings.ROOT,
            stderr=self.log,
            stdout=self.log,
        )

    def ready(self):
        for _ in range(PATIENCE * 2):
            try:
                return self.healthy()
            except OSError:
                time.sleep(0.5)
        raise TimeoutError((self.folder / "log").read_text())

    def healthy(self):
        """How long /sehat/ takes; it answers with 503 where no worker of jobs runs, as here."""
        began = time.monotonic()
        try:
            urllib.request.urlopen(self.url + "/sehat/", timeout=30).close()
        except urllib.error.HTTPError as answer:
            answer.close()
        return time.monotonic() - began

    def workers(self):
        pid = self.process.pid
        return set(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())

    def kept(self):
        """The files on the disk, but for the log."""
        files = [
            p
            for p in self.folder.rglob("*")
            if p.is_file() and p.parent.name not in (self.folder.name, "kursi")
        ]
        return {str(p.relative_to(self.folder)): p.stat().st_size for p in files}

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.log.close()


@pytest.fixture
def server(office, tmp_path):
    running = Server(tmp_path)
    try:
        running.ready()
        yield running
    finally:
        running.stop()


def session_of(user):
    """The cookie of somebody who is signed in; "" for a stranger."""
    if user is None:
        return ""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def throw(server, door, session):
    """Send one hostile file as a browser does; returns the status and the page."""
    path, box, _, make = door
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    opener.addheaders = [("Cookie", session)] if session else []
    with opener.open(server.url + path, timeout=PATIENCE) as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())[1]
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
    body = encode_multipart(
        BOUNDARY,
        {
            "csrfmiddlewaretoken": token,
            box: SimpleUploadedFile("a.pdf", make(), "text/plain"),
        },
    )
    headers = {
        "Content-Type": MULTIPART_CONTENT,
        "Cookie": "; ".join(filter(None, (session, cookies))),
        "Referer": server.url + path,
    }
    request = urllib.request.Request(server.url + path, body, headers)
    try:
        with urllib.request.build_opener().open(request, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.read().decode()


@pytest.mark.django_db(transaction=True)
def test_eight_hostile_files_at_once_at_every_door_of_a_real_server(server, office):
    workers, kept = server.workers(), server.kept()
    assert len(workers) == 2
    for door in DOORS:
        door[3]()  # made once, before the clock runs
        session = session_of(office.people[door[2]] if door[2] else None)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            thrown = [pool.submit(throw, server, door, session) for _ in range(AT_ONCE)]
            waits = [server.healthy()]
            while not all(one.done() for one in thrown):
                waits.append(server.healthy())
                time.sleep(0.2)
        codes = {one.result()[0] for one in thrown}
        assert codes <= {200, 422, 503}, (door[0], codes)
        assert sorted(waits)[len(waits) // 2] < 1, (door[0], waits)
        assert server.workers() == workers, (door[0], "a worker died")
        assert server.kept() == kept, (door[0], "something was left on the disk")
