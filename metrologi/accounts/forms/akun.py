"""Forms of the front door: sign in, register, password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from metrologi.accounts import telepon
from metrologi.accounts.forms.kantor import kantor_field
from metrologi.accounts.models import Uml, User

SANDI_BANTUAN = (
    "Paling sedikit 10 karakter. Sandi yang pernah bocor atau hanya nama kantor ditolak;"
    " beberapa kata yang tidak berhubungan paling baik."
)
SANDI_SALAH = "Sandi tidak cocok. Periksa huruf besar dan kecil."
BEDA = "Kedua sandi tidak sama. Ketik ulang."
WAJIB: dict[str, str] = {"required": "Bagian ini wajib diisi."}


class TeleponField(forms.CharField):
    """A telephone number in any spelling; cleaned to E.164, "" when empty."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "tel", "autocomplete": "tel"}
        super().__init__(**{"max_length": 30, "widget": forms.TextInput(attrs), **kwargs})

    def to_python(self, value: Any) -> str:
        return telepon.normal(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


class NamaField(forms.CharField):
    """A person's name: at least one letter, spaces tidied."""

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not any(letter.isalpha() for letter in value):
            raise ValidationError("Tulis nama dengan huruf.")


class SandiField(forms.CharField):
    """A password as typed, spaces included; `baru` for one that is being chosen."""

    def __init__(self, *, baru: bool = False, **kwargs: Any) -> None:
        attrs = {"autocomplete": "new-password" if baru else "current-password"}
        super().__init__(
            strip=False,
            max_length=200,
            widget=forms.PasswordInput(attrs),
            error_messages=WAJIB,
            **kwargs,
        )


class MasukForm(forms.Form):
    """Name and password; `akun` is who signed in, active or not."""

    username = forms.CharField(
        label="Nomor telepon, surel, atau nama pengguna",
        max_length=254,
        error_messages=WAJIB,
        widget=forms.TextInput(
            {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = SandiField(label="Sandi")

    def __init__(self, data: Any = None, *, request: HttpRequest) -> None:
        super().__init__(data)
        self.request = request
        self.akun: User | None = None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if {"username", "password"} <= data.keys():
            self.akun = authenticate(
                self.request, username=data["username"], password=data["password"]
            )
            if self.akun is None:
                raise ValidationError(
                    "Nama atau sandi tidak cocok. Periksa kembali, atau atur ulang sandi Anda."
                )
        return data


class SandiBaruForm(forms.Form):
    """A new password, twice, checked against the rules for this account."""

    sandi = SandiField(label="Sandi baru", baru=True, help_text=SANDI_BANTUAN)
    ulangi = SandiField(label="Ulangi sandi baru", baru=True)

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user

    def clean_sandi(self) -> str:
        sandi: str = self.cleaned_data["sandi"]
        password_validation.validate_password(sandi, self.user)
        return sandi

    def clean_ulangi(self) -> str:
        ulangi: str = self.cleaned_data["ulangi"]
        if ulangi != self.data.get("sandi"):
            raise ValidationError(BEDA)
        return ulangi


class GantiSandiForm(SandiBaruForm):
    """The same, by someone who knows the old one."""

    lama = SandiField(label="Sandi sekarang")
    field_order = ("lama", "sandi", "ulangi")

    def __init__(self, data: Any = None, *, user: User, request: HttpRequest) -> None:
        super().__init__(data, user=user)
        self.request = request

    def clean_lama(self) -> str:
        """Through the backends, so that tries are counted like those at the front door."""
        lama: str = self.cleaned_data["lama"]
        if authenticate(self.request, username=self.user.username, password=lama) != self.user:
            raise ValidationError(SANDI_SALAH)
        return lama


class DaftarForm(SandiBaruForm):
    """Registration with a telephone number or an e-mail address.

    Whether an account has them already is not said here: that is told to its owner by letter.
    """

    nama = NamaField(
        label="Nama lengkap",
        max_length=120,
        error_messages=WAJIB,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    phone = TeleponField(
        label="Nomor telepon", required=False, help_text="Misalnya 0812 3456 7890."
    )
    email = forms.EmailField(
        label="Surel",
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text="Isi telepon, surel, atau keduanya. Akun bersurel dapat Anda aktifkan sendiri.",
    )
    setuju = forms.BooleanField(
        label="Saya menyetujui pemakaian data saya seperti dijelaskan di halaman ini",
        error_messages={"required": "Pendaftaran memerlukan persetujuan Anda."},
    )
    field_order = ("nama", "kantor", "phone", "email", "sandi", "ulangi", "setuju")

    def __init__(self, data: Any = None, *, uml: Uml | None = None) -> None:
        super().__init__(data, user=User())
        if kantor := kantor_field(uml):
            self.fields["kantor"] = kantor
            self.order_fields(self.field_order)
        self.fields["sandi"].label, self.fields["ulangi"].label = "Sandi", "Ulangi sandi"

    def clean_nama(self) -> str:
        self.user.nama = self.cleaned_data["nama"]
        return self.user.nama

    def clean_phone(self) -> str:
        self.user.phone = self.cleaned_data["phone"]
        return self.user.phone

    def clean_email(self) -> str:
        self.user.email = self.cleaned_data["email"].lower()
        return self.user.email

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors.keys() & {"phone", "email"} and not (
            data.get("phone") or data.get("email")
        ):
            self.add_error("phone", "Isi nomor telepon atau surel.")
        return data


class AktivasiForm(forms.Form):
    """Proof that the link was opened by the one who registered."""

    password = SandiField(label="Sandi yang Anda buat saat mendaftar")

    def __init__(self, data: Any = None, *, request: HttpRequest, user: User) -> None:
        super().__init__(data)
        self.request, self.user = request, user

    def clean_password(self) -> str:
        sandi: str = self.cleaned_data["password"]
        # Through the backends, so that tries are counted like those at the front door.
        if authenticate(self.request, username=self.user.username, password=sandi) is None:
            raise ValidationError(SANDI_SALAH)
        return sandi


class LupaSandiForm(forms.Form):
    email = forms.EmailField(
        label="Surel akun Anda",
        error_messages=WAJIB,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class TolakForm(forms.Form):
    alasan = forms.CharField(
        label="Alasan",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Tulis alasannya; pendaftar membacanya."},
        help_text="Dikirim kepada pendaftar bila ia punya surel.",
    )


class AktifkanForm(forms.Form):
    """How the officer knew the person."""

    CARA = (
        "Bertemu di loket",
        "Ditelepon balik ke nomor itu",
        "Pemilik alat yang sudah dikenal kantor",
    )

    cara = forms.ChoiceField(
        label="Cara memeriksa",
        choices=[(text, text) for text in CARA],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih cara Anda memeriksa pendaftar ini."},
    )
