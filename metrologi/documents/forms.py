"""The form by which a signer hands in their PKCS#12 key."""
from __future__ import annotations

from typing import Any

from django import forms

from metrologi.documents.signing import SigningError

LARGEST = 64 * 1024


class KunciForm(forms.Form):
    """File and passphrase; the passphrase only proves that the file opens, and is forgotten."""

    berkas = forms.FileField(label="Berkas kunci (.p12 atau .pfx)", help_text="Paling besar 64 KB.",
                             widget=forms.ClearableFileInput(attrs={"accept": ".p12,.pfx"}))
    passphrase = forms.CharField(label="Passphrase", max_length=200, strip=False,
                                 help_text="Hanya untuk memeriksa berkas; tidak disimpan.",
                                 widget=forms.PasswordInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_berkas(self) -> bytes:
        file = self.cleaned_data["berkas"]
        if file.size > LARGEST:
            raise forms.ValidationError("Berkas terlalu besar untuk sebuah kunci. Pilih berkas .p12 yang benar.")
        return bytes(file.read())

    def clean(self) -> dict[str, Any]:
        from metrologi.documents.signing.sertifikat import describe

        data = super().clean() or {}
        if "berkas" not in data or "passphrase" not in data:
            return data
        try:
            self.described = describe(data["berkas"], data["passphrase"])
        except ValueError:
            self.add_error("passphrase", "Berkas tidak dapat dibuka dengan passphrase ini, atau berkas bukan PKCS#12.")
        except SigningError as error:
            self.add_error("berkas", str(error))
        return data

    def save(self) -> Any:
        from metrologi.documents.models import KunciTandaTangan

        return KunciTandaTangan.pasang(self.user, self.cleaned_data["berkas"], self.cleaned_data["passphrase"])
