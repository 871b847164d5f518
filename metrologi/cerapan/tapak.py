"""The marks part of a sheet: a fixed set of rows, what each decision demands, and the rows to store."""
from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from metrologi.cerapan.models import TapakCtt

JENIS = TapakCtt.Jenis
# Which marks a decision needs: UU 2/1981 Ps. 20.
PERLU = {"sah": JENIS.SAH, "batal": JENIS.BATAL}


def fields(hari: date) -> dict[str, forms.Field]:
    """Count, year, place and seal of every kind of mark."""
    made: dict[str, forms.Field] = {}
    for jenis in JENIS:
        made[f"tapak_{jenis}_jumlah"] = forms.IntegerField(label="Jumlah", required=False, min_value=0, max_value=99,
                                                          widget=forms.TextInput(attrs={"inputmode": "numeric"}))
        made[f"tapak_{jenis}_tahun"] = forms.RegexField(r"^\d{2}$", label="Tahun", required=False, initial=f"{hari:%y}",
                                                       error_messages={"invalid": "Dua angka terakhir tahun."})
        made[f"tapak_{jenis}_letak"] = forms.CharField(label="Letak", required=False, max_length=120)
        made[f"tapak_{jenis}_segel"] = forms.CharField(label="Nomor segel", required=False, max_length=120)
    return made


def rows(form: Any) -> list[dict[str, Any]]:
    """For the page: the label and bound fields of each kind."""
    return [{"label": jenis.label, "isian": [form[f"tapak_{jenis}_{n}"] for n in ("jumlah", "tahun", "letak", "segel")]}
            for jenis in JENIS]


def check(form: Any, data: dict[str, Any]) -> None:
    """A sah needs its mark, a batal its own; what needs repair gets neither."""
    decision = data.get("keputusan")
    for jenis in PERLU.values():
        count = data.get(f"tapak_{jenis}_jumlah") or 0
        if PERLU.get(decision or "") == jenis and not count:
            form.add_error(f"tapak_{jenis}_jumlah", f"Catat {jenis.label.lower()} yang dibubuhkan.")
        elif PERLU.get(decision or "") != jenis and count:
            form.add_error(f"tapak_{jenis}_jumlah", f"{jenis.label} tidak dibubuhkan pada keputusan ini.")


def made(data: dict[str, Any]) -> list[TapakCtt]:
    """The marks to store, unsaved and without their test."""
    return [
        TapakCtt(jenis=jenis, jumlah=count, tahun=data.get(f"tapak_{jenis}_tahun") or "",
                 letak=data.get(f"tapak_{jenis}_letak") or "", nomor_segel=data.get(f"tapak_{jenis}_segel") or "")
        for jenis in JENIS if (count := data.get(f"tapak_{jenis}_jumlah") or 0)
    ]
