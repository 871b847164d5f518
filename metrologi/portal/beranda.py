"""The first page: what the office does, when, at what cost, and the ways on from here."""
from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from metrologi.accounts import access
from metrologi.clock.now import now
from metrologi.workflow import registry

MAKLUMAT = (
    "Dengan ini kami menyatakan sanggup menyelenggarakan pelayanan sesuai standar pelayanan yang telah ditetapkan, "
    "dan apabila tidak menepati janji ini, kami siap menerima sanksi sesuai ketentuan peraturan perundang-undangan."
)


@access.public
def beranda(request: HttpRequest) -> HttpResponse:
    today = now().date()
    periods = [("Periode I", "Januari – Juni"), ("Periode II", "Juli – Desember")]
    context = {
        "periods": periods, "period_now": 0 if today.month <= 6 else 1, "year": today.year,
        "maklumat_baku": MAKLUMAT, "machines": registry.all_machines(),
    }
    return render(request, "portal/beranda.html", context)
