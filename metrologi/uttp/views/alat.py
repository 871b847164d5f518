"""Adding one instrument, and correcting its plate data while that is still allowed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from metrologi.accounts import access
from metrologi.uttp.catatan import catat, daftarkan
from metrologi.uttp.forms.alat import AlatForm
from metrologi.uttp.keterlihatan import satuan_kerja
from metrologi.uttp.models import Tempat, Uttp
from metrologi.uttp.models.riwayat import Peristiwa
from metrologi.uttp.perwakilan import wajib_berperan
from metrologi.uttp.views import PENDAFTAR
from metrologi.uttp.views.lingkup import konteks_jenis
from metrologi.web import UNPROCESSABLE, whole_number

KEMBAR = "Alat dengan merek dan nomor seri ini baru saja terdaftar. Periksa daftar UTTP."


def tempat_untuk(request: HttpRequest) -> Any:
    """The places to choose from: of one business (`?usaha=`), else all of an applicant.

    The places of a whole register are never listed.
    """
    rows = Tempat.objects.visible_to(request.user)
    if usaha := whole_number(request.GET.get("usaha")):
        return rows.filter(pemilik=usaha)
    return rows.none() if satuan_kerja(request.user) else rows


@access.roles(*PENDAFTAR)
def baru(request: HttpRequest) -> HttpResponse:
    """Register an instrument at one of the places that the person may use."""
    places = tempat_untuk(request)
    if not places.exists():
        return tanpa_tempat(request)
    if request.method != "POST" or "periksa" in request.POST:
        return _form(request, AlatForm(initial=_isi_awal(request, places), tempat=places))
    form = AlatForm(request.POST, request.FILES, tempat=places)
    if form.is_valid() and (uttp := _simpan(request, form)):
        messages.success(request, f"{uttp} terdaftar dengan kode {uttp.kode}.")
        return redirect(uttp)
    return _form(request, form, UNPROCESSABLE)


def _isi_awal(request: HttpRequest, places: Any) -> dict[str, Any]:
    if request.method == "POST":
        return request.POST.dict()
    first = list(places[:2])
    return {
        "tempat": request.GET.get("tempat") or (first[0].pk if len(first) == 1 else None),
        "jenis": request.GET.get("jenis"),
    }


def tanpa_tempat(request: HttpRequest) -> HttpResponse:
    """Say that a business with a place comes first, and lead there."""
    if satuan_kerja(request.user):
        messages.info(
            request, "Pilih dahulu usaha pemilik alat, lalu tekan “Tambah UTTP” pada halamannya."
        )
        return redirect("uttp:usaha_daftar")
    messages.info(request, "Daftarkan usaha dan tempatnya dahulu, lalu tambahkan alat.")
    return redirect("uttp:usaha_baru")


def _form(request: HttpRequest, form: AlatForm, status: int = 200, **context: Any) -> HttpResponse:
    return render(
        request,
        "uttp/alat.html",
        {"form": form, **konteks_jenis(form, request.user), **context},
        status=status,
    )


def _simpan(request: HttpRequest, form: AlatForm) -> Uttp | None:
    """None when someone registered the same identity a moment ago; the form then says so."""
    try:
        with transaction.atomic():
            return daftarkan(form.nilai(), foto=form.cleaned_data.get("foto"), oleh=request.user)
    except IntegrityError:
        form.add_error("nomor_seri", KEMBAR)
        return None


@access.roles(*PENDAFTAR)
def ubah(request: HttpRequest, kode: str) -> HttpResponse:
    """Correct the data of the plate; every change is kept.

    The owner may do it until the first test, afterwards the staff.
    """
    uttp = get_object_or_404(Uttp.objects.visible_to(request.user).lengkap(), kode=kode)
    wajib_berperan(request.user, uttp.uml_id, uttp.pemilik_id)
    boleh_ubah(request, uttp)
    places = Tempat.objects.filter(pk=uttp.tempat_id).select_related("pemilik")
    if request.method != "POST" or "periksa" in request.POST:
        initial = request.POST.dict() if request.method == "POST" else _nilai_awal(uttp)
        return _form(request, AlatForm(initial=initial, tempat=places, uttp=uttp), uttp=uttp)
    form = AlatForm(request.POST, request.FILES, tempat=places, uttp=uttp)
    if form.is_valid() and _perbaiki(request, uttp, form):
        messages.success(request, "Data alat tersimpan.")
        return redirect(uttp)
    return _form(request, form, UNPROCESSABLE, uttp=uttp)


def boleh_ubah(request: HttpRequest, uttp: Uttp) -> None:
    """PermissionDenied for whoever may not correct this instrument (any more)."""
    if uttp.putusan_terakhir and uttp.uml_id not in satuan_kerja(request.user):
        raise PermissionDenied("Alat yang sudah diuji hanya dapat diperbaiki datanya oleh petugas.")


def _nilai_awal(uttp: Uttp) -> dict[str, Any]:
    names = (
        "merek",
        "tipe",
        "nomor_seri",
        "buatan",
        "tahun_buat",
        "kapasitas_maks",
        "kapasitas_min",
        "e",
        "d",
        "satuan",
        "kelas",
    )
    return (
        {n: getattr(uttp, n) for n in names}
        | {"jenis": uttp.jenis.kode, "tempat": uttp.tempat_id}
        | {f"ekstra_{k}": v for k, v in uttp.ekstra.items()}
    )


def _perbaiki(request: HttpRequest, uttp: Uttp, form: AlatForm) -> bool:
    beda: dict[str, list[str]] = {}
    for name, value in form.nilai().items():
        if (lama := getattr(uttp, name)) != value:
            beda[name] = [str(lama), str(value)]
            setattr(uttp, name, value)
    if foto := form.cleaned_data.get("foto"):
        uttp.foto.save("foto.jpg", foto, save=False)
    try:
        with transaction.atomic():
            uttp.save()
            if beda:
                catat(uttp, Peristiwa.DIUBAH, request.user, data=beda, keterangan=", ".join(beda))
    except IntegrityError:
        form.add_error("nomor_seri", KEMBAR)
        return False
    return True
