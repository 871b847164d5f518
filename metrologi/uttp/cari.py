"""Finds an instrument by serial number, sticker code or the name of its owner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db.models import Case, QuerySet, Value, When

from metrologi.uttp.models import Pemilik, Uttp

if TYPE_CHECKING:
    from metrologi.accounts.models import Uml

PENDEK = 3
BANYAK = 200


def lipat(teks: str) -> str:
    """A serial or brand as the database stores it: no case, spaces, dots, slashes and dashes."""
    return re.sub(r"[\s_./-]+", "", teks.replace("\x00", "")).lower()


def seri(rows: QuerySet[Uttp], teks: str) -> QuerySet[Uttp]:
    """The rows whose serial equals, begins with or contains `teks`, equal ones first.

    No rows if `teks` is too short.
    """
    folded = lipat(teks)
    if not folded:
        return rows.none()
    found = (
        rows.filter(seri_kunci__contains=folded)
        if len(folded) >= PENDEK
        else rows.filter(seri_kunci=folded)
    )
    tepat = Case(When(seri_kunci=folded, then=Value(0)), default=Value(1))
    return found.order_by(tepat, "-pk")


def ingat(uml: Uml, nomor_seri: str) -> list[Uttp]:
    """Instruments of `uml` with that serial, with owner, place and last verdict."""
    return list(seri(Uttp.objects.filter(uml=uml).lengkap(), nomor_seri)[:10])


def cocok(rows: QuerySet[Uttp], teks: str) -> QuerySet[Uttp]:
    """The rows matching a search box: serial, sticker code, brand beginning, or owner's name."""
    teks = teks.replace("\x00", "").strip()[:80]
    folded = lipat(teks)
    if not folded:
        return rows
    parts = [rows.filter(kode=teks.upper()), rows.filter(merek_kunci__startswith=folded)]
    parts.append(
        rows.filter(seri_kunci__contains=folded)
        if len(folded) >= PENDEK
        else rows.filter(seri_kunci=folded)
    )
    if len(teks) >= PENDEK:
        owners = Pemilik.objects.filter(nama__icontains=teks).values("pk")[:BANYAK]
        parts.append(rows.filter(pemilik__in=owners))
    ids: set[int] = set()
    for part in parts:
        ids.update(part.order_by("-pk").values_list("pk", flat=True)[:BANYAK])
    return rows.filter(pk__in=ids)
