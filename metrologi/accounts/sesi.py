"""The open sessions of a person: how long they last, what is told of them, how they end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest

from metrologi.accounts.lockout import address_of
from metrologi.accounts.models import CatatanAkun, Sesi, User
from metrologi.accounts.pendaftaran import catat
from metrologi.accounts.roles import STAFF
from metrologi.clock.now import now

# Session keys: since when, from where and with what it was opened.
MULAI, ALAMAT, PERAMBAN = "mulai", "alamat", "peramban"
# Not every page writes that it was asked for.
SEMENIT = timedelta(minutes=1)
# What browsers and systems call themselves, the more special word first.
NAMA_PERAMBAN = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
NAMA_SISTEM = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


@dataclass(frozen=True)
class Perangkat:
    """One open session as its owner reads it."""

    sebutan: str
    nama: str
    alamat: str
    mulai: datetime
    terlihat: datetime
    ini: bool


def tandai(request: HttpRequest) -> None:
    """Write into a session that just began when, from where and with what."""
    request.session[MULAI] = now().timestamp()
    request.session[ALAMAT] = address_of(request)
    request.session[PERAMBAN] = request.headers.get("User-Agent", "")[:300]


def berlaku(session: SessionBase, row: Sesi | None, user: User) -> bool:
    """Whether the session is neither too old nor, for staff, unused for too long."""
    oldest = now().timestamp() - settings.SESSION_COOKIE_AGE
    if session.get(MULAI, 0) < oldest:
        return False
    return row is None or not menganggur(row, user)


def menganggur(row: Sesi, user: User) -> bool:
    """Whether an officer left it open and went away; applicants use their own telephones."""
    limit = timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    return now() > row.terlihat + limit and bool(user.roles_anywhere() & STAFF)


def lihat(row: Sesi | None) -> None:
    """The session is in use; its row is written alone, so no other request's data is lost."""
    if row and now() > row.terlihat + SEMENIT:
        Sesi.objects.filter(pk=row.pk).update(terlihat=now())


def daftar(user: User, session: SessionBase) -> list[Perangkat]:
    """All sessions in which the person is signed in, the one in use first."""
    rows = [(row, session.decode(row.session_data)) for row in terbuka(user)]
    found = [
        Perangkat(
            row.sebutan,
            nama_perangkat(data.get(PERAMBAN, "")),
            data.get(ALAMAT, ""),
            datetime.fromtimestamp(data.get(MULAI, 0), now().tzinfo),
            row.terlihat,
            row.session_key == session.session_key,
        )
        for row, data in rows
    ]
    return sorted(found, key=lambda each: (not each.ini, -each.terlihat.timestamp()))


def terbuka(user: User) -> list[Sesi]:
    """The sessions in which the person is signed in."""
    rows = Sesi.objects.filter(user=user, expire_date__gt=now())
    return [row for row in rows if not menganggur(row, user)]


def akhiri_lain(user: User, kecuali: SessionBase | None = None) -> int:
    """End all sessions of the person, but for the one in use; returns how many."""
    rows = Sesi.objects.filter(user=user)
    if kecuali:
        rows = rows.exclude(session_key=kecuali.session_key)
    return rows.delete()[0]


@transaction.atomic
def akhiri_semua(user: User, oleh: User | None, kecuali: SessionBase | None = None) -> int:
    """Somebody who looks after the account ends its sessions; its owner is told. How many."""
    ended = akhiri_lain(user, kecuali)
    if ended:
        catat(user, CatatanAkun.Peristiwa.SESI, oleh, f"{ended} sesi")
    return ended


def akhiri(user: User, sebutan: str) -> bool:
    """End one session of the person; False if there is none of that name."""
    for row in Sesi.objects.filter(user=user):
        if row.sebutan == sebutan:
            row.delete()
            return True
    return False


def nama_perangkat(agent: str) -> str:
    """Browser and system in words; "Peramban lain" for what is not known."""
    browser = _first(NAMA_PERAMBAN, agent) or "Peramban lain"
    system = _first(NAMA_SISTEM, agent)
    return f"{browser} di {system}" if system else browser


def _first(words: dict[str, str], agent: str) -> str:
    return next((name for word, name in words.items() if word in agent), "")
