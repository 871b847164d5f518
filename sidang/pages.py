"""What the pages of a sidang and of its participants show besides the kernel's part."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from metrologi.accounts.roles import Role
from metrologi.pengujian.pages import detail as uji_detail
from metrologi.workflow.declare import Machine
from metrologi.workflow.listing import window
from sidang.konsep import menunggu
from sidang.models import Sidang
from sidang.rekap import hitung, per_jenis

KONSEP = ("menunggu_spt", "dikembalikan")
# Work surfaces that Tugas saya offers: label, address, icon, roles.
SURFACES = (("Sidang hari ini", "workflow:sidang-hari-ini", "shop", (Role.ADMINISTRASI, Role.PENERA)),
            ("Rencana sidang", "workflow:sidang-semester", "calendar3", (Role.ADMINISTRASI,)))


def listing(machine: Machine, request: HttpRequest) -> dict[str, Any]:
    return {"administrasi": Role.ADMINISTRASI in request.user.roles()}


def detail(case: Any, request: HttpRequest) -> dict[str, Any]:
    roles = request.user.roles(case.uml)
    if not isinstance(case, Sidang):
        return {**uji_detail(case, request), "administrasi": Role.ADMINISTRASI in roles, "berikut": _berikut(case)}
    people = case.peserta.select_related("pemilik", "uml").order_by("antrean")
    konsep = case.status in KONSEP and bool(roles & {Role.ADMINISTRASI, Role.KEPALA})
    return {"administrasi": Role.ADMINISTRASI in roles, "penera": Role.PENERA in roles, "n": hitung(case), "konsep": konsep,
            "tunggu_konsep": menunggu(case).count() if Role.ADMINISTRASI in roles else 0,
            "rekap": per_jenis(case), "page": window(people, request), "petugas": list(case.petugas.order_by("nama", "pk"))}


def _berikut(case: Any) -> Any:
    """The next participant who waits for a test."""
    waiting = case.sidang.peserta.filter(status="diuji", antrean__gt=case.antrean).select_related("pemilik")
    return waiting.order_by("antrean").first()


