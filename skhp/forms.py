"""The forms of a letter's steps."""
from __future__ import annotations

from typing import Any

from django import forms

from metrologi.workflow.forms import StepForm


class AjukanForm(StepForm):
    """The name the letter carries can still be set while it is a draft."""

    atas_nama = forms.CharField(label="Surat atas nama", max_length=160, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case:
            self.fields["atas_nama"].initial = self.case.atas_nama


class TandatanganiBanyakForm(forms.Form):
    """Several letters, one passphrase."""

    standalone = True
    surat = forms.MultipleChoiceField(error_messages={
        "required": "Pilih sekurangnya satu surat.",
        "invalid_choice": "Surat yang dipilih tidak lagi menunggu tanda tangan. Muat ulang halaman ini."})
    passphrase = forms.CharField(label="Passphrase tanda tangan", strip=False, max_length=200,
                                 widget=forms.PasswordInput(attrs={"autocomplete": "off", "class": "form-control"}),
                                 error_messages={"required": "Isi passphrase Anda."})

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["surat"].choices = choices


class GantiForm(forms.Form):
    """Why a letter is replaced, and in whose name the new one goes out."""

    standalone = True
    alasan = forms.CharField(label="Alasan penggantian", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    atas_nama = forms.CharField(label="Surat baru atas nama", max_length=160, required=False)
