"""Serials: received in ranges, handed out, given back, voided, counted."""

from __future__ import annotations

from typing import Any

from django import forms

from metrologi.accounts.models import Uml
from metrologi.clock.now import today
from metrologi.perlengkapan.fields import NomorField, PeneraField, tanggal_field
from metrologi.perlengkapan.segel.models import Jenis
from metrologi.perlengkapan.segel.seri import TERPANJANG, SeriSalah, rapi, rentang


class TerimaForm(forms.Form):
    """A range from its first to its last serial."""

    jenis = forms.ChoiceField(choices=Jenis.choices)
    dari = forms.CharField(
        label="Nomor pertama", max_length=TERPANJANG, help_text="Misalnya MB-0001"
    )
    sampai = forms.CharField(label="Nomor terakhir", max_length=TERPANJANG)
    tahun = forms.IntegerField(
        required=False,
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text="Untuk stiker atau segel bertahun.",
    )
    asal = forms.CharField(label="Diterima dari", max_length=160)
    berita_acara = forms.CharField(label="Nomor berita acara", max_length=120, required=False)
    tanggal = tanggal_field("Tanggal diterima")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tanggal"].initial = today

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("dari") and data.get("sampai"):
            try:
                rentang(data["dari"], data["sampai"])
            except SeriSalah as error:
                self.add_error("sampai", str(error))
        if data.get("tanggal") and data["tanggal"] > today():
            self.add_error("tanggal", "Tanggal belum tiba.")
        return data


class SerahForm(forms.Form):
    """Which serials go to, or come back from, which penera."""

    def __init__(self, *args: Any, uml: Uml | int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["penera"] = PeneraField(uml)
        self.fields["nomor"] = NomorField()


class TempatForm(forms.Form):
    """Whose serials: asked only of somebody who is both store and penera."""

    GUDANG, TANGAN = "gudang", "tangan"

    def __init__(self, *args: Any, tempat: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tempat = tempat
        if len(tempat) > 1:
            labels = {self.GUDANG: "Gudang", self.TANGAN: "Yang saya pegang sendiri"}
            field = forms.ChoiceField(
                label="Di mana",
                choices=[(t, labels[t]) for t in tempat],
                widget=forms.RadioSelect,
                initial=self.GUDANG,
            )
            self.fields = {"tempat": field, **self.fields}

    @property
    def di_gudang(self) -> bool:
        """Whether a valid form is about the store and not about the person's own hands."""
        return self.cleaned_data.get("tempat", self.tempat[0]) == self.GUDANG


class RusakForm(TempatForm):
    """Void serials; this is final, so a reason stands beside them."""

    nomor = NomorField()
    alasan = forms.CharField(
        max_length=200, help_text="Misalnya: putus saat dipasang, hilang, dimusnahkan."
    )


class KoreksiForm(forms.Form):
    """A serial that was typed wrongly at a test, and the one that is really on the instrument."""

    salah = forms.CharField(label="Nomor yang salah tercatat", max_length=TERPANJANG)
    nomor = forms.CharField(
        label="Nomor yang sebenarnya terpasang",
        max_length=TERPANJANG,
        help_text="Harus masih di tangan penera yang menguji menurut buku.",
    )
    alasan = forms.CharField(
        max_length=100, help_text="Misalnya: angka terakhir terbaca 8, sebenarnya 3."
    )

    def clean_salah(self) -> str:
        return rapi(self.cleaned_data["salah"])

    def clean_nomor(self) -> str:
        return rapi(self.cleaned_data["nomor"])


class HitungForm(TempatForm):
    """What was really counted; the field starts empty on purpose."""

    nomor = NomorField(
        "Nomor yang Anda hitung",
        required=False,
        help_text="Hitung fisiknya, lalu tulis nomornya. Misalnya: MB-0001 s.d. MB-0050, MB-0061. "
        "Kosongkan bila tidak ada satu pun.",
    )
