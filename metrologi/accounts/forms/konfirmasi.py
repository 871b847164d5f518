"""Asks for the password again in the form itself, so that nothing typed is lost over it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from metrologi.accounts import konfirmasi
from metrologi.accounts.forms.akun import SANDI_SALAH, SandiField

BIDANG = "password"
BANTUAN = "Sudah lebih dari sepuluh menit sejak Anda mengetik sandi. Ketik sandi akun Anda sendiri."


class DenganSandi(forms.BaseForm):
    """Mixed into a form that somebody at a forgotten open session must not be able to send.

    The box for the password stands there only when the last proof is older than ten minutes.
    """

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        if not konfirmasi.masih(request):
            self.fields[BIDANG] = SandiField(label="Sandi Anda", help_text=BANTUAN)

    def clean_password(self) -> str:
        """Through the backends, so that tries are counted like those at the front door."""
        typed: str = self.cleaned_data[BIDANG]
        name = self.request.user.username
        if authenticate(self.request, username=name, password=typed) != self.request.user:
            raise ValidationError(SANDI_SALAH)
        konfirmasi.ingat(self.request)
        return typed

    def full_clean(self) -> None:
        """A right password is not asked for again because another box was wrong."""
        super().full_clean()
        if konfirmasi.masih(self.request):
            self.fields.pop(BIDANG, None)

    @cached_property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name != BIDANG]


class KonfirmasiForm(DenganSandi, forms.Form):
    """For a button that needs nothing but the proof."""
