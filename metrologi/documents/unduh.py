"""Serves the stored bytes of a paper to those who may see its case, after checking that they are still the same."""
from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from metrologi.accounts import access
from metrologi.accounts.roles import OUTSIDE
from metrologi.documents import declare
from metrologi.documents.models import Dokumen
from metrologi.documents.utuh import whole


@access.login
@require_safe
@xframe_options_sameorigin
def unduh(request: HttpRequest, pk: int, nomor: str) -> HttpResponse:
    """As a download; with ?lihat=1 shown in the browser, so that a page of ours may frame it."""
    dokumen = visible_or_404(pk, request.user)
    etag = quote_etag(dokumen.sha256)
    if isinstance(answer := get_conditional_response(request, etag=etag), HttpResponseNotModified):
        return answer
    body = whole(dokumen)
    if body is None:
        return render(request, "documents/rusak.html", {"dokumen": dokumen}, status=500)
    return pdf_response(body, dokumen.nama_berkas, inline=request.GET.get("lihat") == "1", etag=etag)


def visible_or_404(pk: int, user: Any) -> Dokumen:
    """The paper, if its case is visible to this person; what is not theirs does not exist for them."""
    dokumen = Dokumen.objects.filter(pk=pk).defer("payload").select_related("case_type").first()
    model = dokumen.case_type.model_class() if dokumen else None
    if dokumen is None or model is None or not model.objects.visible_to(user).filter(pk=dokumen.case_id).exists():
        raise Http404("Dokumen tidak ditemukan.")
    if is_internal(dokumen) and not user.roles(dokumen.uml) - OUTSIDE:
        raise Http404("Dokumen tidak ditemukan.")
    return dokumen


def is_internal(dokumen: Dokumen) -> bool:
    """Whether the paper is the office's own."""
    return declare.known(dokumen.code) and declare.get(dokumen.code).internal


def pdf_response(body: bytes, name: str, *, inline: bool, etag: str = "") -> HttpResponse:
    kind = "inline" if inline else "attachment"
    headers = {"Content-Disposition": f'{kind}; filename="{name}"', "X-Content-Type-Options": "nosniff",
               "Cache-Control": "private, no-cache"}
    return HttpResponse(body, content_type="application/pdf", headers=headers | ({"ETag": etag} if etag else {}))
