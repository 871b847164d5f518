"""The first page: what the office does, when, at what cost, and the ways on from here."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.cache import cache_control

from metrologi.accounts import access
from metrologi.accounts.kantor import KUNCI, kantor_aktif, kantor_diminta
from metrologi.accounts.roles import Role
from metrologi.clock.now import now
from metrologi.portal.pintu import Tempat, pintu
from metrologi.workflow import registry
from metrologi.workflow.chart import with_a_sop

MAKLUMAT = (
    "Dengan ini kami menyatakan sanggup menyelenggarakan pelayanan sesuai standar pelayanan yang"
    " telah ditetapkan, dan apabila tidak menepati janji ini, kami siap menerima sanksi sesuai"
    " ketentuan peraturan perundang-undangan."
)


@access.public
def beranda(request: HttpRequest) -> HttpResponse:
    """The first page."""
    kantor_diminta(request)
    today = now().date()
    periods = [("Periode I", "Januari – Juni"), ("Periode II", "Juli – Desember")]
    context = {
        "periods": periods,
        "period_now": 0 if today.month <= 6 else 1,
        "year": today.year,
        "maklumat_baku": MAKLUMAT,
        "machines": [m for m in with_a_sop() if not m.internal],
        "permohonan": [
            m for m in registry.all_machines() if any(Role.WAJIB_TTU in s.by for s in m.openings())
        ],
        "ubin": pintu(Tempat.UBIN),
        "kantor": kantor_aktif(),
    }
    return render(request, "portal/beranda.html", context)


@access.public
def lambang(request: HttpRequest) -> HttpResponse:
    """The unit's coat of arms, which the settings page stored as PNG.

    Its address carries the office and the name of the file, so a new file gets a new address and
    every cache may keep it. An address without the office says who asks, so no cache keeps it.
    """
    uml = kantor_diminta(request)
    if uml is None or not uml.lambang:
        raise Http404
    try:
        with uml.lambang.open("rb") as file:
            answer = HttpResponse(file.read(), content_type="image/png")
    except FileNotFoundError as error:
        raise Http404 from error
    if request.GET.get(KUNCI):
        patch_cache_control(answer, public=True, max_age=86400)
    else:
        add_never_cache_headers(answer)
    return answer


@access.public
@cache_control(public=True, max_age=86400)
def ikon(request: HttpRequest) -> HttpResponse:
    """The icon of the portal, where a browser looks for it beside a paper, which names none."""
    return redirect(static("portal/lambang.svg"))
