"""Files of an appeal, the declaration of ties, and the duties of an upheld one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from banding.akibat import buka
from banding.arsip import tambahan
from banding.forms.keterkaitan import KeterkaitanForm
from banding.machine import Status
from banding.models.baris import Akibat, BacaanLampiran, Keterkaitan
from banding.models.perkara import KANTOR, MENGENAL, tentang
from banding.pages import PELAKSANA_AKIBAT
from banding.reactions import PELAKSANA
from metrologi.accounts import access
from metrologi.accounts.roles import STAFF
from metrologi.documents.bundel import bundle
from metrologi.documents.unggahan import kirim
from metrologi.web import form_status, send_file
from metrologi.workflow.forms import TERUNGKAP
from metrologi.workflow.timeline import log_for
from metrologi.workflow.views import case_or_404, person

if TYPE_CHECKING:
    from metrologi.accounts.models import User


class BukaForm(forms.Form):
    alasan = forms.CharField(
        label="Untuk apa dokumen ini dibuka",
        max_length=300,
        help_text="Tercatat bersama nama Anda dan waktunya.",
    )


@access.login
def lampiran(request: HttpRequest, pk: int, berkas: int) -> HttpResponse:
    """A document of the appeal.

    A signed petition names who wrote it: of a protected customer it is opened by those who may know
    them, for a reason that is kept, like an identity.
    """
    case = case_or_404("banding", pk, person(request))
    row = get_object_or_404(case.lampiran, pk=berkas)
    if not case.dilindungi or case.is_applicant(person(request)):
        return kirim(row)
    if not case.mengenal(person(request)):
        raise PermissionDenied("Dokumen pemohon yang dilindungi tidak terbuka bagi Anda.")
    form = BukaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row.bacaan.create(
            user=person(request),
            role=sorted(case.roles_of(person(request)) & MENGENAL)[0],
            alasan=form.cleaned_data["alasan"],
        )
        return kirim(row)
    bacaan = BacaanLampiran.objects.filter(lampiran__banding=case).select_related("user")
    context = {"case": case, "row": row, "form": form, "bacaan": bacaan}
    return render(request, "banding/buka_lampiran.html", context, status=form_status(form))


@access.login
@require_safe
def bahan(request: HttpRequest, pk: int, berkas: int) -> HttpResponse:
    """A file of the investigation; 404 for whoever may not read what the panel found."""
    case = case_or_404("banding", pk, person(request))
    if not case.boleh_baca_bahan(person(request)):
        raise Http404
    return kirim(get_object_or_404(case.bahan.exclude(file=""), pk=berkas))


@access.login
@require_safe
def arsip(request: HttpRequest, pk: int) -> HttpResponse:
    """Every paper of the appeal and its history in one file (row 12.

    Arsip banding); for the office.
    """
    case = case_or_404("banding", pk, person(request))
    if not case.boleh_buka_naskah(person(request)):
        raise Http404
    if not set(person(request).roles(case.uml)) & set(KANTOR) or case.status not in (
        Status.SELESAI,
        Status.DITOLAK,
    ):
        raise Http404
    others = list(tambahan(case, person(request)))
    body = bundle(case, log=log_for(case, person(request)), tambahan=others)
    return send_file(body, f"arsip-{case.nomor.replace('/', '-')}.zip", "application/zip")


@access.roles(*STAFF)
def keterkaitan(request: HttpRequest) -> HttpResponse:
    """The ties that this person declares.

    A tie stands, so it can be added and given an end, never taken away.
    """
    form = KeterkaitanForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Keterkaitan Anda dicatat.")
        return redirect("workflow:banding-keterkaitan")
    rows = Keterkaitan.objects.filter(user=request.user).select_related("pemilik", "banding")
    status = form_status(form)
    return render(request, "banding/keterkaitan.html", {"form": form, "rows": rows}, status=status)


def _tugas(user: User) -> Any:
    """The duties that this person's roles carry out, open ones first.

    An appeal that began with a complaint about somebody does not reach them by its duties either.
    """
    kinds = {role: [j for j, r in PELAKSANA.items() if r == role] for role in PELAKSANA_AKIBAT}
    found = Akibat.objects.none()
    for role, jenis in kinds.items():
        if units := user.units_with({role}):
            found = found | Akibat.objects.filter(banding__uml__in=units, jenis__in=jenis)
    found = found.exclude(banding__in=tentang(user))
    return found.select_related("banding", "dibuka_oleh").order_by("dibuka_at", "pk")


@access.roles(*PELAKSANA_AKIBAT)
@require_safe
def akibat(request: HttpRequest) -> HttpResponse:
    return render(request, "banding/akibat.html", {"rows": _tugas(request.user)[:50]})


@access.roles(*PELAKSANA_AKIBAT)
@require_POST
def buka_akibat(request: HttpRequest, pk: int) -> HttpResponse:
    duty = get_object_or_404(_tugas(request.user), pk=pk)
    note = request.POST.get("catatan", "").strip()[:500]
    secret = duty.banding.rahasia() if duty.banding.mengenal(person(request)) else None
    if secret and (found := secret.ditemukan(note)):
        messages.error(request, TERUNGKAP.format(kata=found))
        return redirect("workflow:banding-akibat")
    made = buka(duty, by=person(request), catatan=note)
    messages.success(request, f"{duty.get_jenis_display()}: {made or 'tercatat'}.")
    return redirect(made) if made is not None else redirect("workflow:banding-akibat")
