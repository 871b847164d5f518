"""Takes the next number of a code, unit and year without gaps; a rollback gives it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from metrologi.accounts.models import Uml
from metrologi.documents import pola

# One statement makes the row or raises its number. It locks the row until the transaction ends, and
# returns the unit's own pattern too.
NEXT = """
INSERT INTO documents_penghitung (uml_id, code, tahun, urut) VALUES (%s, %s, %s, 1)
ON CONFLICT (uml_id, code, tahun) DO UPDATE SET urut = documents_penghitung.urut + 1
RETURNING urut, (SELECT pola FROM documents_polanomor p
                 WHERE p.uml_id = documents_penghitung.uml_id
                 AND p.code = documents_penghitung.code)
"""


@dataclass(frozen=True)
class Nomor:
    """A number taken: its text, and the count and year it was made from."""

    teks: str
    urut: int
    tahun: int


def take(uml: Uml, code: str, pattern: str, at: datetime) -> str:
    """The next number as text, by the unit's own pattern for that code, else by `pattern`."""
    return draw(uml, code, pattern, at).teks


def draw(uml: Uml, code: str, pattern: str, at: datetime, *, klasifikasi: str = "") -> Nomor:
    """The next number of `code` at the unit in the year of `at` (WIB), as `take` words it.

    Raises RuntimeError outside a transaction, where a failure would leave a gap.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("nomor hanya diambil di dalam transaksi")
    year = at.astimezone(pola.WIB).year
    with connection.cursor() as cursor:
        cursor.execute(NEXT, (uml.pk, code, year))
        count, own = cursor.fetchone()
    text = pola.fill(own or pattern, uml=uml, urut=count, at=at, klasifikasi=klasifikasi)
    return Nomor(text, count, year)
