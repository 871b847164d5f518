"""The sheets: one folder a kind of instrument, found here by itself.

A folder holds the sheet (`LEMBAR` of its `__init__.py`), the limits (`batas.toml`), what checklist
and register know of the kind (`jenis.toml`), and worked examples (`contoh.py`).
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from metrologi.lembar.dasar import Alat, Butir, Isian, Lembar, Titik, TitikHasil, Uji

__all__ = [
    "JENIS",
    "LEMBAR",
    "Alat",
    "Isian",
    "Lembar",
    "Titik",
    "TitikHasil",
    "Uji",
    "baris_rujukan",
    "dokumen",
]

FOLDER = Path(__file__).parent
# The folders of the kinds by name.
JENIS = tuple(sorted(module.name for module in iter_modules(__path__) if module.ispkg))


@cache
def dokumen(jenis: str) -> dict[str, Any]:
    """`jenis.toml` of a folder."""
    return tomllib.loads((FOLDER / jenis / "jenis.toml").read_text(encoding="utf-8"))


def baris_rujukan(nama: str) -> list[dict[str, Any]]:
    """The rows `[[nama]]` of every kind: "jenis", "masa_berlaku", "lingkup"; a copy."""
    return [dict(row) for jenis in JENIS for row in dokumen(jenis).get(nama, ())]


def _visual(jenis: str) -> tuple[Butir, ...]:
    """The checklist of a folder, or that of the folder it is like."""
    found = dokumen(jenis)
    if "visual_seperti" in found:
        return _visual(found["visual_seperti"])
    return tuple(
        (row["kode"], row["kalimat"], row.get("hanya_tera", False)) for row in found["visual"]
    )


def _lembar() -> dict[str, Lembar]:
    sheets = [
        replace(sheet, visual=_visual(jenis))
        for jenis in JENIS
        for sheet in import_module(f"{__name__}.{jenis}").LEMBAR
    ]
    return {sheet.kode: sheet for sheet in sheets}


LEMBAR = _lembar()
