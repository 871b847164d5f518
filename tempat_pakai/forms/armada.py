"""The forms of vehicles and of the minutes of the road."""

from __future__ import annotations

from typing import Any

from django import forms

from metrologi.uttp.models import Wilayah
from tempat_pakai.models import Kendaraan, WaktuTempuh


class KendaraanForm(forms.ModelForm):
    """A vehicle; its plate is kept in capitals."""

    class Meta:
        model = Kendaraan
        fields = ("nama", "nomor_polisi")

    def clean_nomor_polisi(self) -> str:
        return " ".join(self.cleaned_data["nomor_polisi"].upper().split())


class TempuhForm(forms.ModelForm):
    """Minutes of the road to one kecamatan; saving again replaces them."""

    class Meta:
        model = WaktuTempuh
        fields = ("kecamatan", "menit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kecamatan"].queryset = Wilayah.objects.filter(tingkat="kecamatan").order_by(
            "nama"
        )
        self.fields["kecamatan"].empty_label = "(pilih kecamatan)"
        self.fields["menit"].min_value = 1
