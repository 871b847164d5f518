"""Takes the next number of a code, unit and year inside the caller's transaction: gapless, and given back with it."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from metrologi.documents import pola

# One statement makes the row or raises it, and holds its lock until the transaction ends; it brings the unit's own pattern.
NEXT = """
INSERT INTO documents_penghitung (uml_id, code, tahun, urut) VALUES (%s, %s, %s, 1)
ON CONFLICT (uml_id, code, tahun) DO UPDATE SET urut = documents_penghitung.urut + 1
RETURNING urut, (SELECT pola FROM documents_polanomor p
                 WHERE p.uml_id = documents_penghitung.uml_id AND p.code = documents_penghitung.code)
"""


@dataclass(frozen=True)
class Nomor:
    """A number taken: its text, and the count and year it was made from."""

    teks: str
    urut: int
    tahun: int


def take(uml: Any, code: str, pattern: str, at: datetime) -> str:
    """The next number as text; `pattern` gives way to the unit's own for that code."""
    return draw(uml, code, pattern, at).teks


def draw(uml: Any, code: str, pattern: str, at: datetime, *, klasifikasi: str = "") -> Nomor:
    """The next number; RuntimeError outside a transaction, where a failure would leave a gap."""
    if not connection.in_atomic_block:
        raise RuntimeError("nomor hanya diambil di dalam transaksi")
    year = at.astimezone(pola.WIB).year
    with connection.cursor() as cursor:
        cursor.execute(NEXT, (uml.pk, code, year))
        count, own = cursor.fetchone()
    text = pola.fill(own or pattern, uml=uml, urut=count, at=at, klasifikasi=klasifikasi)
    return Nomor(text, count, year)
