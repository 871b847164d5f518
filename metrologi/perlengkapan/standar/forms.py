"""A standard's new certificate with its file, and its loan."""

from __future__ import annotations

from typing import Any

from django import forms

from metrologi.accounts.models import Uml, User
from metrologi.accounts.roles import STAFF
from metrologi.clock.now import today
from metrologi.perlengkapan.akses import petugas
from metrologi.perlengkapan.fields import BerkasField, tanggal_field
from metrologi.perlengkapan.standar.models import PinjamStandar, SertifikatStandar


class SertifikatForm(forms.ModelForm):
    tanggal = tanggal_field("Tanggal sertifikat")
    berlaku_sampai = tanggal_field("Berlaku sampai")
    berkas = BerkasField(
        label="Berkas sertifikat", required=False, help_text="PDF atau foto, paling besar 10 MB."
    )

    class Meta:
        model = SertifikatStandar
        fields = [
            "nomor",
            "tanggal",
            "berlaku_sampai",
            "ketertelusuran",
            "ketidakpastian",
            "berkas",
        ]
        help_texts = {"ketidakpastian": "Misalnya: U = 2 mL, k = 2."}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("tanggal"), data.get("berlaku_sampai")
        if since and until and until < since:
            self.add_error("berlaku_sampai", "Tidak boleh sebelum tanggal sertifikat.")
        if since and since > today():
            self.add_error("tanggal", "Tanggal belum tiba.")
        return data


class PinjamStandarForm(forms.ModelForm):
    rencana_kembali = tanggal_field("Rencana kembali", required=False)

    class Meta:
        model = PinjamStandar
        fields = ["pemegang", "keperluan", "rencana_kembali"]
        labels = {"pemegang": "Dipinjam oleh"}
        error_messages = {
            "pemegang": {
                "invalid_choice": "Pilih petugas kantor ini.",
                "required": "Pilih peminjamnya.",
            }
        }
        help_texts = {"keperluan": "Misalnya: sidang Pasar Randik, SPBU Sungai Lilin."}

    def __init__(self, *args: Any, uml: Uml | int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = [u.pk for u in petugas(uml, *STAFF)]
        self.fields["pemegang"].empty_label = "(pilih petugas)"
        self.fields["pemegang"].queryset = User.objects.filter(pk__in=staff).order_by("nama", "pk")


class KembaliStandarForm(forms.Form):
    keadaan_kembali = forms.CharField(
        label="Keadaan saat kembali", max_length=200, initial="Lengkap dan baik"
    )
