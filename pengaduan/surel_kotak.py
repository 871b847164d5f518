"""What a child process does with a stranger's e-mail: find sender, words and files.

A job of `kotak`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import getaddresses
from hashlib import sha256
from typing import cast

from pengaduan.surel_teks import is_text, words_of

PANJANG = 4000
BERKAS = 10
PENERIMA = 50
# Heads of the server that delivered come before what the sender wrote.
DELIVERED = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
MESSAGE_ID = re.compile(r"<[^<>\s]+>")
IN_BRACKETS = re.compile(r"<\s*([^<>\s]+@[^<>\s]+?)\s*>")
ADDRESS = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+")
# "toko@contoh.id (Toko Maju, cabang 2)": the name as a comment, as mail was written long ago.
OLD_FORM = re.compile(r"([^\s@()<>,]+@[^\s@()<>,]+)\s*\(([^()]*)\)")
FILES = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
# Parts that no sender thinks of as an attachment.
UNSEEN = ("application/pgp-signature", "application/pkcs7-signature", "text/calendar", "image/gif")

Found = dict[str, object]


def read(content: bytes) -> tuple[Found, bytes]:
    """Heads and words as plain data.

    The files one after another in the bytes, their sizes under "ukuran"; "tak_terbaca" counts the
    attachments of a kind that the office does not take.
    """
    mail = cast(EmailMessage, message_from_bytes(content, policy=policy.default))
    name, address = _sender(mail)
    files, others = _files(mail)
    found: Found = {
        "message_id": _message_id(mail) or sha256(content).hexdigest(),
        "nama": name[:120],
        "dari": address[:254],
        "kepada": _recipients(mail),
        "subjek": " ".join(_head(mail, "Subject").split())[:120] or "Tanpa perihal",
        "isi": _words(mail)[:PANJANG],
        "auto_submitted": _head(mail, "Auto-Submitted").lower(),
        "precedence": _head(mail, "Precedence").lower(),
        "list_id": _head(mail, "List-Id"),
        "undangan": any(part.get_content_type() == "text/calendar" for part in _leaves(mail)),
        "ukuran": [len(file) for file in files],
        "tak_terbaca": others,
    }
    return found, b"".join(files)


def _head(mail: EmailMessage, name: str) -> str:
    """A header as text; as it stands in the message where Python cannot read it."""
    try:
        value = str(mail.get(name, "") or "")
    except Exception:
        # The parser of headers raises almost anything: an index, a type, its own errors.
        value = _raw_head(mail, name)
    return value.replace("\x00", "").strip()


def _raw_head(mail: EmailMessage, name: str) -> str:
    return next(_raw_heads(mail, name), "")


def _raw_heads(mail: EmailMessage, name: str) -> Iterator[str]:
    for key, value in mail.raw_items():
        if key.lower() == name.lower():
            yield " ".join(str(value).encode("ascii", "replace").decode().split())


def _message_id(mail: EmailMessage) -> str:
    """The Message-ID if it can tell messages apart; "" for an empty or broken one."""
    found = MESSAGE_ID.search(_head(mail, "Message-ID"))
    return found.group()[:300] if found else ""


def _sender(mail: EmailMessage) -> tuple[str, str]:
    """Name and address of who wrote; the first where there are several, "" for none.

    An address in angle brackets is clear, whatever the name before it holds: academic titles are
    often written with commas and without quotes.
    """
    written = _raw_head(mail, "From")
    plain = "=?" not in written and "?" not in written
    # Python drops comments and moves quotes, so it decodes only what needs decoding.
    text = written if plain else " ".join(_head(mail, "From").split())
    brackets = list(IN_BRACKETS.finditer(text))
    if len(brackets) == 1:
        return text[: brackets[0].start()].replace('"', "").strip(" '"), brackets[0][1]
    if old := OLD_FORM.fullmatch(text):
        return old[2].strip(), old[1]
    try:
        pairs = getaddresses([text])
    except Exception:
        pairs = []
    clear = [pair for pair in pairs if ADDRESS.fullmatch(pair[1])]
    if clear:
        return clear[0]
    found = ADDRESS.search(text)
    return ("", found.group()) if found else ("", "")


def _recipients(mail: EmailMessage) -> list[str]:
    """Every address that the message was sent to, small, that of its delivery first."""
    heads = [value for name in DELIVERED for value in _raw_heads(mail, name)]
    found = [address.lower() for head in heads for address in ADDRESS.findall(head)]
    return list(dict.fromkeys(found))[:PENERIMA]


def _words(mail: EmailMessage) -> str:
    try:
        return words_of(mail).strip()
    except Exception:
        # What Python's parser made of the bytes can break its own methods.
        return ""


def _leaves(mail: Message) -> Iterator[Message]:
    try:
        yield from (part for part in mail.walk() if not part.is_multipart())
    except Exception:
        return


def _files(mail: Message) -> tuple[list[bytes], int]:
    """Photos and PDFs wherever they lie in the message, and how many other attachments there are.

    No more than `BERKAS` files; those beyond count as others.
    """
    files, others = [], 0
    for part in _leaves(mail):
        body = _body(part)
        if body.startswith(FILES) and len(files) < BERKAS:
            files.append(body)
        elif _attached(part, body):
            others += 1
    return files, others


def _body(part: Message) -> bytes:
    try:
        body = part.get_payload(decode=True)
    except Exception:
        return b""
    return body if isinstance(body, bytes) else b""


def _attached(part: Message, body: bytes) -> bool:
    """Whether the sender sees this leaf as an attachment."""
    kind = part.get_content_type()
    hidden = kind in UNSEEN or kind.startswith("multipart/") or is_text(part)
    return bool(body) and not hidden
