"""Signs with a PKCS#12 key of the signer's own; its passphrase is neither stored nor logged."""

from __future__ import annotations

from cryptography.hazmat.primitives.serialization import Encoding

from metrologi.accounts.models import User
from metrologi.clock.now import now
from metrologi.documents.models import KunciTandaTangan
from metrologi.documents.signing import (
    KeyExpired,
    KeyLocked,
    NoKey,
    PassphraseMissing,
    SignedResult,
    pades,
    percobaan,
)
from metrologi.documents.signing.p12 import Opened, open_p12


class Pkcs12Signer:
    """Adapter for keys kept in `KunciTandaTangan`."""

    tte = "internal"

    def __init__(self, user: User) -> None:
        signing_key = KunciTandaTangan.objects.filter(user=user, aktif=True).first()
        if signing_key is None:
            raise NoKey(
                "Anda belum memiliki kunci tanda tangan. Unggah berkas .p12 Anda di halaman Tanda"
                " tangan."
            )
        self.signing_key = signing_key
        self._opened: Opened | None = None

    def prepare(self, secret: str | None) -> None:
        """Open the key, counting a wrong passphrase where no rollback can undo the count."""
        if not secret:
            raise PassphraseMissing("Passphrase wajib diisi.")
        signing_key = self.signing_key
        at = now()
        if signing_key.terkunci_sampai and signing_key.terkunci_sampai > at:
            raise KeyLocked(signing_key.terkunci_sampai)
        if not signing_key.not_before <= at <= signing_key.not_after:
            raise KeyExpired(
                "Sertifikat Anda tidak berlaku pada hari ini. Unggah kunci yang masih berlaku."
            )
        self._opened = self._open(secret)

    def _open(self, secret: str) -> Opened:
        try:
            opened = open_p12(bytes(self.signing_key.p12), secret)
        except ValueError:
            raise percobaan.wrong(self.signing_key.pk) from None
        if self.signing_key.gagal:
            percobaan.forget(self.signing_key.pk)
        return opened

    def sign(
        self, pdf: bytes, *, secret: str | None, reason: str, location: str, name: str
    ) -> SignedResult:
        if self._opened is None:
            self.prepare(secret)
        opened = self._opened
        assert opened is not None
        signed = pades.sign(pdf, opened, reason=reason, location=location, name=name)
        return SignedResult(signed, self.tte, opened.cert.public_bytes(Encoding.DER))
