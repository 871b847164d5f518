"""Files of an appeal, the declaration of ties, and the duties of an upheld one."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from banding.akibat import buka
from banding.forms_keterkaitan import KeterkaitanForm
from banding.machine import Status
from banding.models import KANTOR
from banding.pages import PELAKSANA_AKIBAT, boleh_baca_bahan
from banding.reactions import PELAKSANA
from banding.rows import Akibat, Keterkaitan
from metrologi.accounts import access
from metrologi.accounts.roles import STAFF
from metrologi.clock.templatetags.waktu import waktu_singkat
from metrologi.documents.berkas import bundle
from metrologi.documents.unggahan import kirim
from metrologi.workflow import trail
from metrologi.workflow.views import UNPROCESSABLE, case_or_404, person


@access.login
@require_safe
def lampiran(request: HttpRequest, pk: int, berkas: int) -> HttpResponse:
    case = case_or_404("banding", pk, person(request))
    return kirim(get_object_or_404(case.lampiran, pk=berkas))


@access.login
@require_safe
def bahan(request: HttpRequest, pk: int, berkas: int) -> HttpResponse:
    """What the panel found does not exist for anybody else."""
    case = case_or_404("banding", pk, person(request))
    if not boleh_baca_bahan(case, request.user):
        raise Http404
    return kirim(get_object_or_404(case.bahan.exclude(file=""), pk=berkas))


@access.login
@require_safe
def arsip(request: HttpRequest, pk: int) -> HttpResponse:
    """Every paper of the appeal and its history in one file (row 12: arsip banding); for the office."""
    case = case_or_404("banding", pk, person(request))
    if not set(person(request).roles(case.uml)) & set(KANTOR) or case.status not in (Status.SELESAI, Status.DITOLAK):
        raise Http404
    log = [(waktu_singkat(r.at), r.label, r.actor.nama if r.actor else "Sistem", r.note) for r in trail.rows_of(case)]
    return HttpResponse(bundle(case, log=log), content_type="application/zip", headers={
        "Content-Disposition": f'attachment; filename="arsip-{case.nomor.replace("/", "-")}.zip"'})


@access.roles(*STAFF)
def keterkaitan(request: HttpRequest) -> HttpResponse:
    """The ties that this person declares; a tie stands, so it can be added and given an end, never taken away."""
    form = KeterkaitanForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Keterkaitan Anda dicatat.")
        return redirect("workflow:banding-keterkaitan")
    rows = Keterkaitan.objects.filter(user=request.user).select_related("pemilik", "banding")
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, "banding/keterkaitan.html", {"form": form, "rows": rows}, status=status)


def _tugas(user: Any) -> Any:
    """The duties that this person's roles carry out, open ones first."""
    kinds = {role: [j for j, r in PELAKSANA.items() if r == role] for role in PELAKSANA_AKIBAT}
    found = Akibat.objects.none()
    for role, jenis in kinds.items():
        if units := user.units_with({role}):
            found = found | Akibat.objects.filter(banding__uml__in=units, jenis__in=jenis)
    return found.select_related("banding", "dibuka_oleh").order_by("dibuka_at", "pk")


@access.roles(*PELAKSANA_AKIBAT)
@require_safe
def akibat(request: HttpRequest) -> HttpResponse:
    return render(request, "banding/akibat.html", {"rows": _tugas(request.user)[:50]})


@access.roles(*PELAKSANA_AKIBAT)
@require_POST
def buka_akibat(request: HttpRequest, pk: int) -> HttpResponse:
    duty = get_object_or_404(_tugas(request.user), pk=pk)
    made = buka(duty, by=person(request), catatan=request.POST.get("catatan", "").strip()[:500])
    messages.success(request, f"{duty.get_jenis_display()}: {made or 'tercatat'}.")
    return redirect(made) if made is not None else redirect("workflow:banding-akibat")
