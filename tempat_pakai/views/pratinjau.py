"""The SPT as it would be issued now, for the Kepala and whoever composes it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.documents.issuing import preview
from metrologi.documents.views.unduh import pdf_response
from metrologi.workflow.views import case_or_404, person


@access.roles(Role.KEPALA, Role.ADMINISTRASI)
def spt(request: HttpRequest, pk: int) -> HttpResponse:
    trip = case_or_404("perjalanan", pk, person(request))
    return pdf_response(preview("spt_tempat_pakai", trip, by=None), "konsep-spt.pdf", inline=True)
