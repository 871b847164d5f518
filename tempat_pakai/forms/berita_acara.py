"""Signing the berita acara on the spot: drawn, typed, or refused with a reason."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from django import forms

from metrologi.workflow.forms import StepForm
from tempat_pakai.kunjungan import LEBAR, TINGGI, Kunjungan

MAKS_TITIK = 4000
RUSAK = "Tanda tangan tidak terbaca. Bersihkan, lalu tanda tangani lagi."


def goresan(raw: str) -> list[list[list[int]]]:
    """Strokes as posted, [[[x, y], …], …], whole numbers inside the field. ValidationError for
    anything else."""
    if not raw.strip():
        return []
    try:
        found = [[[int(x), int(y)] for x, y in stroke] for stroke in json.loads(raw)]
    except (ValueError, TypeError, RecursionError, OverflowError):
        raise forms.ValidationError(RUSAK) from None
    points = [point for stroke in found for point in stroke]
    if len(points) > MAKS_TITIK or not all(0 <= x <= LEBAR and 0 <= y <= TINGGI for x, y in points):
        raise forms.ValidationError(RUSAK)
    return [stroke for stroke in found if len(stroke) > 1]


class BeritaAcaraForm(StepForm):
    """`kunci` is made by the page once, so that a repeated post signs nothing twice."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    goresan = forms.CharField(widget=forms.HiddenInput, required=False, max_length=120_000)
    nama = forms.CharField(label="Nama yang menandatangani", max_length=120, required=False)
    hubungan = forms.CharField(
        label="Hubungan dengan pemilik",
        max_length=80,
        required=False,
        help_text="Misalnya: pemilik, kepala toko, kuasa.",
    )
    setuju = forms.BooleanField(
        label="Saya telah membaca hasil pengujian di atas dan menyetujui berita acara ini",
        required=False,
    )
    tanpa = forms.BooleanField(label="Pemilik tidak bersedia atau tidak di tempat", required=False)
    catatan = forms.CharField(
        label="Catatan berita acara",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kunci"].initial = uuid4()
        if self.case:
            self.fields["nama"].initial = self.case.narahubung

    def clean_goresan(self) -> list:
        return goresan(self.cleaned_data["goresan"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("tanpa"):
            if not data.get("catatan"):
                self.add_error("catatan", "Tulis mengapa berita acara tidak ditandatangani.")
            return data
        if not data.get("nama"):
            self.add_error("nama", "Isi nama yang menandatangani.")
        if not data.get("goresan") and "goresan" not in self.errors and not data.get("setuju"):
            self.add_error(
                "setuju",
                "Tanda tangani di kotak, atau centang persetujuan ini setelah mengetik nama.",
            )
        return data

    def data_for_step(self) -> dict[str, Any]:
        data = {
            n: self.cleaned_data[n] for n in ("kunci", "nama", "hubungan", "goresan", "catatan")
        }
        if self.cleaned_data["tanpa"]:
            return {**data, "goresan": [], "cara": Kunjungan.Cara.TANPA}
        return {
            **data,
            "cara": Kunjungan.Cara.GORESAN if data["goresan"] else Kunjungan.Cara.KETIKAN,
        }
