"""Stamps: entering, lending, the yearly return, and the Kepala's leave at the year's turn."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from metrologi.accounts.models import Uml
from metrologi.clock.now import today
from metrologi.perlengkapan.cap.models import (
    PERGANTIAN,
    TERLAMA,
    Ctt,
    PengecualianCtt,
    PengembalianCtt,
)
from metrologi.perlengkapan.fields import PeneraField, tanggal_field

TAHUN_PERTAMA = 2000


class CttForm(forms.ModelForm):
    aktif_mulai = tanggal_field(
        "Aktif mulai", help_text="Sebelum tanggal ini cap belum boleh dibubuhkan."
    )
    diterima_tanggal = tanggal_field("Tanggal diterima")

    class Meta:
        model = Ctt
        fields = [
            "kode",
            "jenis",
            "tipe",
            "ukuran",
            "tahun",
            "jumlah",
            "aktif_mulai",
            "diterima_tanggal",
            "berita_acara",
            "catatan",
        ]
        help_texts = {"tahun": "Kosongkan untuk cap tanpa tahun.", "kode": "Misalnya SL6-26-01."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jenis"].choices = [("", "(pilih jenis)"), *Ctt.Jenis.choices]
        self.fields["ukuran"].choices = [("", "(tanpa ukuran)"), *Ctt.Ukuran.choices]
        self.fields["jumlah"].min_value = 1
        self.fields["jumlah"].widget = forms.TextInput(attrs={"inputmode": "numeric"})
        self.fields["tahun"].widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def clean_jumlah(self) -> int:
        jumlah: int = self.cleaned_data["jumlah"]
        if jumlah < 1:
            raise forms.ValidationError("Sekurangnya satu.")
        if jumlah < self.instance.dipinjam:
            raise forms.ValidationError(f"Sedang dipinjam {self.instance.dipinjam} buah.")
        return jumlah

    def clean_tahun(self) -> int | None:
        tahun: int | None = self.cleaned_data["tahun"]
        if tahun is not None and not TAHUN_PERTAMA <= tahun <= today().year + 1:
            raise forms.ValidationError(
                f"Tulis tahun empat angka, {TAHUN_PERTAMA} sampai {today().year + 1}."
            )
        return tahun

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (
            data.get("jenis") == Ctt.Jenis.SAH
            and not data.get("tahun")
            and "tahun" not in self.errors
        ):
            self.add_error("tahun", "Tanda sah selalu bertahun.")
        same = Ctt.objects.filter(uml=self.instance.uml_id, kode=data.get("kode", "")).exclude(
            pk=self.instance.pk
        )
        if data.get("kode") and same.exists():
            self.add_error("kode", "Kode ini sudah dipakai cap lain.")
        return data


class SerahCttForm(forms.Form):
    """A loan: to whom, how many, what for."""

    kunci = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    jumlah = forms.IntegerField(
        min_value=1,
        max_value=999,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    keperluan = forms.CharField(
        max_length=200, required=False, help_text="Misalnya: pelayanan kantor, sidang Pasar Sekayu."
    )

    def __init__(self, *args: Any, uml: Uml | int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"penera": PeneraField(uml), **self.fields}


class PengembalianForm(forms.ModelForm):
    tanggal = tanggal_field("Tanggal berita acara")

    class Meta:
        model = PengembalianCtt
        fields = ["tahun", "tanggal", "penerima", "catatan"]
        labels = {"tahun": "Cap tahun", "penerima": "Diterima oleh"}
        widgets = {"tahun": forms.TextInput(attrs={"inputmode": "numeric"})}
        help_texts = {"penerima": "Misalnya: Direktorat Metrologi, Bandung."}


class PengecualianForm(forms.ModelForm):
    mulai = tanggal_field("Mulai")
    sampai = tanggal_field("Sampai")

    class Meta:
        model = PengecualianCtt
        fields = ["nomor", "mulai", "sampai", "alasan"]
        widgets = {"alasan": forms.Textarea(attrs={"rows": 3})}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("mulai", "sampai"):
            if (day := data.get(name)) and day.month not in PERGANTIAN:
                self.add_error(
                    name, "Pengecualian hanya untuk pergantian tahun: Desember sampai Februari."
                )
        since, until = data.get("mulai"), data.get("sampai")
        if since and until and not since <= until <= since + TERLAMA:
            self.add_error(
                "sampai", f"Tidak boleh sebelum tanggal mulai dan paling lama {TERLAMA.days} hari."
            )
        return data
