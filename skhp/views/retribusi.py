"""Setting the levy of a case: an amount for every tested instrument."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from metrologi.accounts import access
from metrologi.accounts.models import Uml, User
from metrologi.accounts.roles import Role
from metrologi.pengujian.models import PerkaraUji
from metrologi.web import form_status
from metrologi.workflow.cases import Case
from metrologi.workflow.run import open_case
from metrologi.workflow.views import case_or_404, person
from skhp.forms import TetapkanSkrdForm
from skhp.machine import SKRD
from skhp.retribusi import berjalan, boleh, dapat_ditetapkan, rincian_skrd, usulan


@access.roles(Role.ADMINISTRASI)
def tetapkan(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Amounts for a case; leads back to it where there is nothing to set."""
    case = case_or_404(code, pk, person(request))
    if not isinstance(case, PerkaraUji):
        raise Http404
    if not boleh(case, person(request)) or not dapat_ditetapkan(case):
        messages.info(request, _mengapa_tidak(case))
        return redirect(berjalan(case).first() or case)
    form = TetapkanSkrdForm(request.POST or None, items=case.teruji(), usulan=usulan(case.uml))
    if request.method == "POST" and form.is_valid():
        note = _buat(case, form, person(request))
        messages.success(
            request, f"SKRD {note.nomor} disiapkan. Periksa jumlahnya, lalu terbitkan."
        )
        return redirect(note)
    return render(
        request,
        "skhp/tetapkan.html",
        {"case": case, "form": form},
        status=form_status(form),
    )


def _mengapa_tidak(case: PerkaraUji) -> str:
    if case.uml.kebijakan_biaya != Uml.Biaya.TARIF:
        return "Kantor ini tidak memungut retribusi; tidak ada tarif yang perlu ditetapkan."
    return (
        "SKRD perkara ini sudah ada."
        if berjalan(case).exists()
        else "SKRD ditetapkan setelah semua UTTP selesai diuji."
    )


@transaction.atomic
def _buat(case: PerkaraUji, form: TetapkanSkrdForm, by: User) -> Case:
    """Under the lock of the case, so that two presses at once make one note."""
    type(case).objects.select_for_update(of=("self",)).get(pk=case.pk)
    if there := berjalan(case).first():
        return there
    rows = [rincian_skrd(i, form.jumlah(i)) for i in form.items]
    return open_case(
        SKRD.code,
        by=by,
        uml=case.uml,
        origin=case,
        pemilik=case.pemilik,
        rincian=rows,
        dasar=case.uml.dasar_biaya,
    )
