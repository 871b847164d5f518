"""What of the equipment waits for a person: sentences with an address, for Tugas saya and the first page."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from metrologi.accounts.roles import Role
from metrologi.perlengkapan.models import PinjamCtt, Usulan
from metrologi.perlengkapan.terdampak import belum_diuji_ulang
from metrologi.prepared import Prepared


@dataclass(frozen=True)
class Tunggu:
    """`banyak` things of one sort, and where they are dealt with."""

    kalimat: str
    url: str
    banyak: int


def tunggu(user: Any) -> list[Tunggu]:
    """At most four queries a unit, each only for those whose turn it can be."""
    return [t for t in (_terima(user), _periksa(user), _ulang(user), _usulan(user)) if t.banyak]


serah = Prepared(lambda user: PinjamCtt.objects.terbuka().filter(penera=user, diterima_at=None))
kembali = Prepared(lambda uml: PinjamCtt.objects.terbuka().filter(ctt__uml=uml, kembali_at__isnull=False))
ulang = Prepared(lambda uml: Usulan.objects.filter(uml=uml, pk__in=belum_diuji_ulang().values("usulan")))
usulan = Prepared(lambda uml: Usulan.objects.filter(uml=uml, keadaan=Usulan.Keadaan.MENUNGGU))


def _terima(user: Any) -> Tunggu:
    n = len(serah(user.pk)) if user.units_with({Role.PENERA}) else 0
    return Tunggu(f"{n} penyerahan cap menunggu konfirmasi Anda", reverse("perlengkapan:beranda"), n)


def _periksa(user: Any) -> Tunggu:
    n = _banyak(kembali, user, Role.ADMINISTRASI, Role.ADMIN_SATKER)
    return Tunggu(f"{n} cap kembali menunggu diperiksa", reverse("perlengkapan:beranda"), n)


def _ulang(user: Any) -> Tunggu:
    n = _banyak(ulang, user, Role.ADMINISTRASI)
    return Tunggu(f"{n} pemilik menunggu uji ulang yang disetujui Kepala", reverse("perlengkapan:penarikan_daftar"), n)


def _usulan(user: Any) -> Tunggu:
    n = _banyak(usulan, user, Role.KEPALA)
    return Tunggu(f"{n} surat penarikan hasil menunggu keputusan Anda", reverse("perlengkapan:penarikan_daftar"), n)


def _banyak(rows: Prepared[Any], user: Any, *roles: Role) -> int:
    """How many rows wait in the units where the person has one of these roles; a handful at most, so they are read."""
    return sum(len(rows(unit)) for unit in user.units_with(set(roles)))
