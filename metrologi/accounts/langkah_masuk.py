"""The two steps of signing in: the password first, then the second factor.

Between them nobody is signed in. The session only remembers whose password was right, so no page
can open too early.
"""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import login
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

from metrologi.accounts import faktor, konfirmasi, perangkat, sesi
from metrologi.accounts.models import Passkey, User
from metrologi.clock.now import now

BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"
# Session key: whose password was right, since when, and where they wanted to go.
MENUNGGU = "menunggu_faktor"
# Session key: how the second factor was given; "" where none was needed. A session without it was
# not opened by this door.
FAKTOR = "faktor"
TIDAK_PERLU = ""
# So long may somebody take to find the telephone.
WAKTU = timedelta(minutes=15)


def mulai(request: HttpRequest, user: User, lanjut: str) -> HttpResponse:
    """The password is right: sign in, or go on to the second factor if there must be one."""
    known = faktor.punya(user)
    if not known and not faktor.wajib(user):
        return redirect(_masuk(request, user, TIDAK_PERLU, lanjut))
    request.session.cycle_key()
    request.session[MENUNGGU] = {
        "user": user.pk,
        "sidik": user.get_session_auth_hash(),
        "sejak": now().timestamp(),
        "lanjut": lanjut,
    }
    return redirect(_langkah_kedua(user) if known else "accounts:faktor_siapkan")


def _langkah_kedua(user: User) -> str:
    """The page of the factor that the person has; a passkey is quicker than typing a code."""
    has_passkey = Passkey.objects.filter(user=user).exists()
    return "accounts:faktor_passkey" if has_passkey else "accounts:faktor_kode"


def menunggu(request: HttpRequest) -> User | None:
    """Who has given the password here and not yet the second factor."""
    kept = request.session.get(MENUNGGU)
    if not kept or now().timestamp() > kept["sejak"] + WAKTU.total_seconds():
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    same = user and constant_time_compare(kept["sidik"], user.get_session_auth_hash())
    return user if same else None


def ditanya(request: HttpRequest) -> User | None:
    """Who waits here and has a factor to give."""
    user = menunggu(request)
    return user if user and faktor.punya(user) else None


def menyiapkan(request: HttpRequest) -> User | None:
    """Who waits here and has no factor yet. Who has one must give it, not set up another."""
    user = menunggu(request)
    return None if user is None or faktor.punya(user) else user


def pemasang(request: HttpRequest) -> User | None:
    """Who may set up a factor in this session."""
    return request.user if request.user.is_authenticated else menyiapkan(request)


def selesai(request: HttpRequest, user: User, cara: str) -> str:
    """The second factor is right: sign in. Returns where the person wanted to go."""
    return _masuk(request, user, cara, request.session.pop(MENUNGGU)["lanjut"])


def _masuk(request: HttpRequest, user: User, cara: str, lanjut: str) -> str:
    login(request, user, BACKEND)
    perangkat.ingat(request, user)
    tandai(request, cara)
    return lanjut


def tandai(request: HttpRequest, cara: str) -> None:
    """Write into the session what signing in leaves there."""
    request.session[FAKTOR] = cara
    konfirmasi.ingat(request)
    sesi.tandai(request)


def siapa(request: HttpRequest) -> User | AnonymousUser:
    """The person of the session, if it was opened by all the steps that their roles ask for."""
    user = get_user(request)
    if not isinstance(user, User):
        return user
    given = request.session.get(FAKTOR)
    if given is None or (given == TIDAK_PERLU and faktor.wajib(user)):
        return AnonymousUser()
    row = request.session.row
    if not sesi.berlaku(request.session, row, user):
        request.session.flush()
        return AnonymousUser()
    sesi.lihat(row)
    return user
