"""What the desk does to a complaint beside its steps: correct what was sorted, make a new code."""

from __future__ import annotations

from copy import copy
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from metrologi.accounts import access
from metrologi.accounts.batas import Batas, batasi
from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from metrologi.clock.duration import hari_kerja, menit_kerja
from metrologi.clock.models import calendar_for
from metrologi.web import form_status
from metrologi.workflow.run import note_down
from metrologi.workflow.views import case_or_404, person
from pengaduan import kode
from pengaduan.forms import pegawai_pilihan, perkara_bernomor
from pengaduan.models import AKHIR, Pengaduan
from pengaduan.models.pilihan import Jenis, Kelas, Tingkat
from pengaduan.pengganti import panggil

PEMBETUL = (Role.PETUGAS_PENGADUAN, Role.KETUA_TIM_PJTK, Role.KEPALA)
# Whoever guesses the contacts of a reporter is stopped after a few.
GUESSES = Batas("pengaduan-kode", most=5, minutes=60)
MENANGANI = "Penangan pengaduan ini tidak dapat dipilih. Alihkan dulu pengaduannya ke orang lain."
TAK_COCOK = "Tidak sama dengan kontak yang tersimpan. Minta orangnya menyebutkan yang ia berikan."


class BetulkanForm(forms.Form):
    """Subject, class, whom it is about, the case complained about, and why it is corrected."""

    judul = forms.CharField(label="Perihal", max_length=120)
    jenis = forms.ChoiceField(choices=Jenis.choices)
    tingkat = forms.ChoiceField(label="Tingkat kepentingan", choices=Tingkat.choices)
    kelas = forms.TypedChoiceField(
        label="Kelas penyelesaian",
        choices=Kelas.choices,
        coerce=int,
        help_text="Tenggat dihitung lagi sejak pengaduan pertama kali digolongkan.",
    )
    terlapor = forms.ModelChoiceField(
        User.objects.none(),
        label="Petugas yang diadukan",
        required=False,
        empty_label="Tidak ada atau tidak disebut",
    )
    disebut = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Pegawai lain yang tidak boleh melihatnya",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Yang dicentang disebut dalam laporan. Lepaskan yang ternyata bukan terlapor.",
    )
    nomor = forms.CharField(
        label="Nomor perkara yang diadukan",
        max_length=80,
        required=False,
        help_text="Kosongkan bila tidak berubah.",
    )
    alasan = forms.CharField(label="Alasan", max_length=300)

    def __init__(self, *args: Any, case: Pengaduan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        staff = pegawai_pilihan(case.uml, juga=[*case.disebut, case.terlapor_id])
        self.fields["terlapor"].queryset = self.fields["disebut"].queryset = staff
        for name in ("judul", "jenis", "tingkat", "kelas", "terlapor", "disebut"):
            self.fields[name].initial = getattr(case, name)
        if not case.kelas:
            for name in ("jenis", "tingkat", "kelas"):
                del self.fields[name]

    def clean_terlapor(self) -> User | None:
        chosen: User | None = self.cleaned_data["terlapor"]
        if chosen is not None and chosen.pk == self.case.penangan_id:
            raise forms.ValidationError(MENANGANI)
        return chosen

    def clean_disebut(self) -> Any:
        chosen = self.cleaned_data["disebut"]
        if self.case.penangan in chosen:
            raise forms.ValidationError(MENANGANI)
        return chosen

    def clean_nomor(self) -> Any:
        number = self.cleaned_data["nomor"].strip()
        found = perkara_bernomor(self.case.uml, number) if number else None
        if number and found is None:
            raise forms.ValidationError("Tidak ada perkara dengan nomor ini.")
        return found

    def perubahan(self) -> dict[str, Any]:
        """The fields of the complaint that become other than they are."""
        data = {k: v for k, v in self.cleaned_data.items() if k not in ("alasan", "nomor")}
        data["disebut"] = sorted(user.pk for user in data["disebut"])
        if found := self.cleaned_data["nomor"]:
            data["terkait"] = found
        if data.get("kelas", self.case.kelas) != self.case.kelas:
            data |= tenggat_baru(self.case, data["kelas"])
        return {k: v for k, v in data.items() if getattr(self.case, k) != v}


def tenggat_baru(case: Pengaduan, kelas: int) -> dict[str, Any]:
    """The deadline of another class, from when it was first sorted, pauses included."""
    calendar = calendar_for(case.uml_id)
    due = calendar.add(case.kelas_at, hari_kerja(kelas))
    due = calendar.add(due, menit_kerja(case.jeda_selesai)) if case.jeda_selesai else due
    changed = copy(case)
    changed.kelas, changed.tenggat_selesai = kelas, due
    stage = changed.jatuh_tempo(case.status_since)
    return {"tenggat_selesai": due} | ({"due_at": stage} if stage else {})


def dapat_dibetulkan(case: Pengaduan, user: User) -> bool:
    """Whether this person may correct it: those who sort and assign, in every open state."""
    return case.status not in AKHIR and bool(case.roles_of(user) & set(PEMBETUL))


@access.roles(*PEMBETUL)
def betulkan(request: HttpRequest, pk: int) -> HttpResponse:
    case: Any = case_or_404("pengaduan", pk, person(request))
    if not dapat_dibetulkan(case, person(request)):
        raise PermissionDenied("Pengaduan yang sudah berakhir tidak dapat dibetulkan.")
    form = BetulkanForm(request.POST or None, case=case)
    if request.method == "POST" and form.is_valid():
        role = next(r for r in PEMBETUL if r in case.roles_of(person(request)))
        case = note_down(
            case,
            "betulkan",
            "Betulkan data pengaduan",
            by=person(request),
            role=role,
            note=form.cleaned_data["alasan"],
            **form.perubahan(),
        )
        panggil(case)
        messages.success(request, "Data pengaduan dibetulkan; alasannya tercatat.")
        seen = Pengaduan.objects.visible_to(person(request)).filter(pk=pk).exists()
        return redirect(case) if seen else redirect("workflow:list", "pengaduan")
    context = {"case": case, "form": form}
    return render(request, "pengaduan/betulkan.html", context, status=form_status(form))


class KodeForm(forms.Form):
    """What somebody who lost the code tells, and how the officer knows that it is the reporter."""

    kontak = forms.CharField(
        label="Telepon atau surel yang disebutkan orangnya",
        max_length=254,
        help_text="Dibandingkan dengan yang tersimpan, tanpa memperlihatkannya.",
    )
    cara = forms.CharField(
        label="Bagaimana Anda memeriksa bahwa ia pelapornya",
        max_length=300,
        help_text="Misalnya: menelepon balik nomornya, atau ia datang dan tahu isi laporan.",
    )


@access.roles(Role.PETUGAS_PENGADUAN, Role.KEPALA)
@batasi(GUESSES)
def kode_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """Shown once, to be told to the reporter; the log keeps who made it and how it was checked."""
    case: Any = case_or_404("pengaduan", pk, person(request))
    if Role.PETUGAS_PENGADUAN not in case.roles_of(person(request)):
        raise PermissionDenied("Kode akses dibuat oleh petugas pengaduan.")
    form, made = KodeForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        if kode.cocok_kontak(case, form.cleaned_data["kontak"]):
            made = kode.oleh_petugas(case, person(request), form.cleaned_data["cara"])
        else:
            form.add_error("kontak", TAK_COCOK)
    context = {"case": case, "form": form, "kode": made}
    answer = render(request, "pengaduan/kode_baru.html", context, status=form_status(form))
    answer["Cache-Control"] = "private, no-store"
    return answer
