"""The front page of the equipment: what waits for this person, and who has which stamps."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from metrologi.accounts import access
from metrologi.accounts.models import User
from metrologi.perlengkapan.akses import PETUGAS, orang, unit
from metrologi.perlengkapan.cap.machine import Status
from metrologi.perlengkapan.cap.models import PinjamCtt
from metrologi.perlengkapan.tunggu import tunggu


@access.roles(*PETUGAS)
def beranda(request: HttpRequest) -> HttpResponse:
    uml, user = unit(request), orang(request)
    roles = user.roles(uml)
    loans = PinjamCtt.objects.filter(uml=uml).terbuka().select_related("ctt", "penera")
    rows = [(p, p.langkah_untuk(user, roles)) for p in loans.order_by("penera__nama", "ctt")]
    others = [row for row in rows if row[0].penera_id != user.pk]
    by_penera: dict[User, list[PinjamCtt]] = {}
    for loan, _ in others:
        if loan.status == Status.DIPINJAM:
            by_penera.setdefault(loan.penera, []).append(loan)
    return render(
        request,
        "perlengkapan/beranda.html",
        {
            "milik": [row for row in rows if row[0].penera_id == user.pk],
            "pegang": list(by_penera.items()),
            "menunggu": [row for row in others if row[0].status != Status.DIPINJAM],
            "tunggu": tunggu(user),
        },
    )
