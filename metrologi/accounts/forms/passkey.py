"""Forms that carry what a passkey answered."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from metrologi.accounts import faktor
from metrologi.accounts.faktor import passkey
from metrologi.accounts.forms.akun import WAJIB
from metrologi.accounts.forms.faktor import JEDA
from metrologi.accounts.forms.konfirmasi import DenganSandi
from metrologi.accounts.models import User

GAGAL = "Passkey tidak diterima. Tekan tombolnya lagi, lalu ikuti petunjuk perangkat Anda."
PANJANG = 20_000


class JawabanField(forms.CharField):
    """What the device answered, as JSON; the script of the page fills it in."""

    def __init__(self) -> None:
        super().__init__(
            max_length=PANJANG, widget=forms.HiddenInput, error_messages={"required": GAGAL}
        )


class PasskeyForm(forms.Form):
    """The second step of signing in."""

    jawaban = JawabanField()

    def __init__(
        self, data: Any = None, *, request: HttpRequest, user: User, tantangan: bytes
    ) -> None:
        super().__init__(data)
        self.request, self.user, self.tantangan = request, user, tantangan

    def clean(self) -> dict[str, Any]:
        """Through the backends, so that tries are counted like those of the password."""
        data: dict[str, Any] = super().clean() or {}
        if faktor.habis(self.user):
            raise ValidationError(JEDA)
        found = authenticate(
            self.request,
            username=self.user.username,
            otp=data.get("jawaban", ""),
            cara="passkey",
            tantangan=self.tantangan,
        )
        if found is None:
            raise ValidationError(GAGAL)
        return data


class BuatPasskeyForm(forms.Form):
    """A new passkey and the name by which its owner knows it."""

    nama = forms.CharField(
        label="Nama perangkat ini",
        max_length=60,
        error_messages=WAJIB,
        help_text="Misalnya ponsel saya, atau komputer kantor.",
    )
    jawaban = JawabanField()

    def __init__(self, data: Any = None, *, user: User, tantangan: bytes, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.user, self.tantangan = user, tantangan

    def clean(self) -> dict[str, Any]:
        """Kept only when everything else on the form is right too."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not passkey.daftarkan(
            self.user, data["jawaban"], self.tantangan, data["nama"]
        ):
            raise ValidationError(GAGAL)
        return data


class BuatPasskeyLagiForm(DenganSandi, BuatPasskeyForm):
    """The same by somebody who is signed in, perhaps for hours."""
