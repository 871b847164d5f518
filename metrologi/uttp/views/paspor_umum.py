"""The life of an instrument for anyone who scans its sticker: no owner, no place, no person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from metrologi.accounts import access
from metrologi.accounts.batas import Batas, batasi
from metrologi.uttp import pindai
from metrologi.uttp.models import RiwayatUttp, Uttp
from metrologi.uttp.naskah import bertaut
from metrologi.uttp.tampil import pelat
from metrologi.uttp.views.paspor import RIWAYAT

# Codes of no instrument; a right one is never counted.
TRIES = Batas("kode-uttp", most=30, minutes=10, methods=("GET",))


@access.public
@batasi(TRIES)
def umum(request: HttpRequest, kode: str) -> HttpResponse:
    """What anybody learns who scans the sticker: kind, plate and mark, never the owner.

    A penera who is to test the instrument gets its sheet instead.
    """
    uttp = get_object_or_404(Uttp.objects.select_related("jenis", "uml"), kode=kode.upper())
    if sheet := pindai.alamat(uttp, request.user):
        return redirect(sheet)
    riwayat = uttp.riwayat.filter(peristiwa__in=RiwayatUttp.UMUM).select_related("uml")[:RIWAYAT]
    return render(
        request,
        "uttp/umum.html",
        {
            "uttp": uttp,
            "keadaan": uttp.keadaan(),
            "identitas": pelat(uttp),
            "riwayat": bertaut(riwayat),
        },
    )
