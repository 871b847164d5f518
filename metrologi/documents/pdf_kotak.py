"""What a child process does with a stranger's PDF: look at it, or clean it. Jobs of `kotak`."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

import pikepdf

from metrologi.kotak import Refused

PAGES = 500
# Bytes of one stream unpacked, and of all of them.
ONE_STREAM = 256 * 1024 * 1024
ALL_STREAMS = 768 * 1024 * 1024
# What a viewer might run, and where a file hides other files.
ACTIVE = ("/OpenAction", "/AA", "/JavaScript", "/EmbeddedFiles")


def sound(content: bytes) -> dict[str, Any]:
    """The number of pages of a PDF whose every stream can be unpacked within the limits."""
    with opened(content) as document:
        _unpack_all(document)
        return {"pages": len(document.pages)}


def clean(content: bytes) -> tuple[dict[str, Any], bytes]:
    """The same PDF without author, title, history, scripts and files inside."""
    with opened(content) as document:
        _unpack_all(document)
        _remove(document.trailer, "/Info")
        _remove(document.Root, "/Metadata", *ACTIVE)
        if "/Names" in document.Root:
            _remove(document.Root.Names, *ACTIVE)
        for page in document.pages:
            _remove(page.obj, "/Metadata", "/AA", "/PieceInfo")
        kept = BytesIO()
        document.save(kept, deterministic_id=True)
        return {"pages": len(document.pages)}, kept.getvalue()


def opened(content: bytes) -> pikepdf.Pdf:
    """The document, if it has one page to PAGES pages.

    Raises Refused("terkunci"), Refused("rusak") or Refused("halaman").
    """
    try:
        document = pikepdf.open(BytesIO(content))
    except pikepdf.PasswordError:
        raise Refused("terkunci") from None
    except pikepdf.PdfError:
        raise Refused("rusak") from None
    if not document.pages:
        raise Refused("rusak")
    if len(document.pages) > PAGES:
        raise Refused("halaman")
    return document


def _unpack_all(document: pikepdf.Pdf) -> None:
    """Refuse a document that is too large when unpacked.

    A stream that cannot be unpacked is left as it is.
    """
    total = 0
    for thing in document.objects:
        if isinstance(thing, pikepdf.Stream):
            size = _unpacked_size(thing)
            total += size
            if size > ONE_STREAM or total > ALL_STREAMS:
                raise Refused("bom")


def _unpacked_size(stream: pikepdf.Stream) -> int:
    """How many bytes a stream has unpacked; raises Refused as soon as they are too many.

    Deflated layers are unpacked here, since that stops at the limit. The library unpacks the layers
    below them.
    """
    body, filters = stream.read_raw_bytes(), _filters(stream)
    while filters and filters[0] == "/FlateDecode":
        body = _inflated(body)
        filters = filters[1:]
    if filters == ["/RunLengthDecode"]:
        return _run_length(body)
    if not filters:
        return len(body)
    try:
        return len(stream.read_bytes())
    except MemoryError:
        raise Refused("bom") from None
    except pikepdf.PdfError:
        return len(body)  # a picture's own coding, or a broken stream


def _filters(stream: pikepdf.Stream) -> list[str]:
    named: Any = stream.get("/Filter", [])
    return [str(name) for name in ([named] if isinstance(named, pikepdf.Name) else named)]


def _inflated(body: bytes) -> bytes:
    """At most ONE_STREAM bytes; what a broken stream gives before its fault."""
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(body, ONE_STREAM + 1)
    except zlib.error:
        return b""
    if len(plain) > ONE_STREAM:
        raise Refused("bom")
    return plain


def _run_length(body: bytes) -> int:
    """Unpacked length of run-length data: up to 128 bytes copied, or one byte 128 times.

    Source: ISO 32000-1, 7.4.5.
    """
    size = place = 0
    while place < len(body) and body[place] != 128:
        count = body[place]
        size += count + 1 if count < 128 else 257 - count
        place += count + 2 if count < 128 else 2
    return size


def _remove(place: pikepdf.Object, *keys: str) -> None:
    for key in keys:
        if key in place:
            del place[key]
