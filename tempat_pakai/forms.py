"""The forms of the steps: apply, review, plan a trip, sign the berita acara; the rest are those of every tera."""
from __future__ import annotations

from typing import Any

from metrologi.pengujian.forms import KesampingkanForm, SerahkanForm, SiapkanForm, SusulkanSkhpForm, TegaskanForm
from metrologi.pengujian.forms import TerimaForm as KajiForm
from metrologi.pengujian.models import BarisPermohonan
from tempat_pakai.ajukan_form import AjukanForm
from tempat_pakai.berita_form import BeritaAcaraForm
from tempat_pakai.models import BarisTempatPakai
from tempat_pakai.rencana_form import JadwalUlangForm, SusunForm, TambahPermohonanForm

__all__ = ["AjukanForm", "BeritaAcaraForm", "JadwalUlangForm", "KesampingkanForm", "SerahkanForm", "SiapkanForm",
           "SusulkanSkhpForm", "SusunForm", "TegaskanForm", "TambahPermohonanForm", "TerimaForm"]


class TerimaForm(KajiForm):
    """Kaji ulang from the desk: the letter is looked at, the instrument only on the spot."""

    def _fields_of(self, item: Any, near: dict[str, Any]) -> None:
        super()._fields_of(item, near)
        key = f"i{item.pk}_"
        words = [(k, BarisTempatPakai.KAJI[k]) for k in BarisPermohonan.Kaji.values if k != BarisPermohonan.Kaji.MENUNGGU]
        self.fields[key + "kaji"].choices = words
        self.fields[key + "lengkap"].label = "Surat dan data UTTP diperiksa dan lengkap"
        self.fields[key + "rujukan"].label = "Diteruskan ke"
        del self.fields[key + "visual"]

    def rows(self) -> Any:
        for item in self.items:
            yield {"item": item, **{n: self[f"i{item.pk}_{n}"] for n in ("kaji", "lengkap", "rujukan", "catatan")}}

    def _check(self, item: Any, data: dict[str, Any], key: str) -> None:
        if data.get(key + "kaji") == BarisPermohonan.Kaji.DITERIMA and not data.get(key + "lengkap"):
            self.add_error(key + "kaji", "Centang pemeriksaan surat dan data sebelum menerima.")
        super()._check(item, {**data, key + "visual": True, key + "lengkap": True}, key)
