"""Reads the signatures of a PDF with pyHanko: unchanged, by whom, trusted by known certificates."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from metrologi.documents.signing import SignedResult
from metrologi.documents.signing.pades import outside_loop


@dataclass(frozen=True)
class TandaTangan:
    """One signature of a PDF: its signer as the certificate says, and the result of the check.

    `arsip`: what was added behind it is only what keeps it checkable for long (PAdES-LTA).
    """

    nama: str
    utuh: bool
    sah: bool
    dikenal: bool
    seluruh_berkas: bool
    diubah: bool
    arsip: bool
    waktu: datetime | None
    sidik: str


def signatures(pdf: bytes, trusted: Iterable[bytes] = ()) -> list[TandaTangan]:
    """Every signature of the PDF, oldest first.

    `trusted` are certificates in DER. Raises what pyHanko raises for broken files.
    """
    return outside_loop(lambda: _signatures(pdf, list(trusted)))


def certificates(pdf: bytes) -> list[bytes]:
    """The certificates of the signers in DER, oldest signature first.

    Raises what pyHanko raises for broken files.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(BytesIO(pdf), strict=False)
    return [found.signer_cert.dump() for found in reader.embedded_regular_signatures]


def signed_whole(result: SignedResult) -> bool:
    """Whether the file carries exactly the signature claimed, over all its bytes."""
    found = signatures(result.pdf, [result.certificate])
    wanted = (True, True, True, sidik(result.certificate))
    return [(s.utuh, s.sah, s.seluruh_berkas, s.sidik) for s in found] == [wanted]


def sidik(certificate: bytes) -> str:
    """The SHA-256 of a certificate in DER, by which it is told apart."""
    return hashlib.sha256(certificate).hexdigest()


def _signatures(pdf: bytes, trusted: list[bytes]) -> list[TandaTangan]:
    from asn1crypto import x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko_certvalidator import ValidationContext

    reader = PdfFileReader(BytesIO(pdf), strict=False)
    roots = [x509.Certificate.load(der) for der in trusted]
    return [
        _one(found, ValidationContext(trust_roots=roots, allow_fetching=False, moment=_time(found)))
        for found in reader.embedded_regular_signatures
    ]


def _time(found: Any) -> datetime | None:
    return found.self_reported_timestamp


def _one(found: Any, context: Any) -> TandaTangan:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    status = validate_pdf_signature(found, context)
    cert = found.signer_cert
    covers_all = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return TandaTangan(
        nama=str(cert.subject.native.get("common_name", "")),
        utuh=bool(status.intact),
        sah=bool(status.valid),
        dikenal=bool(status.trusted),
        seluruh_berkas=covers_all,
        diubah=not (covers_all or status.docmdp_ok),
        arsip=not covers_all and status.modification_level == ModificationLevel.LTA_UPDATES,
        waktu=_time(found),
        sidik=cert.sha256.hex(),
    )
