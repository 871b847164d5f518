"""What of the equipment waits for a person: sentences with an address, for Tugas saya and the first page."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from metrologi.accounts.roles import Role
from metrologi.perlengkapan.models import PinjamCtt, Usulan
from metrologi.perlengkapan.terdampak import belum_diuji_ulang


@dataclass(frozen=True)
class Tunggu:
    """`banyak` things of one sort, and where they are dealt with."""

    kalimat: str
    url: str
    banyak: int


def tunggu(user: Any) -> list[Tunggu]:
    """At most four queries, each only for those whose turn it can be."""
    found = [_terima(user), _periksa(user), _ulang(user), _usulan(user)]
    return [t for t in found if t and t.banyak]


def _terima(user: Any) -> Tunggu | None:
    if not user.units_with({Role.PENERA}):
        return None
    n = PinjamCtt.objects.terbuka().filter(penera=user, diterima_at=None).count()
    return Tunggu(f"{n} penyerahan cap menunggu konfirmasi Anda", reverse("perlengkapan:beranda"), n)


def _periksa(user: Any) -> Tunggu | None:
    units = user.units_with({Role.ADMINISTRASI, Role.ADMIN_SATKER})
    if not units:
        return None
    n = PinjamCtt.objects.terbuka().filter(ctt__uml__in=units, kembali_at__isnull=False).count()
    return Tunggu(f"{n} cap kembali menunggu diperiksa", reverse("perlengkapan:beranda"), n)

def _ulang(user: Any) -> Tunggu | None:
    units = user.units_with({Role.ADMINISTRASI})
    if not units:
        return None
    n = belum_diuji_ulang().filter(usulan__uml__in=units).values("usulan").distinct().count()
    return Tunggu(f"{n} pemilik menunggu uji ulang yang disetujui Kepala", reverse("perlengkapan:penarikan_daftar"), n)


def _usulan(user: Any) -> Tunggu | None:
    units = user.units_with({Role.KEPALA})
    if not units:
        return None
    n = Usulan.objects.filter(uml__in=units, keadaan=Usulan.Keadaan.MENUNGGU).count()
    return Tunggu(f"{n} surat penarikan hasil menunggu keputusan Anda", reverse("perlengkapan:penarikan_daftar"), n)
