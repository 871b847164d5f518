"""All papers of a case of tera and of its letters in one file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from metrologi.accounts import access
from metrologi.documents.bundel import bundle
from metrologi.pengujian.models import PerkaraUji
from metrologi.pengujian.surat import surat_dari
from metrologi.web import send_file
from metrologi.workflow.timeline import log_for
from metrologi.workflow.views import case_or_404, person


@access.login
def berkas(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Every paper of the perkara and of its letters in one file (SOP row 6: berkas TTU UTTP)."""
    perkara = case_or_404(code, pk, person(request))
    if not isinstance(perkara, PerkaraUji):
        raise Http404
    body = bundle(
        perkara, surat_dari(perkara, person(request)), log=log_for(perkara, person(request))
    )
    name = perkara.nomor.replace("/", "-")
    return send_file(body, f"berkas-{name}.zip", "application/zip")
