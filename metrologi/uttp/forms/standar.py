"""A working standard with its certificate."""

from __future__ import annotations

from typing import Any

from django import forms

from metrologi.uttp.models import Standar

TANGGAL = {"invalid": "Pilih tanggal yang benar.", "required": "Isi tanggalnya."}


class StandarForm(forms.ModelForm):
    """A working standard with its certificate; a borrowed one with its agreement."""

    class Meta:
        model = Standar
        fields = [
            "kode",
            "nama",
            "jenis",
            "kelas",
            "nomor_seri",
            "nominal",
            "jumlah",
            "sertifikat_nomor",
            "sertifikat_tanggal",
            "berlaku_sampai",
            "ketertelusuran",
            "ketidakpastian",
            "pinjaman_dari",
            "perjanjian",
            "perjanjian_tanggal",
            "perjanjian_sampai",
            "aktif",
        ]
        labels = {
            "sertifikat_nomor": "Nomor sertifikat",
            "sertifikat_tanggal": "Tanggal sertifikat",
            "berlaku_sampai": "Sertifikat berlaku sampai",
            "pinjaman_dari": "Dipinjam dari",
            "perjanjian": "Nomor perjanjian",
            "perjanjian_tanggal": "Tanggal perjanjian",
            "perjanjian_sampai": "Perjanjian berlaku sampai",
            "aktif": "Masih dipakai",
        }
        widgets = {
            n: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for n in (
                "sertifikat_tanggal",
                "berlaku_sampai",
                "perjanjian_tanggal",
                "perjanjian_sampai",
            )
        }
        error_messages = {
            "sertifikat_tanggal": TANGGAL,
            "berlaku_sampai": TANGGAL,
            "perjanjian_tanggal": TANGGAL,
            "perjanjian_sampai": TANGGAL,
            "kode": {"invalid": "Kode memakai huruf, angka, dan tanda hubung."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["jenis"]
        field.choices = [("", "(pilih jenis)"), *field.choices[1:]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("sertifikat_tanggal"), data.get("berlaku_sampai")
        if since and until and until < since:
            self.add_error("berlaku_sampai", "Tidak boleh sebelum tanggal sertifikat.")
        if data.get("pinjaman_dari") and not data.get("perjanjian"):
            self.add_error("perjanjian", "Standar pinjaman harus punya nomor perjanjian.")
        self._perjanjian(data)
        kode = data.get("kode")
        if (
            kode
            and Standar.objects.filter(uml=self.instance.uml_id, kode=kode)
            .exclude(pk=self.instance.pk)
            .exists()
        ):
            self.add_error("kode", "Kode ini sudah dipakai standar lain.")
        return data

    def _perjanjian(self, data: dict[str, Any]) -> None:
        """The days of an agreement belong to a borrowed standard and follow each other."""
        since, until = data.get("perjanjian_tanggal"), data.get("perjanjian_sampai")
        if until and not data.get("pinjaman_dari"):
            self.add_error("pinjaman_dari", "Isi pemilik standar yang dipinjam.")
        if since and until and until < since:
            self.add_error("perjanjian_sampai", "Tidak boleh sebelum tanggal perjanjian.")
