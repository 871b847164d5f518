"""The interface of electronic signing: signers, their errors, and which adapter serves a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from metrologi.clock.calendar import WIB

if TYPE_CHECKING:
    from metrologi.accounts.models import User

PKCS12 = "metrologi.documents.signing.pkcs12.Pkcs12Signer"


class SigningError(Exception):
    """Nothing was signed; the message tells the signer why, in Indonesian."""


class NoKey(SigningError):
    """The person has no usable key."""


class PassphraseMissing(SigningError):
    """No passphrase was given."""


class WrongPassphrase(SigningError):
    """The passphrase does not open the key; `remaining` tries are left before the pause."""

    def __init__(self, remaining: int) -> None:
        self.remaining = remaining
        super().__init__(f"Passphrase salah. Sisa percobaan: {remaining}.")


class KeyLocked(SigningError):
    """Too many wrong tries; the key rests until `until`."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        clock = f"{until.astimezone(WIB):%H.%M} WIB"
        super().__init__(
            f"Terlalu banyak passphrase salah. Kunci dapat dipakai lagi pukul {clock}."
        )


class KeyExpired(SigningError):
    """The certificate is not valid today."""


@dataclass(frozen=True)
class SignedResult:
    """A signed file and what signed it.

    `tte` is "internal" or "bsre"; `certificate` is the signer's, in DER.
    """

    pdf: bytes
    tte: str
    certificate: bytes


class Signer(Protocol):
    """The means by which one person signs.

    The footer prints `tte`, so it is known before signing.
    """

    tte: str

    def prepare(self, secret: str | None) -> None:
        """Check key and passphrase before any work is done; raises SigningError."""

    def sign(
        self, pdf: bytes, *, secret: str | None, reason: str, location: str, name: str
    ) -> SignedResult:
        """Sign the whole file; raises SigningError and then there is no signed file."""


def signer_for(user: User | None) -> Signer:
    """The signer of this person; raises NoKey if they have none.

    The setting `TTE_ADAPTER` chooses another signing service.
    """
    if user is None:
        raise NoKey("Dokumen ini harus ditandatangani seseorang.")
    signer: Signer = import_string(getattr(settings, "TTE_ADAPTER", PKCS12))(user)
    return signer
