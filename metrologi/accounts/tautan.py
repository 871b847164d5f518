"""Signed links in e-mails, valid once and for three days: open an account, confirm an address."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from metrologi.accounts.models import User
from metrologi.clock.now import now

BERLAKU = timedelta(days=3)
AKTIVASI, SUREL = "accounts.aktivasi", "accounts.surel"


class TautanSalah(ValueError):
    """The link is not ours, too old, or already used; the message is for the person."""


def buat(user: User, tujuan: str, surel: str = "") -> str:
    """A token for one purpose.

    It becomes invalid when the password, the address or the state of the account changes.
    """
    until = int((now() + BERLAKU).timestamp())
    return signing.dumps(
        {"u": user.pk, "h": _print_of(user, tujuan), "t": until, "e": surel}, salt=tujuan
    )


def baca(token: str, tujuan: str) -> tuple[User, str]:
    """The account and the address in the token. Raises TautanSalah."""
    try:
        data = signing.loads(token, salt=tujuan)
        user = User.objects.filter(pk=data["u"]).first()
    except (signing.BadSignature, KeyError, TypeError, ValueError) as error:
        raise TautanSalah("Tautan ini tidak dikenali. Salin seluruh tautan dari surel.") from error
    if now().timestamp() > data["t"]:
        raise TautanSalah("Tautan ini sudah lewat tiga hari.")
    if user is None or not constant_time_compare(data["h"], _print_of(user, tujuan)):
        raise TautanSalah("Tautan ini sudah pernah dipakai atau tidak berlaku lagi.")
    return user, data["e"]


def alamat(name: str, *args: object) -> str:
    """The full address of a page, for e-mails."""
    return f"{settings.PORTAL_URL}{reverse(name, args=args)}"


def _print_of(user: User, tujuan: str) -> str:
    state = f"{user.pk}.{user.password}.{user.email}.{user.is_active}.{user.penolakan}"
    return salted_hmac(tujuan, state, algorithm="sha256").hexdigest()[:32]
