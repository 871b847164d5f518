"""Serves the stored bytes of a paper to people who may see its case, after checking their hash."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from metrologi.accounts import access
from metrologi.accounts.models import User
from metrologi.accounts.roles import OUTSIDE
from metrologi.documents import declare
from metrologi.documents.isi_terbit import issued_bytes
from metrologi.documents.models import Dokumen
from metrologi.web import framed, send_file

TERLINDUNG = (
    "Naskah perkara yang melindungi seseorang hanya dibuka oleh yang boleh mengenalnya. Isi yang "
    "Anda tulis tetap terbaca di halaman perkaranya."
)


@access.login
@require_safe
@framed
def unduh(request: HttpRequest, pk: int, nomor: str) -> HttpResponse:
    """As a download; with ?lihat=1 shown in the browser, so that a page of ours may frame it."""
    dokumen = visible_or_404(pk, request.user)
    body = issued_bytes(dokumen)
    if body is None:
        return render(request, "documents/rusak.html", {"dokumen": dokumen}, status=500)
    return pdf_response(body, dokumen.nama_berkas, inline=request.GET.get("lihat") == "1")


def visible_or_404(pk: int, user: User) -> Dokumen:
    """The paper, if this person may see its case; otherwise 404, as if it did not exist."""
    dokumen = Dokumen.objects.filter(pk=pk).defer("payload").select_related("case_type").first()
    model = dokumen.case_type.model_class() if dokumen else None
    if dokumen is None or model is None:
        raise Http404("Dokumen tidak ditemukan.")
    case = model.objects.visible_to(user).filter(pk=dokumen.case_id).first()
    if case is None:
        raise Http404("Dokumen tidak ditemukan.")
    may_open = getattr(case, "boleh_buka_naskah", None)
    if may_open and not may_open(user):
        raise PermissionDenied(TERLINDUNG)
    if is_internal(dokumen) and not user.roles(dokumen.uml) - OUTSIDE:
        raise Http404("Dokumen tidak ditemukan.")
    return dokumen


def is_internal(dokumen: Dokumen) -> bool:
    """Whether the paper is the office's own."""
    return declare.known(dokumen.code) and declare.get(dokumen.code).internal


def pdf_response(body: bytes, name: str, *, inline: bool) -> HttpResponse:
    """A PDF as a download, or shown in the browser."""
    return send_file(body, name, "application/pdf", inline=inline)
