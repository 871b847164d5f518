"""Arranges the points anew when the plate is corrected: load, readings and limit stay together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from metrologi.cerapan.bentuk import TitikUji, nama
from metrologi.lembar.dasar import Isian, Titik, Uji

# The page sends back what it showed: `usul_<point>` its label, `usul_<field>` what was proposed.
USUL = "usul_"
BEBAN = "beban"


def tersusun(ujian: Iterable[Uji], rows: TitikUji, data: Any, *, baru: bool) -> Any:
    """The posted data with the points of the plate as it is now.

    A point that is another one than the page showed takes the readings that were made at its own
    load, wherever they stand, or none; a load that the penera chose stays with its readings.
    `baru`: points that the page did not have are filled with what is proposed for them.
    """
    changed: dict[str, str] = {}
    for uji in ujian:
        for titik in rows[uji.kode]:
            changed |= _titik(uji, titik, data, baru=baru)
    if not changed:
        return data
    data = data.copy()
    data.update(changed)
    return data


def _titik(uji: Uji, titik: Titik, data: Mapping[str, Any], *, baru: bool) -> dict[str, str]:
    """What changes in the fields of one point."""
    proposed = {nama(uji, titik, i): i.awal for i in titik.isian}
    if not _usang(uji, titik, data):
        fresh = {n: text for n, text in proposed.items() if text and n not in data}
        return fresh if baru else {}
    load = next((i for i in titik.isian if i.nama == BEBAN), None)
    if load is None and any(proposed.values()):
        return {n: text for n, text in proposed.items() if text and data.get(USUL + n) == data[n]}
    source = _asal(uji, titik, load, data)
    moved = {nama(uji, titik, i): data.get(f"{source}_{i.nama}", "") for i in titik.isian}
    return moved if source else proposed


def _usang(uji: Uji, titik: Titik, data: Mapping[str, Any]) -> bool:
    """Whether the page showed another point here, and not a load that the penera chose."""
    label = f"{USUL}{uji.kode}_{titik.kunci}"
    if label not in data:
        return False
    proposed = {nama(uji, titik, i): i.awal for i in titik.isian}
    load = f"{uji.kode}_{titik.kunci}_{BEBAN}"
    if data.get(load) and data[load] != data.get(USUL + load):
        return False
    moved = [n for n, text in proposed.items() if data.get(USUL + n, "") != text]
    return bool(moved) or data[label] != titik.label


def _asal(uji: Uji, titik: Titik, load: Isian | None, data: Mapping[str, Any]) -> str:
    """The point of the page, as "test_point", that has this one's load or else its label."""
    own = f"{uji.kode}_{titik.kunci.rstrip('0123456789')}"
    if load is None:
        found = [n.removeprefix(USUL) for n, text in data.items() if text == titik.label]
    else:
        end = f"_{BEBAN}"
        typed = [n for n, text in data.items() if n.endswith(end) and text == load.awal]
        found = [n.removesuffix(end) for n in typed if not n.startswith(USUL)]
    mine = [name for name in found if name.startswith(own)]
    return mine[0] if len(mine) == 1 else ""
