"""The form by which a signer hands in their PKCS#12 key."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
)
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from metrologi.accounts.models import Uml, User
from metrologi.accounts.roles import Role
from metrologi.accounts.sandi import KataKantor, SandiBocor
from metrologi.documents.models import KunciTandaTangan
from metrologi.documents.signing import SigningError
from metrologi.documents.signing.pkcs12 import Pkcs12Signer
from metrologi.documents.signing.sertifikat import install_key

LARGEST = 64 * 1024
# A thief can try a stolen key file as often as they like, so its passphrase must be strong.
RULES = (
    MinimumLengthValidator(10),
    CommonPasswordValidator(),
    NumericPasswordValidator(),
    SandiBocor(),
    KataKantor(),
)


def secret(label: str, **kwargs: Any) -> forms.CharField:
    """A box for a passphrase: never filled in again, never trimmed."""
    widget = forms.PasswordInput(attrs={"autocomplete": kwargs.pop("autocomplete", "off")})
    return forms.CharField(label=label, max_length=200, strip=False, widget=widget, **kwargs)


class KunciForm(forms.Form):
    """The new key, and the proof that its owner installs it.

    The proof is the password and the passphrase of the key in use. Who forgot that passphrase asks
    the administrator of the unit to revoke the key; then the password is enough.
    """

    berkas = forms.FileField(
        label="Berkas kunci (.p12 atau .pfx)",
        help_text="Paling besar 64 KB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".p12,.pfx"}),
    )
    passphrase = secret(
        "Passphrase berkas ini",
        help_text="Paling sedikit 10 karakter. Hanya untuk memeriksa berkas; tidak disimpan.",
    )
    passphrase_lama = secret(
        "Passphrase kunci yang sekarang",
        help_text="Bila Anda lupa, minta admin satuan kerja mencabut kunci itu dahulu.",
    )
    sandi = secret("Sandi akun Anda", autocomplete="current-password")

    def __init__(self, *args: Any, user: User, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.request = user, request
        self.active = KunciTandaTangan.objects.filter(user=user, aktif=True).first()
        if self.active is None or not self.active.berlaku:
            del self.fields["passphrase_lama"]

    def clean_berkas(self) -> bytes:
        file = self.cleaned_data["berkas"]
        if file.size > LARGEST:
            raise ValidationError(
                "Berkas terlalu besar untuk sebuah kunci. Pilih berkas .p12 yang benar."
            )
        return bytes(file.read())

    def clean_passphrase(self) -> str:
        value: str = self.cleaned_data["passphrase"]
        for rule in RULES:
            rule.validate(value, self.user)
        return value

    def clean_sandi(self) -> str:
        """Through the backends, so that tries are counted like those at the front door."""
        value: str = self.cleaned_data["sandi"]
        if authenticate(self.request, username=self.user.username, password=value) != self.user:
            raise ValidationError("Sandi ini salah.")
        return value

    def clean_passphrase_lama(self) -> str:
        """Counted and paused like a passphrase at signing."""
        value: str = self.cleaned_data["passphrase_lama"]
        try:
            Pkcs12Signer(self.user).prepare(value)
        except SigningError as error:
            raise ValidationError(str(error)) from error
        return value

    def clean(self) -> dict[str, Any]:
        """Whoever learns the one must not know the other."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("passphrase") and data["passphrase"] == data.get("sandi"):
            self.add_error("passphrase", "Passphrase tidak boleh sama dengan sandi akun Anda.")
        return data

    def install(self) -> bool:
        """Install the key of a valid form.

        Returns False if the key is unfit; the reason then stands beside its field.
        """
        data = self.cleaned_data
        try:
            install_key(self.user, data["berkas"], data["passphrase"], self._accepted())
        except ValueError:
            self.add_error(
                "passphrase",
                "Berkas tidak dapat dibuka dengan passphrase ini, atau berkas bukan PKCS#12.",
            )
        except SigningError as error:
            self.add_error("berkas", str(error))
        return not self.errors

    def _accepted(self) -> list[str]:
        """The issuers that every office takes in whose name the person signs, else their own."""
        units = Uml.objects.filter(pk__in=self.user.units_with({Role.KEPALA}))
        lists = [set(uml.penerbit_diterima) for uml in units or filter(None, [self.user.uml])]
        return sorted(set.intersection(*lists)) if lists else []
