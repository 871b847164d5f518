"""Businesses and their places: the applicant's own, or for the staff anyone's of their unit."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from metrologi.accounts import access
from metrologi.accounts.forms.kantor import kantor_field
from metrologi.accounts.kantor import ingat_kantor, kantor_akun
from metrologi.accounts.models import Uml
from metrologi.accounts.roles import STAFF
from metrologi.uttp.forms.pilihan import desa as desa_di
from metrologi.uttp.forms.usaha import TempatForm, UsahaForm
from metrologi.uttp.keterlihatan import satuan_kerja
from metrologi.uttp.models import Pemilik, Uttp, Wakil, Wilayah
from metrologi.uttp.perwakilan import wajib_berperan
from metrologi.uttp.views import PENDAFTAR
from metrologi.web import form_status, whole_number, window


@access.roles(*PENDAFTAR)
def daftar(request: HttpRequest) -> HttpResponse:
    """The businesses: of the unit for the staff, their own for applicants."""
    q = request.GET.get("cari", "").strip()[:80].replace("\x00", "")
    rows = Pemilik.objects.visible_to(request.user).order_by("nama", "pk")
    page = window(rows.filter(nama__icontains=q) if q else rows, request)
    petugas = bool(satuan_kerja(request.user))
    return render(request, "uttp/usaha_daftar.html", {"page": page, "q": q, "petugas": petugas})


@access.roles(*PENDAFTAR)
def baru(request: HttpRequest) -> HttpResponse:
    """A business with its first place; an applicant becomes its representative."""
    posted = request.POST if request.method == "POST" else None
    office = None if satuan_kerja(request.user) else kantor_field(kantor_akun(request.user))
    form, tempat = UsahaForm(posted, kantor=office), TempatForm(posted, prefix="tempat")
    if posted is not None and all([form.is_valid(), tempat.is_valid()]):
        pemilik = _simpan(request, form, tempat)
        messages.success(request, f"{pemilik.nama} terdaftar. Sekarang tambahkan alatnya.")
        return redirect(pemilik)
    status = form_status(form)
    return render(request, "uttp/usaha_baru.html", {"form": form, "tempat": tempat}, status=status)


@transaction.atomic
def _simpan(request: HttpRequest, form: UsahaForm, tempat: TempatForm) -> Pemilik:
    units = satuan_kerja(request.user)
    pemilik = form.save(commit=False)
    chosen = form.cleaned_data.get("kantor") or Uml.objects.default()
    pemilik.uml = access.unit_of(request.user, *STAFF) if units else chosen
    pemilik.save()
    if not units:
        Wakil.objects.create(pemilik=pemilik, user=request.user)
        ingat_kantor(request.user, pemilik.uml)
    place = tempat.save(commit=False)
    place.pemilik = pemilik
    place.save()
    return pemilik


def _mine(request: HttpRequest, pk: int) -> Pemilik:
    pemilik = get_object_or_404(Pemilik.objects.visible_to(request.user), pk=pk)
    wajib_berperan(request.user, pemilik.uml_id, pemilik.pk)
    return pemilik


@access.login
def rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """A business with its places and instruments."""
    pemilik = _mine(request, pk)
    page = window(
        Uttp.objects.filter(pemilik=pemilik).lengkap().order_by("berlaku_sampai", "pk"), request
    )
    return render(
        request,
        "uttp/usaha.html",
        {
            "pemilik": pemilik,
            "tempat": pemilik.tempat.select_related("kecamatan", "desa")[:100],
            "page": page,
            "baris": [(u, u.keadaan()) for u in page.rows],
            "wakil": pemilik.wakil.select_related("user")[:20],
        },
    )


@access.roles(*PENDAFTAR)
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the data of a business."""
    pemilik = _mine(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = UsahaForm(posted, instance=pemilik)
    if posted is not None and form.is_valid():
        form.save()
        messages.success(request, "Data usaha tersimpan.")
        return redirect(pemilik)
    status = form_status(form)
    context = {"form": form, "judul": "Ubah data usaha", "pemilik": pemilik, "kirim": "Simpan"}
    return render(
        request,
        "uttp/formulir.html",
        context | {"kembali": pemilik.get_absolute_url()},
        status=status,
    )


@access.roles(*PENDAFTAR)
def tempat_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a place to a business."""
    pemilik = _mine(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = TempatForm(posted)
    if posted is not None and form.is_valid():
        place = form.save(commit=False)
        place.pemilik = pemilik
        place.save()
        messages.success(request, f"Tempat {place.nama} ditambahkan.")
        return redirect(pemilik)
    status = form_status(form)
    context = {"form": form, "judul": "Tambah tempat", "pemilik": pemilik, "kirim": "Simpan tempat"}
    return render(
        request,
        "uttp/formulir.html",
        context | {"kembali": pemilik.get_absolute_url()},
        status=status,
    )


@access.login
def desa(request: HttpRequest) -> HttpResponse:
    """The options of the desa select for the kecamatan just chosen (htmx)."""
    raw = next((v for k, v in request.GET.items() if k.endswith("kecamatan")), "")
    kec = Wilayah.objects.filter(pk=whole_number(raw) or 0).first()
    return render(
        request, "uttp/_desa.html", {"desa": desa_di(kec) if kec else [], "kecamatan": kec}
    )
