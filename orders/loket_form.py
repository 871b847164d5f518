"""The one form of the counter: a known instrument confirmed, or owner and instrument written down anew."""
from __future__ import annotations

from typing import Any

from django import forms

from metrologi.uttp.cari import kunci
from metrologi.uttp.fields import AngkaField
from metrologi.uttp.forms.pilihan import KecamatanField
from metrologi.uttp.models import JenisUttp, Pemilik, Tempat, Uttp, Wilayah
from orders.models import OrderItem

BARU = ("pemilik", "telepon", "kecamatan", "jenis", "merek", "tipe", "kapasitas_maks", "e", "kelas")
WAJIB = ("pemilik", "kecamatan", "jenis", "merek", "nomor_seri")


class LoketForm(forms.Form):
    """`uttp` is the recalled instrument; without it the fields of BARU are asked for."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    pemilik = forms.CharField(label="Pemilik atau usaha", max_length=120, required=False,
                              widget=forms.TextInput(attrs={"list": "pemilik-dikenal", "autocomplete": "off"}))
    telepon = forms.CharField(label="Telepon", max_length=20, required=False,
                              widget=forms.TextInput(attrs={"inputmode": "tel"}))
    kecamatan = KecamatanField(Wilayah.objects.none(), label="Kecamatan", required=False, empty_label="Pilih kecamatan")
    jenis = forms.ModelChoiceField(JenisUttp.objects.none(), label="Jenis UTTP", required=False, empty_label="Pilih jenis")
    merek = forms.CharField(max_length=60, required=False)
    tipe = forms.CharField(label="Tipe", max_length=60, required=False)
    nomor_seri = forms.CharField(label="Nomor seri", max_length=60, required=False)
    kapasitas_maks = AngkaField(label="Kapasitas maksimum", required=False)
    e = AngkaField(label="e (interval skala)", required=False)
    kelas = forms.CharField(label="Kelas", max_length=6, required=False)
    minta_skhp = forms.BooleanField(label="Minta SKHP", required=False)
    diperiksa = forms.BooleanField(label="Kelengkapan dan keadaan fisik sudah diperiksa dan baik", initial=True,
                                   error_messages={"required": "Periksa kelengkapan dan keadaan fisik UTTP lebih dahulu."})

    def __init__(self, *args: Any, uml: Any, uttp: Uttp | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.uml, self.uttp = uml, uttp
        self.fields["kecamatan"].queryset = Wilayah.objects.filter(tingkat="kecamatan").order_by("kode")
        self.fields["jenis"].queryset = JenisUttp.objects.pilihan()
        if uttp:
            for name in (*BARU, "nomor_seri"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.uttp is None:
            for name in WAJIB:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, "Wajib diisi.")
            self._twin(data)
        return data

    def _twin(self, data: dict[str, Any]) -> None:
        if self.errors:
            return
        same = Uttp.objects.filter(uml=self.uml, jenis=data["jenis"], merek_kunci=kunci(data["merek"]),
                                   seri_kunci=kunci(data["nomor_seri"])).select_related("pemilik").first()
        if same:
            self.add_error("nomor_seri", f"Sudah tercatat atas nama {same.pemilik}. Cari nomor seri itu, lalu pilih.")

    def tahap(self, uttp: Uttp) -> str:
        return OrderItem.Tahap.TERA_ULANG if uttp.putusan_terakhir else OrderItem.Tahap.TERA

    def uttp_tercatat(self) -> Uttp:
        """The recalled instrument, or a new one with its owner and place."""
        return self.uttp or self._baru(self.cleaned_data)

    def _baru(self, data: dict[str, Any]) -> Uttp:
        owner = Pemilik.objects.filter(uml=self.uml, nama__iexact=data["pemilik"], telepon=data["telepon"]).first()
        owner = owner or Pemilik.objects.create(uml=self.uml, nama=data["pemilik"], telepon=data["telepon"])
        place = owner.tempat.filter(kecamatan=data["kecamatan"]).first() or Tempat.objects.create(
            pemilik=owner, nama=owner.nama, kecamatan=data["kecamatan"])
        kind = data["jenis"]
        return Uttp.objects.create(
            uml=self.uml, jenis=kind, pemilik=owner, tempat=place, merek=data["merek"], tipe=data["tipe"],
            nomor_seri=data["nomor_seri"], kapasitas_maks=data["kapasitas_maks"], e=data["e"], d=data["e"],
            satuan=kind.satuan, kelas=data["kelas"].upper())
