"""Forms by which an administrator of a unit keeps its staff and their roles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from metrologi.accounts.forms.akun import WAJIB, NamaField, TeleponField
from metrologi.accounts.forms.konfirmasi import DenganSandi
from metrologi.accounts.models import Penugasan, Uml, User
from metrologi.accounts.pegangan import Pegangan
from metrologi.accounts.roles import OUTSIDE, Role
from metrologi.clock.indonesia import tanggal
from metrologi.clock.now import today

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
FAR = date.max
KEPALA_SENDIRI = (
    "Peran Kepala tidak dapat Anda berikan kepada diri sendiri selama ada Kepala lain. Minta admin"
    " satuan kerja yang lain memberikannya."
)


class TanggalField(forms.DateField):
    """A day in a sensible century; typed as 17-03-2026 or picked."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": "Tanggal tidak dikenali. Tulis seperti 17-03-2026.",
        "required": "Isi tanggalnya.",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **kwargs)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not EARLIEST <= value <= LATEST:
            raise ValidationError(f"Tahun {value.year} tidak masuk akal. Periksa tanggalnya.")


class PegawaiForm(DenganSandi, forms.ModelForm):
    """Who the officer is; the e-mail address is how they get their password."""

    nama = NamaField(label="Nama dengan gelar", max_length=120, error_messages=WAJIB)
    email = forms.EmailField(
        label="Surel", error_messages=WAJIB, help_text="Tautan untuk membuat sandi dikirim ke sini."
    )
    phone = TeleponField(label="Nomor telepon", required=False)

    class Meta:
        model = User
        fields: ClassVar[list[str]] = [
            "nama",
            "username",
            "email",
            "phone",
            "nip",
            "pangkat",
            "golongan",
            "jabatan",
        ]
        help_texts: ClassVar[dict[str, str]] = {
            "username": "Huruf kecil tanpa spasi, misalnya siti.aminah.",
            "nip": "18 angka; kosongkan bila bukan ASN.",
            "pangkat": "Misalnya Penata Muda.",
            "golongan": "Misalnya III/a.",
        }
        error_messages: ClassVar[dict[str, Any]] = {"username": WAJIB}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.surel_lama = self.instance.email
        self.fields["username"].widget.attrs.update(autocapitalize="none", spellcheck="false")
        self.fields["nip"].widget.attrs["inputmode"] = "numeric"
        if self.instance.phone and not self.is_bound:
            self.initial["phone"] = self.instance.telepon

    @property
    def surel_baru(self) -> str:
        """The new address that the owner must confirm, also where there was none before.

        Returns "" if the address did not change, or nobody ever had a password or signed in.
        """
        email: str = self.cleaned_data["email"]
        user = self.instance
        owned = user.pk and (user.has_usable_password() or user.last_login is not None)
        return email if owned and email != self.surel_lama else ""

    def save(self, commit: bool = True) -> User:
        """Keep the old address.

        Whoever writes a new one here could read its mail and act as that officer, so the officer
        must confirm it first.
        """
        if self.surel_baru:
            self.instance.email = self.surel_lama
        user: User = super().save(commit)
        return user

    def clean_nip(self) -> str:
        return "".join(self.cleaned_data["nip"].split())

    def clean_email(self) -> str:
        return self._mine(
            "email", self.cleaned_data["email"].lower(), "Surel ini sudah dipakai akun lain."
        )

    def clean_phone(self) -> str:
        return self._mine(
            "phone", self.cleaned_data["phone"], "Nomor telepon ini sudah dipakai akun lain."
        )

    def _mine(self, field: str, value: str, message: str) -> str:
        if (
            value
            and User.objects.filter(is_active=True, **{field: value})
            .exclude(pk=self.instance.pk)
            .exists()
        ):
            raise ValidationError(message)
        return value


class PenugasanForm(DenganSandi, forms.ModelForm):
    """A role from a day to a day, definitive or acting for somebody."""

    role = forms.ChoiceField(
        label="Peran",
        error_messages={"required": "Pilih perannya."},
        choices=[("", "Pilih peran"), *((r.value, r.label) for r in Role if r not in OUTSIDE)],
    )
    sifat = forms.ChoiceField(
        label="Sifat",
        choices=Penugasan.Sifat.choices,
        widget=forms.RadioSelect,
        initial=Penugasan.Sifat.DEFINITIF,
        error_messages={"required": "Pilih sifatnya."},
    )
    mulai = TanggalField(label="Mulai")
    sampai = TanggalField(
        label="Sampai", required=False, help_text="Hari terakhir; kosongkan bila tanpa batas."
    )

    class Meta:
        model = Penugasan
        fields: ClassVar[list[str]] = ["role", "sifat", "atas_jabatan", "mulai", "sampai", "dasar"]

    def __init__(self, *args: Any, pegawai: User, uml: Uml, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.user, self.instance.uml = pegawai, uml
        self.initial.setdefault("mulai", today())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        if data["sampai"] and data["sampai"] < data["mulai"]:
            self.add_error("sampai", "Tanggal sampai tidak boleh sebelum tanggal mulai.")
        elif clash := self._clash(data):
            self.add_error("mulai", clash)
        elif self._takes_the_head(data):
            self.add_error("role", KEPALA_SENDIRI)
        if data["sifat"] != Penugasan.Sifat.DEFINITIF and not data["atas_jabatan"]:
            self.add_error(
                "atas_jabatan",
                "Sebutkan jabatan yang diwakili, misalnya Kepala UPTD Metrologi Legal.",
            )
        return data

    def _takes_the_head(self, data: dict[str, Any]) -> bool:
        """Whether an administrator makes a Kepala of themself where there is one already."""
        if data["role"] != Role.KEPALA or self.instance.user != self.request.user:
            return False
        heads = Penugasan.objects.pada(data["mulai"]).filter(role=Role.KEPALA)
        others = heads.filter(uml=self.instance.uml, user__is_active=True)
        return others.exclude(user=self.instance.user).exists()

    def _clash(self, data: dict[str, Any]) -> str:
        """The same role twice at one time, or two definitive heads of one unit; "" when neither."""
        others = Penugasan.objects.filter(
            role=data["role"],
            sifat=data["sifat"],
            uml=self.instance.uml,
            mulai__lte=data["sampai"] or FAR,
        ).exclude(sampai__lt=data["mulai"])
        mine = others.filter(user=self.instance.user).first()
        if mine:
            return f"Peran ini sudah diberikan mulai {_masa(mine)}. Hentikan dahulu yang lama."
        one_only = data["role"] == Role.KEPALA and data["sifat"] == Penugasan.Sifat.DEFINITIF
        head = (
            others.filter(user__is_active=True).select_related("user").first() if one_only else None
        )
        return (
            f"{head.user.nama} sudah Kepala definitif mulai {_masa(head)}. Hentikan dahulu, atau"
            " pilih Plt./Plh."
            if head
            else ""
        )


def _masa(row: Penugasan) -> str:
    return f"{tanggal(row.mulai)} sampai {tanggal(row.sampai) if row.sampai else 'tanpa batas'}"


class DenganPegangan(forms.BaseForm):
    """Mixed into a form by which somebody goes: what they alone hold is handed over with it."""

    def __init__(self, *args: Any, pegangan: Sequence[Pegangan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pegangan = pegangan
        if pegangan:
            self.fields["serahkan"] = forms.BooleanField(
                label="Serahkan perkara di atas; yang berwenang menggantikan diberi tahu sekarang",
                required=False,
            )

    @property
    def serahkan(self) -> bool:
        return bool(self.cleaned_data.get("serahkan"))


class HentikanForm(DenganPegangan, DenganSandi, forms.Form):
    """The last day of a role."""

    sampai = TanggalField(label="Hari terakhir")

    def __init__(
        self,
        data: Any = None,
        *,
        penugasan: Penugasan,
        request: HttpRequest,
        pegangan: Sequence[Pegangan],
    ) -> None:
        initial = {"sampai": max(today(), penugasan.mulai)}
        super().__init__(data, initial=initial, request=request, pegangan=pegangan)
        self.penugasan = penugasan

    def clean_sampai(self) -> date:
        day: date = self.cleaned_data["sampai"]
        if day < self.penugasan.mulai:
            raise ValidationError(f"Peran ini baru mulai {tanggal(self.penugasan.mulai)}.")
        if self.penugasan.sampai and day > self.penugasan.sampai:
            last = tanggal(self.penugasan.sampai)
            raise ValidationError(
                f"Peran ini sudah berakhir {last}. Untuk memperpanjang, beri peran baru."
            )
        return day


class NonaktifForm(DenganPegangan, DenganSandi, forms.Form):
    """Why an account is closed."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=300,
        error_messages={"required": "Tulis alasannya."},
        help_text="Misalnya pindah tugas atau pensiun.",
    )
