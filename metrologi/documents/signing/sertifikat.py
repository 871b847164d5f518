"""What a PKCS#12 file's certificate says, as the fields of `KunciTandaTangan`."""
from __future__ import annotations

from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from metrologi.clock.now import now
from metrologi.documents.signing import KeyExpired
from metrologi.documents.signing.pkcs12 import Unreadable, open_p12


def describe(p12: bytes, passphrase: str) -> dict[str, Any]:
    """Fields of the certificate; ValueError for a wrong passphrase, KeyExpired or Unreadable for an unfit one."""
    opened = open_p12(p12, passphrase)
    cert = opened.cert
    if cert.not_valid_after_utc < now():
        raise KeyExpired("Sertifikat ini sudah tidak berlaku.")
    if not _may_sign(cert):
        raise Unreadable("Sertifikat ini tidak diterbitkan untuk tanda tangan digital.")
    return {"sertifikat": cert.public_bytes(Encoding.DER), "sidik": opened.fingerprint,
            "subject": _text(cert.subject), "issuer": _text(cert.issuer), "serial": f"{cert.serial_number:x}",
            "not_before": cert.not_valid_before_utc, "not_after": cert.not_valid_after_utc}


def _may_sign(cert: x509.Certificate) -> bool:
    try:
        usage = cert.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def _text(name: x509.Name) -> str:
    common = [str(a.value) for a in name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)]
    return (common[0] if common else name.rfc4514_string())[:300]
