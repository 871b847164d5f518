"""Two people, and a mail server that can be made to fail."""

import socketserver
import threading

import pytest
from django.db import connection

from metrologi.accounts.models import User


@pytest.fixture(autouse=True)
def empty_queue(db):
    """The tables of the queue are not Django's, so no test flushes them."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def budi(db):
    return User.objects.create_user("budi", "budi@contoh.id", "sandi-pengujian-1", nama="Budi")


@pytest.fixture
def ani(db):
    return User.objects.create_user(
        "ani", "", "sandi-pengujian-1", nama="Ani", phone="+6281234567890"
    )


class Talk(socketserver.StreamRequestHandler):
    """Just enough SMTP to take one letter; `server.refuse` answers the recipient with that line."""

    def handle(self):
        self.say("220 siap")
        body, inside = [], False
        for raw in self.rfile:
            line = raw.decode().rstrip("\r\n")
            if inside:
                inside = line != "."
                if inside:
                    body.append(line)
                else:
                    self.server.letters.append("\n".join(body))
                    self.say("250 diterima")
            elif line.upper() == "DATA":
                inside = True
                self.say("354 silakan")
            elif line.upper() == "QUIT":
                self.say("221 sampai jumpa")
                return
            elif line.upper().startswith("RCPT") and self.server.refuse:
                self.say(self.server.refuse)
            else:
                self.say("250 baik")

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())


class Smtp(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        self.letters, self.refuse = [], ""
        super().__init__(("127.0.0.1", 0), Talk)


@pytest.fixture
def smtp(settings):
    with Smtp() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server
        server.shutdown()
        thread.join()
