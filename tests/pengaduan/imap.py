"""A small IMAP server on a local port.

One mailbox, one user, just enough of RFC 3501 for a reader.
"""

import re
import socketserver
import ssl
import threading


class Handler(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("* OK siap")
        while line := self.rfile.readline():
            tag, _, rest = line.decode().strip().partition(" ")
            word, _, words = rest.partition(" ")
            if word.upper() == "UID":
                word, _, words = words.partition(" ")
            if word.upper() == "LOGOUT":
                self.say("* BYE")
                self.say(f"{tag} OK")
                return
            answer = getattr(self, f"do_{word.lower()}", lambda words: "BAD tidak dikenal")(words)
            self.say(f"{tag} {answer or 'OK selesai'}")

    def do_capability(self, words):
        self.say("* CAPABILITY IMAP4rev1")

    def do_login(self, words):
        user, secret = (w.strip('"') for w in words.split())
        return None if (user, secret) == self.server.account else "NO salah"

    def do_select(self, words):
        self.say(f"* {len(self.server.mails)} EXISTS")
        return "OK [READ-WRITE] dipilih"

    def do_search(self, words):
        unseen = [str(n) for n, (_, seen) in sorted(self.server.mails.items()) if not seen]
        self.say(f"* SEARCH {' '.join(unseen)}".rstrip())

    def do_fetch(self, words):
        uid = int(words.split()[0])
        raw = self.server.mails[uid][0]
        if "RFC822.SIZE" in words.upper():
            self.say(f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(raw)})")
            return
        if part := re.search(r"<0\.(\d+)>", words):
            raw = raw[: int(part[1])]
        self.server.fetched.append((uid, len(raw)))
        self.wfile.write(
            f"* {uid} FETCH (UID {uid} BODY[]<0> {{{len(raw)}}}\r\n".encode() + raw + b")\r\n"
        )

    def do_store(self, words):
        uid = int(words.split()[0])
        assert re.search(r"\\Seen", words)
        self.server.mails[uid][1] = True
        if r"\Flagged" in words:
            self.server.flagged.append(uid)


class Kotak(socketserver.ThreadingTCPServer):
    """`mails[uid] = [bytes, seen]`; `flagged` are numbers of messages.

    `fetched` are pairs: the number of a message and how many bytes of it were sent.

    With `certificate` (paths of certificate and key) the server speaks TLS from the first byte.
    """

    allow_reuse_address = daemon_threads = True

    def __init__(self, account=("pengaduan", "sandi"), certificate=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.account, self.mails, self.fetched, self.flagged = account, {}, [], []
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]

    def put(self, raw):
        self.mails[len(self.mails) + 1] = [raw, False]

    def stop(self):
        self.shutdown()
        self.server_close()
