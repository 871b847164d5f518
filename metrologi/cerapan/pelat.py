"""The plate part of a sheet: its fields, what the register proposes, the instrument read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from metrologi.bkd.tulisan import AngkaSalah, baca_angka
from metrologi.lembar.dasar import Alat, Isian, Lembar, kelas_dari
from metrologi.uttp.fields import AngkaField
from metrologi.uttp.models import Uttp

TERDAFTAR = {"maks": "kapasitas_maks", "min": "kapasitas_min", "e": "e", "d": "d"}
# Nozzles of a pump or compartments of a truck on one sheet.
CACAH_PALING = 12
DAFTAR_PALING = 200


class DaftarField(forms.Field):
    """Many readings in one box, apart by spaces, lines or semicolons.

    A list of Decimal, None when empty.
    """

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


def field(isian: Isian, alat: Alat | None = None) -> forms.Field:
    """The form field of a reading, or of something the plate says.

    With `alat`, what cannot be on this instrument is refused.
    """
    label = f"{isian.label} ({isian.satuan})" if isian.satuan else isian.label
    if isian.pilihan:
        return forms.ChoiceField(
            label=label, choices=isian.pilihan, required=False, initial=isian.awal or None
        )
    if isian.daftar:
        return DaftarField(label=label, required=False)
    return AngkaField(
        label=label,
        required=False,
        initial=isian.awal or None,
        desimal=isian.desimal,
        **(_wajar(isian, alat) if alat else {}),
    )


def _wajar(isian: Isian, alat: Alat) -> dict[str, Decimal | None]:
    """What is possible in a field of the instrument's own unit.

    Nobody loads a scale with twice its capacity.
    """
    if not isian.satuan or isian.satuan != alat.satuan or not alat.maks:
        return {}
    return {"terbesar": 2 * alat.maks, "langkah": alat.d if isian.kelipatan_d else None}


def fields(lembar: Lembar, uttp: Uttp, *, lampau: bool = False) -> dict[str, forms.Field]:
    """The plate's fields as `alat_<name>`, filled with what the register knows.

    `lampau`: a sheet of the past, whose counts stand as they were typed.
    """
    unit = f" ({uttp.satuan})" if lembar.timbangan and uttp.satuan else ""
    made: dict[str, forms.Field] = {
        f"alat_{name}": AngkaField(
            label=f"{label}{unit}",
            required=False,
            min_value=0,
            initial=_terdaftar(lembar, uttp, name, baku),
        )
        for name, label, baku in lembar.pelat
    }
    if lembar.kelas:
        made["alat_kelas"] = forms.ChoiceField(
            label="Kelas",
            choices=[("", "–"), *lembar.kelas],
            required=False,
            initial=kelas_dari(lembar, uttp.kelas),
        )
    for isian in lembar.tambahan:
        known = uttp.ekstra.get(isian.cacah or isian.nama)
        made[f"alat_{isian.nama}"] = (
            CacahField(isian.label, _cacah(known), wajib=not lampau)
            if isian.cacah
            else field(isian)
        )
        if known not in (None, ""):
            made[f"alat_{isian.nama}"].initial = known
    return made


class CacahField(AngkaField):
    """How many nozzles or compartments: at least as many as the register knows (`tercatat`).

    `jumlah` says how many are on the sheet, whatever was typed.
    """

    def __init__(self, label: str, tercatat: int, *, wajib: bool) -> None:
        super().__init__(label=label, required=False, initial="1", desimal=0)
        self.tercatat = tercatat if wajib else 0

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is not None and value < self.tercatat:
            raise forms.ValidationError(
                f"Data alat menyebut {self.tercatat}; semuanya diuji. Bila jumlahnya memang "
                "berkurang, perbaiki dahulu data alatnya.",
                code="kurang",
            )
        if value is not None and value > CACAH_PALING:
            raise forms.ValidationError(f"Paling banyak {CACAH_PALING} pada satu lembar.")

    def jumlah(self, value: Any) -> int:
        """How many are tested: what was typed, never fewer than are known."""
        typed = int(value) if isinstance(value, Decimal) and value >= 1 else 1
        return min(max(typed, self.tercatat), CACAH_PALING)


def _cacah(known: Any) -> int:
    return int(known) if str(known).isdecimal() else 0


def _terdaftar(lembar: Lembar, uttp: Uttp, name: str, baku: str) -> Any:
    """What the register knows of the plate, else what the kind proposes."""
    known = getattr(uttp, TERDAFTAR[name]) if name in TERDAFTAR else uttp.ekstra.get(name)
    if known in (None, "") and name == "e" and lembar.e_per_maks and uttp.kapasitas_maks:
        return uttp.kapasitas_maks / lembar.e_per_maks
    return known if known not in (None, "") else baku


def alat(
    lembar: Lembar,
    made: Mapping[str, forms.Field],
    typed: Mapping[str, Any] | None,
    *,
    satuan: str,
    ketetapan: Mapping[str, str],
) -> Alat:
    """The instrument as the sheet shows it: typed (None: as proposed), else unknown."""
    read = {
        name.removeprefix("alat_"): _typed(made[name], name, typed)
        for name in made
        if name.startswith("alat_")
    }
    for isian in (i for i in lembar.tambahan if i.cacah):
        counted: Any = made[f"alat_{isian.nama}"]
        read[isian.nama] = Decimal(counted.jumlah(read[isian.nama]))
    plate = {name: read.pop(name, None) or None for name in TERDAFTAR} | {
        "mmq": read.pop("mmq", None) or None
    }
    return Alat(
        **plate,
        satuan=satuan,
        kelas=read.pop("kelas", None) or "",
        nozzle=int(read.get("nozzle") or 1),
        lain=read,
        ketetapan=ketetapan,
    )


def perbaikan(form: forms.Form, uttp: Uttp, alat: Alat, lembar: Lembar) -> dict[str, Any]:
    """The register's fields that the plate of a sheet corrects: what differs from the proposal."""
    kelas = alat.kelas if alat.kelas != kelas_dari(lembar, uttp.kelas) else ""
    extra = {
        i.cacah or i.nama: int(alat.lain[i.nama]) if i.cacah else str(alat.lain[i.nama])
        for i in lembar.tambahan
        if (i.cacah or i.nama) in _isian(uttp) and _diganti(form, i.nama)
    }
    found: dict[str, Any] = {
        column: getattr(alat, name) for name, column in TERDAFTAR.items() if _diganti(form, name)
    }
    return found | {"kelas": kelas or None, "ekstra": {**uttp.ekstra, **extra}}


def _isian(uttp: Uttp) -> set[str]:
    return {isian["nama"] for isian in uttp.jenis.isian}


def _diganti(form: forms.Form, name: str) -> bool:
    """Whether somebody wrote something else than the sheet proposed."""
    field = form.fields.get(f"alat_{name}")
    if field is None:
        return False
    typed = form.cleaned_data.get(f"alat_{name}")
    return typed not in (None, "") and typed != _typed(field, name, None)


def _typed(field: forms.Field, name: str, typed: Mapping[str, Any] | None) -> Any:
    try:
        return field.clean(field.initial if typed is None else typed.get(name))
    except forms.ValidationError:
        return None
