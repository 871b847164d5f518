"""Recalls: open one, see what it touches (page, CSV, PDF), preview a letter, decide as Kepala."""
from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.documents.issuing import of, preview
from metrologi.documents.signing import KeyExpired, KeyLocked, NoKey, SigningError, WrongPassphrase
from metrologi.documents.unduh import pdf_response
from metrologi.perlengkapan.forms.penarikan import PenarikanForm, PutusanForm
from metrologi.perlengkapan.gerak import Ditolak
from metrologi.perlengkapan.models import Penarikan, Usulan
from metrologi.perlengkapan.papers import TERDAMPAK
from metrologi.perlengkapan.terdampak import SURAT, baris, belum_diuji_ulang, dari_penarikan, setujui, tarik, tolak
from metrologi.perlengkapan.views import PETUGAS, UNPROCESSABLE, memegang, unit

KOLOM = (("tanggal", "Tanggal"), ("jenis", "Jenis"), ("uttp", "UTTP"), ("pemilik", "Pemilik"), ("tempat", "Tempat"),
         ("hasil", "Hasil"), ("penera", "Penera"), ("surat", "Surat"), ("ulang", "Uji ulang"))
DITAMPILKAN = 200
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@access.roles(*PETUGAS)
def daftar(request: HttpRequest) -> HttpResponse:
    rows = Penarikan.objects.visible_to(request.user).select_related("standar", "oleh").prefetch_related("usulan")
    return render(request, "perlengkapan/penarikan_daftar.html", {"baris": [(r, _menunggu(r)) for r in rows[:50]]})


def _menunggu(row: Penarikan) -> int:
    return sum(u.keadaan == Usulan.Keadaan.MENUNGGU for u in row.usulan.all())


@access.roles(*PETUGAS)
def baru(request: HttpRequest) -> HttpResponse:
    raw = request.GET.get("standar", "")
    form = PenarikanForm(request.POST if request.method == "POST" else None, uml=unit(request),
                         initial={"standar": raw if raw.isdecimal() else None})
    if form.is_bound and form.is_valid():
        row = tarik(oleh=request.user, **form.cleaned_data)
        messages.success(request, "Penarikan dibuka. Belum ada yang dikirim; usulannya menunggu Kepala.")
        return redirect(row)
    context = {"form": form, "judul": "Tarik hasil sebuah standar", "kirim": "Cari hasil terdampak", "kembali": "..",
               "pengantar": "Portal mencari semua hasil uji yang memakai standar itu dan menyiapkan surat untuk tiap pemilik."}
    return render(request, "perlengkapan/formulir.html", context, status=UNPROCESSABLE if form.is_bound else 200)


def _penarikan(request: HttpRequest, pk: int) -> Penarikan:
    return get_object_or_404(Penarikan.objects.visible_to(request.user).select_related("standar", "oleh", "uml"), pk=pk)


@access.roles(*PETUGAS)
@sensitive_post_parameters("passphrase")
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """The affected results and the proposals; POST is the Kepala's decision on those that are ticked."""
    row, head = _penarikan(request, pk), memegang(request, Role.KEPALA)
    proposals = list(row.usulan.select_related("pemilik", "diputus_oleh").prefetch_related("uji"))
    open_ones = [u for u in proposals if u.keadaan == Usulan.Keadaan.MENUNGGU]
    form = PutusanForm(request.POST if request.method == "POST" and head else None,
                       choices=[(str(u.pk), str(u.pemilik)) for u in open_ones])
    if form.is_bound and form.is_valid():
        _putuskan(request, [u for u in open_ones if str(u.pk) in form.cleaned_data["usulan"]], form.cleaned_data)
        return redirect(row)
    found = list(dari_penarikan(row)[: DITAMPILKAN + 1])
    again = _uji_ulang(row)
    shown, papers = found[:DITAMPILKAN], {d.case_id: d for d in of(*proposals)}
    return render(request, "perlengkapan/penarikan.html", {
        "penarikan": row, "form": form, "kepala": head, "loket": memegang(request, Role.ADMINISTRASI),
        "usulan": [(u, len(u.uji.all()), papers.get(u.pk), again.get(u.pk)) for u in proposals],
        "menunggu": len(open_ones), "hasil": list(zip(shown, baris(shown), strict=True)),
        "lebih": len(found) > DITAMPILKAN}, status=UNPROCESSABLE if form.is_bound else 200)


def _uji_ulang(row: Penarikan) -> dict[int, str]:
    """By proposal: the address of an application filled with the instruments that still wait for their re-test."""
    found: dict[int, tuple[int, list[int]]] = {}
    for usulan, owner, uttp in belum_diuji_ulang().filter(penarikan=row).order_by("pk").values_list(
            "usulan", "usulan__pemilik", "pengujian__uttp"):
        found.setdefault(usulan, (owner, []))[1].append(uttp)
    opening = reverse("workflow:open", args=["orders"])
    return {pk: opening + "?" + urlencode({"pemilik": owner, "uttp": sorted(set(uttp)), "catatan": f"Uji ulang: {row.alasan}"},
                                          doseq=True) for pk, (owner, uttp) in found.items()}


def _putuskan(request: HttpRequest, chosen: list[Usulan], data: dict[str, Any]) -> None:
    """Each in its own transaction; a key that does not open stops the rest."""
    for usulan in chosen:
        try:
            if data["putusan"] == "setujui":
                paper = setujui(usulan, oleh=request.user, secret=data["passphrase"])
                messages.success(request, f"{usulan.pemilik}: surat {paper.nomor} terbit.")
            else:
                tolak(usulan, oleh=request.user, alasan=data["alasan"])
                messages.info(request, f"{usulan.pemilik}: tidak disetujui.")
        except (WrongPassphrase, KeyLocked, KeyExpired, NoKey) as error:
            messages.error(request, str(error))
            return
        except (Ditolak, SigningError) as error:
            messages.error(request, f"{usulan.pemilik}: {error}")


@access.roles(*PETUGAS)
@require_safe
@xframe_options_sameorigin
def pratinjau(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it would be signed now, marked KONSEP."""
    rows = Usulan.objects.visible_to(request.user).select_related("penarikan__standar", "pemilik", "uml")
    usulan = get_object_or_404(rows, pk=pk)
    return pdf_response(preview(SURAT, usulan, by=request.user), "konsep.pdf", inline=True)


@access.roles(*PETUGAS)
@require_safe
def berkas_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """Every affected result, for a spreadsheet; semicolons, as Excel in Indonesian reads them."""
    row, out = _penarikan(request, pk), io.StringIO()
    table = csv.writer(out, delimiter=";")
    table.writerow([label for _, label in KOLOM])
    table.writerows([_aman(line[name]) for name, _ in KOLOM] for line in baris(dari_penarikan(row)))
    return HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8",
                        headers={"Content-Disposition": f'attachment; filename="penarikan-{row.pk}.csv"'})


def _aman(teks: str) -> str:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{teks}" if teks.startswith(FORMULA) else teks


@access.roles(*PETUGAS)
@require_safe
def berkas_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same list on paper; a working list, neither numbered nor signed."""
    row = _penarikan(request, pk)
    return TERDAMPAK.jawab(
        row.uml, "Daftar Hasil Uji Terdampak", name=f"penarikan-{row.pk}.pdf", standar=str(row.standar),
        sertifikat=row.standar.sertifikat_nomor, dari=row.dari.isoformat(), sampai=row.sampai.isoformat(), alasan=row.alasan,
        hasil=list(baris(dari_penarikan(row))))
