"""The levy note of an office with a tariff: an amount for every tested instrument, with a letter or a mark alone."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from metrologi.accounts import access
from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role
from metrologi.pengujian.models import PerkaraUji, rincian_skrd
from metrologi.workflow.run import open_case
from metrologi.workflow.views import UNPROCESSABLE, case_or_404, person
from skhp.forms import TetapkanSkrdForm
from skhp.machine import SkrdStatus
from skhp.models import Skrd

# Proposals are read from so many of the latest notes.
DIBACA = 100


def boleh(case: PerkaraUji, user: Any) -> bool:
    """Whether this person sets levies here at all."""
    return case.uml.kebijakan_biaya == Uml.Biaya.TARIF and Role.ADMINISTRASI in user.roles(case.uml)


def dapat_ditetapkan(case: PerkaraUji) -> bool:
    """All is tested, something was, and there is no note in force or in draft."""
    return bool(case.teruji()) and all(i.final for i in case.diterima()) and not _berjalan(case).exists()


def _berjalan(case: PerkaraUji) -> Any:
    return case.children("skrd").exclude(status=SkrdStatus.DICABUT)


def usulan(uml: Uml) -> dict[tuple[str, str], int]:
    """What was asked last for a kind and a stage, from the unit's own notes."""
    rows = Skrd.objects.filter(uml=uml, jumlah__gt=0).exclude(status=SkrdStatus.DICABUT).order_by("-pk")
    found: dict[tuple[str, str], int] = {}
    for rincian in rows.values_list("rincian", flat=True)[:DIBACA]:
        for line in rincian:
            if line["jumlah"]:
                found.setdefault((line.get("jenis", ""), line["tahap"]), line["jumlah"])
    return found


@access.roles(Role.ADMINISTRASI)
def tetapkan(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Amounts for a case; leads back to it where there is nothing to set."""
    case = case_or_404(code, pk, person(request))
    if not isinstance(case, PerkaraUji):
        raise Http404
    if not boleh(case, person(request)) or not dapat_ditetapkan(case):
        messages.info(request, _mengapa_tidak(case))
        return redirect(_berjalan(case).first() or case)
    form = TetapkanSkrdForm(request.POST or None, items=case.teruji(), usulan=usulan(case.uml))
    if request.method == "POST" and form.is_valid():
        note = _buat(case, form, person(request))
        messages.success(request, f"SKRD {note.nomor} disiapkan. Periksa jumlahnya, lalu terbitkan.")
        return redirect(note)
    return render(request, "skhp/tetapkan.html", {"case": case, "form": form}, status=UNPROCESSABLE if form.errors else 200)


def _mengapa_tidak(case: PerkaraUji) -> str:
    if case.uml.kebijakan_biaya != Uml.Biaya.TARIF:
        return "Kantor ini tidak memungut retribusi; tidak ada tarif yang perlu ditetapkan."
    return "SKRD perkara ini sudah ada." if _berjalan(case).exists() else "SKRD ditetapkan setelah semua UTTP selesai diuji."


@transaction.atomic
def _buat(case: PerkaraUji, form: TetapkanSkrdForm, by: Any) -> Any:
    """Under the lock of the case, so that two presses at once make one note."""
    type(case).objects.select_for_update(of=("self",)).get(pk=case.pk)
    if there := _berjalan(case).first():
        return there
    rows = [rincian_skrd(i, form.jumlah(i)) for i in form.items]
    return open_case("skrd", by=by, uml=case.uml, origin=case, pemilik=case.pemilik, rincian=rows, dasar=case.uml.dasar_biaya)
