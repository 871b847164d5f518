"""The way in: what waits for this person, and the parts of the equipment."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from metrologi.accounts import access
from metrologi.perlengkapan.models import PinjamCtt
from metrologi.perlengkapan.tunggu import tunggu
from metrologi.perlengkapan.views import GUDANG, PETUGAS, memegang, unit


@access.roles(*PETUGAS)
def beranda(request: HttpRequest) -> HttpResponse:
    uml = unit(request)
    loans = PinjamCtt.objects.filter(ctt__uml=uml).terbuka().select_related("ctt", "penera").order_by("penera__nama", "ctt")
    mine = [p for p in loans if p.penera_id == request.user.pk]
    others = [p for p in loans if p.penera_id != request.user.pk]
    held: dict[Any, list[PinjamCtt]] = {}
    for loan in others:
        if loan.keadaan == PinjamCtt.Keadaan.DIPINJAM:
            held.setdefault(loan.penera, []).append(loan)
    return render(request, "perlengkapan/beranda.html", {
        "milik": mine, "pegang": list(held.items()),
        "menunggu": [p for p in others if p.keadaan != PinjamCtt.Keadaan.DIPINJAM],
        "gudang": memegang(request, *GUDANG), "tunggu": tunggu(request.user)})
