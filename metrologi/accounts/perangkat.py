"""Remembers in a browser who signed in from it, so that others at its address cannot shut them out.

Tries are counted by address, and a whole office or mobile network may have one. A browser from
which an account was opened before has a budget of its own, for that account alone: who signs in as
somebody gains nothing for tries at others.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from secrets import token_hex
from typing import Any, TypedDict, cast

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from metrologi.accounts.models import User

SALT = "perangkat"
LAMA = timedelta(days=365)
# At a counter many take turns; whoever was there longest ago is forgotten.
TERBANYAK = 20


class Perangkat(TypedDict):
    """What the cookie holds: a name of the browser, and the primary keys of the accounts."""

    nama: str
    akun: list[int]


def nama(request: HttpRequest, users: Iterable[User]) -> str:
    """Names this browser if one of them has signed in from it before; "" otherwise."""
    known = _baca(request)
    return known["nama"] if known and any(user.pk in known["akun"] for user in users) else ""


def ingat(request: HttpRequest, user: User) -> None:
    """Note that this account was opened; `pasang` then gives the cookie to the browser."""
    known = _baca(request) or {"nama": token_hex(16), "akun": []}
    others = [pk for pk in known["akun"] if pk != user.pk]
    told = {**known, "akun": [*others, user.pk][-TERBANYAK:]}
    cast(Any, request).perangkat = signing.dumps(told, salt=SALT)


def pasang(request: HttpRequest, response: HttpResponse) -> None:
    """Set the cookie where somebody has just signed in."""
    if value := getattr(request, "perangkat", ""):
        response.set_cookie(
            settings.DEVICE_COOKIE_NAME,
            value,
            max_age=LAMA,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _baca(request: HttpRequest) -> Perangkat | None:
    try:
        told = signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=LAMA
        )
    except signing.BadSignature:
        return None
    return cast(Perangkat, told)
