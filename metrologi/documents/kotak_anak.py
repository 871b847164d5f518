"""The child of `kotak`: certificates and a PDF on standard input, findings as JSON on standard output."""
from __future__ import annotations

import base64
import json
import logging
import resource
import sys
from io import BytesIO
from typing import Any

PROCESSOR_SECONDS = 15
MEMORY = 1024 * 1024 * 1024
PAGES = 500
DATA = 1024 * 1024
SIGNATURES = 10


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def embedded_code(document: Any) -> str:
    """The verification code in naskah.json, "" where there is none."""
    if "naskah.json" not in document.attachments:
        return ""
    content = document.attachments["naskah.json"].get_file().read_bytes()
    if len(content) > DATA:
        return ""
    data = json.loads(content)
    return str(data.get("kode_verifikasi", ""))[:40] if isinstance(data, dict) else ""


def findings(pdf: bytes, trusted: list[bytes]) -> dict[str, Any]:
    import pikepdf

    from metrologi.documents.signing.periksa import signatures

    with pikepdf.open(BytesIO(pdf)) as document:
        pages = len(document.pages)
        if pages > PAGES:
            raise ValueError("terlalu banyak halaman")
        try:
            code = embedded_code(document)
        except ValueError:
            code = ""
        signed = "/AcroForm" in document.Root
    found = signatures(pdf, trusted)[:SIGNATURES] if signed else []
    return {"halaman": pages, "kode": code, "tanda_tangan": [_plain(s) for s in found]}


def _plain(signature: Any) -> dict[str, Any]:
    return {**vars(signature), "waktu": signature.waktu.isoformat() if signature.waktu else ""}


def main() -> None:
    limit()
    logging.disable(logging.CRITICAL)
    head, pdf = sys.stdin.buffer.read().split(b"\n", 1)
    json.dump(findings(pdf, [base64.b64decode(c) for c in json.loads(head)]), sys.stdout)


if __name__ == "__main__":
    main()
