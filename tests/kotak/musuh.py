"""Hostile files, made here.

Bombs, cycles, polyglots, huge dimensions, keys that name an endless price, broken mails.
"""

import io
import struct
import zlib
from email.message import EmailMessage
from functools import cache

import pikepdf
from asn1crypto import algos, cms, core, pkcs12
from PIL import Image

MB = 1024 * 1024


@cache
def bomb(size=400 * MB, layers=1):
    """Zeros, packed `layers` times by zlib: 400 MB become a kilobyte with two layers."""
    packer, parts = zlib.compressobj(1), []
    chunk = bytes(4 * MB)
    for _ in range(size // len(chunk)):
        parts.append(packer.compress(chunk))
    packed = b"".join([*parts, packer.flush()])
    for _ in range(layers - 1):
        packed = zlib.compress(packed, 9)
    return packed


def pdf_with_stream(raw, *filters):
    """A PDF of one page whose content is this raw stream under these filters."""
    kept = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.pages[0].Contents = document.make_stream(b"x")
        document.save(kept, compress_streams=False)
    names = " ".join(f"/{name}" for name in filters)
    stream = f"<< /Length {len(raw)} /Filter [{names}] >>\nstream\n".encode() + raw
    return _with_objects(
        [b"<< /Type /Catalog /Pages 2 0 R >>", PAGES, PAGE, stream + b"\nendstream"]
    )


PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"


def _with_objects(bodies):
    """A PDF of these objects, numbered from 1, with a right table of where they stand."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n"
    table += "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"trailer << /Root 1 0 R /Size {len(bodies) + 1} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + table.encode() + tail.encode()


def deflate_bomb():
    return pdf_with_stream(bomb(layers=1), "FlateDecode")


def nested_deflate_bomb():
    return pdf_with_stream(bomb(layers=2), "FlateDecode", "FlateDecode")


def run_length_bomb():
    """128 bytes for two, deflated once more: 512 MB in a few kilobytes."""
    return pdf_with_stream(
        zlib.compress(b"\x81\x00" * (4 * MB), 9), "FlateDecode", "RunLengthDecode"
    )


def many_bombs():
    """Eight streams of 200 MB each: every one bearable, all together not."""
    raw = bomb(size=200 * MB)
    stream = f"<< /Length {len(raw)} /Filter /FlateDecode >>\nstream\n".encode() + raw
    bodies = [b"<< /Type /Catalog /Pages 2 0 R >>", PAGES, PAGE]
    return _with_objects(bodies + [stream + b"\nendstream"] * 8)


def cyclic_pages():
    return _with_objects(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"]
    )


def deep_arrays():
    return _with_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 200_000 + b"]" * 200_000 + b" >>",
            PAGES,
            PAGE,
            b"null",
        ]
    )


def thousands_of_pages():
    kids = b" ".join(b"3 0 R" for _ in range(5000))
    return _with_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 5000 /Kids [" + kids + b"] >>",
            PAGE,
            b"null",
        ]
    )


def locked():
    kept = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(kept, encryption=pikepdf.Encryption(owner="a", user="b"))
    return kept.getvalue()


PDFS = (
    deflate_bomb,
    nested_deflate_bomb,
    run_length_bomb,
    many_bombs,
    cyclic_pages,
    deep_arrays,
    thousands_of_pages,
    locked,
)


# --- pictures -------------------------------------------------------------------------------------
def png(width, height, data):
    """A grey PNG that says these dimensions, with this packed data."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def huge_dimensions():
    return png(2**31 - 1, 2**31 - 1, zlib.compress(b"\0"))


def bomb_picture():
    return png(30_000, 30_000, zlib.compress(b"\0"))


def text_bomb():
    """A PNG whose comment unpacks to 400 MB."""
    body = b"Comment\0\0" + bomb()
    plain = png(4, 4, zlib.compress(bytes(20)))
    chunk = struct.pack(">I", len(body)) + b"zTXt" + body
    return plain[:33] + chunk + struct.pack(">I", zlib.crc32(b"zTXt" + body)) + plain[33:]


def broken_jpeg():
    kept = io.BytesIO()
    Image.new("RGB", (900, 900), "red").save(kept, "JPEG")
    return kept.getvalue()[:500]


def only_a_name():
    return b"\xff\xd8\xff" + b"\0" * 5000


PICTURES = (huge_dimensions, bomb_picture, text_bomb, broken_jpeg, only_a_name)


# --- keys -----------------------------------------------------------------------------------------
def dear_mac(rounds=60_000_000):
    """A PKCS#12 file whose check of the passphrase asks for so many rounds of hashing."""
    safe = pkcs12.AuthenticatedSafe([]).dump()
    mac = pkcs12.MacData(
        {
            "mac": {"digest_algorithm": {"algorithm": "sha256"}, "digest": bytes(32)},
            "mac_salt": b"garamnya",
            "iterations": rounds,
        }
    )
    content = cms.ContentInfo({"content_type": "data", "content": core.OctetString(safe)})
    return pkcs12.Pfx({"version": "v3", "auth_safe": content, "mac_data": mac}).dump()


def dear_bag(rounds=60_000_000):
    """The same price asked for by the encryption of a key in a part that is not encrypted
    itself.
    """
    kdf = algos.KdfAlgorithm(
        {
            "algorithm": "pbkdf2",
            "parameters": {
                "salt": algos.Pbkdf2Salt("specified", b"garamnya"),
                "iteration_count": rounds,
                "prf": {"algorithm": "sha256"},
            },
        }
    )
    cipher = algos.EncryptionAlgorithm({"algorithm": "aes256_cbc", "parameters": bytes(16)})
    algorithm = algos.EncryptionAlgorithm(
        {
            "algorithm": "pbes2",
            "parameters": {"key_derivation_func": kdf, "encryption_scheme": cipher},
        }
    )
    bag = pkcs12.SafeBag(
        {
            "bag_id": "pkcs8_shrouded_key_bag",
            "bag_value": {"encryption_algorithm": algorithm, "encrypted_data": bytes(64)},
        }
    )
    inner = pkcs12.SafeContents([bag]).dump()
    part = cms.ContentInfo({"content_type": "data", "content": core.OctetString(inner)})
    safe = pkcs12.AuthenticatedSafe([part]).dump()
    content = cms.ContentInfo({"content_type": "data", "content": core.OctetString(safe)})
    return pkcs12.Pfx({"version": "v3", "auth_safe": content}).dump()


def no_key():
    return b"0\x82\x03\xe8" + b"\xff" * 996


KEYS = (dear_mac, dear_bag, no_key)


# --- mails ----------------------------------------------------------------------------------------
def mail(extra=b"", head=b"From: Wati <wati@contoh.id>\nSubject: Keluhan\nMessage-ID: <1@x>\n"):
    return head + extra + b"\nTimbangan saya rusak.\n"


def deep_multipart(depth=3000):
    heads = [b"From: a@contoh.id\n"]
    for number in range(depth):
        border = f"b{number}".encode()
        heads.append(
            b"Content-Type: multipart/mixed; boundary=" + border + b"\n\n--" + border + b"\n"
        )
    return b"".join(heads) + b"Content-Type: text/plain\n\nisi\n"


MAILS = {
    "bracket in Message-ID": mail(head=b"From: wati@contoh.id\nMessage-ID: <[\nSubject: x\n"),
    "newline in From": mail(head=b'From: "\n"@x\nSubject: x\n'),
    "unknown charset": mail(b"Content-Type: text/plain; charset=tidak-ada\n"),
    "broken base64": mail(b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n"),
    "multipart without border": mail(b"Content-Type: multipart/mixed\n"),
    "deep": deep_multipart(),
    "endless header": mail(b"X-Panjang: " + b"a, " * 200_000 + b"\n"),
    "eight bit": mail("X-Nama: Ibu Siti é \x00\n".encode("latin-1")),
    "nothing": b"",
}


def mail_with(content):
    """A proper message that carries this file."""
    letter = EmailMessage()
    letter["From"], letter["Subject"], letter["Message-ID"] = "wati@contoh.id", "Keluhan", "<2@x>"
    letter.set_content("Ada lampiran.")
    letter.add_attachment(content, maintype="application", subtype="pdf", filename="a.pdf")
    return letter.as_bytes()
