"""The marks part of a sheet: a fixed set of rows, what a decision demands, what is stored."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from metrologi.cerapan.models import TapakCtt

if TYPE_CHECKING:
    from metrologi.cerapan.forms import CerapanForm

JENIS = TapakCtt.Jenis
# Which marks a decision needs: UU 2/1981 Ps. 20.
PERLU = {"sah": JENIS.SAH, "batal": JENIS.BATAL}


def fields(hari: date) -> dict[str, forms.Field]:
    """Count, year, place and seal of every kind of mark."""
    made: dict[str, forms.Field] = {}
    for jenis in JENIS:
        made[f"tapak_{jenis}_jumlah"] = forms.IntegerField(
            label="Jumlah",
            required=False,
            min_value=0,
            max_value=99,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        )
        made[f"tapak_{jenis}_tahun"] = forms.RegexField(
            r"^\d{2}$",
            label="Tahun",
            required=False,
            initial=f"{hari:%y}",
            error_messages={"invalid": "Dua angka terakhir tahun."},
        )
        made[f"tapak_{jenis}_letak"] = forms.CharField(
            label="Letak", required=False, max_length=120
        )
        made[f"tapak_{jenis}_segel"] = forms.CharField(
            label="Segel/stiker", required=False, max_length=120
        )
    return made


def rows(form: CerapanForm) -> list[dict[str, Any]]:
    """For the page: the label and bound fields of each kind."""
    return [
        {
            "label": jenis.label,
            "isian": [form[f"tapak_{jenis}_{n}"] for n in ("jumlah", "tahun", "letak", "segel")],
        }
        for jenis in JENIS
    ]


def check(form: CerapanForm, data: dict[str, Any]) -> None:
    """A sah needs its mark, a batal its own; what needs repair gets neither."""
    decision = data.get("keputusan")
    wanted = PERLU.get(decision or "")
    if decision not in ("sah", "batal", "perlu_perbaikan"):
        return
    for jenis in JENIS:
        count, name = data.get(f"tapak_{jenis}_jumlah") or 0, f"tapak_{jenis}_jumlah"
        if wanted == jenis and not count and name not in form.errors:
            form.add_error(name, f"Catat {jenis.label.lower()} yang dibubuhkan.")
        elif count and (wanted is None or (jenis in PERLU.values() and jenis != wanted)):
            form.add_error(name, f"{jenis.label} tidak dibubuhkan pada keputusan ini.")


def ragu(data: Any, hari: date) -> list[str]:
    """A mark whose year is not that of the test."""
    years = {
        str(data.get(f"tapak_{j}_tahun", "")).strip()
        for j in JENIS
        if str(data.get(f"tapak_{j}_jumlah", "")).strip()
    }
    return [
        f"Tahun tanda tera “{y}” bukan tahun pengujian ({hari:%y})."
        for y in sorted(years)
        if y.isdecimal() and y != f"{hari:%y}"
    ]


def made(data: dict[str, Any], hari: date) -> list[TapakCtt]:
    """The marks to store, unsaved and without their test."""
    return [
        TapakCtt(
            jenis=jenis,
            jumlah=count,
            tahun=data.get(f"tapak_{jenis}_tahun") or f"{hari:%y}",
            letak=data.get(f"tapak_{jenis}_letak") or "",
            nomor_segel=data.get(f"tapak_{jenis}_segel") or "",
        )
        for jenis in JENIS
        if (count := data.get(f"tapak_{jenis}_jumlah") or 0)
    ]
