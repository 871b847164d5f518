"""The page that opens an identity, for a reason that is kept.

And more words of a reporter with an account.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.documents.unggahan import kirim
from metrologi.web import form_status
from metrologi.workflow.views import case_or_404, case_page, person
from pengaduan.identitas import baca, boleh_buka
from pengaduan.models import AKHIR
from pengaduan.views.tiket import TambahForm, tambah_keterangan


class BukaForm(forms.Form):
    alasan = forms.CharField(
        label="Untuk apa identitas ini dibuka",
        max_length=300,
        help_text="Tercatat bersama nama Anda dan waktunya.",
    )


@access.roles(Role.PETUGAS_PENGADUAN, Role.PENANGAN_PENGADUAN, Role.KEPALA)
def identitas(request: HttpRequest, pk: int) -> HttpResponse:
    """Shown only in the answer to a reason, so that no look goes unrecorded."""
    case = case_or_404("pengaduan", pk, request.user)
    if not boleh_buka(case, request.user):
        raise PermissionDenied("Identitas pelapor ini tidak terbuka bagi Anda.")
    form, who = BukaForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        who = baca(case, request.user, form.cleaned_data["alasan"])
    context = {
        "case": case,
        "form": form,
        "who": who,
        "nomor": case.nomor_terkait or case.terkait,
        "dibaca": request.method == "POST" and form.is_valid(),
        "bacaan": case.bacaan.select_related("user"),
    }
    return render(request, "pengaduan/identitas.html", context, status=422 if form.errors else 200)


@access.login
@require_safe
def lampiran(request: HttpRequest, pk: int, berkas: int) -> HttpResponse:
    """For those who may see the case, and so never for whoever is complained about."""
    case: Any = case_or_404("pengaduan", pk, person(request))
    return kirim(get_object_or_404(case.lampiran, pk=berkas))


@access.login
def tambah(request: HttpRequest, pk: int) -> HttpResponse:
    case = case_or_404("pengaduan", pk, request.user)
    if not case.pelapor_adalah(request.user):
        raise PermissionDenied("Hanya pelapor yang dapat menambah keterangan.")
    if request.method != "POST":
        return redirect(case)
    if case.status in AKHIR:
        messages.warning(request, "Pengaduan ini sudah berakhir.")
        return redirect(case)
    form = TambahForm(request.POST, request.FILES, case=case)
    if not form.is_valid():
        return case_page(request, case, form_status(form), tambah=form)
    tambah_keterangan(case, form.cleaned_data["isi"], form.cleaned_data["lampiran"])
    messages.success(request, "Keterangan Anda tersimpan.")
    return redirect(case)
