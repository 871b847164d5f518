"""One press that makes the drafts of a whole sidang."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.workflow.views import person
from sidang.konsep import siapkan_semua
from sidang.views.register import sidang_or_404


@access.roles(Role.ADMINISTRASI)
@require_POST
def siapkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the drafts of all who wait; pressed again it takes those who wait by then."""
    sidang = sidang_or_404(request, pk)
    outcome = siapkan_semua(sidang, person(request))
    if not outcome.dibuat and not outcome.ditolak:
        messages.info(request, "Tidak ada peserta yang menunggu konsep SKHP.")
    else:
        (messages.warning if outcome.ditolak else messages.success)(request, str(outcome))
    return redirect(sidang)
