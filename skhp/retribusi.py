"""Who sets the levy of a case, when, and what amount is proposed."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from metrologi.accounts.models import Uml, User
from metrologi.accounts.roles import Role
from metrologi.pengujian.baris import BarisUji
from metrologi.pengujian.models import PerkaraUji
from skhp.machine import SkrdStatus
from skhp.models import Skrd

# Proposals are read from so many of the latest notes.
DIBACA = 100


def rincian_skrd(item: BarisUji, jumlah: int) -> dict[str, Any]:
    """One line of a levy note; `jumlah` in rupiah."""
    return {
        "uttp": str(item.uttp),
        "jenis": item.uttp.jenis.kode,
        "tahap": item.get_tahap_display(),
        "jumlah": jumlah,
    }


def boleh(case: PerkaraUji, user: User) -> bool:
    """Whether this person sets levies here at all."""
    return case.uml.kebijakan_biaya == Uml.Biaya.TARIF and Role.ADMINISTRASI in user.roles(case.uml)


def dapat_ditetapkan(case: PerkaraUji) -> bool:
    """Whether all is tested, something was, and no note is in force or in draft."""
    return (
        bool(case.teruji())
        and all(i.final for i in case.diterima())
        and not berjalan(case).exists()
    )


def berjalan(case: PerkaraUji) -> QuerySet[Skrd]:
    """The levy notes of a case that were not withdrawn."""
    return Skrd.objects.children_of(case).exclude(status=SkrdStatus.DICABUT)


def usulan(uml: Uml) -> dict[tuple[str, str], int]:
    """Rupiah last charged for each kind and stage, by the unit's own notes."""
    rows = (
        Skrd.objects.filter(uml=uml, jumlah__gt=0)
        .exclude(status=SkrdStatus.DICABUT)
        .order_by("-pk")
    )
    found: dict[tuple[str, str], int] = {}
    for rincian in rows.values_list("rincian", flat=True)[:DIBACA]:
        for line in rincian:
            if line["jumlah"]:
                found.setdefault((line.get("jenis", ""), line["tahap"]), line["jumlah"])
    return found
