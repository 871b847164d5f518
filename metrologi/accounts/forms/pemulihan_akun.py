"""Forms by which two people give an officer's account back to its owner."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from metrologi.accounts.forms.konfirmasi import DenganSandi
from metrologi.accounts.models import User


class MintaPemulihanForm(DenganSandi, forms.Form):
    """Why, and where the owner can be reached now."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=300,
        error_messages={"required": "Tulis alasannya; orang kedua membacanya."},
        help_text="Misalnya ponsel hilang dan daftar kode pemulihan tidak ditemukan.",
    )
    surel_baru = forms.EmailField(
        label="Surel baru",
        required=False,
        help_text=(
            "Hanya bila kotak surel yang lama juga tidak dapat dibuka. Sandi lama lalu tidak "
            "berlaku; tautan sandi baru dikirim ke sini."
        ),
    )

    def __init__(self, *args: Any, pegawai: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pegawai = pegawai

    def clean_surel_baru(self) -> str:
        typed: str = self.cleaned_data["surel_baru"].lower()
        others = User.objects.filter(is_active=True, email=typed).exclude(pk=self.pegawai.pk)
        if typed and others.exists():
            raise ValidationError("Surel ini sudah dipakai akun lain.")
        return typed


class PutusPemulihanForm(DenganSandi, forms.Form):
    """What the second person says, having spoken to the owner."""

    putusan = forms.ChoiceField(
        label="Putusan Anda",
        choices=[
            ("setuju", "Saya sudah bertemu atau menelepon pemiliknya. Pulihkan akun ini."),
            ("tolak", "Tolak permintaan ini."),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih putusan Anda."},
    )
