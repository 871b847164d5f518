"""Reads the case of a rule from the JSON of the contract, by the fields of the rule's case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from numbers import Number
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from metrologi.bkd import nawi
from metrologi.bkd.angka import parse, show
from metrologi.bkd.periksa import Angka, Cacat, Hari, Pilihan, Teks, YaTidak

# The name of a field in the contract, where it is not that of the rule's case.
NAMA = {
    "acuan": "reference",
    "acuan_kg": "reference_kg",
    "acuan_l": "reference_l",
    "acuan_persen": "reference_percent",
    "aliran": "flow",
    "bacaan_g": "readings_g",
    "bacaan_persen": "readings_percent",
    "bagian": "part",
    "batas_persen": "minimum_percent",
    "batas_tetap_persen": "repeatability_limit_percent",
    "beban": "load",
    "beban_tambahan": "extra_load",
    "beban_terkecil_kg": "minimum_load_kg",
    "belakang_l": "back_l",
    "bergerak": "started",
    "berlaku_sampai": "valid_until",
    "berubah": "changed",
    "berubah_setengah_e": "changed_after_half_e",
    "besaran": "quantity",
    "beta_cairan": "beta_liquid_per_c",
    "bkd_alat": "instrument_mpe",
    "bkd_anak_g": "weights_mpe_g",
    "bkd_persen": "mpe_percent",
    "butir": "items",
    "cara": "method",
    "cara_nilai": "rule",
    "d_beban_g": "d_load_g",
    "daya_w": "power_w",
    "debit": "q_m3_per_h",
    "depan_l": "front_l",
    "dl": "delta_l",
    "eks_beban_g": "ecc_load_g",
    "eks_selisih_g": "ecc_max_diff_g",
    "energi_acuan_kwh": "energy_reference_kwh",
    "energi_meter_kwh": "energy_meter_kwh",
    "faktor_daya": "power_factor",
    "galat_mg": "error_mg",
    "galat_mm": "error_mm",
    "galat_standar": "standard_error_total",
    "gamma": "gamma_per_c",
    "gamma_bus": "gamma_bus_per_c",
    "garis": "line",
    "hanya_tera": "tera_only",
    "hanyut_g": "weights_drift_g",
    "isi_ml": "actual_ml",
    "isian_g": "fills_g",
    "jalan": "runs",
    "jawaban": "answer",
    "jenis": "kind",
    "k_anak": "weights_k",
    "kali_bkd": "bkd_factor",
    "kategori": "category",
    "kelas": "class",
    "kelembapan": "humidity_percent",
    "komoditas": "commodity",
    "kompartemen": "compartments",
    "konstanta": "constant_imp_per_kwh",
    "maks": "max",
    "maks_kg": "max_kg",
    "massa_acuan_g": "reference_mass_g",
    "massa_kg": "mass_kg",
    "naik_mm": "level_change_mm",
    "nama": "name",
    "nominal_g": "nominal_mass_g",
    "pembebanan": "load",
    "penunjukan": "indication",
    "penunjukan_g": "indication_g",
    "penunjukan_sebenarnya": "true_indications",
    "pergeseran": "displacement",
    "pergeseran_mm": "displacement_mm",
    "persen_bkd": "mpe_percent_of_nominal",
    "persen_kelas": "class_percent",
    "posisi": "positions",
    "pulsa": "pulses",
    "putusan": "verdict",
    "rapat_air": "water_density_kg_m3",
    "rapat_anak": "weight_density_kg_m3",
    "rapat_udara": "air_density_kg_m3",
    "rasio_arus": "current_ratio",
    "rentang": "partial_ranges",
    "ruang_l": "space_l",
    "rumus": "formula",
    "sambungan": "connection",
    "satuan": "unit",
    "sebenarnya_l": "actual_l",
    "semua_penunjukan": "indications",
    "setelah_imbuh": "after_imbuh",
    "setelan_g": "preset_g",
    "setimbang": "balanced",
    "statis_g": "static_g",
    "suhu_air_c": "water_temp_c",
    "suhu_bus_c": "t_bus_c",
    "suhu_meter_c": "t_meter_c",
    "suhu_udara_c": "air_temp_c",
    "tahap": "stage",
    "tampil": "indicated",
    "tampil_kg": "indicated_kg",
    "tampil_l": "indicated_l",
    "tampilan": "display",
    "tanggal_sertifikat": "certificate_date",
    "tanggal_uji": "test_date",
    "tekanan_hpa": "pressure_hpa",
    "terukur_l": "measured_l",
    "titik": "points",
    "titik_tumpu": "support_points",
    "u_anak_g": "weights_U_g",
    "u_mg": "expanded_uncertainty_mg",
    "uji": "tests",
    "wajib": "mandatory",
    "waktu_s": "time_s",
}


def kasus_dari(kelas: type, inputs: Mapping[str, Any], path: str = "") -> Any:
    """The case of a rule read from JSON: what is missing is None, what is spoilt `Cacat`.

    `path` stands before the names of the fields of one row: "jalan[2].".
    """
    made = {}
    for name, key, read in _bidang(kelas):
        made[name] = read(inputs if key is None else inputs.get(key), f"{path}{name}")
    return kelas(**made)


@cache
def _bidang(kelas: type) -> tuple[tuple[str, str | None, Callable[[Any, str], Any]], ...]:
    """Name, name in the contract (None: the whole row) and reader of every field of a case."""
    hints = get_type_hints(kelas, include_extras=True)
    found: list[tuple[str, str | None, Callable[[Any, str], Any]]] = []
    for one in fields(kelas):
        if one.name == "label":
            continue
        inner = _dataclass_in(hints[one.name])
        if inner is None:
            found.append((one.name, NAMA.get(one.name, one.name), _pembaca(hints[one.name])))
        else:
            found.append((one.name, None, _pembaca_dalam(inner)))
    return tuple(found)


def _dataclass_in(hint: Any) -> type | None:
    """The part of a case that is a dataclass: its fields lie in the same JSON object."""
    options = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    for option in options:
        if isinstance(option, type) and is_dataclass(option) and option is not Cacat:
            return option
    return None


def _pembaca_dalam(kelas: type) -> Callable[[Any, str], Any]:
    return lambda inputs, path: kasus_dari(kelas, inputs)


def _pembaca(hint: Any) -> Callable[[Any, str], Any]:
    """How the value of a field of this type is read: (value, name of the field) to reading."""
    if hint in PEMBACA:
        return PEMBACA[hint]
    row = next((get_args(o)[0] for o in get_args(hint) if get_origin(o) is Sequence), None)
    if row is None:
        return lambda value, path: value
    if row is nawi.Rentang:
        return _rentang
    return lambda value, path: _daftar(value, path, row)


def _ada(value: Any) -> bool:
    return value is not None and not (isinstance(value, str) and not value.strip())


def _angka(value: Any, path: str = "") -> Fraction | Cacat | None:
    if not _ada(value):
        return None
    try:
        return parse(value)
    except ValueError as error:
        return Cacat(str(error))


def _pilihan(value: Any, path: str = "") -> str | Cacat | None:
    """A word; "1.0" and the number 1 are the option "1", what is no word is none of the options."""
    if not _ada(value):
        return None
    if isinstance(value, Number):
        number = _angka(value)
        return show(number) if isinstance(number, Fraction) else number
    if not isinstance(value, str):
        return "\0"
    text = value.strip()
    if text[0].isalpha():
        return text
    number = _angka(text)
    return show(number) if isinstance(number, Fraction) else text


def teks(value: Any, path: str = "") -> str | Cacat | None:
    """A text without blanks around it; a number as its text."""
    if not _ada(value):
        return None
    if isinstance(value, bool) or not isinstance(value, str | Number):
        return Cacat("bukan teks")
    return str(value).strip()


def _ya(value: Any, path: str = "") -> bool | Cacat | None:
    if not _ada(value):
        return None
    return value if isinstance(value, bool) else Cacat("harus ya atau tidak")


def hari(value: Any, path: str = "") -> date | Cacat | None:
    """A day written as 2026-03-17."""
    found = teks(value)
    if not isinstance(found, str):
        return found
    try:
        return date.fromisoformat(found)
    except ValueError:
        return Cacat("bukan tanggal YYYY-MM-DD")


PEMBACA: dict[Any, Callable[[Any, str], Any]] = {
    Angka: _angka,
    Pilihan: _pilihan,
    Teks: teks,
    YaTidak: _ya,
    Hari: hari,
}


def _daftar(value: Any, path: str, row: Any) -> list[Any] | Cacat | None:
    if not _ada(value):
        return None
    if isinstance(value, str) or not isinstance(value, Sequence):
        return Cacat("bukan daftar")
    if not isinstance(row, type) or not is_dataclass(row):
        read = _pembaca(row)
        return [read(one, path) for one in value]
    for n, one in enumerate(value, 1):
        if not isinstance(one, Mapping):
            return Cacat("bukan kumpulan data bernama", f"{path}[{n}].")
    return [kasus_dari(row, one, f"{path}[{n}].") for n, one in enumerate(value, 1)]


def _rentang(value: Any, path: str) -> list[nawi.Rentang] | Cacat | None:
    """Ranges are written as pairs [Max, e]; nothing, false and zero mean that there are none."""
    if not value:
        return None
    if isinstance(value, str) or not isinstance(value, Sequence):
        return Cacat("bukan daftar")
    return [_satu_rentang(row) for row in value]


def _satu_rentang(row: Any) -> nawi.Rentang:
    if not isinstance(row, list | tuple) or len(row) != 2:
        broken = Cacat("setiap rentang berisi [Max, e]", "rentang")
        return nawi.Rentang(maks=broken, e=None)
    return nawi.Rentang(maks=_angka(row[0]), e=_angka(row[1]))
