"""Opens a PKCS#12 file: the key, its certificate, and the certificates that came with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12

from metrologi.documents.signing import SigningError
from metrologi.documents.signing.putaran import MOST, rounds

SMALLEST_RSA = 2048


@dataclass(frozen=True)
class Opened:
    """A key in memory with its certificate and the certificates that came with it."""

    key: Any = field(repr=False)
    cert: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    @property
    def fingerprint(self) -> str:
        return self.cert.fingerprint(hashes.SHA256()).hex()


class Unreadable(SigningError):
    """The file is not a usable PKCS#12 key."""


def open_p12(content: bytes, passphrase: str) -> Opened:
    """The key in this file.

    Raises ValueError for a wrong passphrase and its subclass NotPkcs12 for other bytes. Raises
    Unreadable if the file holds no usable key or asks for more than `putaran.MOST` rounds of
    hashing.
    """
    if rounds(content) > MOST:
        raise Unreadable("Berkas kunci ini meminta terlalu banyak hitungan. Buat lagi berkasnya.")
    key, cert, chain = pkcs12.load_key_and_certificates(content, passphrase.encode())
    if key is None or cert is None:
        raise Unreadable("Berkas ini tidak memuat kunci beserta sertifikatnya.")
    _usable(key)
    return Opened(key, cert, tuple(chain))


def locked(opened: Opened, passphrase: str, rounds: int) -> bytes:
    """The key as a PKCS#12 file under AES-256, its passphrase stretched by so many rounds."""
    lock = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(rounds)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(passphrase.encode())
    )
    return pkcs12.serialize_key_and_certificates(
        None, opened.key, opened.cert, opened.chain or None, lock
    )


def _usable(key: Any) -> None:
    strong_rsa = isinstance(key, rsa.RSAPrivateKey) and key.key_size >= SMALLEST_RSA
    if not (strong_rsa or isinstance(key, ec.EllipticCurvePrivateKey)):
        raise Unreadable(
            "Jenis kunci tidak didukung. Gunakan ECDSA, atau RSA paling sedikit 2048 bit."
        )
