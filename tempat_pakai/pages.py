"""What the pages of applications and trips show besides the kernel's part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse

from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.documents.models.dokumen import papers_of
from metrologi.pengujian.pages import detail as detail_uji
from metrologi.workflow.declare import Machine
from metrologi.workflow.views import person
from tempat_pakai import kapasitas
from tempat_pakai.forms.perjalanan import menunggu
from tempat_pakai.machine import Status
from tempat_pakai.models import Kunjungan, Perjalanan, PermohonanTempatPakai
from tempat_pakai.perjalanan import PERJALANAN

STAF = frozenset({Role.ADMINISTRASI, Role.PENERA, Role.KEPALA})


def permohonan(case: PermohonanTempatPakai, request: HttpRequest) -> dict[str, Any]:
    roles = person(request).roles(case.uml)
    prefetch_related_objects(
        [case], Prefetch("kunjungan", Kunjungan.objects.order_by("pk")), "kunjungan__foto"
    )
    visits = list(case.kunjungan.all())
    return {
        **detail_uji(case, request),
        "lokasi": case.lokasi.select_related("tempat"),
        "kunjungan": visits,
        "jadwalkan": Role.ADMINISTRASI in roles and case.status == Status.TERDAFTAR,
        "regu": case.perjalanan.regu if case.perjalanan else [],
        "di_lokasi": Role.PENERA in roles and case.status == Status.DIUJI,
    }


def perjalanan(case: Perjalanan, request: HttpRequest) -> dict[str, Any]:
    need = kapasitas.perlu(case.uml, case.daftar)
    crew = case.regu
    return {
        "permohonan": case.daftar,
        "regu": crew,
        "perlu": need,
        "beban": kapasitas.jadwal.beban(
            need, max(1, len(case.penera())), (case.sampai - case.tanggal).days + 1
        ),
        "papers": papers_of(case),
    }


def daftar_permohonan(machine: Machine, request: HttpRequest) -> dict[str, Any]:
    return {"staf": bool(person(request).roles_anywhere() & STAF)}


def daftar_perjalanan(machine: Machine, request: HttpRequest) -> dict[str, Any]:
    """For the administration also the applications that wait for a day, by kecamatan."""
    shown = daftar_permohonan(machine, request)
    if Role.ADMINISTRASI in person(request).roles_anywhere():
        shown["kelompok"] = _groups(request)
    return shown


@dataclass(frozen=True)
class Kelompok:
    """Applications in one kecamatan that wait for a day, and the address to plan a trip for
    them.
    """

    kecamatan: str
    permohonan: list[PermohonanTempatPakai]

    @property
    def alamat(self) -> str:
        chosen = urlencode({"permohonan": [p.pk for p in self.permohonan]}, doseq=True)
        return f"{reverse('workflow:open', args=[PERJALANAN.code])}?{chosen}"


def _groups(request: HttpRequest) -> list[Kelompok]:
    found: dict[str, list[PermohonanTempatPakai]] = {}
    uml = access.unit_of(person(request), Role.ADMINISTRASI)
    for permohonan in PermohonanTempatPakai.muat(list(menunggu(uml)[:100])):
        for place in permohonan.kecamatan()[:1]:
            found.setdefault(place.nama, []).append(permohonan)
    return [Kelompok(name, rows) for name, rows in sorted(found.items())]
