"""The forms of the steps of a sidang: plan, invite and draft the SPT, move the day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import Role
from metrologi.clock.models import calendar_for
from metrologi.clock.now import today
from metrologi.pengujian import kalender
from metrologi.pengujian.forms import (
    KesampingkanForm,
    SerahkanForm,
    SiapkanForm,
    SusulkanSkhpForm,
    TegaskanForm,
)
from metrologi.pengujian.petugas import PetugasField
from metrologi.uttp.forms.pilihan import DesaField, KecamatanField, desa, kecamatan
from metrologi.uttp.models import Wilayah
from metrologi.workflow.forms import StepForm
from sidang.tugas import kunci

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from metrologi.workflow.cases import Case
    from sidang.models import Sidang

__all__ = [
    "JadwalkanUlangForm",
    "KesampingkanForm",
    "PerbaikiSptForm",
    "RencanakanForm",
    "SerahkanForm",
    "SiapkanForm",
    "SusulkanSkhpForm",
    "TegaskanForm",
    "UndangForm",
]
PERAN = (Role.PENERA, Role.ADMINISTRASI)


def tanggal_field(**kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        widget=widget, error_messages={"invalid": "Isi tanggal yang ada pada kalender."}, **kwargs
    )


def jam_field(**kwargs: Any) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(
        widget=widget, error_messages={"invalid": "Isi jam, misalnya 08:00."}, **kwargs
    )


class _HariForm(StepForm):
    """Day and hours; the day must be ahead, and the hours in order."""

    tanggal = tanggal_field(label="Hari sidang")
    jam_mulai = jam_field(label="Mulai", initial="08:00")
    jam_selesai = jam_field(label="Selesai", initial="14:00")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case:
            for name in ("tanggal", "jam_mulai", "jam_selesai"):
                self.fields[name].initial = getattr(self.case, name)

    def clean_tanggal(self) -> date:
        day = self.cleaned_data["tanggal"]
        if day < today():
            raise forms.ValidationError("Hari itu sudah lewat.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (
            data.get("jam_mulai")
            and data.get("jam_selesai")
            and data["jam_selesai"] <= data["jam_mulai"]
        ):
            self.add_error("jam_selesai", "Jam selesai harus sesudah jam mulai.")
        return data

    @property
    def hari_libur(self) -> bool:
        """A market may be open on a day off; the page only says so."""
        return bool(self.case) and not calendar_for(self.case.uml_id).spans(self.case.tanggal)


class RencanakanForm(_HariForm):
    """Place and day of a sidang; the market's name is what finds its traders."""

    kunci = forms.UUIDField(widget=forms.HiddenInput, required=False)
    lokasi = forms.CharField(
        label="Tempat sidang",
        max_length=120,
        help_text="Misalnya: Pasar Randik, Balai Desa Lumpatan.",
    )
    pasar = forms.CharField(
        label="Nama pasar",
        max_length=80,
        required=False,
        help_text="Seperti tertulis pada tempat pedagang; kosongkan bila sidang untuk satu desa.",
    )
    alamat = forms.CharField(max_length=200, required=False)
    kecamatan = KecamatanField(
        Wilayah.objects.none(),
        empty_label="Pilih kecamatan",
        error_messages={"invalid_choice": "Pilih kecamatan dari daftar."},
    )
    desa = DesaField(
        Wilayah.objects.none(),
        required=False,
        label="Desa/kelurahan",
        empty_label="Pilih desa/kelurahan",
        error_messages={"invalid_choice": "Pilih desa atau kelurahan dari daftar."},
    )
    perkiraan = forms.IntegerField(
        label="Perkiraan jumlah UTTP", min_value=0, max_value=9999, required=False
    )

    field_order = (
        "lokasi",
        "pasar",
        "alamat",
        "kecamatan",
        "desa",
        "tanggal",
        "jam_mulai",
        "jam_selesai",
        "perkiraan",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kecamatan"].queryset, self.fields["desa"].queryset = kecamatan(), desa()

    def data_for_step(self) -> dict[str, Any]:
        data = super().data_for_step()
        return {**data, "perkiraan": data.get("perkiraan") or 0}


class RegunyaForm(StepForm):
    """The crew of a sidang, chosen among those who hold a role at the office today."""

    petugas = PetugasField(
        User.objects.none(),
        label="Petugas pada SPT",
        error_messages={
            "required": "Pilih sekurangnya satu petugas.",
            "invalid_choice": "Petugas itu tidak bertugas di kantor ini.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(daftar_penugasan__in=_in_force(self.case), is_active=True)
        self.fields["petugas"].queryset = staff.distinct().order_by("nama", "pk")
        if self.case:
            self.fields["petugas"].kenali(self.uml, kunci(self.case), self.case.tanggal)
            self.fields["petugas"].initial = list(self.case.petugas.values_list("pk", flat=True))

    def data_for_step(self) -> dict[str, Any]:
        data = super().data_for_step()
        return {**data, "petugas": list(data["petugas"])}


class GantiPetugasForm(RegunyaForm):
    """Another crew for a sidang that is announced; its day stays."""

    def clean_petugas(self) -> Any:
        crew, day = self.cleaned_data["petugas"], max(self.case.tanggal, today())
        clashes = kalender.bentrok(self.uml, day, day, crew, kecuali=kunci(self.case))
        if told := [why for _, why in clashes]:
            raise forms.ValidationError(told)
        return crew


class UndangForm(RegunyaForm, _HariForm):
    """Crew, vehicle, addressees: one a line, with the place after a bar (Camat | Sekayu)."""

    kendaraan = forms.CharField(max_length=80, required=False)
    undangan = forms.CharField(
        label="Undangan dikirim kepada",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Satu penerima tiap baris; tempatnya setelah garis tegak, misalnya: Camat "
        "Sekayu | Sekayu.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case:
            self.fields["kendaraan"].initial = self.case.kendaraan
            self.fields["undangan"].initial = "\n".join(
                _baris(yth) for yth in self.case.kepada or penerima(self.case)
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, crew = data.get("tanggal"), data.get("petugas")
        if day and crew:
            vehicle = data.get("kendaraan", "")
            clashes = kalender.bentrok(self.uml, day, day, crew, vehicle, kunci(self.case))
            # An error takes its value out of the data, so all are known before the first is told.
            for name, told in list(clashes):
                self.add_error(name, told)
        return data

    def clean_undangan(self) -> list[dict[str, str]]:
        lines = [
            line.strip() for line in self.cleaned_data["undangan"].splitlines() if line.strip()
        ]
        if len(lines) > 12:
            raise forms.ValidationError("Paling banyak 12 penerima.")
        pairs = [line.partition("|") for line in lines]
        return [
            {"yth": yth.strip()[:120], "di": di.strip()[:80] or "tempat"} for yth, _, di in pairs
        ]

    def data_for_step(self) -> dict[str, Any]:
        data = super().data_for_step()
        kepada = data.pop("undangan")
        return {**data, "kepada": kepada}


class PerbaikiSptForm(UndangForm):
    """As `UndangForm`, after the Kepala sent the draft of the SPT back."""


class JadwalkanUlangForm(_HariForm):
    """Another day for a sidang that was announced, on which its crew is free."""

    def clean_tanggal(self) -> Any:
        day, case = super().clean_tanggal(), self.case
        crew = case.petugas.all()
        for _, told in kalender.bentrok(self.uml, day, day, crew, case.kendaraan, kunci(case)):
            raise forms.ValidationError(told)
        return day


def _in_force(case: Case | None) -> QuerySet[Penugasan]:
    appointments = Penugasan.objects.pada(today()).filter(role__in=PERAN)
    return appointments.filter(uml_id=case.uml_id) if case else appointments.none()


def penerima(case: Sidang) -> list[dict[str, str]]:
    """Camat, head of the village and market manager, as the place suggests them."""
    nama = case.kecamatan.nama
    found = [{"yth": f"Camat {nama}", "di": nama}]
    if case.desa:
        gelar = "Lurah" if case.desa.sebutan == "Kelurahan" else "Kepala Desa"
        found.append({"yth": f"{gelar} {case.desa.nama}", "di": case.desa.nama})
    if case.pasar:
        found.append({"yth": f"Pengelola {case.pasar}", "di": nama})
    return found


def _baris(yth: dict[str, str]) -> str:
    return f"{yth['yth']} | {yth['di']}"
