"""The form of one's own data."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from metrologi.accounts.forms.akun import WAJIB, NamaField, TeleponField
from metrologi.accounts.forms.konfirmasi import DenganSandi
from metrologi.accounts.models import User


class ProfilForm(DenganSandi, forms.ModelForm):
    """The name and the contacts of one's own account.

    A changed e-mail is confirmed by a link.
    """

    nama = NamaField(label="Nama lengkap", max_length=120, error_messages=WAJIB)
    phone = TeleponField(label="Nomor telepon", required=False)
    email = forms.EmailField(
        label="Surel",
        required=False,
        help_text="Surel baru dipakai setelah Anda membuka tautan yang kami kirim ke sana.",
    )

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["nama", "phone", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.surel_lama = self.instance.email
        if self.instance.phone and not self.is_bound:
            self.initial["phone"] = self.instance.telepon

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        others = User.objects.filter(is_active=True, phone=phone).exclude(pk=self.instance.pk)
        if phone and others.exists():
            raise ValidationError("Sudah dipakai akun lain.")
        return phone

    def clean_email(self) -> str:
        """Whether another account has it is told to that account's owner alone, by letter."""
        email: str = self.cleaned_data["email"]
        return email.lower()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        if not (data["phone"] or data["email"]):
            self.add_error("phone", "Sisakan nomor telepon atau surel agar akun dapat dihubungi.")
        return data

    @property
    def yang_berubah(self) -> str:
        """The labels of what changed, for the account's log; never the values."""
        return ", ".join(str(self.fields[name].label) for name in self.changed_data)

    @property
    def surel_baru(self) -> str:
        """The address to confirm; "" when it did not change or was taken away."""
        email: str = self.cleaned_data["email"]
        return email if email != self.surel_lama else ""

    def save(self, commit: bool = True) -> User:
        if self.surel_baru:
            self.instance.email = self.surel_lama
        user: User = super().save(commit)
        return user
