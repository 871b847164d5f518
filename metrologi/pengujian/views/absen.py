"""Leave and duty of the officers: the list, a new one, its days moved or taken back."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from metrologi.accounts import access
from metrologi.accounts.forms.absen import AbsenForm
from metrologi.accounts.models import Absen, Uml
from metrologi.accounts.roles import Role
from metrologi.clock.now import today
from metrologi.pengujian import absen
from metrologi.web import form_status, window
from metrologi.workflow.views import person

PENGURUS = (Role.ADMINISTRASI, Role.KEPALA)
# How long a row that is over still stands in the list.
LAMA = timedelta(days=31)


def _unit(request: HttpRequest) -> Uml:
    return access.unit_of(person(request), *PENGURUS)


@access.roles(*PENGURUS)
def daftar(request: HttpRequest) -> HttpResponse:
    """What is coming or just over, and the form of a new one."""
    uml = _unit(request)
    data = request.POST if request.method == "POST" else None
    form = AbsenForm(data, instance=Absen(uml=uml), uml=uml)
    if form.is_valid():
        return _tersimpan(request, form, "dicatat")
    rows = Absen.objects.filter(uml=uml, sampai__gte=today() - LAMA).select_related("user", "uml")
    page = window(rows, request)
    context = {"page": page, "form": form, "baris": absen.dengan_tabrakan(uml, page.rows)}
    return render(request, "pengujian/absen.html", context, status=form_status(form))


@access.roles(*PENGURUS)
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Other days, or none at all."""
    rows = Absen.objects.filter(uml__in=person(request).units_with(PENGURUS))
    row = get_object_or_404(rows.select_related("user", "uml"), pk=pk)
    if request.method == "POST" and "hapus" in request.POST:
        absen.hapus(row, oleh=person(request))
        messages.success(request, f"{row.get_jenis_display()} {row.user.nama} dibatalkan.")
        return redirect("pengujian:absen")
    data = request.POST if request.method == "POST" else None
    form = AbsenForm(data, instance=row, uml=row.uml)
    if form.is_valid():
        return _tersimpan(request, form, "diubah")
    context = {"form": form, "judul": f"{row.get_jenis_display()} {row.user.nama}"}
    return render(request, "pengujian/absen_ubah.html", context, status=form_status(form))


def _tersimpan(request: HttpRequest, form: AbsenForm, kata: str) -> HttpResponse:
    clashes = absen.catat(form, oleh=person(request))
    messages.success(request, f"{form.instance}: {kata}.")
    if clashes:
        messages.warning(request, absen.saran(form.instance, clashes))
    return redirect("pengujian:absen")
