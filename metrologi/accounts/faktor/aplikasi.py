"""The code app: its secret, the code of the moment, and codes that count only once."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256

import pyotp
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare

from metrologi.accounts.models import AplikasiKode, User
from metrologi.clock.now import now

PENERBIT = "Portal Metrologi"
DETIK = 30
# The clock of a telephone may be one step off.
SELISIH = 1


def rahasia_baru() -> str:
    """160 random bits in base32, as apps read them."""
    return pyotp.random_base32()


def alamat(user: User, rahasia: str) -> str:
    """What the QR code for the app says."""
    return pyotp.TOTP(rahasia).provisioning_uri(name=user.username, issuer_name=PENERBIT)


def kode(rahasia: str) -> str:
    """The code of this moment."""
    return pyotp.TOTP(rahasia).generate_otp(_langkah_kini())


def langkah(rahasia: str, ketikan: str, sesudah: int = 0) -> int | None:
    """The step of 30 seconds whose code was typed.

    None if the code is wrong, or of a step that is not after `sesudah`.
    """
    app, middle = pyotp.TOTP(rahasia), _langkah_kini()
    steps = range(max(middle - SELISIH, sesudah + 1), middle + SELISIH + 1)
    right = [step for step in steps if constant_time_compare(app.generate_otp(step), ketikan)]
    return right[0] if right else None


def pasang(user: User, rahasia: str, langkah_terakhir: int) -> None:
    """Keep the secret of a new app in the place of the old one."""
    values = {"rahasia": tutup(rahasia), "langkah_terakhir": langkah_terakhir, "dibuat_at": now()}
    AplikasiKode.objects.update_or_create(user=user, defaults=values)


@transaction.atomic
def cocok(user: User, ketikan: str) -> bool:
    """Whether the code is right and was not used before; from now on it is used."""
    app = AplikasiKode.objects.select_for_update().filter(user=user).first()
    secret = buka(app.rahasia) if app else ""
    step = langkah(secret, ketikan, app.langkah_terakhir) if app and secret else None
    if app is None or step is None:
        return False
    app.langkah_terakhir = step
    app.save()
    return True


def tutup(rahasia: str) -> str:
    return _penutup().encrypt(rahasia.encode()).decode()


def buka(tertutup: str) -> str:
    """The secret in clear; "" if it was closed with a key that the portal has no longer."""
    try:
        return _penutup().decrypt(tertutup.encode()).decode()
    except InvalidToken:
        return ""


def _penutup() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [sha256(f"accounts.aplikasi_kode.{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])


def _langkah_kini() -> int:
    return int(now().timestamp()) // DETIK
