"""The form of an officer's leave or duty elsewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms

from metrologi.accounts.forms.pegawai import TanggalField
from metrologi.accounts.models import Absen, Penugasan, Uml, User
from metrologi.clock.now import today

TERLAMA = timedelta(days=366)


class PegawaiField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.nama}, {obj.jabatan}" if obj.jabatan else str(obj.nama)


class AbsenForm(forms.ModelForm):
    """Who, what and on which days; days of one person never overlap."""

    user = PegawaiField(
        User.objects.none(),
        label="Pegawai",
        empty_label="(pilih pegawai)",
        error_messages={
            "required": "Pilih pegawainya.",
            "invalid_choice": "Pilih pegawai kantor ini.",
        },
    )
    mulai = TanggalField(label="Hari pertama")
    sampai = TanggalField(
        label="Hari terakhir", required=False, help_text="Kosongkan bila hanya satu hari."
    )

    class Meta:
        model = Absen
        fields = ("user", "jenis", "mulai", "sampai", "keterangan")
        help_texts: ClassVar[dict[str, str]] = {
            "keterangan": "Misalnya nomor surat cuti; hanya terlihat oleh administrasi dan Kepala."
        }

    def __init__(self, *args: Any, uml: Uml, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["user"]
            return
        posts = Penugasan.objects.pada(today()).filter(uml=uml)
        staff = User.objects.filter(pk__in=posts.values("user"), is_active=True)
        self.fields["user"].queryset = staff.order_by("nama", "pk")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first = data.get("mulai")
        person = self.instance.user if self.instance.pk else data.get("user")
        if not first or not person or "sampai" in self.errors:
            return data
        last = data["sampai"] = data.get("sampai") or first
        if last < first:
            self.add_error("sampai", "Hari terakhir tidak boleh sebelum hari pertama.")
        elif last - first > TERLAMA:
            self.add_error("sampai", "Paling lama satu tahun; periksa tahunnya.")
        elif other := self._lain(person):
            self.add_error("mulai", f"{other} sudah tercatat. Ubah catatan itu.")
        return data

    def _lain(self, person: User) -> Absen | None:
        """What is already written down for one of these days."""
        rows = Absen.objects.filter(user=person).exclude(pk=self.instance.pk)
        days = rows.antara(self.cleaned_data["mulai"], self.cleaned_data["sampai"])
        found: Absen | None = days.select_related("user").first()
        return found
