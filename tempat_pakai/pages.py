"""What the pages of applications and trips show besides the kernel's part, and the surfaces of the field."""
from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest

from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role
from metrologi.documents.issuing import of
from metrologi.pengujian.pages import detail as detail_uji
from metrologi.workflow.declare import Machine
from tempat_pakai import kapasitas
from tempat_pakai.machine import Status
from tempat_pakai.models import Kunjungan, Perjalanan, PermohonanTempatPakai
from tempat_pakai.rencana_form import menunggu

# Work surfaces that Tugas saya offers: label, address, icon, roles.
SURFACES = (("Kalender kunjungan", "workflow:tempat_pakai-kalender", "calendar3",
             (Role.ADMINISTRASI, Role.PENERA, Role.KEPALA)),)


def detail(case: Any, request: HttpRequest) -> dict[str, Any]:
    return _trip(case) if isinstance(case, Perjalanan) else _application(case, request)


def _application(case: PermohonanTempatPakai, request: HttpRequest) -> dict[str, Any]:
    held = request.user.roles(case.uml)
    prefetch_related_objects([case], Prefetch("kunjungan", Kunjungan.objects.order_by("pk")), "kunjungan__foto")
    visits = list(case.kunjungan.all())
    return {**detail_uji(case, request), "lokasi": case.lokasi.select_related("tempat"), "kunjungan": visits,
            "jadwalkan": Role.ADMINISTRASI in held and case.status == Status.TERDAFTAR,
            "regu": case.perjalanan.regu() if case.perjalanan else [],
            "di_lokasi": Role.PENERA in held and case.status == Status.DIUJI}


def _trip(case: Perjalanan) -> dict[str, Any]:
    need = kapasitas.perlu(case.uml, case.daftar())
    crew = case.regu()
    return {"permohonan": case.daftar(), "regu": crew, "perlu": need,
            "beban": kapasitas.jadwal.beban(need, max(1, len(case.penera())), (case.sampai - case.tanggal).days + 1),
            "papers": of(case)}


def listing(machine: Machine, request: HttpRequest) -> dict[str, Any]:
    """For the staff the applications that wait for a day, by kecamatan."""
    if not request.user.roles() & {Role.ADMINISTRASI, Role.PENERA, Role.KEPALA}:
        return {}
    if machine.code != "perjalanan" or Role.ADMINISTRASI not in request.user.roles():
        return {"staf": True}
    return {"staf": True, "kelompok": _groups(request)}


def _groups(request: HttpRequest) -> list[tuple[str, list[Any]]]:
    found: dict[str, list[Any]] = {}
    for permohonan in PermohonanTempatPakai.muat(list(menunggu(Uml.objects.default())[:100])):
        for place in permohonan.kecamatan()[:1]:
            found.setdefault(place.nama, []).append(permohonan)
    return sorted(found.items())
