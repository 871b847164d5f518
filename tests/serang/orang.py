"""A person at a browser: a session, and requests as bytes, so that broken ones can be sent too."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest
from django.test import Client

from metrologi.accounts import langkah_masuk

TOKEN = "s" * 32
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"
SECONDS = 90
NO_ANSWER = 0

Isian = list[tuple[str, str | bytes]]
Berkas = list[tuple[str, str, bytes, str]]


@dataclass(frozen=True)
class Jawaban:
    """What came back; status 0 is a connection that gave no answer."""

    status: int
    isi: bytes = b""
    ke: str = ""

    @property
    def rusak(self) -> bool:
        """A broken page. 503 and 507 say what to do and are none."""
        return self.status >= 500 and self.status not in (503, 507)


class Orang:
    """Whoever is named, already signed in; nobody is a stranger."""

    def __init__(self, port: int, user: object | None = None, nama: str = "pengunjung") -> None:
        self.port, self.nama, self.user = port, nama, user
        self.masuk()

    def masuk(self) -> None:
        """A new session; the former one may have been ended by what was sent."""
        kue = f"{settings.CSRF_COOKIE_NAME}={TOKEN}"
        if self.user:
            browser = Client()
            browser.force_login(self.user, backend=BACKEND)
            _both_steps(browser)
            session = browser.cookies[settings.SESSION_COOKIE_NAME].value
            kue += f"; {settings.SESSION_COOKIE_NAME}={session}"
        self.kue = kue

    def get(self, path: str) -> Jawaban:
        return self.kirim("GET", path, b"", {})

    def post(self, path: str, isian: Isian, berkas: Berkas = ()) -> Jawaban:
        return self.kirim("POST", path, *kemas(isian, berkas))

    def kirim(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Jawaban:
        there = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            there.request(method, path, body or None, {"Cookie": self.kue, **headers})
            answer = there.getresponse()
            return Jawaban(answer.status, answer.read(), answer.getheader("Location") or "")
        except (OSError, http.client.HTTPException):
            return Jawaban(NO_ANSWER)
        finally:
            there.close()


def _both_steps(browser: Client) -> None:
    """Leave in the session what signing in at the door leaves, the second factor given just now."""
    request = HttpRequest()
    request.session = browser.session
    langkah_masuk.tandai(request, "aplikasi")
    request.session.save()


def kemas(isian: Isian, berkas: Berkas = ()) -> tuple[bytes, dict[str, str]]:
    """Body and headers of a form as a browser sends it."""
    isian = [("csrfmiddlewaretoken", TOKEN), *isian]
    if not berkas:
        kind = "application/x-www-form-urlencoded"
        return urlencode(isian).encode(), {"Content-Type": kind}
    line = uuid4().hex.encode()
    parts = []
    for name, value in isian:
        raw = value if isinstance(value, bytes) else value.encode(errors="surrogatepass")
        parts.append(b'Content-Disposition: form-data; name="%s"\r\n\r\n%s' % (name.encode(), raw))
    for name, called, content, kind in berkas:
        head = f'Content-Disposition: form-data; name="{name}"; filename="{called}"\r\n'
        parts.append(f"{head}Content-Type: {kind}\r\n\r\n".encode() + content)
    body = b"".join(b"--%s\r\n%s\r\n" % (line, part) for part in parts) + b"--%s--\r\n" % line
    return body, {"Content-Type": f"multipart/form-data; boundary={line.decode()}"}


def jalur(address: str) -> str:
    """The path and query of a link on this portal; empty for any other."""
    parts = urlsplit(address)
    if parts.netloc or not parts.path.startswith("/"):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
