"""Planning pages: the proposals of the half year with a date for each, and the public calendar."""
from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4, uuid5

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from metrologi.accounts import access
from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role
from metrologi.clock.now import today
from metrologi.workflow.errors import StepError
from metrologi.workflow.run import open_case
from metrologi.workflow.views import UNPROCESSABLE
from sidang.forms import jam_field, tanggal_field
from sidang.semester import Semester, Usul, usul


class RencanaForm(forms.Form):
    """A date for each proposed place; those left empty are not planned."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    jam_mulai = jam_field(label="Mulai", initial="08:00")
    jam_selesai = jam_field(label="Selesai", initial="14:00")

    def __init__(self, *args: Any, usulan: list[Usul], semester: Semester, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usulan, self.semester = usulan, semester
        self.fields["kunci"].initial = uuid4
        for n, place in enumerate(usulan):
            if place.sidang is None:
                self.fields[f"tanggal_{n}"] = tanggal_field(label=f"Hari sidang di {place.lokasi}", required=False)

    def _rows(self, perlu: bool) -> list[tuple[Usul, Any]]:
        return [(place, self[f"tanggal_{n}"] if place.sidang is None else None)
                for n, place in enumerate(self.usulan) if place.perlu == perlu]

    def utama(self) -> list[tuple[Usul, Any]]:
        """Where something expires, somebody came last year, or a sidang is planned."""
        return self._rows(True)

    def lain(self) -> list[tuple[Usul, Any]]:
        return self._rows(False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("jam_mulai") and data.get("jam_selesai") and data["jam_selesai"] <= data["jam_mulai"]:
            self.add_error("jam_selesai", "Jam selesai harus sesudah jam mulai.")
        days = {name: day for name, day in data.items() if name.startswith("tanggal_") and day}
        for name, day in days.items():
            if not max(self.semester.awal, today()) <= day <= self.semester.akhir:
                self.add_error(name, f"Pilih hari mulai hari ini dalam {self.semester}.")
        if not days and not any(name.startswith("tanggal_") for name in self.errors):
            self.add_error(None, "Isi hari sekurangnya untuk satu tempat.")
        return data

    def terpilih(self) -> list[tuple[int, Usul, Any]]:
        found = ((n, place, self.cleaned_data.get(f"tanggal_{n}")) for n, place in enumerate(self.usulan))
        return [(n, place, day) for n, place, day in found if day]


@access.roles(Role.ADMINISTRASI)
def semester(request: HttpRequest) -> HttpResponse:
    """Proposals of one half year; POST makes a sidang for every place that got a date."""
    uml = Uml.objects.default()
    half = Semester.dari(request.GET.get("semester", ""), today())
    usulan = usul(uml, half)
    posted = request.POST if request.method == "POST" else None
    form = RencanaForm(posted, usulan=usulan, semester=half)
    if posted is not None and form.is_valid() and _buat(request, form, uml):
        return redirect("workflow:list", "sidang")
    context = {"form": form, "semester": half, "sebelum": half.geser(-1), "sesudah": half.geser(1),
               "habis": sum(p.habis for p in usulan), "semua": sum(p.semua for p in usulan)}
    return render(request, "sidang/semester.html", context, status=UNPROCESSABLE if posted is not None else 200)


def _buat(request: HttpRequest, form: RencanaForm, uml: Uml) -> bool:
    data = form.cleaned_data
    try:
        with transaction.atomic():
            made = [_satu(request, uml, data, _key(data["kunci"], n), place, day) for n, place, day in form.terpilih()]
    except StepError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, f"{len(made)} sidang direncanakan. Kirim undangan dan ajukan SPT tiap sidang.")
    return True


def _key(kunci: UUID, n: int) -> UUID:
    return uuid5(kunci, str(n))


def _satu(request: HttpRequest, uml: Uml, data: dict[str, Any], key: UUID, place: Usul, day: Any) -> Any:
    return open_case("sidang", by=request.user, uml=uml, key=key, lokasi=place.lokasi, pasar=place.pasar,
                     kecamatan=place.kecamatan, desa=place.desa, tanggal=day, jam_mulai=data["jam_mulai"],
                     jam_selesai=data["jam_selesai"], perkiraan=max(place.habis, place.diuji))
