"""Later changes of an instrument: place, owner, why its mark lapsed, photograph."""

from __future__ import annotations

from typing import Any

from django import forms

from metrologi.clock.now import today
from metrologi.uttp.foto import FotoField
from metrologi.uttp.models import Pemilik, Tempat, Uttp


class PindahForm(forms.Form):
    """Another place of the same owner."""

    tempat = forms.ModelChoiceField(
        Tempat.objects.none(),
        label="Tempat yang baru",
        empty_label="Pilih tempat",
        error_messages={"required": "Pilih tempat yang baru."},
    )

    def __init__(self, *args: Any, uttp: Uttp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tempat"].queryset = Tempat.objects.filter(pemilik=uttp.pemilik_id).exclude(
            pk=uttp.tempat_id
        )


class AlihForm(forms.Form):
    """Another owner of the same unit, by the number on the page of the owner; for staff only."""

    usaha = forms.IntegerField(
        label="Nomor usaha pemilik baru",
        min_value=1,
        max_value=10**11,
        help_text="Tertera pada halaman usaha.",
        error_messages={"required": "Isi nomor usaha.", "invalid": "Tulis nomornya dengan angka."},
    )

    def __init__(self, *args: Any, uttp: Uttp, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.uttp = uttp

    def clean_usaha(self) -> Pemilik:
        owners = Pemilik.objects.filter(uml=self.uttp.uml_id).exclude(pk=self.uttp.pemilik_id)
        pemilik = owners.filter(pk=self.cleaned_data["usaha"]).first()
        if pemilik is None or not pemilik.tempat.exists():
            raise forms.ValidationError(
                "Tidak ada usaha lain dengan nomor itu yang sudah punya tempat."
            )
        return pemilik


class GugurForm(forms.Form):
    """Why a mark no longer counts before its date."""

    tanggal = forms.DateField(
        label="Tanggal diketahui",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Isi tanggalnya.", "invalid": "Pilih tanggal yang benar."},
    )
    alasan = forms.CharField(
        max_length=200,
        help_text="Misalnya: segel putus, diperbaiki, dipasangi alat tambahan.",
        error_messages={"required": "Tulis alasannya."},
    )

    def clean_tanggal(self) -> Any:
        tanggal = self.cleaned_data["tanggal"]
        if tanggal > today():
            raise forms.ValidationError("Tanggal tidak boleh sesudah hari ini.")
        return tanggal


class FotoForm(forms.Form):
    """A new photograph of the instrument."""

    foto = FotoField(
        label="Foto alat atau pelat", help_text="JPG, PNG, atau WebP, paling besar 8 MB."
    )
