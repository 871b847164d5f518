"""Stamps: the register, loans with both confirmations, the yearly return, and the leave at the year's turn."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.clock.now import today
from metrologi.documents.issuing import issue, of
from metrologi.perlengkapan import pinjam
from metrologi.perlengkapan.forms.ctt import CttForm, PengecualianForm, PengembalianForm, SerahCttForm
from metrologi.perlengkapan.gerak import Ditolak
from metrologi.perlengkapan.models import Ctt, PengecualianCtt, PengembalianCtt, PinjamCtt
from metrologi.perlengkapan.views import GUDANG, PETUGAS, UNPROCESSABLE, memegang, unit

LAKUKAN = {"terima": pinjam.terima, "kembalikan": pinjam.kembalikan, "periksa": pinjam.periksa, "batalkan": pinjam.batalkan}
UCAPAN = {"terima": "Penerimaan Anda tercatat.", "kembalikan": "Pengembalian Anda tercatat; menunggu diperiksa petugas gudang.",
          "periksa": "Cap diperiksa dan disimpan.", "batalkan": "Penyerahan dibatalkan."}


@access.roles(*PETUGAS)
def daftar(request: HttpRequest) -> HttpResponse:
    uml, hari = unit(request), today()
    rows = Ctt.objects.filter(uml=uml).select_related("pengembalian")
    leave = PengecualianCtt.objects.filter(uml=uml, sampai__gte=hari).order_by("mulai", "pk")
    return render(request, "perlengkapan/ctt_daftar.html", {
        "baris": [(c, c.belum_aktif(hari)) for c in rows], "gudang": memegang(request, *GUDANG), "pengecualian": leave,
        "kepala": memegang(request, Role.KEPALA)})


@access.roles(*GUDANG)
def baru(request: HttpRequest) -> HttpResponse:
    row = Ctt(uml=unit(request, *GUDANG), dicatat_oleh=request.user)
    return _edit(request, row, "Catat cap tanda tera", "..")


@access.roles(*GUDANG)
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Ctt.objects.visible_to(request.user), pk=pk)
    return _edit(request, row, f"Ubah {row}", row.get_absolute_url())


def _edit(request: HttpRequest, row: Ctt, judul: str, kembali: str) -> HttpResponse:
    form = CttForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_bound and form.is_valid():
        saved = form.save()
        messages.success(request, f"{saved} tersimpan.")
        return redirect(saved)
    return _formulir(request, form, judul=judul, kirim="Simpan", kembali=kembali)


def _formulir(request: HttpRequest, form: Any, **context: Any) -> HttpResponse:
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "perlengkapan/formulir.html", {"form": form, **context}, status=status)


@access.roles(*PETUGAS)
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """One stamp and its loans; POST hands some out."""
    row = get_object_or_404(Ctt.objects.visible_to(request.user).select_related("pengembalian"), pk=pk)
    store = memegang(request, *GUDANG)
    form = SerahCttForm(request.POST if request.method == "POST" and store else None, uml=row.uml_id)
    if form.is_bound and form.is_valid():
        try:
            pinjam.serahkan(row, oleh=request.user, **form.cleaned_data)
        except Ditolak as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Diserahkan; menunggu konfirmasi penera.")
            return redirect(row)
    loans = row.pinjaman.select_related("penera", "diserahkan_oleh", "diperiksa_oleh")
    context = {"ctt": row, "form": form, "gudang": store, "pinjaman": loans[:50], "belum_aktif": row.belum_aktif(today())}
    return render(request, "perlengkapan/ctt.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@access.roles(*PETUGAS)
@require_POST
def langkah(request: HttpRequest, pk: int, langkah: str) -> HttpResponse:
    """One confirmation of a loan, by whoever's turn it is."""
    loan = get_object_or_404(PinjamCtt.objects.visible_to(request.user).select_related("ctt"), pk=pk)
    if langkah in ("periksa", "batalkan") and not memegang(request, *GUDANG):
        messages.error(request, "Ini dikonfirmasi petugas gudang.")
        return redirect("perlengkapan:beranda")
    try:
        LAKUKAN[langkah](loan, oleh=request.user)
        messages.success(request, UCAPAN[langkah])
    except Ditolak as error:
        messages.error(request, str(error))
    return redirect("perlengkapan:beranda" if loan.penera_id == request.user.pk else loan.ctt)


@access.roles(*PETUGAS)
def pengembalian(request: HttpRequest) -> HttpResponse:
    """The yearly return: what has gone back, what must still go, and the form."""
    uml, store = unit(request), memegang(request, *GUDANG)
    form = PengembalianForm(request.POST if request.method == "POST" and store else None,
                            initial={"tahun": today().year - 1, "tanggal": today()})
    if form.is_bound and form.is_valid():
        try:
            made = pinjam.kirim_kembali(uml, oleh=request.user, **form.cleaned_data)
        except Ditolak as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{made} tercatat.")
            return redirect("perlengkapan:pengembalian")
    rows = Ctt.objects.filter(uml=uml, tahun__lt=today().year, pengembalian=None)
    done = PengembalianCtt.objects.filter(uml=uml).prefetch_related("ctt").select_related("oleh")
    return render(request, "perlengkapan/pengembalian.html", {"form": form, "belum": rows, "sudah": done, "gudang": store},
                  status=UNPROCESSABLE if form.is_bound else 200)


@access.roles(*GUDANG)
@require_POST
def berita_acara(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper of a return, issued once; a second press leads to the first."""
    row = get_object_or_404(PengembalianCtt.objects.visible_to(request.user).select_related("uml"), pk=pk)
    with transaction.atomic():
        PengembalianCtt.objects.select_for_update(of=("self",)).get(pk=row.pk)
        paper = next(iter(of(row)), None) or issue("ba_pengembalian_ctt", row, by=request.user)
    return redirect(paper)


@access.roles(*PETUGAS)
@require_POST
def ba_pinjam(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper of a loan that both sides confirmed, for either of them; issued once."""
    loan = get_object_or_404(PinjamCtt.objects.visible_to(request.user).select_related("ctt__uml", "penera", "diserahkan_oleh"),
                             pk=pk, diterima_at__isnull=False)
    if loan.penera_id != request.user.pk and not memegang(request, *GUDANG):
        raise PermissionDenied
    with transaction.atomic():
        PinjamCtt.objects.select_for_update().get(pk=loan.pk)
        paper = next(iter(of(loan)), None) or issue("ba_pinjam_ctt", loan, by=request.user)
    return redirect(paper)


@access.roles(Role.KEPALA)
def pengecualian(request: HttpRequest) -> HttpResponse:
    """The Kepala's leave for the weeks of the year's turn."""
    row = PengecualianCtt(uml=unit(request, Role.KEPALA), ditetapkan_oleh=request.user)
    form = PengecualianForm(request.POST if request.method == "POST" else None, instance=row)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, "Pengecualian ditetapkan; penera melihatnya sebagai peringatan di lembar cerapan.")
        return redirect("perlengkapan:ctt_daftar")
    return _formulir(request, form, judul="Pengecualian pergantian tahun", kirim="Tetapkan", kembali="..",
                     pengantar="Selama masa ini cap yang belum aktif atau tidak dipinjam menjadi peringatan, bukan penolakan. "
                               "Peringatannya tersimpan bersama cerapan.")
