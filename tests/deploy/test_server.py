"""The web server as the image starts it, asked over a socket as no browser would ask."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.deploy.test_production import FIT, environment

ROOT = Path(__file__).resolve().parents[2]
HOST = FIT["ALLOWED_HOSTS"]
# Nobody listens there: pages that name the office answer 503, and tell browsers the same.
NO_DATABASE = "postgresql://portal@127.0.0.1:1/portal"
HEADERS = (
    "strict-transport-security: max-age=31536000; includeSubDomains; preload",
    "x-content-type-options: nosniff",
    "referrer-policy: same-origin",
    "frame-ancestors 'none'",
    "cross-origin-opener-policy: same-origin",
)


def options_of_the_image():
    """What the image gives to gunicorn."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", "")
    return json.loads(re.search(r"^CMD (\[.*\])$", text, re.MULTILINE)[1])[1:]


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    options = options_of_the_image()
    options[options.index("--bind") + 1] = f"127.0.0.1:{number}"
    folder = tmp_path_factory.mktemp("data")
    told = {
        "PORTAL_DATA": str(folder),
        "STATIC_ROOT": str(folder / "static"),
        "DATABASE_URL": NO_DATABASE,
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(
        [*collect, "--settings=tests.deploy.berkas_statis"],
        cwd=ROOT,
        env=environment(**told),
        check=True,
    )
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *options],
        cwd=ROOT,
        env=environment(**told),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(number, server)
        yield number
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port, server):
    for _ in range(300):
        assert server.poll() is None, "the server ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server does not listen")


def ask(port, first, *lines, body=b"", host=HOST, proto="https"):
    """The answer to a request that is written by hand."""
    told = [first, f"Host: {host}", f"X-Forwarded-Proto: {proto}", "Connection: close", *lines]
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall("\r\n".join(told).encode() + b"\r\n\r\n" + body)
        parts = []
        while part := line.recv(65536):
            parts.append(part)
    return b"".join(parts).decode("latin-1")


def status(answer):
    return int(answer.split(" ")[1])


@pytest.mark.parametrize("path", ["/sehat/", "/akun/masuk/", "/tidak/ada/", "/static/tiada.css"])
def test_every_answer_of_the_server_protects_the_browser(port, path):
    head = ask(port, f"GET {path} HTTP/1.1").partition("\r\n\r\n")[0].lower()
    assert [line for line in HEADERS if line.lower() not in head] == []


def test_the_server_tells_no_version(port):
    head = ask(port, "GET /sehat/ HTTP/1.1").partition("\r\n\r\n")[0]
    assert re.search(r"^server: gunicorn\r?$", head, re.MULTILINE | re.IGNORECASE)
    assert not re.search(r"python/|django|x-powered-by", head, re.IGNORECASE)


def test_a_request_with_two_lengths_is_refused(port):
    both = ("Content-Length: 4", "Transfer-Encoding: chunked")
    answer = ask(port, "POST /akun/masuk/ HTTP/1.1", *both, body=b"0\r\n\r\nGET / HTTP/1.1\r\n\r\n")
    assert status(answer) in (400, 403, 413, 503) and answer.count("HTTP/1.1") == 1
    twice = ("Content-Length: 4", "Content-Length: 5")
    assert status(ask(port, "POST /akun/masuk/ HTTP/1.1", *twice, body=b"abcde")) == 400


@pytest.mark.parametrize("line", ["Kosong : x", "Dua\x00: x", "Transfer-Encoding: xchunked"])
def test_a_malformed_head_is_refused(port, line):
    assert status(ask(port, "GET /sehat/ HTTP/1.1", line)) in (400, 501)


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT"])
def test_the_server_sends_nothing_back_to_trace(port, method):
    answer = ask(port, f"{method} /akun/masuk/ HTTP/1.1", "X-Rahasia: kata-rahasia")
    assert status(answer) >= 400 and "kata-rahasia" not in answer


def test_another_host_is_refused(port):
    answer = ask(port, "GET /lacak/ HTTP/1.1", host="jahat.example")
    assert status(answer) in (400, 503) and "jahat.example" not in answer


def test_plain_http_leads_people_to_https_and_programs_nowhere(port):
    page = ask(port, "GET /akun/masuk/ HTTP/1.1", proto="http")
    assert f"Location: https://{HOST}/akun/masuk/" in page
    feed = ask(port, "GET /tempat_pakai/kalender/rahasia.ics HTTP/1.1", proto="http")
    assert status(feed) in (403, 503) and "Location" not in feed


@pytest.mark.parametrize("path", ["/static/", "/static/portal/", "/berkas/", "/.git/config"])
def test_no_folder_is_listed(port, path):
    answer = ask(port, f"GET {path} HTTP/1.1")
    assert status(answer) >= 400 and "portal.css</a>" not in answer


def test_the_image_holds_neither_history_nor_tests():
    left_out = (ROOT / ".dockerignore").read_text().split()
    assert {".git", "tests", "var", ".env"} <= set(left_out)
