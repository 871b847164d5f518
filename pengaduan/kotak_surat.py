"""Reads the mailbox of complaints over IMAP; off while no server is named in the settings."""

from __future__ import annotations

import imaplib
import logging
import re
import ssl
from collections import Counter
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from procrastinate.contrib.django import app

from metrologi.accounts.models import Penugasan, Uml
from metrologi.clock.now import today
from metrologi.notifications.send import send
from pengaduan.machine import MACHINE, Status
from pengaduan.models import Pengaduan, SurelDisisihkan
from pengaduan.surel import terima

log = logging.getLogger(__name__)
# So many messages are taken up in one round; those that fail do not count, so that they hold up
# nobody.
SEKALI = 50
TERBESAR = 5 * 1024 * 1024
# Of a larger message so many bytes are read: its heads and, before the photos, its words.
AWAL = 256 * 1024
# What becomes of a message in a round.
TERCATAT, DISISIHKAN, SUDAH, GAGAL = "tercatat", "disisihkan", "sudah", "gagal"
UKURAN = re.compile(rb"RFC822\.SIZE (\d+)")


@app.periodic(cron="*/5 * * * *")
@app.task(name="pengaduan.kotak_surat", queueing_lock="pengaduan_kotak_surat")
def baca_kotak_surat(timestamp: int = 0) -> int:
    """Take up unread messages; returns how many belong to a complaint.

    One bad message does not stop the rest.
    """
    if not settings.PENGADUAN_IMAP_HOST:
        return 0
    box = _masuk()
    try:
        return _semua(box)
    finally:
        box.logout()


def _semua(box: imaplib.IMAP4) -> int:
    outcomes: list[str] = []
    aside: Counter[Uml] = Counter()
    for uid in _belum_dibaca(box):
        outcomes.append(_satu(box, uid, aside))
        if len(outcomes) - outcomes.count(GAGAL) == SEKALI:
            break
    for uml, count in aside.items():
        _beri_tahu(uml, count)
    return outcomes.count(TERCATAT)


def _masuk() -> imaplib.IMAP4:
    """A session whose server has shown a certificate for its name.

    Without TLS only where the settings say so.
    """
    host, port = settings.PENGADUAN_IMAP_HOST, settings.PENGADUAN_IMAP_PORT
    box: imaplib.IMAP4
    if settings.PENGADUAN_IMAP_SSL:
        verified = ssl.create_default_context()
        box = imaplib.IMAP4_SSL(host, port, ssl_context=verified, timeout=30)
    else:
        box = imaplib.IMAP4(host, port, timeout=30)
    box.login(settings.PENGADUAN_IMAP_USER, settings.PENGADUAN_IMAP_PASSWORD)
    box.select(settings.PENGADUAN_IMAP_FOLDER)
    return box


def _belum_dibaca(box: imaplib.IMAP4) -> Iterator[str]:
    _, found = box.uid("SEARCH", "UNSEEN")
    yield from (found[0] or b"").decode().split()


def _satu(box: imaplib.IMAP4, uid: str, aside: Counter[Uml]) -> str:
    """What became of the message, one of the words above.

    It is marked as read once it is kept; one for a person is flagged too, and counted for the
    office.
    """
    try:
        found = _diterima(box, uid)
    except (imaplib.IMAP4.abort, ConnectionError):
        raise
    except Exception:
        # The uid alone: neither address nor text of a message belongs in a log.
        log.exception("surel %s di kotak pengaduan belum dapat diambil", uid)
        return GAGAL
    if isinstance(found, SurelDisisihkan) and not found.oleh_mesin:
        box.uid("STORE", uid, "+FLAGS", r"(\Seen \Flagged)")
        aside[found.uml] += 1
        return DISISIHKAN
    box.uid("STORE", uid, "+FLAGS", r"(\Seen)")
    return TERCATAT if isinstance(found, Pengaduan) else SUDAH


def _diterima(box: imaplib.IMAP4, uid: str) -> Pengaduan | SurelDisisihkan | None:
    """What `terima` makes of the message.

    Raises RuntimeError where its answer could not be sent: a lost server for outgoing mail is no
    lost mailbox, so the other messages are read.
    """
    size = _ukuran(box, uid)
    raw = _isi(box, uid, AWAL if size > TERBESAR else size)
    try:
        return terima(raw, uid, terpotong=size > TERBESAR)
    except ConnectionError as error:
        raise RuntimeError("the answer could not be sent") from error


def _ukuran(box: imaplib.IMAP4, uid: str) -> int:
    """Bytes of the message as the server tells them; one that does not tell counts as too large."""
    _, parts = box.uid("FETCH", uid, "(RFC822.SIZE)")
    heads = [part if isinstance(part, bytes) else part[0] for part in parts if part]
    size = UKURAN.search(b" ".join(heads))
    return int(size[1]) if size else TERBESAR + 1


def _isi(box: imaplib.IMAP4, uid: str, length: int) -> bytes:
    """The first `length` bytes of the message."""
    _, answer = box.uid("FETCH", uid, f"(BODY.PEEK[]<0.{length}>)")
    return next((part[1] for part in answer if isinstance(part, tuple)), b"")[:length]


def _beri_tahu(uml: Uml, jumlah: int) -> None:
    """Tell those who verify complaints, once a round, how many messages wait for a person."""
    role = MACHINE.states[Status.DITERIMA].holder
    posts = Penugasan.objects.pada(today()).filter(uml=uml, role=role, user__is_active=True)
    for post in posts.select_related("user"):
        send(
            post.user,
            judul="Surel pengaduan perlu dibaca orang",
            isi=f"{jumlah} surel di kotak pengaduan tidak dapat dicatat portal sendiri. Baca dan"
            " putuskan apa jadinya.",
            url=reverse("workflow:pengaduan-surel"),
        )
