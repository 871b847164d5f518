"""The SPM board, and the button that looks at all promises now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kompensasi.pages import PAPAN
from kompensasi.pantau import pantau_semua
from kompensasi.spm import Bulan, Lewat, Papan
from metrologi.accounts import access
from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role
from metrologi.clock.indonesia import BULAN
from metrologi.clock.now import now
from metrologi.workflow.views import person

PEMANTAU = (Role.KASI_PJT, Role.KEPALA)
# The picture of the trend, in its own units.
LEBAR, TINGGI, ALAS, JARAK = 44, 120, 140, 14


@dataclass(frozen=True)
class Batang:
    """A column of the trend: the month, its share, where it stands."""

    bulan: Bulan
    nama: str
    x: int
    y: int
    tinggi: int

    @property
    def tengah(self) -> int:
        return self.x + LEBAR // 2

    @property
    def angka_y(self) -> int:
        return self.y - 6


@access.roles(*PAPAN)
def papan(request: HttpRequest) -> HttpResponse:
    user = person(request)
    board = Papan(user.units_with(set(PAPAN)), now())
    roles = frozenset(user.roles_anywhere())
    months = board.tren()
    services = board.layanan()
    return render(
        request,
        "kompensasi/papan.html",
        {
            "layanan": services,
            "lewat": [(row, _alamat(row, roles)) for row in board.terlambat()],
            "jumlah_lewat": sum(s.terlambat for s in services),
            "batang": _batang(months),
            "alas": ALAS,
            "lebar": JARAK + len(months) * (LEBAR + JARAK),
            "petugas": board.petugas(),
            "kompensasi": board.kompensasi(),
            "tepat": _bagian(sum(s.tepat for s in services), sum(s.terukur for s in services)),
            "terukur": sum(s.terukur for s in services),
            "pemantau": bool(roles & set(PEMANTAU)),
            "pengatur": bool(roles & {Role.ADMIN_SATKER, Role.KEPALA, Role.KASI_PJT}),
        },
    )


@access.roles(*PEMANTAU)
@require_POST
def pantau(request: HttpRequest) -> HttpResponse:
    """Row 1 at once: the look the clock takes every ten minutes, by the Kasi PJT, or asked of the
    clock by the Kepala.
    """
    user = person(request)
    units = Uml.objects.filter(pk__in=user.units_with(PEMANTAU)).order_by("pk")
    opened = sum(
        pantau_semua(by=user if user.holds(Role.KASI_PJT, uml) else None, uml=uml) for uml in units
    )
    messages.success(
        request,
        f"{opened} pemantauan baru dibuka."
        if opened
        else "Semua janji sudah diperiksa; tidak ada pelanggaran baru.",
    )
    return redirect("workflow:kompensasi-papan")


def _alamat(row: Lewat, roles: frozenset[str]) -> str:
    """The case itself for whoever works in its procedure, else its monitoring item, else
    nothing.
    """
    if roles & row.machine.staff_roles():
        return reverse("workflow:detail", args=[row.machine.code, row.pk])
    return str(row.pantauan.get_absolute_url()) if row.pantauan else ""


def _batang(months: list[Bulan]) -> list[Batang]:
    return [_satu(n, month) for n, month in enumerate(months)]


def _satu(n: int, month: Bulan) -> Batang:
    high = TINGGI * (month.persen or 0) // 100
    return Batang(
        month,
        f"{BULAN[month.hari.month - 1][:3]} {month.hari:%y}",
        JARAK + n * (LEBAR + JARAK),
        ALAS - high,
        high,
    )


def _bagian(some: int, whole: int) -> Any:
    return round(100 * some / whole) if whole else None
