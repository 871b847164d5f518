"""Signs through the Esign Client Service of BSrE (API v2.2.1), which keeps the keys.

The office's own gateway holds no key. The signer is named by e-mail, so no NIK is stored. The
passphrase goes into the one request and nowhere else.
"""

from __future__ import annotations

import base64
import binascii
import json
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from metrologi.accounts.models import User
from metrologi.documents.signing import (
    KeyExpired,
    NoKey,
    PassphraseMissing,
    SignedResult,
    SigningError,
)
from metrologi.documents.signing.periksa import certificates

STATUS, SIGN = "/api/v2/user/check/status", "/api/v2/sign/pdf"
# Codes as public clients of the service report them. Other errors are shown in the words of the
# service.
WRONG_PASSPHRASE, NOT_REGISTERED = 2031, 2011
MAY_SIGN = "ISSUE"
STATES = {
    "EXPIRED": (
        "Sertifikat elektronik Anda di BSrE sudah habis masa berlakunya. Perbarui lebih dahulu."
    ),
    "RENEW": "Sertifikat elektronik Anda di BSrE perlu diperbarui lebih dahulu.",
    "WAITING_FOR_VERIFICATION": "Akun BSrE Anda masih menunggu verifikasi.",
    "NEW": "Akun BSrE Anda belum menyelesaikan pendaftaran.",
    "NO_CERTIFICATE": "Akun BSrE Anda belum punya sertifikat elektronik.",
    "NOT_REGISTERED": "Surel Anda belum terdaftar di BSrE.",
    "SUSPEND": "Akun BSrE Anda ditangguhkan.",
    "REVOKE": "Sertifikat elektronik Anda di BSrE sudah dicabut.",
}
ENDED = {"EXPIRED", "RENEW", "SUSPEND", "REVOKE"}
SILENT = (
    "Layanan tanda tangan BSrE tidak menjawab. Tidak ada yang diterbitkan; coba lagi beberapa saat"
    " lagi."
)
RUBBISH = "Jawaban layanan BSrE tidak dapat dipahami. Tidak ada yang diterbitkan."


class NoRedirect(HTTPRedirectHandler):
    """Account and passphrase go to the address that the office named and to no other."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


OPENER = build_opener(NoRedirect)


class PassphraseDitolak(SigningError):
    """BSrE says the passphrase is wrong; it counts the tries itself."""


class Unavailable(SigningError):
    """The service does not answer, or not sensibly."""


class BsreSigner:
    """Adapter for signers whose key BSrE keeps; set `TTE_ADAPTER` to this class."""

    tte = "bsre"

    def __init__(self, user: User) -> None:
        if not user.email:
            raise NoKey("Akun Anda belum punya surel. BSrE mengenal penanda tangan dari surelnya.")
        self.email = user.email

    def prepare(self, secret: str | None) -> None:
        """Ask before any work is done whether this person may sign; raises SigningError."""
        if not secret:
            raise PassphraseMissing("Passphrase wajib diisi.")
        state = str(_post(STATUS, {"email": self.email}).get("status", ""))
        if state != MAY_SIGN:
            error = KeyExpired if state in ENDED else NoKey
            raise error(
                STATES.get(
                    state,
                    f"BSrE belum mengizinkan Anda menandatangani: {state or 'tanpa keterangan'}.",
                )
            )

    def sign(
        self, pdf: bytes, *, secret: str | None, reason: str, location: str, name: str
    ) -> SignedResult:
        answer = _post(
            SIGN,
            {
                "email": self.email,
                "passphrase": secret,
                "file": [base64.b64encode(pdf).decode()],
                "signatureProperties": [
                    {"tampilan": "INVISIBLE", "reason": reason, "location": location}
                ],
            },
        )
        signed = _file(answer)
        return SignedResult(signed, self.tte, _certificate(signed))


def _post(path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Ask the gateway; raises SigningError for a refusal and Unavailable for silence or rubbish."""
    account = f"{settings.BSRE_USER}:{settings.BSRE_PASSWORD}".encode()
    request = Request(
        settings.BSRE_URL.rstrip("/") + path,
        json.dumps(body).encode(),
        {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Authorization": f"Basic {base64.b64encode(account).decode()}",
        },
    )
    try:
        with OPENER.open(request, timeout=settings.BSRE_TIMEOUT) as answer:
            return _read(answer.read())
    except HTTPError as error:
        with error:
            raise _refusal(error.read()) from None
    except (OSError, HTTPException):
        # `from None`: the request, and with it the passphrase, is in the frames of the cause.
        raise Unavailable(SILENT) from None


def _read(raw: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(raw)
    except ValueError:
        raise Unavailable(RUBBISH) from None
    if not isinstance(answer, dict):
        raise Unavailable(RUBBISH)
    if answer.get("error"):
        raise _refusal(raw)
    return answer


def _refusal(raw: bytes) -> SigningError:
    try:
        answer = json.loads(raw)
    except ValueError:
        return Unavailable(SILENT)
    code, words = (
        (answer.get("status_code"), str(answer.get("error", "")))
        if isinstance(answer, dict)
        else (None, "")
    )
    if code == WRONG_PASSPHRASE or "passphrase" in words.lower():
        return PassphraseDitolak(
            "Passphrase salah menurut BSrE. Terlalu banyak kesalahan mengunci akun BSrE Anda."
        )
    if code == NOT_REGISTERED:
        return NoKey(STATES["NOT_REGISTERED"])
    return SigningError(f"BSrE menolak: {words[:200]}" if words else RUBBISH)


def _file(answer: dict[str, Any]) -> bytes:
    files = answer.get("file")
    if not isinstance(files, list) or len(files) != 1:
        raise Unavailable(RUBBISH)
    try:
        return base64.b64decode(files[0], validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise Unavailable(RUBBISH) from None


def _certificate(pdf: bytes) -> bytes:
    """The certificate of the one who signed, from the file itself."""
    from pyhanko.pdf_utils.misc import PdfReadError

    try:
        found = certificates(pdf)
    except (PdfReadError, ValueError):
        raise Unavailable(RUBBISH) from None
    if not found:
        raise Unavailable(
            "BSrE mengembalikan berkas tanpa tanda tangan. Tidak ada yang diterbitkan."
        )
    return found[-1]
