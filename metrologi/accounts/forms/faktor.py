"""Forms of the second step of signing in, and of setting it up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from metrologi.accounts import faktor
from metrologi.accounts.faktor import aplikasi
from metrologi.accounts.forms.akun import WAJIB
from metrologi.accounts.forms.konfirmasi import DenganSandi
from metrologi.accounts.models import User

JEDA = "Terlalu banyak kode salah. Tunggu satu jam, lalu coba lagi."
KODE_SALAH = (
    "Kode ini salah atau sudah dipakai. Tunggu kode berikutnya di aplikasi, lalu ketik kode itu. "
    "Periksa juga jam ponsel Anda."
)
PEMULIHAN_SALAH = "Kode pemulihan ini salah atau sudah dipakai. Pakai kode lain dari daftar Anda."


class OtpField(forms.CharField):
    """The six figures of the app, with or without spaces."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        super().__init__(
            max_length=12, widget=forms.TextInput(attrs), error_messages=WAJIB, **kwargs
        )

    def to_python(self, value: Any) -> str:
        return "".join((super().to_python(value) or "").split())


class KodeForm(forms.Form):
    """The code of the app, at the door."""

    CARA, SALAH = "aplikasi", KODE_SALAH
    otp = OtpField(label="Kode 6 angka dari aplikasi")

    def __init__(self, data: Any = None, *, request: HttpRequest, user: User) -> None:
        super().__init__(data)
        self.request, self.user = request, user

    def clean_otp(self) -> str:
        """Through the backends, so that tries are counted like those of the password."""
        typed: str = self.cleaned_data["otp"]
        if faktor.habis(self.user):
            raise ValidationError(JEDA)
        found = authenticate(self.request, username=self.user.username, otp=typed, cara=self.CARA)
        if found is None:
            raise ValidationError(self.SALAH)
        return typed


class PemulihanForm(KodeForm):
    """A recovery code, at the door."""

    CARA, SALAH = "pemulihan", PEMULIHAN_SALAH
    otp = forms.CharField(
        label="Satu kode pemulihan",
        max_length=30,
        error_messages=WAJIB,
        help_text="Misalnya abcd-efgh-jkmn. Setiap kode hanya berlaku sekali.",
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class AplikasiForm(forms.Form):
    """The first code of an app that has just read the QR code."""

    otp = OtpField(label="Kode 6 angka yang tampil di aplikasi")

    def __init__(self, data: Any = None, *, rahasia: str) -> None:
        super().__init__(data)
        self.rahasia = rahasia
        self.langkah = 0

    def clean_otp(self) -> str:
        typed: str = self.cleaned_data["otp"]
        step = aplikasi.langkah(self.rahasia, typed)
        if step is None:
            raise ValidationError(KODE_SALAH)
        self.langkah = step
        return typed


class GantiAplikasiForm(DenganSandi, AplikasiForm):
    """The same by somebody who is signed in, perhaps for hours."""
