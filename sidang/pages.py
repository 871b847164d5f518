"""What the pages of a sidang and of its participants show besides the kernel's part."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from metrologi.accounts.roles import Role
from metrologi.pengujian.pages import detail as uji_detail
from metrologi.web import window
from metrologi.workflow.declare import Machine
from metrologi.workflow.views import person
from sidang.konsep import menunggu
from sidang.models import PesertaSidang, Sidang
from sidang.rekap import hitung, per_jenis

KONSEP = ("menunggu_spt", "dikembalikan")


def listing(machine: Machine, request: HttpRequest) -> dict[str, Any]:
    return {"administrasi": Role.ADMINISTRASI in person(request).roles_anywhere()}


def peserta(case: PesertaSidang, request: HttpRequest) -> dict[str, Any]:
    return {
        **uji_detail(case, request),
        "administrasi": Role.ADMINISTRASI in person(request).roles(case.uml),
        "berikut": _berikut(case),
    }


def detail(case: Sidang, request: HttpRequest) -> dict[str, Any]:
    roles = person(request).roles(case.uml)
    people = case.peserta.select_related("pemilik", "uml").order_by("antrean")
    konsep = case.status in KONSEP and bool(roles & {Role.ADMINISTRASI, Role.KEPALA})
    return {
        "administrasi": Role.ADMINISTRASI in roles,
        "penera": Role.PENERA in roles,
        "n": hitung(case),
        "konsep": konsep,
        "tunggu_konsep": menunggu(case).count() if Role.ADMINISTRASI in roles else 0,
        "rekap": per_jenis(case),
        "page": window(people, request),
        "petugas": list(case.petugas.order_by("nama", "pk")),
    }


def _berikut(case: PesertaSidang) -> PesertaSidang | None:
    """The next participant who waits for a test."""
    waiting = case.sidang.peserta.filter(status="diuji", antrean__gt=case.antrean).select_related(
        "pemilik"
    )
    return waiting.order_by("antrean").first()
