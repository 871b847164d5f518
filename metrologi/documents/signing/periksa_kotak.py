"""A job of `kotak`: reads the code and the signatures of an uploaded PDF in a child process."""

from __future__ import annotations

import base64
import json
from typing import Any

import pikepdf

from metrologi.documents.pdf_kotak import opened
from metrologi.documents.signing.periksa import TandaTangan, signatures

# Bytes of the embedded data that is read; signatures that are told.
DATA = 1024 * 1024
SIGNATURES = 10


def findings(content: bytes, trusted: list[str]) -> dict[str, Any]:
    """Pages, the verification code in the embedded data, and the signatures.

    `trusted` are certificates in base64 DER.
    """
    with opened(content) as document:
        pages, code, signed = len(document.pages), _embedded_code(document), _has_form(document)
    known = [base64.b64decode(one) for one in trusted]
    found = signatures(content, known)[:SIGNATURES] if signed else []
    return {"halaman": pages, "kode": code, "tanda_tangan": [_plain(one) for one in found]}


def _has_form(document: pikepdf.Pdf) -> bool:
    return "/AcroForm" in document.Root


def _embedded_code(document: pikepdf.Pdf) -> str:
    """The verification code in naskah.json; "" where there is none or it is not ours to read."""
    if "naskah.json" not in document.attachments:
        return ""
    content = document.attachments["naskah.json"].get_file().read_bytes()
    if len(content) > DATA:
        return ""
    try:
        data = json.loads(content)
    except ValueError:
        return ""
    return str(data.get("kode_verifikasi", ""))[:40] if isinstance(data, dict) else ""


def _plain(signature: TandaTangan) -> dict[str, Any]:
    return {**vars(signature), "waktu": signature.waktu.isoformat() if signature.waktu else ""}
