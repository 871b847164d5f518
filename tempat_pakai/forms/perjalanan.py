"""Planning a trip: which applications, when, who and with what."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.timezone import localtime

from metrologi.accounts.models import Uml, User
from metrologi.clock.now import now, today
from metrologi.pengujian import kalender
from metrologi.pengujian.petugas import PetugasField, absen
from metrologi.workflow.forms import StepForm
from tempat_pakai import kapasitas
from tempat_pakai.machine import Status
from tempat_pakai.models import Kendaraan, PermohonanTempatPakai

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

DATE = {"type": "date", "class": "form-control"}


def _jam_kini() -> time:
    return localtime(now()).time()


class PilihPermohonan(forms.ModelMultipleChoiceField):
    """Registered applications that wait for a day."""

    widget = forms.CheckboxSelectMultiple

    def tawarkan(
        self,
        uml: Uml,
        baca: Callable[[QuerySet[PermohonanTempatPakai]], list[PermohonanTempatPakai]]
        | None = None,
    ) -> list[PermohonanTempatPakai]:
        """Offer what waits at the unit, read at once, or by `baca(queryset)`; returns it."""
        self.queryset = menunggu(uml)
        rows = baca(self.queryset) if baca else PermohonanTempatPakai.muat(list(self.queryset))
        self.choices = [(p.pk, self.label_from_instance(p)) for p in rows]
        return rows

    def label_from_instance(self, obj: PermohonanTempatPakai) -> str:
        where = ", ".join(k.nama for k in obj.kecamatan())
        return f"{obj.pemilik.nama} · {where} · {obj.menit_uji()} menit · {obj.nomor}"


def menunggu(uml: Uml) -> QuerySet[PermohonanTempatPakai]:
    waiting = PermohonanTempatPakai.objects.filter(uml=uml, status=Status.TERDAFTAR)
    return waiting.select_related("pemilik", "uml").order_by("pk")


class RencanaForm(StepForm):
    """Days, crew and vehicle of a trip; base of composing and of planning anew."""

    tanggal = forms.DateField(
        label="Tanggal berangkat", widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d")
    )
    sampai = forms.DateField(
        label="Tanggal kembali",
        required=False,
        widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        help_text="Kosongkan bila kembali pada hari yang sama.",
    )
    jam = forms.TimeField(
        label="Jam berangkat",
        initial="08:00",
        widget=forms.TimeInput(attrs={"type": "time", "class": "form-control"}, format="%H:%M"),
    )
    petugas = PetugasField(
        User.objects.none(),
        label="Petugas",
        error_messages={"required": "Pilih sekurangnya satu penera."},
    )
    kendaraan = forms.ModelChoiceField(
        Kendaraan.objects.none(),
        label="Kendaraan",
        required=False,
        empty_label="(tanpa kendaraan dinas)",
    )
    keterangan = forms.CharField(label="Keterangan pada SPT", max_length=300, required=False)
    alasan_lampaui = forms.CharField(
        label="Alasan bila melebihi kapasitas", max_length=300, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kenali()
        self.fields["petugas"].queryset = kapasitas.pegawai(self.uml)
        self.fields["kendaraan"].queryset = Kendaraan.objects.filter(uml=self.uml, aktif=True)

    def _kenali(self) -> None:
        own = (self.case.machine.code, self.case.pk) if self.case else None
        self.fields["petugas"].kenali(self.uml, own, self.case.sampai if self.case else None)

    def ikut(self) -> list[PermohonanTempatPakai]:
        raise NotImplementedError

    def clean_tanggal(self) -> date:
        day = self.cleaned_data["tanggal"]
        if day < today():
            raise forms.ValidationError("Tanggal sudah lewat.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("sampai") and data.get("tanggal") and data["sampai"] < data["tanggal"]:
            self.add_error("sampai", "Tanggal kembali tidak boleh sebelum tanggal berangkat.")
        if not self.errors and data["tanggal"] == today() and data["jam"] <= _jam_kini():
            self.add_error("jam", "Jam berangkat itu sudah lewat.")
        if not self.errors:
            self._fits(data)
        return data

    def _fits(self, data: dict[str, Any]) -> None:
        first, last = data["tanggal"], data.get("sampai") or data["tanggal"]
        crew = list(data["petugas"])
        # An error takes its value out of `data`, so all clashes are known before the first is told.
        own = (self.case.machine.code, self.case.pk) if self.case else None
        vehicle = str(data["kendaraan"] or "")
        for name, told in list(kalender.bentrok(self.uml, first, last, crew, vehicle, own)):
            self.add_error(name, told)
        if self.errors:
            return
        if not kapasitas.ada_penera(self.uml, data["petugas"]):
            self.add_error("petugas", "Pilih sekurangnya satu penera.")
        elif not data["alasan_lampaui"] and (
            over := kapasitas.melebihi(self.uml, self.ikut(), data)
        ):
            self.add_error(
                "alasan_lampaui", f"{over} Pilih tanggal lain, tambah penera, atau tulis alasannya."
            )


class SusunForm(RencanaForm):
    """A new trip; what is proposed stands in the boxes."""

    kunci = forms.UUIDField(widget=forms.HiddenInput, required=False)
    permohonan = PilihPermohonan(
        PermohonanTempatPakai.objects.none(),
        label="Permohonan",
        error_messages={"required": "Pilih sekurangnya satu permohonan."},
    )
    field_order = ("permohonan", "tanggal", "sampai", "jam", "petugas", "kendaraan")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        proposed = dict(kwargs.pop("initial", None) or {})
        super().__init__(*args, initial=proposed, **kwargs)
        self.fields["kunci"].initial = uuid4()
        there = kapasitas.Lapangan.baca(self.uml)
        waiting = self.fields["permohonan"].tawarkan(self.uml, there.bersama)
        crew = self.fields["petugas"]
        crew.beban, crew.absen = there.beban(), absen(there.lain)
        crew.choices = [(p.pk, crew.label_from_instance(p)) for p in there.people]
        self.fields["kendaraan"].choices = [
            ("", self.fields["kendaraan"].empty_label),
            *((k.pk, str(k)) for k in there.fleet),
        ]
        self.usulan = None if self.is_bound else self._propose(proposed, waiting, there)

    def _kenali(self) -> None:
        """The box says what is read of the field anyway."""

    def _propose(
        self,
        proposed: dict[str, Any],
        waiting: list[PermohonanTempatPakai],
        there: kapasitas.Lapangan,
    ) -> kapasitas.Usulan | None:
        raw = proposed.pop("permohonan", [])
        wanted = {
            v
            for v in (raw if isinstance(raw, list) else [raw])
            if str(v).isdecimal() and len(str(v)) < 12
        }
        chosen = [p for p in waiting if str(p.pk) in wanted]
        found = there.usulan(chosen) if chosen else None
        self.initial = {"permohonan": [p.pk for p in chosen], "jam": "08:00"}
        if found:
            self.initial |= {
                "tanggal": found.tanggal,
                "sampai": found.sampai if found.hari > 1 else None,
                "petugas": there.regu_bebas(found),
                "kendaraan": there.kendaraan_bebas(found),
            }
        return found

    def ikut(self) -> list[PermohonanTempatPakai]:
        return PermohonanTempatPakai.muat(list(self.cleaned_data.get("permohonan") or []))

    def data_for_step(self) -> dict[str, Any]:
        data = super().data_for_step()
        return {**data, "permohonan": list(data["permohonan"])}


class JadwalUlangForm(RencanaForm):
    """Another day or crew for a trip; the reason goes to every owner."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trip = self.case
        self.initial = {
            "tanggal": trip.tanggal,
            "sampai": trip.sampai if trip.sampai != trip.tanggal else None,
            "jam": trip.jam,
            "petugas": list(trip.petugas.all()),
            "kendaraan": trip.kendaraan,
            "keterangan": trip.keterangan,
        }

    def ikut(self) -> list[PermohonanTempatPakai]:
        return self.case.daftar if self.case else []


class GantiPetugasForm(StepForm):
    """Another crew for a trip that is under way; day and vehicle stay."""

    petugas = PetugasField(
        User.objects.none(),
        label="Petugas",
        error_messages={"required": "Pilih sekurangnya satu penera."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = (self.case.machine.code, self.case.pk)
        self.fields["petugas"].kenali(self.uml, own, self.case.sampai)
        self.fields["petugas"].queryset = kapasitas.pegawai(self.uml)
        self.fields["petugas"].initial = [p.pk for p in self.case.regu]

    def _hari(self) -> tuple[date, date]:
        """The days of the trip that are still to come."""
        return max(self.case.tanggal, today()), max(self.case.sampai, today())

    def clean_petugas(self) -> Any:
        crew = self.cleaned_data["petugas"]
        if not kapasitas.ada_penera(self.uml, crew):
            raise forms.ValidationError("Pilih sekurangnya satu penera.")
        own = (self.case.machine.code, self.case.pk)
        told = [why for _, why in kalender.bentrok(self.uml, *self._hari(), crew, kecuali=own)]
        if told:
            raise forms.ValidationError(told)
        return crew


class TambahPermohonanForm(StepForm):
    """Further applications for a trip that is not yet ordered."""

    permohonan = PilihPermohonan(
        PermohonanTempatPakai.objects.none(),
        label="Permohonan yang ikut",
        error_messages={"required": "Pilih sekurangnya satu permohonan."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["permohonan"].tawarkan(self.case.uml)

    def data_for_step(self) -> dict[str, Any]:
        return {"permohonan": list(self.cleaned_data["permohonan"])}
