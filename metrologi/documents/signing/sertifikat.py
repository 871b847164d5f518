"""What the certificate in a PKCS#12 file says, and how the file becomes a person's signing key."""

from __future__ import annotations

import base64
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.db import transaction

from metrologi import kotak
from metrologi.accounts.models import User
from metrologi.accounts.pendaftaran import Peristiwa, catat
from metrologi.clock.now import now
from metrologi.documents.models import KunciTandaTangan
from metrologi.documents.signing import KeyExpired, SigningError
from metrologi.documents.signing.p12 import Unreadable
from metrologi.documents.signing.pemilik import halangan

JOB = "metrologi.documents.signing.p12_kotak:relocked"
SENTENCES = {
    "bukan_p12": "Berkas ini bukan PKCS#12 (.p12 atau .pfx).",
    "lama": "Berkas kunci ini terlalu lama dibuka. Buat lagi berkasnya.",
    "rusak": "Berkas kunci ini tidak dapat dibaca.",
}


def install_key(
    user: User, p12: bytes, passphrase: str, accepted: list[str], oleh: User | None = None
) -> KunciTandaTangan:
    """Make this file the active key of the person, and log it on the account, which sends a letter.

    Of earlier keys only the certificates stay, to check old signatures. `accepted` are the issuers
    that the office takes.

    Raises ValueError for a wrong passphrase, SigningError for an unusable file or the file of
    somebody else.
    """
    fields = describe(p12, passphrase)
    mark = fields.pop("penerbit_sidik")
    if reasons := halangan(user, fields["subject"], fields["issuer"], accepted, mark):
        raise SigningError(" ".join(reasons))
    with transaction.atomic():
        _retire(user)
        signing_key = KunciTandaTangan.objects.create(user=user, **fields)
        catat(
            user,
            Peristiwa.KUNCI,
            oleh or user,
            f"Dipasang: {signing_key}, penerbit {signing_key.issuer}",
        )
    return signing_key


def revoke_key(user: User, *, oleh: User) -> bool:
    """Destroy the private part of the person's active key; returns False if there is none.

    Nobody can sign with the key afterwards.
    """
    with transaction.atomic():
        if not _retire(user):
            return False
        catat(user, Peristiwa.KUNCI, oleh, "Dicabut; bagian rahasianya dihapus")
    return True


def _retire(user: User) -> int:
    active = KunciTandaTangan.objects.filter(user=user, aktif=True)
    return active.update(aktif=False, p12=b"")


def describe(p12: bytes, passphrase: str) -> dict[str, Any]:
    """The fields of `KunciTandaTangan`: the file locked anew, and what its certificate says.

    `penerbit_sidik` besides is the SHA-256 of the certificate in the file that issued it, or "".

    A child process opens the file, since it may come from a stranger. Raises ValueError for a wrong
    passphrase, KeyExpired or Unreadable for an unfit certificate.
    """
    der, mark, relocked = _opened(p12, passphrase)
    cert = x509.load_der_x509_certificate(der)
    if cert.not_valid_after_utc < now():
        raise KeyExpired("Sertifikat ini sudah tidak berlaku.")
    if not _may_sign(cert):
        raise Unreadable("Sertifikat ini tidak diterbitkan untuk tanda tangan digital.")
    return {
        "p12": relocked,
        "sertifikat": cert.public_bytes(Encoding.DER),
        "sidik": cert.fingerprint(hashes.SHA256()).hex(),
        "subject": _text(cert.subject),
        "issuer": _text(cert.issuer),
        "serial": f"{cert.serial_number:x}",
        "not_before": cert.not_valid_before_utc,
        "not_after": cert.not_valid_after_utc,
        "penerbit_sidik": mark,
    }


def names(certificate: bytes) -> tuple[str, str]:
    """Holder and issuer as a certificate in DER names them."""
    cert = x509.load_der_x509_certificate(certificate)
    return _text(cert.subject), _text(cert.issuer)


def _opened(p12: bytes, passphrase: str) -> tuple[bytes, str, bytes]:
    """The certificate in DER, its issuer's mark, and the file locked anew.

    Raises ValueError for a wrong passphrase.
    """
    try:
        answer = kotak.ask(JOB, p12, passphrase=passphrase, rounds=settings.P12_ROUNDS)
    except kotak.Busy:
        raise SigningError(kotak.BUSY_SENTENCE) from None
    except kotak.Refused as refused:
        if refused.code == "passphrase":
            raise ValueError("wrong passphrase") from None
        code, _, sentence = refused.code.partition(":")
        raise Unreadable(sentence or SENTENCES[code]) from None
    found = answer.found
    return base64.b64decode(found["sertifikat"]), found["penerbit_sidik"], answer.content


def _may_sign(cert: x509.Certificate) -> bool:
    try:
        usage = cert.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def _text(name: x509.Name) -> str:
    common = [str(a.value) for a in name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)]
    return (common[0] if common else name.rfc4514_string())[:300]
