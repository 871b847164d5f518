"""A small IMAP server on a local port: one mailbox, one user, just enough of RFC 3501 for a reader."""
import re
import socketserver
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
        self.wfile.write(f"* {uid} FETCH (UID {uid} BODY[] {{{len(raw)}}}\r\n".encode() + raw + b")\r\n")

    def do_store(self, words):
        uid = int(words.split()[0])
        assert re.search(r"\\Seen", words)
        self.server.mails[uid][1] = True


class Kotak(socketserver.ThreadingTCPServer):
    """`mails[uid] = [bytes, seen]`."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, account=("pengaduan", "sandi")):
        super().__init__(("127.0.0.1", 0), Handler)
        self.account, self.mails = account, {}
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]

    def put(self, raw):
        self.mails[len(self.mails) + 1] = [raw, False]

    def stop(self):
        self.shutdown()
        self.server_close()
