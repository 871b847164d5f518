"""What the office tests and how long a mark lasts, for everyone; its standards, for the staff."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from metrologi.accounts import access
from metrologi.accounts.kantor import per_kantor
from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role
from metrologi.clock.now import today
from metrologi.uttp.forms.standar import StandarForm
from metrologi.uttp.keterlihatan import satuan_kerja
from metrologi.uttp.masa_berlaku import aturan_semua
from metrologi.uttp.models import JenisUttp, RuangLingkup, Standar
from metrologi.web import form_status

PENGURUS = (Role.ADMIN_SATKER, Role.ADMINISTRASI, Role.PENERA)


@access.public
@per_kantor
def lingkup_umum(request: HttpRequest, uml: Uml) -> HttpResponse:
    """Every kind with its period and source, and whether the office serves it."""
    hari = today()
    rules = aturan_semua(hari)
    lines = {line.jenis_id: line for line in RuangLingkup.objects.pada(hari).filter(uml=uml)}
    parents = {j.pk: j for j in JenisUttp.objects.all()}
    rows = [
        (jenis, _keluarga(jenis, parents), rules.get(jenis.pk), lines.get(jenis.pk))
        for jenis in parents.values()
        if jenis.daun and jenis.aktif
    ]
    return render(request, "uttp/acuan.html", {"baris": rows})


def _keluarga(jenis: JenisUttp, parents: dict[int, JenisUttp]) -> str:
    while jenis.induk_id:
        jenis = parents[jenis.induk_id]
    return jenis.nama


@access.roles(*PENGURUS, Role.KEPALA)
def standar(request: HttpRequest) -> HttpResponse:
    """The standards of the unit and until when each may be used."""
    hari = today()
    rows = Standar.objects.filter(uml__in=satuan_kerja(request.user)).order_by(
        "jenis", "nama", "pk"
    )[:200]
    return render(
        request,
        "uttp/standar.html",
        {"baris": [(s, s.chip(hari)) for s in rows]},
    )


@access.roles(*PENGURUS)
def standar_baru(request: HttpRequest) -> HttpResponse:
    """Register a standard."""
    return _edit(request, Standar(uml=access.unit_of(request.user, *PENGURUS)), "Tambah standar")


@access.roles(*PENGURUS)
def standar_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a standard of the unit."""
    row = get_object_or_404(Standar, pk=pk, uml__in=satuan_kerja(request.user))
    access.require_at(request.user, row.uml_id, *PENGURUS)
    return _edit(request, row, "Ubah standar")


def _edit(request: HttpRequest, row: Standar, judul: str) -> HttpResponse:
    form = StandarForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, f"{row} tersimpan.")
        return redirect("uttp:standar")
    context = {"form": form, "judul": judul, "kirim": "Simpan standar", "kembali": ".."}
    return render(request, "uttp/formulir.html", context, status=form_status(form))
