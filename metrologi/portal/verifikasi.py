"""Public verification: a code, a number or an uploaded file tells whether a paper is ours and in force."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date

from metrologi.accounts import access
from metrologi.clock.now import today
from metrologi.documents import verify
from metrologi.documents.verify import Verifikasi
from metrologi.portal import errors
from metrologi.portal.throttle import Door

LOOKUPS = Door("verifikasi", limit=60, minutes=10)
UPLOADS = Door("unggah", limit=12, minutes=10)
UNTIL = "Berlaku sampai"
TESTED = "Tanggal pengujian"
UNKNOWN = "Tidak ada surat kami dengan kode atau nomor ini. Periksa ketikannya, terutama huruf dan angka."
# What each judgement of an upload looks like: heading, kind of notice.
VERDICTS = {
    "asli": ("Asli dan utuh", "success"),
    "tidak_berlaku": ("Asli, tetapi tidak berlaku lagi", "warning"),
    "ditolak": ("Ditolak: jangan dipercaya", "danger"),
    "bukan_kami": ("Bukan terbitan kami", "warning"),
    "tidak_terbaca": ("Berkas tidak dapat diperiksa", "danger"),
}


class CariForm(forms.Form):
    q = forms.CharField(label="Kode verifikasi atau nomor surat", max_length=120,
                        help_text="Kode tercetak di bawah kode QR; tanda hubung dan besar kecil huruf bebas.",
                        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))


class UnggahForm(forms.Form):
    berkas = forms.FileField(label="Berkas PDF", help_text="Paling besar 10 MB. Berkas diperiksa lalu dihapus.",
                             widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}))


@dataclass(frozen=True)
class Keadaan:
    """The state of a paper today, in words and colour; `until` is the last day of its longest-lived instrument."""

    label: str
    kind: str
    sentence: str
    until: date | None = None


def keadaan(paper: Verifikasi) -> Keadaan:
    days = [day for name, value in paper.baris if name.endswith(UNTIL) and (day := _date(value))]
    if not paper.berlaku:
        return Keadaan(paper.state_label, "bad", "Surat ini tidak berlaku lagi.", max(days, default=None))
    if not days:
        return Keadaan("Asli", "ok", "Surat ini kami terbitkan dan tidak dicabut.")
    if max(days) < today():
        return Keadaan("Kedaluwarsa", "warn", "Surat ini asli, tetapi masa berlakunya sudah lewat.", max(days))
    late = "Sebagian alat di dalamnya sudah lewat masa berlakunya." if min(days) < today() else ""
    return Keadaan("Berlaku", "ok", late or "Surat ini kami terbitkan dan masih berlaku.", max(days))


@access.public
def verifikasi(request: HttpRequest) -> HttpResponse:
    """The page with both questions; a code goes on to its own address, which the QR code carries too."""
    if request.method == "POST":
        return _upload(request)
    cari = CariForm(request.GET if "q" in request.GET else None)
    if not cari.is_bound or not cari.is_valid():
        return _page(request, cari=cari)
    if LOOKUPS.closed(request):
        return errors.too_many(request, LOOKUPS.seconds_left())
    LOOKUPS.count(request)
    found = verify.lookup(cari.cleaned_data["q"])
    if found:
        return redirect("portal:dokumen", found.kode)
    cari.add_error("q", UNKNOWN)
    return _page(request, status=404, cari=cari)


@access.public
def dokumen(request: HttpRequest, kode: str) -> HttpResponse:
    if LOOKUPS.closed(request):
        return errors.too_many(request, LOOKUPS.seconds_left())
    LOOKUPS.count(request)
    found = verify.lookup(kode)
    if found is None:
        return _page(request, status=404, unknown=kode)
    return render(request, "portal/dokumen.html", {"paper": found, "keadaan": keadaan(found), "rows": _rows(found)})


def _upload(request: HttpRequest) -> HttpResponse:
    if UPLOADS.closed(request):
        return errors.too_many(request, UPLOADS.seconds_left())
    form = UnggahForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, status=422, unggah=form)
    UPLOADS.count(request)
    answer = verify.check_upload(form.cleaned_data["berkas"].read())
    heading, kind = VERDICTS[answer.putusan]
    paper = answer.verifikasi
    shown = {"paper": paper, "keadaan": keadaan(paper), "rows": _rows(paper)} if paper else {}
    return render(request, "portal/hasil_unggah.html", {"answer": answer, "heading": heading, "kind": kind, **shown})


def _page(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    forms_ = {"cari": CariForm(), "unggah": UnggahForm()}
    return render(request, "portal/verifikasi.html", forms_ | context, status=status)


def _rows(paper: Verifikasi) -> list[tuple[str, Any]]:
    """The public lines; those that are dates become dates, a serial number that looks like one does not."""
    return [(name, _date(value) or value if name.endswith((UNTIL, TESTED)) else value) for name, value in paper.baris]


def _date(text: str) -> date | None:
    """The date of ISO text; None for anything else, also for a day that does not exist."""
    try:
        return parse_date(text)
    except ValueError:
        return None
