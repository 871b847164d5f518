"""A business and the places where its instruments stand."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.urls import reverse_lazy

from metrologi.accounts import telepon
from metrologi.uttp.forms.pilihan import DesaField, KecamatanField, desa, kecamatan
from metrologi.uttp.models import Pemilik, Tempat, Wilayah


class UsahaForm(forms.ModelForm):
    """A business: name, NIB, telephone, address."""

    class Meta:
        model = Pemilik
        fields = ["nama", "jenis_usaha", "nib", "alamat", "telepon", "email"]
        labels = {"jenis_usaha": "Jenis usaha", "telepon": "Nomor telepon", "email": "Surel"}
        help_texts = {
            "nama": "Nama toko, perusahaan, atau nama Anda bila tidak memakai nama usaha.",
            "nib": "13 angka; kosongkan bila belum punya.",
        }
        error_messages = {
            "nama": {"required": "Isi nama usaha atau pemilik."},
            "email": {"invalid": "Tulis alamat surel yang lengkap, misalnya toko@contoh.id."},
        }
        widgets = {
            "telepon": forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
            "nib": forms.TextInput(attrs={"inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, kantor: forms.Field | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kantor:
            self.fields["kantor"] = kantor

    def clean_nib(self) -> str:
        nib = self.cleaned_data["nib"].strip()
        if nib and not re.fullmatch(r"[0-9]{13}", nib):
            raise forms.ValidationError("NIB terdiri dari 13 angka.")
        return nib

    def clean_telepon(self) -> str:
        return telepon.normal(self.cleaned_data["telepon"])


class TempatForm(forms.ModelForm):
    """A place. The kecamatan may be left out: the desa knows it."""

    kecamatan = KecamatanField(
        Wilayah.objects.none(),
        required=False,
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

    class Meta:
        model = Tempat
        fields = ["nama", "jenis", "pasar", "alamat", "kecamatan", "desa"]
        help_texts = {
            "nama": "Misalnya: Toko utama, Los daging blok A, SPBU 24.307.12.",
            "pasar": "Isi bila tempat ini di dalam pasar.",
        }
        error_messages = {"nama": {"required": "Isi nama tempat."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kecamatan"].queryset, self.fields["desa"].queryset = kecamatan(), desa()
        target = f"#id_{self.add_prefix('desa')}"
        self.fields["kecamatan"].widget.attrs.update(
            {"hx-get": reverse_lazy("uttp:desa"), "hx-target": target}
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kec, des = data.get("kecamatan"), data.get("desa")
        if kec is None and des is None and not {"kecamatan", "desa"} & set(self.errors):
            self.add_error("kecamatan", "Pilih kecamatan.")
        elif des is not None and kec is None:
            data["kecamatan"] = des.induk
        elif des is not None and des.induk_id != kec.pk:
            self.add_error("desa", f"{des} tidak termasuk Kecamatan {kec.nama}.")
        return data
