"""Counts wrong passphrases over a connection of its own, so that a rollback keeps the count."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection

from metrologi.clock.now import now
from metrologi.documents.signing import KeyLocked, SigningError, WrongPassphrase

log = logging.getLogger(__name__)

TRIES = 5
PAUSE = timedelta(minutes=15)

WRONG = """
UPDATE documents_kuncitandatangan
SET gagal = CASE WHEN gagal + 1 >= %s THEN 0 ELSE gagal + 1 END,
    terkunci_sampai = CASE WHEN gagal + 1 >= %s THEN %s ELSE terkunci_sampai END
WHERE id = %s RETURNING gagal, terkunci_sampai
"""
FORGET = """
UPDATE documents_kuncitandatangan SET gagal = 0, terkunci_sampai = NULL
WHERE id = %s RETURNING gagal, terkunci_sampai
"""


def wrong(kunci_id: int) -> SigningError:
    """Count one wrong passphrase; returns the error to raise."""
    until = now() + PAUSE
    failed, locked = _apart(WRONG, (TRIES, TRIES, until, kunci_id))
    log.warning("Passphrase salah untuk kunci tanda tangan %s", kunci_id)
    return KeyLocked(locked) if failed == 0 else WrongPassphrase(TRIES - failed)


def forget(kunci_id: int) -> None:
    """A right passphrase clears the count."""
    _apart(FORGET, (kunci_id,))


def _apart(sql: str, params: Sequence[Any]) -> tuple[Any, ...]:
    # Never the caller's connection: this row locked until its commit could deadlock two signers.
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
            cursor.execute(sql, params)
            row = cursor.fetchone()
    finally:
        own.close()
    return row if row is not None else _here(sql, params)


def _here(sql: str, params: Sequence[Any]) -> tuple[Any, ...]:
    """The key was made in the caller's own, still open transaction: only that one sees it."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row: tuple[Any, ...] = cursor.fetchone()
    return row
