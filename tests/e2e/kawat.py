"""The line between a browser and the portal, which a test can cut while a form is being sent."""

import socket
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread
from urllib.parse import urlsplit

# Before the portal heard anything, when it heard half of it, when it had done it and answered.
SEBELUM, SELAMA, SESUDAH = "sebelum", "selama", "sesudah"
CHUNK = 65536


class Kawat(ThreadingTCPServer):
    """Carries bytes both ways.

    After `putus(moment)` the next form that a person sends goes down with the line at that moment,
    and nothing passes until `sambung()`.
    """

    allow_reuse_address, daemon_threads = True, True

    def __init__(self, url):
        super().__init__(("localhost", 0), Sambungan)
        office = urlsplit(url)
        self.office = (office.hostname, office.port)
        self.url = f"http://localhost:{self.server_address[1]}"
        self.sambung()
        Thread(target=self.serve_forever, daemon=True).start()

    def putus(self, moment):
        self.moment = moment

    def sambung(self):
        self.moment, self.dead = "", False


class Sambungan(BaseRequestHandler):
    def handle(self):
        self.swallows = False
        if self.server.dead:
            return
        with socket.create_connection(self.server.office) as office:
            back = Thread(target=self._answers, args=(office,))
            back.start()
            self._questions(office)
            _close(office)
            back.join()

    def _questions(self, office):
        while asked := _read(self.request):
            # What the portal is to hear whole may come in several pieces.
            if self.server.dead and not self.swallows:
                return
            if self.server.moment and not self.swallows and _by_hand(asked):
                self.server.dead = True
                if self.server.moment == SEBELUM:
                    return
                if self.server.moment == SELAMA:
                    office.sendall(asked[: len(asked) // 2])
                    return
                self.swallows = True
            office.sendall(asked)

    def _answers(self, office):
        """The first byte of an answer says that the work was done."""
        while told := _read(office):
            if self.swallows:
                break
            self.request.sendall(told)
        _close(self.request)


def _by_hand(asked):
    return asked.startswith(b"POST ") and b"hx-request" not in asked.lower()


def _read(line):
    try:
        return line.recv(CHUNK)
    except OSError:
        return b""


def _close(line):
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
