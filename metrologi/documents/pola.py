"""Number patterns such as "{urut:04}/{unit}/{bulan_romawi}/{tahun}": read, check and fill."""

from __future__ import annotations

import re
from datetime import datetime
from string import Formatter

from metrologi.accounts.models import Uml
from metrologi.clock.calendar import WIB

ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
FIELDS = ("klasifikasi", "urut", "unit", "bulan", "bulan_romawi", "tahun")
WIDTH = re.compile(r"0?[1-8]")
LONGEST = 80
HELP = (
    "Isian: "
    + ", ".join(f"{{{name}}}" for name in FIELDS)
    + "; {urut:04} berarti empat angka. Urut mulai dari 1 tiap tahun."
)


def problem(pattern: str) -> str:
    """Why the pattern cannot be used, in Indonesian; "" when it can."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        return "Kurung kurawal tidak berpasangan."
    names = [name for _, name, _, _ in parts if name is not None]
    for name, spec, conversion in ((n, s, c) for _, n, s, c in parts if n is not None):
        if reason := _part_problem(name, spec or "", conversion):
            return reason
    if names.count("urut") != 1:
        return "Pola harus memuat {urut} tepat satu kali."
    if "tahun" not in names:
        return "Pola harus memuat {tahun}, karena nomor urut mulai lagi setiap tahun."
    return (
        ""
        if len(_substitute(pattern)) <= LONGEST
        else f"Nomor akan lebih panjang dari {LONGEST} karakter."
    )


def _part_problem(name: str, spec: str, conversion: str | None) -> str:
    if name not in FIELDS:
        return f"Isian “{{{name}}}” tidak dikenal. {HELP}"
    if conversion or (spec and (name != "urut" or not WIDTH.fullmatch(spec))):
        return "Hanya {urut} yang boleh diberi lebar, misalnya {urut:04}."
    return ""


def _substitute(pattern: str) -> str:
    return pattern.format(
        klasifikasi="0" * 15, urut=1, unit="U" * 15, bulan="00", bulan_romawi="VIII", tahun=2000
    )


def fill(pattern: str, *, uml: Uml, urut: int, at: datetime, klasifikasi: str = "") -> str:
    """The number; an empty classification leaves no empty part between slashes."""
    local = at.astimezone(WIB)
    text = pattern.format(
        klasifikasi=klasifikasi or uml.kode_klasifikasi,
        urut=urut,
        unit=uml.kode.upper(),
        bulan=f"{local.month:02}",
        bulan_romawi=ROMAWI[local.month - 1],
        tahun=local.year,
    )
    return re.sub(r"/{2,}", "/", text).strip("/")
