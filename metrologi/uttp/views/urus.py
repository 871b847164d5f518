"""Later changes of one instrument: photograph, place, owner, early end of its mark."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from metrologi.accounts import access
from metrologi.uttp import catatan
from metrologi.uttp.forms.urus import AlihForm, FotoForm, GugurForm, PindahForm
from metrologi.uttp.keterlihatan import satuan_kerja
from metrologi.uttp.models import Uttp
from metrologi.uttp.models.uttp import Putusan
from metrologi.uttp.views import PENDAFTAR, PETUGAS
from metrologi.uttp.views.paspor import milik
from metrologi.web import form_status


def _page(request: HttpRequest, uttp: Uttp, form: Any, judul: str, kirim: str) -> HttpResponse:
    context = {
        "form": form,
        "judul": judul,
        "kirim": kirim,
        "kicker": str(uttp),
        "kembali": uttp.get_absolute_url(),
    }
    return render(request, "uttp/formulir.html", context, status=form_status(form))


def _unit(request: HttpRequest, kode: str) -> Uttp:
    """An instrument of the unit where this person works; acting for its owner is not enough."""
    uttp = milik(request, kode)
    if uttp.uml_id not in satuan_kerja(request.user):
        raise PermissionDenied
    return uttp


@access.roles(*PENDAFTAR)
def foto(request: HttpRequest, kode: str) -> HttpResponse:
    """Replace the photograph."""
    uttp = milik(request, kode)
    form = FotoForm(request.POST, request.FILES) if request.method == "POST" else FotoForm()
    if form.is_bound and form.is_valid():
        uttp.foto.save("foto.jpg", form.cleaned_data["foto"], save=False)
        uttp.save(update_fields=["foto"])
        messages.success(request, "Foto tersimpan.")
        return redirect(uttp)
    return _page(request, uttp, form, "Unggah foto", "Simpan foto")


@access.roles(*PENDAFTAR)
def pindah(request: HttpRequest, kode: str) -> HttpResponse:
    """Move the instrument to another place of its owner."""
    uttp = milik(request, kode)
    form = PindahForm(request.POST if request.method == "POST" else None, uttp=uttp)
    if form.is_bound and form.is_valid():
        catatan.pindahkan(uttp, form.cleaned_data["tempat"], oleh=request.user)
        messages.success(request, f"Alat kini tercatat di {uttp.tempat}.")
        return redirect(uttp)
    return _page(request, uttp, form, "Pindah tempat", "Catat perpindahan")


@access.roles(*PETUGAS)
def alihkan(request: HttpRequest, kode: str) -> HttpResponse:
    """Give the instrument to another owner; for the staff."""
    uttp = _unit(request, kode)
    form = AlihForm(request.POST if request.method == "POST" else None, uttp=uttp)
    if form.is_bound and form.is_valid():
        pemilik = form.cleaned_data["usaha"]
        catatan.alihkan(uttp, pemilik, pemilik.tempat.first(), oleh=request.user)
        messages.success(request, f"Alat kini milik {pemilik}.")
        return redirect(uttp)
    return _page(request, uttp, form, "Alihkan kepada pemilik lain", "Alihkan")


@access.roles(*PETUGAS)
def gugur(request: HttpRequest, kode: str) -> HttpResponse:
    """End the mark before its date; for the staff."""
    uttp = _unit(request, kode)
    form = GugurForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if uttp.putusan_terakhir != Putusan.SAH:
            form.add_error(None, "Alat ini tidak sedang bertanda tera sah.")
        else:
            catatan.gugurkan(uttp, **form.cleaned_data, oleh=request.user)
            messages.success(request, "Tanda tera dicatat gugur.")
            return redirect(uttp)
    return _page(request, uttp, form, "Catat tanda tera gugur", "Catat gugur")
