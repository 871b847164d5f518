"""Pages of a standard: its certificates with their files, who has it, and its recalls."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from metrologi.accounts import access
from metrologi.accounts.roles import Role
from metrologi.clock.now import now, today
from metrologi.perlengkapan.akses import GUDANG, PETUGAS, memegang, milik_unit
from metrologi.perlengkapan.peran import PENGUSUL
from metrologi.perlengkapan.standar.forms import (
    KembaliStandarForm,
    PinjamStandarForm,
    SertifikatForm,
)
from metrologi.perlengkapan.standar.models import PinjamStandar, SertifikatStandar
from metrologi.perlengkapan.standar.sertifikat import perbarui
from metrologi.uttp.models import Standar
from metrologi.web import form_status, send_file

JENIS = {"pdf": "application/pdf", "jpg": "image/jpeg"}


def _standar(request: HttpRequest, pk: int) -> Standar:
    """A standard of the person's own unit; Http404 otherwise."""
    return milik_unit(request, Standar.objects.all(), pk)


@access.roles(*PETUGAS)
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """One standard with its certificates, loans and recalls."""
    row = _standar(request, pk)
    loans = list(row.pinjaman.select_related("pemegang", "diserahkan_oleh", "diterima_oleh")[:50])
    return render(
        request,
        "perlengkapan/standar/rincian.html",
        {
            "standar": row,
            "alasan": row.alasan_tidak_berlaku(today()),
            "sisa": (row.berlaku_sampai - today()).days,
            "sertifikat": row.sertifikat.select_related("oleh"),
            "pinjaman": loans,
            "bisa_ubah": memegang(request, row.uml_id, *GUDANG, Role.PENERA),
            "terbuka": next((p for p in loans if not p.kembali_at), None),
            "penarikan": row.penarikan.all(),
            "pengusul": memegang(request, row.uml_id, *PENGUSUL),
        },
    )


def _formulir(request: HttpRequest, row: Standar, form: BaseForm, **context: str) -> HttpResponse:
    return render(
        request,
        "perlengkapan/formulir.html",
        {**context, "form": form, "kembali": "..", "pengantar": str(row)},
        status=form_status(form),
    )


@access.roles(*PETUGAS)
def sertifikat(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a certificate; the newest becomes the standard's own."""
    row, posted = _standar(request, pk), request.method == "POST"
    form = SertifikatForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_bound and form.is_valid():
        kept = form.save(commit=False)
        old = row.sertifikat.filter(nomor=kept.nomor, tanggal=kept.tanggal).first()
        if old:
            # The same certificate again, this time with its file.
            kept.pk, kept.created_at, kept.berkas = (
                old.pk,
                old.created_at,
                kept.berkas or old.berkas,
            )
        perbarui(row, kept, oleh=request.user)
        messages.success(request, f"Sertifikat {kept.nomor} tersimpan.")
        return redirect("perlengkapan:standar", row.pk)
    return _formulir(request, row, form, judul="Sertifikat baru", kirim="Simpan sertifikat")


@access.roles(*PETUGAS)
@require_safe
def berkas(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificate's file, for the office only."""
    row = milik_unit(
        request, SertifikatStandar.objects.select_related("standar"), pk, lewat="standar__uml"
    )
    if not row.berkas:
        raise Http404
    ending = row.berkas.name.rsplit(".", 1)[-1]
    with row.berkas.open() as file:
        body = file.read()
    name = f"sertifikat-{row.pk}.{ending}"
    return send_file(body, name, JENIS.get(ending, "application/octet-stream"))


@access.roles(*PETUGAS)
def pinjam(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the standard to somebody of the office; a standard is with one person at a time."""
    row = _standar(request, pk)
    form = PinjamStandarForm(
        request.POST if request.method == "POST" else None,
        uml=row.uml_id,
        initial={"pemegang": request.user.pk},
    )
    if form.is_bound and form.is_valid():
        loan = form.save(commit=False)
        loan.standar, loan.diserahkan_oleh = row, request.user
        try:
            with transaction.atomic():
                loan.save()
        except IntegrityError:
            form.add_error(None, "Standar ini sedang dipinjam; catat dahulu pengembaliannya.")
        else:
            messages.success(request, f"{loan.pemegang} kini memegang {row}.")
            return redirect("perlengkapan:standar", row.pk)
    return _formulir(request, row, form, judul="Pinjam standar", kirim="Catat pinjaman")


@access.roles(*PETUGAS)
def kembali(request: HttpRequest, pk: int) -> HttpResponse:
    """The standard is back, and in what state."""
    row = _standar(request, pk)
    form = KembaliStandarForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        done = PinjamStandar.objects.filter(standar=row, kembali_at=None).update(
            kembali_at=now(), diterima_oleh=request.user, **form.cleaned_data
        )
        messages.success(request, f"{row} kembali." if done else f"{row} tidak sedang dipinjam.")
        return redirect("perlengkapan:standar", row.pk)
    return _formulir(request, row, form, judul="Standar kembali", kirim="Catat kembali")
