"""The passport of an instrument for owner and staff: identity, state, whole history, photograph."""

from __future__ import annotations

import segno
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from metrologi.accounts import access
from metrologi.clock.now import today
from metrologi.uttp.keterlihatan import satuan_kerja
from metrologi.uttp.lingkup import Lingkup
from metrologi.uttp.masa_berlaku import aturan
from metrologi.uttp.models import Uttp
from metrologi.uttp.naskah import bertaut
from metrologi.uttp.perwakilan import wajib_berperan
from metrologi.uttp.tampil import pelat

RIWAYAT = 100


def alamat_umum(uttp: Uttp) -> str:
    """The address in the QR sticker: anyone may open it, it names no owner."""
    return settings.PORTAL_URL + reverse("uttp:umum", args=[uttp.kode])


def milik(request: HttpRequest, kode: str) -> Uttp:
    """The instrument of that code; Http404 where this person may not see it."""
    rows = Uttp.objects.visible_to(request.user).lengkap().select_related("uml")
    uttp = get_object_or_404(rows, kode=kode.upper())
    wajib_berperan(request.user, uttp.uml_id, uttp.pemilik_id)
    return uttp


@access.login
def paspor(request: HttpRequest, kode: str) -> HttpResponse:
    """The page of an instrument with its whole life, for its owner and the staff."""
    uttp = milik(request, kode)
    petugas = uttp.uml_id in satuan_kerja(request.user)
    alamat = alamat_umum(uttp)
    return render(
        request,
        "uttp/paspor.html",
        {
            "uttp": uttp,
            "keadaan": uttp.keadaan(),
            "jawaban": Lingkup(uttp.uml).alat(uttp),
            "petugas": petugas,
            "aturan": aturan(uttp.jenis, today()),
            "alamat": alamat,
            "qr": segno.make(alamat, error="m").svg_data_uri(scale=4, border=2),
            "riwayat": bertaut(uttp.riwayat.select_related("uml", "oleh")[:RIWAYAT]),
            "identitas": pelat(uttp),
            "boleh_ubah": petugas or not uttp.putusan_terakhir,
        },
    )


@access.login
def foto(request: HttpRequest, kode: str) -> HttpResponse:
    """The stored JPEG, never guessed at by the browser."""
    uttp = milik(request, kode)
    if not uttp.foto:
        raise Http404
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
    return FileResponse(uttp.foto.open("rb"), content_type="image/jpeg", headers=headers)
