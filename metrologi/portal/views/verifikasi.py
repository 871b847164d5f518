"""Public verification: a code, a number or a file shows whether a paper is ours and in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date

from metrologi import kotak
from metrologi.accounts import access
from metrologi.accounts.batas import Batas, always, batasi
from metrologi.clock.indonesia import tanggal
from metrologi.clock.now import today
from metrologi.documents import verify
from metrologi.documents.verify import Verifikasi
from metrologi.web import Chip

# Codes that are no paper's. A right one is never counted: one letter may be read by hundreds.
LOOKUPS = Batas("verifikasi", most=30, minutes=10, methods=("GET",))
# Reading a file costs a child process, whatever it turns out to be.
UPLOADS = Batas("periksa-berkas", most=30, minutes=10, counts=always)
UNTIL = "Berlaku sampai"
TESTED = "Tanggal pengujian"
UNKNOWN = (
    "Tidak ada surat kami dengan kode atau nomor ini. Periksa ketikannya, terutama huruf dan angka."
)
# What each judgement of an upload looks like: heading, kind of notice.
VERDICTS = {
    "asli": ("Asli dan utuh", "success"),
    "tidak_berlaku": ("Asli, tetapi tidak berlaku lagi", "warning"),
    "ditolak": ("Ditolak: jangan dipercaya", "danger"),
    "bukan_kami": ("Bukan terbitan kami", "warning"),
    "tidak_terbaca": ("Berkas tidak dapat diperiksa", "danger"),
}


class CariForm(forms.Form):
    """The code beside the QR code, or the number of a letter."""

    q = forms.CharField(
        label="Kode verifikasi atau nomor surat",
        max_length=verify.LONGEST,
        help_text="Kode tercetak di bawah kode QR; tanda hubung dan besar kecil huruf bebas.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class UnggahForm(forms.Form):
    """A PDF whose signature and content are to be checked."""

    berkas = forms.FileField(
        label="Berkas PDF",
        help_text="Paling besar 10 MB. Berkas diperiksa lalu dihapus.",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )


@dataclass(frozen=True)
class KeadaanNaskah:
    """What a paper is worth today: its chip and a sentence.

    `until` is the last day of validity of the instrument that is valid longest.
    """

    chip: Chip
    sentence: str
    until: date | None = None


def keadaan(paper: Verifikasi) -> KeadaanNaskah:
    """What this paper is worth today."""
    days = [day for name, value in paper.baris if name.endswith(UNTIL) and (day := _date(value))]
    if not paper.berlaku:
        return KeadaanNaskah(
            Chip(paper.state_label, "bad"), "Surat ini tidak berlaku lagi.", max(days, default=None)
        )
    if paper.belum_bertanda_tangan:
        return KeadaanNaskah(
            Chip("Konsep", "warn"),
            "Kantor kami mencetak naskah ini untuk ditandatangani di kertas; pindaian yang "
            "bertanda tangan belum disimpan.",
            max(days, default=None),
        )
    if not days:
        return KeadaanNaskah(Chip("Asli", "ok"), "Surat ini kami terbitkan dan tidak dicabut.")
    if max(days) < today():
        return KeadaanNaskah(
            Chip("Kedaluwarsa", "warn"),
            "Surat ini asli, tetapi masa berlakunya sudah lewat.",
            max(days),
        )
    late = "Sebagian alat di dalamnya sudah lewat masa berlakunya." if min(days) < today() else ""
    return KeadaanNaskah(
        Chip("Berlaku", "ok"), late or "Surat ini kami terbitkan dan masih berlaku.", max(days)
    )


@access.public
@batasi(LOOKUPS, UPLOADS)
def verifikasi(request: HttpRequest) -> HttpResponse:
    """The page with both questions.

    A code redirects to its own address, the one in the QR code.
    """
    if request.method == "POST":
        return _upload(request)
    cari = CariForm(request.GET if "q" in request.GET else None)
    if not cari.is_bound or not cari.is_valid():
        return _page(request, cari=cari)
    found = verify.lookup(cari.cleaned_data["q"])
    if found:
        return redirect("portal:dokumen", found.kode)
    cari.add_error("q", UNKNOWN)
    return _page(request, status=404, cari=cari)


@access.public
@batasi(LOOKUPS)
def dokumen(request: HttpRequest, kode: str) -> HttpResponse:
    """The answer for one code."""
    found = verify.lookup(kode)
    if found is None:
        return _page(request, status=404, unknown=kode)
    return render(
        request,
        "portal/dokumen.html",
        {"paper": found, "keadaan": keadaan(found), "rows": _rows(found)},
    )


def _upload(request: HttpRequest) -> HttpResponse:
    form = UnggahForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, status=422, unggah=form)
    try:
        answer = verify.check_upload(form.cleaned_data["berkas"].read())
    except kotak.Busy:
        form.add_error("berkas", kotak.BUSY_SENTENCE)
        return _page(request, status=503, unggah=form)
    heading, kind = VERDICTS[answer.putusan]
    paper = answer.verifikasi
    shown = {"paper": paper, "keadaan": keadaan(paper), "rows": _rows(paper)} if paper else {}
    return render(
        request,
        "portal/hasil_unggah.html",
        {"answer": answer, "heading": heading, "kind": kind, **shown},
    )


def _page(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    forms_ = {"cari": CariForm(), "unggah": UnggahForm()}
    return render(request, "portal/verifikasi.html", forms_ | context, status=status)


def _rows(paper: Verifikasi) -> list[tuple[str, str]]:
    """The public lines with dates in words; a serial number that looks like a date stays one."""
    return [
        (name, _in_words(value) if name.endswith((UNTIL, TESTED)) else value)
        for name, value in paper.baris
    ]


def _in_words(text: str) -> str:
    day = _date(text)
    return tanggal(day) if day else text


def _date(text: str) -> date | None:
    """The date of ISO text; None for anything else, also for a day that does not exist."""
    try:
        return parse_date(text)
    except ValueError:
        return None
