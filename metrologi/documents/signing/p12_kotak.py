"""A job of `kotak`: opens a stranger's PKCS#12 file in a child process and locks it anew."""

from __future__ import annotations

import base64
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding

from metrologi.documents.signing.p12 import Opened, Unreadable, locked, open_p12
from metrologi.documents.signing.putaran import NotPkcs12
from metrologi.kotak import Refused


def relocked(content: bytes, passphrase: str, rounds: int) -> tuple[dict[str, Any], bytes]:
    """The certificate in base64 DER, and the file locked as strongly as we can.

    Programs of issuers still lock such files with 3DES, RC2 and two thousand rounds of hashing.
    Raises Refused: "bukan_p12", "passphrase", or "kunci" (no usable key, or too many rounds).
    """
    try:
        opened = open_p12(content, passphrase)
    except NotPkcs12:
        raise Refused("bukan_p12") from None
    except Unreadable as error:
        raise Refused(f"kunci:{error}") from None
    except ValueError:
        raise Refused("passphrase") from None
    found = {
        "sertifikat": base64.b64encode(opened.cert.public_bytes(Encoding.DER)).decode(),
        "penerbit_sidik": _issuer(opened),
    }
    return found, locked(opened, passphrase, rounds)


def _issuer(opened: Opened) -> str:
    """SHA-256 of the certificate in the file whose key signed the person's; "" where none did."""
    for other in opened.chain:
        try:
            opened.cert.verify_directly_issued_by(other)
        except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
            continue
        return other.fingerprint(hashes.SHA256()).hex()
    return ""
