"""Applying for tera at the place of use, and the review of the application at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from metrologi.pengujian.baris import BarisPermohonan
from metrologi.pengujian.forms import AjukanForm as Pengajuan
from metrologi.pengujian.forms import TerimaForm as KajiForm
from metrologi.uttp.fields import AngkaField
from metrologi.uttp.models import Uttp
from tempat_pakai.forms.surat import SuratField
from tempat_pakai.lokasi import JEMBATAN, SPBU, sifat
from tempat_pakai.models import BarisTempatPakai

ISIAN = {SPBU: ("nomor_spbu", "pompa", "nozzle", "media"), JEMBATAN: ("maks_jembatan",)}


class AjukanForm(Pengajuan):
    """`t<pk>_…` are the questions about one place, asked where a pump or a weighbridge stands."""

    narahubung = forms.CharField(
        label="Orang yang mendampingi petugas", max_length=120, required=False
    )
    telepon = forms.CharField(
        label="Telepon pendamping",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    surat = SuratField(
        label="Surat permohonan Anda (PDF atau foto)",
        required=False,
        help_text="Boleh dikosongkan: portal membuat surat permohonan dari isian ini.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked: dict[int, dict[str, Any]] = {}
        for uttp in self.instruments:
            for kind in sorted(sifat(uttp)):
                self._ask(uttp, kind)

    def _instruments(self) -> list[Uttp]:
        """What can only be tested where it stands comes first."""
        return sorted(super()._instruments(), key=lambda u: (not u.jenis.terpasang, u.tempat.nama))

    def _ask(self, uttp: Uttp, kind: str) -> None:
        place = self.asked.setdefault(
            uttp.tempat_id, {"tempat": uttp.tempat, "kinds": {}, "known": {}}
        )
        place["kinds"].setdefault(kind, None)
        for name in ISIAN[kind]:
            self.fields.setdefault(f"t{uttp.tempat_id}_{name}", self._field(name, uttp))

    def _field(self, name: str, uttp: Uttp) -> forms.Field:
        extra = uttp.ekstra or {}
        made: dict[str, forms.Field] = {
            "nomor_spbu": forms.CharField(
                label="Nomor SPBU", max_length=20, required=False, initial=extra.get("nomor_spbu")
            ),
            "pompa": forms.IntegerField(
                label="Jumlah pompa", min_value=1, max_value=200, required=False
            ),
            "nozzle": forms.IntegerField(
                label="Jumlah nozzle", min_value=1, max_value=999, required=False
            ),
            "media": forms.CharField(
                label="Media yang diuji",
                max_length=120,
                required=False,
                initial=extra.get("produk"),
                help_text="Misalnya: Pertalite, Biosolar.",
            ),
            "maks_jembatan": AngkaField(
                label="Max timbangan jembatan (t)",
                required=False,
                bilangan_bulat=6,
                desimal=3,
                min_value=0,
                initial=uttp.kapasitas_maks if uttp.satuan == "t" else None,
            ),
        }
        return made[name]

    def lokasi(self) -> Iterator[dict[str, Any]]:
        """For the page: each place that is asked about, with its questions."""
        for pk, place in self.asked.items():
            names = [n for kind in place["kinds"] for n in ISIAN[kind]]
            yield {"tempat": place["tempat"], "isian": [self[f"t{pk}_{n}"] for n in names]}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for uttp in data.get("uttp") or []:
            self._needed(uttp, data)
        return data

    def _needed(self, uttp: Uttp, data: dict[str, Any]) -> None:
        """A chosen pump wants its SPBU, a chosen weighbridge its maximum."""
        wanted = {SPBU: ("nomor_spbu", "nozzle"), JEMBATAN: ("maks_jembatan",)}
        for kind in sifat(uttp):
            for name in wanted[kind]:
                key = f"t{uttp.tempat_id}_{name}"
                if not data.get(key) and key not in self.errors:
                    self.add_error(key, "Wajib diisi untuk UTTP yang dipilih di tempat ini.")

    def data_for_step(self) -> dict[str, Any]:
        data = super().data_for_step()
        chosen = {row["uttp"].tempat_id for row in data["items"]}
        plain = {name: self.cleaned_data.get(name) for name in ("narahubung", "telepon", "surat")}
        return {**data, **plain, "lokasi": [self._row(pk) for pk in self.asked if pk in chosen]}

    def _row(self, pk: int) -> dict[str, Any]:
        given = {n: self.cleaned_data.get(f"t{pk}_{n}") for names in ISIAN.values() for n in names}
        return {
            "tempat": self.asked[pk]["tempat"],
            **{n: v for n, v in given.items() if v not in (None, "")},
        }


class TerimaForm(KajiForm):
    """Kaji ulang from the desk: the letter is looked at, the instrument only on the spot."""

    def _fields_of(self, item: BarisTempatPakai, near: dict[str, Any]) -> None:
        super()._fields_of(item, near)
        key = f"i{item.pk}_"
        words = [
            (k, BarisTempatPakai.KAJI[k])
            for k in BarisPermohonan.Kaji.values
            if k != BarisPermohonan.Kaji.MENUNGGU
        ]
        self.fields[key + "kaji"].choices = words
        self.fields[key + "lengkap"].label = "Surat dan data UTTP diperiksa dan lengkap"
        self.fields[key + "rujukan"].label = "Diteruskan ke"
        del self.fields[key + "visual"]

    def rows(self) -> Iterator[dict[str, Any]]:
        for item in self.items:
            yield {
                "item": item,
                **{
                    n: self[f"i{item.pk}_{n}"]
                    for n in ("kaji", "tahap", "lengkap", "rujukan", "catatan")
                },
            }

    def _check(self, item: BarisTempatPakai, data: dict[str, Any], key: str) -> None:
        if data.get(key + "kaji") == BarisPermohonan.Kaji.DITERIMA and not data.get(
            key + "lengkap"
        ):
            self.add_error(key + "kaji", "Centang pemeriksaan surat dan data sebelum menerima.")
        super()._check(item, {**data, key + "visual": True, key + "lengkap": True}, key)
