"""Businesses and their places: the applicant's own, or for the staff anyone's of their unit."""
from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from metrologi.accounts import access
from metrologi.accounts.models import Uml
from metrologi.uttp.forms.pilihan import desa as desa_di
from metrologi.uttp.forms.usaha import TempatForm, UsahaForm
from metrologi.uttp.halaman import bilangan, halaman
from metrologi.uttp.keterlihatan import satuan_kerja
from metrologi.uttp.models import Pemilik, Uttp, Wakil, Wilayah
from metrologi.uttp.views import PENDAFTAR, UNPROCESSABLE


@access.roles(*PENDAFTAR)
def daftar(request: HttpRequest) -> HttpResponse:
    q = request.GET.get("cari", "").strip()[:80].replace("\x00", "")
    rows = Pemilik.objects.visible_to(request.user).order_by("nama", "pk")
    page = halaman(rows.filter(nama__icontains=q) if q else rows, request)
    petugas = bool(satuan_kerja(request.user))
    return render(request, "uttp/usaha_daftar.html", {"page": page, "q": q, "petugas": petugas})


@access.roles(*PENDAFTAR)
def baru(request: HttpRequest) -> HttpResponse:
    """A business with its first place; an applicant becomes its representative."""
    posted = request.POST if request.method == "POST" else None
    form, tempat = UsahaForm(posted), TempatForm(posted, prefix="tempat")
    if posted is not None and all([form.is_valid(), tempat.is_valid()]):
        pemilik = _simpan(request, form, tempat)
        messages.success(request, f"{pemilik.nama} terdaftar. Sekarang tambahkan alatnya.")
        return redirect(pemilik)
    status = UNPROCESSABLE if posted is not None else 200
    return render(request, "uttp/usaha_baru.html", {"form": form, "tempat": tempat}, status=status)


@transaction.atomic
def _simpan(request: HttpRequest, form: UsahaForm, tempat: TempatForm) -> Pemilik:
    units = satuan_kerja(request.user)
    pemilik = form.save(commit=False)
    pemilik.uml = Uml.objects.get(pk=units[0]) if units else Uml.objects.default()
    pemilik.save()
    if not units:
        Wakil.objects.create(pemilik=pemilik, user=request.user)
    place = tempat.save(commit=False)
    place.pemilik = pemilik
    place.save()
    return pemilik


def _mine(request: HttpRequest, pk: int) -> Pemilik:
    return get_object_or_404(Pemilik.objects.visible_to(request.user), pk=pk)


@access.login
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    pemilik = _mine(request, pk)
    page = halaman(Uttp.objects.filter(pemilik=pemilik).lengkap().order_by("berlaku_sampai", "pk"), request)
    return render(request, "uttp/usaha.html", {
        "pemilik": pemilik, "tempat": pemilik.tempat.select_related("kecamatan", "desa")[:100], "page": page,
        "baris": [(u, u.keadaan()) for u in page.rows], "wakil": pemilik.wakil.select_related("user")[:20]})


@access.roles(*PENDAFTAR)
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    pemilik = _mine(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = UsahaForm(posted, instance=pemilik)
    if posted is not None and form.is_valid():
        form.save()
        messages.success(request, "Data usaha tersimpan.")
        return redirect(pemilik)
    status = UNPROCESSABLE if posted is not None else 200
    context = {"form": form, "judul": "Ubah data usaha", "pemilik": pemilik, "kirim": "Simpan"}
    return render(request, "uttp/formulir.html", context | {"kembali": pemilik.get_absolute_url()}, status=status)


@access.roles(*PENDAFTAR)
def tempat_baru(request: HttpRequest, pk: int) -> HttpResponse:
    pemilik = _mine(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = TempatForm(posted)
    if posted is not None and form.is_valid():
        place = form.save(commit=False)
        place.pemilik = pemilik
        place.save()
        messages.success(request, f"Tempat {place.nama} ditambahkan.")
        return redirect(pemilik)
    status = UNPROCESSABLE if posted is not None else 200
    context = {"form": form, "judul": "Tambah tempat", "pemilik": pemilik, "kirim": "Simpan tempat"}
    return render(request, "uttp/formulir.html", context | {"kembali": pemilik.get_absolute_url()}, status=status)


@access.login
def desa(request: HttpRequest) -> HttpResponse:
    """The options of the desa select for the kecamatan just chosen (htmx)."""
    raw = next((v for k, v in request.GET.items() if k.endswith("kecamatan")), "")
    kec = Wilayah.objects.filter(pk=bilangan(raw) or 0).first()
    return render(request, "uttp/_desa.html", {"desa": desa_di(kec) if kec else [], "kecamatan": kec})
