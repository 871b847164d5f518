"""Signing with a PKCS#12 key of the signer's own, opened by a passphrase that is neither stored nor logged."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from metrologi.clock.now import now
from metrologi.documents.signing import (
    KeyExpired,
    KeyLocked,
    NoKey,
    PassphraseMissing,
    SignedResult,
    SigningError,
    percobaan,
)

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
    """Open a PKCS#12 file; ValueError for a wrong passphrase, Unreadable for a file that holds no usable key."""
    key, cert, chain = pkcs12.load_key_and_certificates(content, passphrase.encode())
    if key is None or cert is None:
        raise Unreadable("Berkas ini tidak memuat kunci beserta sertifikatnya.")
    _usable(key)
    return Opened(key, cert, tuple(chain))


def _usable(key: Any) -> None:
    strong_rsa = isinstance(key, rsa.RSAPrivateKey) and key.key_size >= SMALLEST_RSA
    if not (strong_rsa or isinstance(key, ec.EllipticCurvePrivateKey)):
        raise Unreadable("Jenis kunci tidak didukung. Gunakan ECDSA, atau RSA paling sedikit 2048 bit.")


class Pkcs12Signer:
    """Adapter for keys kept in `KunciTandaTangan`."""

    tte = "internal"

    def __init__(self, user: Any) -> None:
        from metrologi.documents.models import KunciTandaTangan

        kunci = KunciTandaTangan.objects.filter(user=user, aktif=True).first()
        if kunci is None:
            raise NoKey("Anda belum memiliki kunci tanda tangan. Unggah berkas .p12 Anda di halaman Tanda tangan.")
        self.kunci = kunci
        self._opened: Opened | None = None

    def prepare(self, secret: str | None) -> None:
        """Open the key, counting a wrong passphrase where no rollback can undo the count."""
        if not secret:
            raise PassphraseMissing("Passphrase wajib diisi.")
        kunci, at = self.kunci, now()
        if kunci.terkunci_sampai and kunci.terkunci_sampai > at:
            raise KeyLocked(kunci.terkunci_sampai)
        if not kunci.not_before <= at <= kunci.not_after:
            raise KeyExpired("Sertifikat Anda tidak berlaku pada hari ini. Unggah kunci yang masih berlaku.")
        self._opened = self._open(secret)

    def _open(self, secret: str) -> Opened:
        try:
            opened = open_p12(bytes(self.kunci.p12), secret)
        except ValueError:
            raise percobaan.wrong(self.kunci.pk) from None
        if self.kunci.gagal:
            percobaan.forget(self.kunci.pk)
        return opened

    def sign(self, pdf: bytes, *, secret: str | None, reason: str, location: str, name: str) -> SignedResult:
        from metrologi.documents.signing import pades

        if self._opened is None:
            self.prepare(secret)
        opened = self._opened
        assert opened is not None
        signed = pades.sign(pdf, opened, reason=reason, location=location, name=name)
        return SignedResult(signed, self.tte, opened.cert.public_bytes(Encoding.DER))
