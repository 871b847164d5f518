"""Work on the spot: berita acara, photographs of the visit, the applicant's letter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.web import form_status, send_file, whole_number
from metrologi.workflow.run import stale
from metrologi.workflow.views import case_or_404, person, take_step
from metrologi.workflow.wewenang import acting_role
from tempat_pakai.forms.berita_acara import BeritaAcaraForm
from tempat_pakai.forms.foto import FotoForm
from tempat_pakai.forms.surat import jenis
from tempat_pakai.machine import Status
from tempat_pakai.models import FotoKunjungan, Kunjungan, PermohonanTempatPakai


def _permohonan(request: HttpRequest, pk: int) -> PermohonanTempatPakai:
    found: Any = case_or_404("tempat_pakai", pk, person(request))
    return found


@access.roles(Role.PENERA)
def berita_acara(request: HttpRequest, pk: int) -> HttpResponse:
    """The page that the owner signs.

    A repeated post of the same page is answered as the first was.
    """
    case = _permohonan(request, pk)
    step = case.machine.steps["berita_acara"]
    acting_role(case, step, person(request))
    if request.method == "POST" and _sudah(case, request.POST.get("kunci", "")):
        messages.success(request, f"{step.label}: tersimpan.")
        return redirect(case)
    if case.status not in step.sources:
        raise stale(case, person(request))
    posted = request.POST if request.method == "POST" else None
    form = BeritaAcaraForm(posted, case=case, step=step, user=person(request))
    if posted is not None:
        return take_step(request, case, step, form)
    blocked = tuple(reason for guard in step.guards if (reason := guard(case)))
    return render(
        request,
        "tempat_pakai/berita_acara.html",
        {"case": case, "machine": case.machine, "step": step, "form": form, "blocked": blocked},
    )


def _uuid(raw: str) -> UUID | None:
    try:
        return UUID(raw)
    except ValueError:
        return None


def _sudah(case: PermohonanTempatPakai, raw: str) -> bool:
    kunci = _uuid(raw)
    return bool(kunci and Kunjungan.objects.filter(perkara=case, kunci=kunci).exists())


@access.roles(Role.PENERA)
def foto(request: HttpRequest, pk: int) -> HttpResponse:
    """Add pictures to the visit.

    What was sent before is not kept twice, and good pictures are kept beside bad ones.
    """
    case = _permohonan(request, pk)
    acting_role(case, case.machine.steps["uji"], person(request))
    visit = case.kunjungan_kini()
    if case.status != Status.DIUJI or visit is None:
        raise stale(case, person(request))
    form = FotoForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        visit=visit,
    )
    complete = form.is_valid()
    stored = form.simpan()
    if complete:
        _sebut(request, stored)
        return redirect(case)
    context = {"case": case, "form": form, "machine": case.machine, "tersimpan": stored}
    return render(
        request,
        "tempat_pakai/foto.html",
        context,
        status=form_status(form),
    )


def _sebut(request: HttpRequest, stored: int) -> None:
    """Tell once how many pictures are kept, also when each came in a request of its own."""
    ke, dari = (whole_number(request.POST.get(name, "")) for name in ("foto_ke", "foto_dari"))
    if ke == dari:
        messages.success(request, f"{dari or stored} foto kunjungan tersimpan.")


@access.login
def gambar(request: HttpRequest, pk: int, foto: int) -> HttpResponse:
    """One picture of the visit, for whoever sees the application."""
    picture = get_object_or_404(FotoKunjungan, pk=foto, kunjungan__perkara=_permohonan(request, pk))
    return FileResponse(picture.gambar.open("rb"), content_type="image/jpeg")


@access.login
def surat(request: HttpRequest, pk: int) -> HttpResponse:
    """The applicant's own letter, as the kind that its bytes say."""
    case = _permohonan(request, pk)
    if not case.surat:
        raise Http404
    with case.surat.open("rb") as kept:
        body = kept.read()
    ending, content = jenis(body) or ("bin", "application/octet-stream")
    name = f"surat-{case.nomor.replace('/', '-')}.{ending}"
    return send_file(body, name, content, inline=True)
