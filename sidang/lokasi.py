"""Where a sidang is held, and what the register knows of that place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from metrologi.accounts.models import User
from metrologi.uttp.models import Pemilik, Wakil

if TYPE_CHECKING:
    from sidang.models import Sidang


def di_sini(sidang: Sidang, awalan: str = "") -> Q:
    """Places (`Tempat` under `awalan`) that the sidang serves: the market by name, else the
    village, else the kecamatan."""
    if sidang.pasar:
        return Q(
            **{f"{awalan}pasar__iexact": sidang.pasar, f"{awalan}kecamatan_id": sidang.kecamatan_id}
        )
    if sidang.desa_id:
        return Q(**{f"{awalan}desa_id": sidang.desa_id})
    return Q(**{f"{awalan}kecamatan_id": sidang.kecamatan_id})


def pemilik_di_sini(sidang: Sidang) -> QuerySet[Pemilik]:
    return Pemilik.objects.filter(di_sini(sidang, "tempat__"), uml_id=sidang.uml_id).distinct()


def akun_di_sini(sidang: Sidang) -> QuerySet[User]:
    """The accounts that act for the owners known there: whom the portal itself can tell."""
    wakil = Wakil.objects.filter(pemilik__in=pemilik_di_sini(sidang), dicabut_pada=None)
    return User.objects.filter(pk__in=wakil.values("user"), is_active=True).order_by("pk")


def cari_pemilik(sidang: Sidang, teks: str, banyak: int = 12) -> list[Pemilik]:
    """Owners of the unit by name or telephone, those of this place first."""
    teks = teks.replace("\x00", "").strip()[:80]
    if len(teks) < 2:
        return []
    rows = Pemilik.objects.filter(
        Q(nama__icontains=teks) | Q(telepon__contains=teks), uml_id=sidang.uml_id
    )
    here = list(rows.filter(di_sini(sidang, "tempat__")).distinct().order_by("nama", "pk")[:banyak])
    rest = rows.exclude(pk__in=[p.pk for p in here]).order_by("nama", "pk")[: banyak - len(here)]
    return [*here, *rest]
