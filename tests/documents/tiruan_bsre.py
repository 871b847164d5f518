"""A stand-in for the Esign Client Service that speaks its protocol over HTTP, and really signs."""

import base64
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from metrologi.clock.now import now
from metrologi.documents.signing import pades
from metrologi.documents.signing.demo import DemoCA
from metrologi.documents.signing.p12 import open_p12

USER, PASSWORD, PASSPHRASE = "gerbang", "rahasia-gerbang", "passphrase-bsre"
FAULTS = {"rubbish": 200, "down": 503, "moved": 302}


class Tiruan:
    """`status` by e-mail, `fault` to misbehave ("rubbish", "empty", "down", "moved"), `asked` what
    was asked for; `said` is a code and data to answer a signature with, `body` what was sent last.
    """

    def __init__(self):
        self.status, self.fault, self.asked = {}, "", []
        self.said = self.body = None
        self.key = open_p12(DemoCA(now(), name="BSrE Tiruan").p12("Kepala BSrE", "x"), "x")
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        # It looks often whether it shall end, for every test ends it.
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, path, body):
        if path == "/api/v2/user/check/status":
            return 200, {"status": self.status.get(body["email"], "NOT_REGISTERED")}
        if path != "/api/v2/sign/pdf":
            return 404, {"error": "tidak ada"}
        if self.said:
            return self.said
        if body["passphrase"] != PASSPHRASE:
            return 400, {
                "status_code": 2031,
                "error": "Proses signing gagal : Passphrase anda salah",
            }
        told = body["signatureProperties"][0]
        files = [
            pades.sign(
                base64.b64decode(f),
                self.key,
                reason=told["reason"],
                location=told["location"],
                name="Kepala",
            )
            for f in body["file"]
        ]
        return 200, {
            "time": 1,
            "file": [] if self.fault == "empty" else [base64.b64encode(f).decode() for f in files],
        }

    def _handler(tiruan):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                tiruan.asked.append(self.path)
                self.say(200, b"{}")

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                tiruan.asked.append(self.path)
                tiruan.body = body
                wanted = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
                if self.headers["Authorization"] != wanted:
                    return self.say(401, b"Unauthorized")
                if tiruan.fault in FAULTS:
                    return self.say(FAULTS[tiruan.fault], b"<html>bukan json</html>")
                code, told = tiruan.answer(self.path, body)
                return self.say(code, json.dumps(told).encode())

            def say(self, code, body):
                self.send_response(code)
                # Read only where the code says that the page has moved.
                self.send_header("Location", "/tempat-lain")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                """The test's output stays quiet."""

        return Handler
