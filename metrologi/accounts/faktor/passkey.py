"""Passkeys (WebAuthn): what the browser is asked, and whether its answer is right.

The device must verify its owner by finger, face or PIN. Address and name of the portal come from
PORTAL_URL, so an answer that was given to another site is worth nothing here.
"""

from __future__ import annotations

import json
import struct
from urllib.parse import urlsplit

import webauthn
from django.conf import settings
from django.db import IntegrityError, transaction
from webauthn.helpers import bytes_to_base64url, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    UserVerificationRequirement,
)

from metrologi.accounts.models import Passkey, User
from metrologi.clock.now import now

NAMA = "Portal Metrologi"
VERIFIED = UserVerificationRequirement.REQUIRED
# What a hostile answer may raise before the library has judged it.
UNREADABLE = (
    WebAuthnException,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    struct.error,
)


def untuk_daftar(user: User) -> tuple[str, bytes]:
    """What the browser needs to make a passkey (JSON), and the challenge in it."""
    options = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name=NAMA,
        user_id=str(user.pk).encode(),
        user_name=user.username,
        user_display_name=user.nama,
        authenticator_selection=AuthenticatorSelectionCriteria(user_verification=VERIFIED),
        exclude_credentials=_milik(user),
    )
    return options_to_json(options), options.challenge


def daftarkan(user: User, jawaban: str, tantangan: bytes, nama: str) -> bool:
    """Keep the passkey that the browser made; False if its answer is not to be trusted."""
    try:
        found = webauthn.verify_registration_response(
            credential=jawaban,
            expected_challenge=tantangan,
            expected_rp_id=_host(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
        with transaction.atomic():
            Passkey.objects.create(
                user=user,
                nama=nama,
                kredensial=found.credential_id,
                kunci_publik=found.credential_public_key,
                hitungan=found.sign_count,
            )
    except (*UNREADABLE, IntegrityError):
        return False
    return True


def untuk_masuk(user: User) -> tuple[str, bytes]:
    """What the browser needs to sign with one of the person's passkeys, and the challenge."""
    options = webauthn.generate_authentication_options(
        rp_id=_host(), allow_credentials=_milik(user), user_verification=VERIFIED
    )
    return options_to_json(options), options.challenge


@transaction.atomic
def cocok(user: User, jawaban: str, tantangan: bytes) -> bool:
    """Whether one of the person's passkeys signed this challenge."""
    keys = {
        bytes_to_base64url(bytes(key.kredensial)): key
        for key in Passkey.objects.select_for_update().filter(user=user)
    }
    try:
        key = keys[json.loads(jawaban)["id"]]
        found = webauthn.verify_authentication_response(
            credential=jawaban,
            expected_challenge=tantangan,
            expected_rp_id=_host(),
            expected_origin=_origin(),
            credential_public_key=bytes(key.kunci_publik),
            credential_current_sign_count=key.hitungan,
            require_user_verification=True,
        )
    except UNREADABLE:
        return False
    key.hitungan, key.dipakai_at = found.new_sign_count, now()
    key.save()
    return True


def _milik(user: User) -> list[PublicKeyCredentialDescriptor]:
    keys = Passkey.objects.filter(user=user)
    return [PublicKeyCredentialDescriptor(id=bytes(key.kredensial)) for key in keys]


def _host() -> str:
    return urlsplit(settings.PORTAL_URL).hostname or ""


def _origin() -> str:
    parts = urlsplit(settings.PORTAL_URL)
    return f"{parts.scheme}://{parts.netloc}"
