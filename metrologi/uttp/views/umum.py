"""The life of an instrument for anyone who scans its sticker: no owner, no place, no person."""
from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from metrologi.accounts import access
from metrologi.uttp.models import RiwayatUttp, Uttp
from metrologi.uttp.tampil import pelat
from metrologi.uttp.views.paspor import RIWAYAT


@access.public
def umum(request: HttpRequest, kode: str) -> HttpResponse:
    uttp = get_object_or_404(Uttp.objects.select_related("jenis", "uml"), kode=kode.upper())
    riwayat = uttp.riwayat.filter(peristiwa__in=RiwayatUttp.UMUM).select_related("uml")[:RIWAYAT]
    return render(request, "uttp/umum.html", {
        "uttp": uttp, "keadaan": uttp.keadaan(), "identitas": pelat(uttp), "riwayat": riwayat})
