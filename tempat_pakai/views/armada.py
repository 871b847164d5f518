"""Vehicles and minutes of the road: what the capacity of the field is counted with."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from metrologi.accounts import access
from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role
from metrologi.web import UNPROCESSABLE
from metrologi.workflow.views import person
from tempat_pakai.forms.armada import KendaraanForm, TempuhForm
from tempat_pakai.models import KapasitasLapangan, Kendaraan, WaktuTempuh

PENGURUS = (Role.ADMINISTRASI, Role.ADMIN_SATKER)


def _unit(request: HttpRequest) -> Uml:
    return access.unit_of(person(request), *PENGURUS)


@access.roles(*PENGURUS)
def armada(request: HttpRequest) -> HttpResponse:
    """Both lists on one page; the button says which of its two forms was sent."""
    uml = _unit(request)
    posted = {
        name: request.POST if request.method == "POST" and name in request.POST else None
        for name in ("kendaraan_baru", "tempuh_baru")
    }
    vehicle = KendaraanForm(posted["kendaraan_baru"], instance=Kendaraan(uml=uml))
    road = TempuhForm(posted["tempuh_baru"], instance=WaktuTempuh(uml=uml))
    if vehicle.is_valid():
        return _simpan_kendaraan(request, vehicle, uml) or _page(
            request, uml, vehicle, road, UNPROCESSABLE
        )
    if road.is_valid():
        WaktuTempuh.objects.update_or_create(
            uml=uml,
            kecamatan=road.cleaned_data["kecamatan"],
            defaults={"menit": road.cleaned_data["menit"]},
        )
        return redirect("workflow:tempat_pakai-armada")
    return _page(request, uml, vehicle, road, UNPROCESSABLE if request.method == "POST" else 200)


def _simpan_kendaraan(request: HttpRequest, form: KendaraanForm, uml: Uml) -> HttpResponse | None:
    if Kendaraan.objects.filter(uml=uml, nomor_polisi=form.cleaned_data["nomor_polisi"]).exists():
        form.add_error("nomor_polisi", "Kendaraan ini sudah tercatat.")
        return None
    form.save()
    messages.success(request, "Kendaraan tercatat.")
    return redirect("workflow:tempat_pakai-armada")


def _page(
    request: HttpRequest, uml: Uml, vehicle: KendaraanForm, road: TempuhForm, status: int
) -> HttpResponse:
    return render(
        request,
        "tempat_pakai/armada.html",
        {
            "kendaraan": Kendaraan.objects.filter(uml=uml),
            "form": vehicle,
            "tempuh": road,
            "baku": KapasitasLapangan.untuk(uml.pk).menit_tempuh,
            "waktu": WaktuTempuh.objects.filter(uml=uml).select_related("kecamatan"),
        },
        status=status,
    )


@access.roles(*PENGURUS)
def pakai(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a vehicle out of use (the workshop), or back into it."""
    found = get_object_or_404(
        Kendaraan, pk=pk, uml_id__in=person(request).units_with(set(PENGURUS))
    )
    if request.method == "POST":
        found.aktif = not found.aktif
        found.save(update_fields=["aktif"])
    return redirect("workflow:tempat_pakai-armada")
