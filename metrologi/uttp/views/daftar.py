"""The list of instruments: an applicant's own by expiry date, and the unit's register for staff."""

from __future__ import annotations

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from metrologi.accounts import access
from metrologi.clock.now import today
from metrologi.uttp import pindai
from metrologi.uttp.cari import cocok
from metrologi.uttp.keadaan import PILIHAN, syarat
from metrologi.uttp.keterlihatan import satuan_kerja
from metrologi.uttp.models import Pemilik, Uttp
from metrologi.web import whole_number, window

USAHA_DITAMPILKAN = 50


@access.login
def daftar(request: HttpRequest) -> HttpResponse:
    """`?cari=`, `?keadaan=`, `?usaha=`, `?hal=`.

    With `?buka` the only instrument found opens its sheet for the penera who is to test it.
    """
    petugas, hari = bool(satuan_kerja(request.user)), today()
    q, keadaan = request.GET.get("cari", "").strip()[:80], request.GET.get("keadaan", "")
    usaha = request.GET.get("usaha")
    rows = Uttp.objects.visible_to(request.user).filter(syarat(keadaan, hari))
    if pk := whole_number(usaha):
        rows = rows.filter(pemilik=pk)
    rows = cocok(rows, q).lengkap() if q else rows.lengkap()
    urut = (
        ("-pk",) if petugas and not keadaan else (F("berlaku_sampai").asc(nulls_last=True), "-pk")
    )
    page = window(rows.order_by(*urut), request)
    only = page.rows[0] if q and "buka" in request.GET and len(page.rows) == 1 else None
    if only and (sheet := pindai.alamat(only, request.user)):
        return redirect(sheet)
    return render(
        request,
        "uttp/daftar.html",
        {
            "page": page,
            "baris": [(u, u.keadaan(hari)) for u in page.rows],
            "q": q,
            "keadaan": keadaan,
            "pilihan": PILIHAN,
            "petugas": petugas,
            "usaha": whole_number(usaha),
            "pemilik": _owners(request, petugas, usaha),
            "tersaring": bool(q or keadaan or usaha),
        },
    )


def _owners(request: HttpRequest, petugas: bool, usaha: str | None) -> list[Pemilik]:
    """The businesses offered as a filter.

    An applicant's own; in the register of a unit only the one that is chosen.
    """
    rows = Pemilik.objects.visible_to(request.user).order_by("nama")
    if petugas:
        rows = rows.filter(pk=whole_number(usaha) or 0)
    return list(rows[:USAHA_DITAMPILKAN])
