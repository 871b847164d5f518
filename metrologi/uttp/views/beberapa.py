"""Many instruments in one go, and the page that answers the scope of each."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from metrologi.accounts import access
from metrologi.uttp.catatan import daftarkan
from metrologi.uttp.forms.beberapa import BANYAK, KOLOM, Baris, GridForm, dari_tempelan
from metrologi.uttp.lingkup import Lingkup
from metrologi.uttp.models import Uttp
from metrologi.uttp.views import PENDAFTAR
from metrologi.uttp.views.alat import KEMBAR, tanpa_tempat, tempat_untuk
from metrologi.web import UNPROCESSABLE


@access.roles(*PENDAFTAR)
def beberapa(request: HttpRequest) -> HttpResponse:
    """Register several instruments of one place in a grid."""
    places = tempat_untuk(request)
    if not places.exists():
        return tanpa_tempat(request)
    if request.method != "POST":
        return _page(
            request, GridForm(initial={"tempat": request.GET.get("tempat")}, tempat=places), Baris()
        )
    if "isi" in request.POST:
        return _tempelan(request, places)
    if "tambah" in request.POST:
        return _lebih_banyak(request, places)
    grid, baris = GridForm(request.POST, tempat=places), Baris(request.POST)
    if grid.is_valid():
        baris.pemilik = grid.cleaned_data["tempat"].pemilik
        if baris.is_valid() and (made := _simpan(request, grid, baris)):
            return redirect(f"{reverse('uttp:hasil')}?kode={','.join(u.kode for u in made)}")
    return _page(request, grid, baris, UNPROCESSABLE)


def _tempelan(request: HttpRequest, places: Any) -> HttpResponse:
    """The pasted lines as rows to be looked at and corrected; nothing is stored yet."""
    rows = dari_tempelan(request.POST.get("tempel", ""))
    grid = GridForm(initial={"tempat": request.POST.get("tempat")}, tempat=places)
    return _page(request, grid, Baris(initial=rows), dari_tempelan=len(rows))


def _lebih_banyak(request: HttpRequest, places: Any) -> HttpResponse:
    """Five more empty rows, with what was typed so far."""
    rows = [{k: request.POST.get(f"form-{n}-{k}", "") for k in KOLOM} for n in range(BANYAK)]
    grid = GridForm(initial={"tempat": request.POST.get("tempat")}, tempat=places)
    return _page(request, grid, Baris(initial=[row for row in rows if any(row.values())]))


def _page(
    request: HttpRequest, grid: GridForm, baris: Any, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"form": grid, "baris": baris, "banyak": BANYAK}
    return render(request, "uttp/beberapa.html", context, status=status)


def _simpan(request: HttpRequest, grid: GridForm, baris: Any) -> list[Uttp]:
    """All rows or none."""
    try:
        with transaction.atomic():
            return [
                daftarkan(
                    {**form.cleaned_data, "tempat": grid.cleaned_data["tempat"]}, oleh=request.user
                )
                for form in baris.terisi()
            ]
    except IntegrityError:
        grid.add_error(None, KEMBAR)
        return []


@access.roles(*PENDAFTAR)
def hasil(request: HttpRequest) -> HttpResponse:
    """The instruments just registered (`?kode=A,B`), each with its scope answer."""
    kode = request.GET.get("kode", "").split(",")[:BANYAK]
    rows = (
        Uttp.objects.visible_to(request.user)
        .filter(kode__in=kode)
        .lengkap()
        .select_related("uml")
        .order_by("pk")
    )
    answers = {uml: Lingkup(uml) for uml in {u.uml for u in rows}}
    context = {
        "baris": [(u, answers[u.uml].alat(u)) for u in rows],
        "pemilik_id": rows[0].pemilik_id if rows else None,
    }
    return render(request, "uttp/hasil.html", context)
