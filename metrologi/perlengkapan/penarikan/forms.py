"""A recall: which standard, from when to when; and the Kepala's decision on its proposals."""

from __future__ import annotations

from typing import Any

from django import forms

from metrologi.accounts.models import Uml
from metrologi.clock.now import today
from metrologi.perlengkapan.fields import tanggal_field
from metrologi.perlengkapan.penarikan.models import Penarikan
from metrologi.uttp.models import Standar


class PenarikanForm(forms.Form):
    standar = forms.ModelChoiceField(
        Standar.objects.none(),
        empty_label="(pilih standar)",
        error_messages={
            "required": "Pilih standarnya.",
            "invalid_choice": "Standar ini tidak ada di kantor ini.",
        },
    )
    dari = tanggal_field(
        "Diragukan sejak", help_text="Biasanya tanggal pemeriksaan terakhir yang masih baik."
    )
    sampai = tanggal_field("Sampai")
    alasan = forms.CharField(
        label="Apa yang ditemukan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tercetak di surat kepada pemilik.",
    )
    hentikan = forms.BooleanField(
        label="Berhenti memakai standar ini sekarang", required=False, initial=True
    )

    def __init__(self, *args: Any, uml: Uml | int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standar"].queryset = Standar.objects.filter(uml=uml)
        self.fields["sampai"].initial = today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        standar, since, until = (data.get(n) for n in ("standar", "dari", "sampai"))
        if until and until > today():
            self.add_error("sampai", "Tanggal belum tiba.")
        if since and until and until < since:
            self.add_error("sampai", "Tidak boleh sebelum tanggal mulai.")
        if standar and Penarikan.objects.filter(standar=standar, dari=since, sampai=until).exists():
            self.add_error("standar", "Penarikan standar ini untuk masa itu sudah dibuka.")
        return data


class PutusanForm(forms.Form):
    """Several proposals, one decision: yes with the passphrase, or no with a reason."""

    usulan = forms.MultipleChoiceField(
        error_messages={
            "required": "Pilih sekurangnya satu usulan.",
            "invalid_choice": "Usulan yang dipilih tidak lagi menunggu. Muat ulang halaman ini.",
        }
    )
    putusan = forms.ChoiceField(choices=[("setujui", "Setujui"), ("tolak", "Tolak")])
    passphrase = forms.CharField(
        label="Passphrase tanda tangan",
        strip=False,
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "class": "form-control"}),
    )
    alasan = forms.CharField(
        label="Alasan bila ditolak",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["usulan"].choices = choices

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("putusan") == "setujui" and not data.get("passphrase"):
            self.add_error("passphrase", "Isi passphrase Anda.")
        if data.get("putusan") == "tolak" and not data.get("alasan"):
            self.add_error("alasan", "Tulis alasannya.")
        return data
