"""Forms of one's own account: sign in, register, profile, password."""
from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from metrologi.accounts import telepon
from metrologi.accounts.models import User
from metrologi.accounts.pendaftaran import SUDAH_ADA

SANDI_BANTUAN = "Paling sedikit 10 karakter, tidak hanya angka, dan bukan sandi yang umum dipakai."
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
        super().__init__(strip=False, max_length=200, widget=forms.PasswordInput(attrs), error_messages=WAJIB, **kwargs)


class MasukForm(forms.Form):
    """Name and password; `akun` is who signed in, active or not."""

    username = forms.CharField(label="Nomor telepon, surel, atau nama pengguna", max_length=254, error_messages=WAJIB,
                               widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none",
                                                       "spellcheck": "false"}))
    password = SandiField(label="Sandi")

    def __init__(self, data: Any = None, *, request: HttpRequest) -> None:
        super().__init__(data)
        self.request = request
        self.akun: User | None = None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if {"username", "password"} <= data.keys():
            self.akun = authenticate(self.request, username=data["username"], password=data["password"])
            if self.akun is None:
                raise ValidationError("Nama atau sandi tidak cocok. Periksa kembali, atau atur ulang sandi Anda.")
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

    def clean_lama(self) -> str:
        lama: str = self.cleaned_data["lama"]
        if not self.user.check_password(lama):
            raise ValidationError(SANDI_SALAH)
        return lama


class DaftarForm(SandiBaruForm):
    """Registration with a telephone number or an e-mail address."""

    nama = NamaField(label="Nama lengkap", max_length=120, error_messages=WAJIB,
                     widget=forms.TextInput({"autocomplete": "name"}))
    phone = TeleponField(label="Nomor telepon", required=False, help_text="Misalnya 0812 3456 7890.")
    email = forms.EmailField(label="Surel", required=False, widget=forms.EmailInput({"autocomplete": "email"}),
                             help_text="Isi telepon, surel, atau keduanya. Akun bersurel dapat Anda aktifkan sendiri.")
    setuju = forms.BooleanField(label="Saya menyetujui pemakaian data saya seperti dijelaskan di halaman ini",
                                error_messages={"required": "Pendaftaran memerlukan persetujuan Anda."})
    field_order = ("nama", "phone", "email", "sandi", "ulangi", "setuju")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, user=User())
        self.fields["sandi"].label, self.fields["ulangi"].label = "Sandi", "Ulangi sandi"

    def clean_nama(self) -> str:
        self.user.nama = self.cleaned_data["nama"]
        return self.user.nama

    def clean_phone(self) -> str:
        self.user.phone = self.cleaned_data["phone"]
        return _free("phone", self.user.phone, "Nomor telepon")

    def clean_email(self) -> str:
        self.user.email = self.cleaned_data["email"].lower()
        return _free("email", self.user.email, "Surel")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors.keys() & {"phone", "email"} and not (data.get("phone") or data.get("email")):
            self.add_error("phone", "Isi nomor telepon atau surel.")
        return data


def _free(field: str, value: str, label: str) -> str:
    if value and User.objects.filter(is_active=True, **{field: value}).exists():
        raise ValidationError(SUDAH_ADA.format(label))
    return value


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
    email = forms.EmailField(label="Surel akun Anda", error_messages=WAJIB,
                             widget=forms.EmailInput({"autocomplete": "email"}))


class ProfilForm(forms.ModelForm):
    """One's own name and contacts; a changed contact asks for the password, a changed e-mail is confirmed by link."""

    nama = NamaField(label="Nama lengkap", max_length=120, error_messages=WAJIB)
    phone = TeleponField(label="Nomor telepon", required=False)
    email = forms.EmailField(label="Surel", required=False,
                             help_text="Surel baru dipakai setelah Anda membuka tautan yang kami kirim ke sana.")
    password = SandiField(label="Sandi sekarang", required=False,
                          help_text="Perlu bila nomor telepon atau surel berubah.")

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["nama", "phone", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.surel_lama, self.telepon_lama = self.instance.email, self.instance.phone
        if self.instance.phone and not self.is_bound:
            self.initial["phone"] = self.instance.telepon

    def clean_phone(self) -> str:
        return self._mine("phone", self.cleaned_data["phone"])

    def clean_email(self) -> str:
        return self._mine("email", self.cleaned_data["email"].lower())

    def _mine(self, field: str, value: str) -> str:
        if value and User.objects.filter(is_active=True, **{field: value}).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Sudah dipakai akun lain.")
        return value

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        if not (data["phone"] or data["email"]):
            self.add_error("phone", "Sisakan nomor telepon atau surel agar akun dapat dihubungi.")
            return data
        changed = (data["phone"], data["email"]) != (self.telepon_lama, self.surel_lama)
        if changed and not self.instance.check_password(data["password"]):
            self.add_error("password", SANDI_SALAH if data["password"] else "Isi sandi Anda untuk mengganti kontak.")
        return data

    @property
    def yang_berubah(self) -> str:
        """The labels of what changed, for the account's log; never the values."""
        return ", ".join(str(self.fields[name].label) for name in self.changed_data if name != "password")

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


class TolakForm(forms.Form):
    alasan = forms.CharField(label="Alasan", max_length=300, widget=forms.Textarea({"rows": 3}),
                             error_messages={"required": "Tulis alasannya; pendaftar membacanya."},
                             help_text="Dikirim kepada pendaftar bila ia punya surel.")


class AktifkanForm(forms.Form):
    """How the officer knew the person."""

    CARA = ("Bertemu di loket", "Ditelepon balik ke nomor itu", "Pemilik alat yang sudah dikenal kantor")

    cara = forms.ChoiceField(label="Cara memeriksa", choices=[(text, text) for text in CARA], widget=forms.RadioSelect,
                             error_messages={"required": "Pilih cara Anda memeriksa pendaftar ini."})
