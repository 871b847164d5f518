"""The rules of what a delay is worth: the list, a new one, a change.

A unit changes its own, not the general ones.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from kompensasi.forms import AturanForm
from kompensasi.models import AturanKompensasi
from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.clock.now import today
from metrologi.web import form_status
from metrologi.workflow import registry
from metrologi.workflow.views import person


@access.roles(Role.ADMIN_SATKER, Role.KEPALA, Role.KASI_PJT)
def daftar(request: HttpRequest) -> HttpResponse:
    units = person(request).units_with({Role.ADMIN_SATKER, Role.KEPALA, Role.KASI_PJT})
    rows = AturanKompensasi.objects.filter(Q(uml__in=units) | Q(uml=None)).order_by(
        "prosedur", "dari_menit", "-mulai"
    )
    return render(
        request,
        "kompensasi/aturan.html",
        {
            "rows": [(row, _layanan(row), _berlaku(row)) for row in rows[:200]],
            "hari_ini": today(),
            "pengatur": Role.ADMIN_SATKER in person(request).roles_anywhere(),
        },
    )


@access.roles(Role.ADMIN_SATKER)
def baru(request: HttpRequest) -> HttpResponse:
    unit = access.unit_of(person(request), Role.ADMIN_SATKER)
    return _ubah(request, AturanKompensasi(uml=unit))


@access.roles(Role.ADMIN_SATKER)
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    mine = AturanKompensasi.objects.filter(uml__in=person(request).units_with({Role.ADMIN_SATKER}))
    return _ubah(request, get_object_or_404(mine, pk=pk))


def _ubah(request: HttpRequest, row: AturanKompensasi) -> HttpResponse:
    form = AturanForm(
        request.POST if request.method == "POST" else None,
        instance=row,
        initial={} if row.pk else {"mulai": today()},
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(
            request, "Aturan kompensasi tersimpan. Berlaku untuk instruksi sesudah ini."
        )
        return redirect("workflow:kompensasi-aturan")
    status = form_status(form)
    return render(request, "kompensasi/aturan_ubah.html", {"form": form, "row": row}, status=status)


def _layanan(row: AturanKompensasi) -> str:
    machine: Any = registry.find(row.prosedur) if row.prosedur else None
    return machine.title if machine else "Semua layanan"


def _berlaku(row: AturanKompensasi) -> bool:
    return row.mulai <= today() and (row.sampai is None or row.sampai >= today())
