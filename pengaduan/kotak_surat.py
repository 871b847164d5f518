"""Reads the mailbox of complaints over IMAP; off while no server is named in the settings."""
from __future__ import annotations

import imaplib
import logging
from collections.abc import Iterator

from django.conf import settings
from procrastinate.contrib.django import app

from pengaduan.surel import terima

log = logging.getLogger(__name__)
SEKALI = 50
TERBESAR = 5 * 1024 * 1024


@app.periodic(cron="*/5 * * * *")
@app.task(name="pengaduan.kotak_surat", queueing_lock="pengaduan_kotak_surat")
def baca_kotak_surat(timestamp: int = 0) -> int:
    """Take up every unread message; returns how many belong to a complaint. One bad message does not stop the rest."""
    if not settings.PENGADUAN_IMAP_HOST:
        return 0
    box = _masuk()
    try:
        return sum(_satu(box, number) for number in _belum_dibaca(box))
    finally:
        box.logout()


def _masuk() -> imaplib.IMAP4:
    kind = imaplib.IMAP4_SSL if settings.PENGADUAN_IMAP_SSL else imaplib.IMAP4
    box = kind(settings.PENGADUAN_IMAP_HOST, settings.PENGADUAN_IMAP_PORT, timeout=30)
    box.login(settings.PENGADUAN_IMAP_USER, settings.PENGADUAN_IMAP_PASSWORD)
    box.select(settings.PENGADUAN_IMAP_FOLDER)
    return box


def _belum_dibaca(box: imaplib.IMAP4) -> Iterator[str]:
    _, found = box.uid("SEARCH", "UNSEEN")
    yield from (found[0] or b"").decode().split()[:SEKALI]


def _satu(box: imaplib.IMAP4, uid: str) -> bool:
    """The message is marked as read once it is kept; a failure leaves it for the next time."""
    try:
        _, answer = box.uid("FETCH", uid, "(BODY.PEEK[])")
        raw = next((part[1] for part in answer if isinstance(part, tuple)), b"")
        case = terima(raw) if len(raw) <= TERBESAR else None
        box.uid("STORE", uid, "+FLAGS", r"(\Seen)")
    except (imaplib.IMAP4.abort, ConnectionError):
        raise
    except Exception:
        # The uid alone: neither address nor text of a message belongs in a log.
        log.exception("surel %s di kotak pengaduan belum dapat diambil", uid)
        return False
    return case is not None
