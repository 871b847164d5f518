"""Planning pages: the proposals of the half year with a date for each, and the public calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from metrologi.accounts import access
from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role
from metrologi.clock.indonesia import tanggal
from metrologi.clock.models import calendar_for
from metrologi.clock.now import today
from metrologi.web import form_status
from metrologi.workflow.errors import StepError
from metrologi.workflow.run import open_case
from sidang.forms.rencana import RencanaForm
from sidang.semester import Semester, Usul, usul

if TYPE_CHECKING:
    from datetime import date

    from metrologi.workflow.cases import Case


@access.roles(Role.ADMINISTRASI)
def semester(request: HttpRequest) -> HttpResponse:
    """Proposals of one half year; POST makes a sidang for every place that got a date."""
    uml = access.unit_of(request.user, Role.ADMINISTRASI)
    half = Semester.dari(request.GET.get("semester", ""), today())
    usulan = usul(uml, half)
    posted = request.POST if request.method == "POST" else None
    form = RencanaForm(posted, usulan=usulan, semester=half)
    if posted is not None and form.is_valid() and _buat(request, form, uml):
        return redirect("workflow:list", "sidang")
    context = {
        "form": form,
        "semester": half,
        "sebelum": half.geser(-1),
        "sesudah": half.geser(1),
        "habis": sum(p.habis for p in usulan),
        "semua": sum(p.semua for p in usulan),
    }
    return render(
        request,
        "sidang/semester.html",
        context,
        status=form_status(form),
    )


def _buat(request: HttpRequest, form: RencanaForm, uml: Uml) -> bool:
    data = form.cleaned_data
    try:
        with transaction.atomic():
            made = [
                _satu(request, uml, data, uuid5(data["kunci"], place.kunci), place, day)
                for place, day in form.terpilih()
            ]
    except StepError as error:
        form.add_error(None, str(error))
        return False
    calendar = calendar_for(uml.pk)
    closed = [tanggal(case.tanggal) for case in made if not calendar.is_workday(case.tanggal)]
    if closed:
        messages.warning(request, f"Bukan hari kerja kantor: {', '.join(closed)}.")
    messages.success(
        request, f"{len(made)} sidang direncanakan. Kirim undangan dan ajukan SPT tiap sidang."
    )
    return True


def _satu(
    request: HttpRequest, uml: Uml, data: dict[str, Any], kunci: UUID, place: Usul, day: date
) -> Case:
    return open_case(
        "sidang",
        by=request.user,
        uml=uml,
        kunci=kunci,
        lokasi=place.lokasi,
        pasar=place.pasar,
        kecamatan=place.kecamatan,
        desa=place.desa,
        tanggal=day,
        jam_mulai=data["jam_mulai"],
        jam_selesai=data["jam_selesai"],
        perkiraan=max(place.habis, place.diuji),
    )
