"""The plate part of a sheet: its fields, what the register proposes for them, and the instrument read from them."""
from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from metrologi.cerapan.lembar import Alat, Isian, Lembar
from metrologi.uttp.fields import AngkaField, AngkaSalah, baca_angka
from metrologi.uttp.models import Uttp

TERDAFTAR = {"maks": "kapasitas_maks", "min": "kapasitas_min", "e": "e", "d": "d"}
NOZZLE_PALING = 12
DAFTAR_PALING = 200


class DaftarField(forms.Field):
    """Many readings in one box, apart by spaces, lines or semicolons; a list of Decimal, None when empty."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}), **kwargs)

    def to_python(self, value: Any) -> list[Decimal] | None:
        words = str(value or "").replace(";", " ").replace("\x00", "?").split()
        if len(words) > DAFTAR_PALING:
            raise forms.ValidationError(f"Paling banyak {DAFTAR_PALING} bacaan.")
        return [_angka(word) for word in words] or None


def _angka(word: str) -> Decimal:
    try:
        if len(word) > 20:
            raise AngkaSalah("besar", "terlalu panjang")
        return baca_angka(word)
    except AngkaSalah as salah:
        raise forms.ValidationError(f"“{word[:20]}”: {salah}") from salah


def field(isian: Isian) -> forms.Field:
    """The form field of a reading or of something the plate says."""
    label = f"{isian.label} ({isian.satuan})" if isian.satuan else isian.label
    if isian.pilihan:
        return forms.ChoiceField(label=label, choices=isian.pilihan, required=False, initial=isian.awal or None)
    if isian.daftar:
        return DaftarField(label=label, required=False)
    return AngkaField(label=label, required=False, initial=isian.awal or None, desimal=isian.desimal)


def fields(lembar: Lembar, uttp: Uttp) -> dict[str, forms.Field]:
    """The plate's fields as `alat_<name>`, filled with what the register knows."""
    unit = f" ({uttp.satuan})" if lembar.timbangan and uttp.satuan else ""
    made: dict[str, forms.Field] = {
        f"alat_{name}": AngkaField(label=f"{label}{unit}", required=False, min_value=0,
                                   initial=_terdaftar(lembar, uttp, name, baku))
        for name, label, baku in lembar.pelat}
    if lembar.kelas:
        made["alat_kelas"] = forms.ChoiceField(label="Kelas", choices=[("", "–"), *lembar.kelas], required=False,
                                               initial=kelas_dari(lembar, uttp.kelas))
    for isian in lembar.tambahan:
        made[f"alat_{isian.nama}"] = field(isian)
        known = uttp.ekstra.get(isian.nama)
        if known not in (None, ""):
            made[f"alat_{isian.nama}"].initial = known
    return made


def kelas_dari(lembar: Lembar, tertulis: str) -> str:
    """The rules' code of the class the register writes ("2/A", "0,5"); "" when the sheet does not know it."""
    codes = dict(lembar.kelas)
    parts = [p.strip().replace(",", ".") for p in (tertulis, *tertulis.split("/"))]
    return next((code for p in parts for code in (p, f"{p}S") if code in codes), "")


def _terdaftar(lembar: Lembar, uttp: Uttp, name: str, baku: str) -> Any:
    """What the register knows of the plate, else what the kind proposes."""
    known = getattr(uttp, TERDAFTAR[name]) if name in TERDAFTAR else uttp.ekstra.get(name)
    if known in (None, "") and name == "e" and lembar.e_per_maks and uttp.kapasitas_maks:
        return uttp.kapasitas_maks / lembar.e_per_maks
    return known if known not in (None, "") else baku


def alat(lembar: Lembar, made: Mapping[str, forms.Field], typed: Mapping[str, Any] | None, *, satuan: str,
         ketetapan: Mapping[str, str]) -> Alat:
    """The instrument as the sheet shows it: typed (None: as proposed) where it can be read, else unknown."""
    read = {name.removeprefix("alat_"): _typed(made[name], name, typed) for name in made if name.startswith("alat_")}
    plate = {name: read.pop(name, None) or None for name in TERDAFTAR} | {"mmq": read.pop("mmq", None) or None}
    return Alat(**plate, satuan=satuan, kelas=read.pop("kelas", None) or "", nozzle=_nozzle(read.get("nozzle")), lain=read,
                ketetapan=ketetapan)


def _nozzle(value: Any) -> int:
    return min(int(value), NOZZLE_PALING) if isinstance(value, Decimal) and value >= 1 else 1


def _typed(field: forms.Field, name: str, typed: Mapping[str, Any] | None) -> Any:
    try:
        return field.clean(field.initial if typed is None else typed.get(name))
    except forms.ValidationError:
        return None
