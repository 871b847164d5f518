"""The way in: what waits for this person, and the parts of the equipment."""
from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from metrologi.accounts import access
from metrologi.perlengkapan.models import PinjamCtt
from metrologi.perlengkapan.tunggu import tunggu
from metrologi.perlengkapan.views import GUDANG, PETUGAS, memegang, unit


@access.roles(*PETUGAS)
def beranda(request: HttpRequest) -> HttpResponse:
    uml = unit(request)
    open_loans = PinjamCtt.objects.filter(ctt__uml=uml).terbuka().select_related("ctt", "penera")
    mine = [p for p in open_loans if p.penera_id == request.user.pk]
    others = [p for p in open_loans if p.penera_id != request.user.pk]
    return render(request, "perlengkapan/beranda.html", {
        "milik": mine, "lain": others, "gudang": memegang(request, *GUDANG), "tunggu": tunggu(request.user)})
