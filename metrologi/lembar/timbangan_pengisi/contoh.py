"""A filling instrument of 25 kg; edges of R 61 by mass and stage."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial

from metrologi.bkd import timbangan_pengisi as bkd
from metrologi.bkd.tabel import Aturan
from metrologi.lembar.contoh import Contoh, Tepi, Tepian, batas_massa, dua_sisi, isi, massa
from metrologi.lembar.dasar import Alat, Titik


def _tepat(alat: Alat, titik: Titik) -> str:
    """Two fills of exactly the preset."""
    preset = next(isian.awal for isian in titik.isian if isian.nama == "acuan")
    return f"{preset} {preset}"


CONTOH = [
    Contoh(
        "timbangan_pengisi",
        {"bacaan": _tepat},
        "kebenaran_besar_bacaan",
        "24800 25200",
        "24799 25201",
        {"satuan": "kg", "maks": Decimal(25), "min": Decimal(25)},
        {"x": "1"},
        salah={"bacaan": "400 600"},
    )
]
ISI_UJI = Fraction(20000)


def _isian(mass: Fraction, x: Fraction) -> bkd.PutusanIsian:
    """The average lies 9 g off the preset, so that the deviation counts from the average."""
    return bkd.penyimpangan(bkd.Isian(x=1, setelan_g=mass, isian_g=[mass + 9 + x, mass + 9 - x]))


def _pengisi(tahap: str, fills: list[Fraction]) -> bkd.PutusanPengisi:
    return bkd.pengisi(
        bkd.Pengisi(isian=bkd.Isian(x=1, setelan_g=ISI_UJI, isian_g=fills), tahap=tahap)
    )


def _sebar(tahap: str, x: Fraction) -> bkd.PutusanPengisi:
    return _pengisi(tahap, [ISI_UJI + x, ISI_UJI - x])


def _geser(tahap: str, x: Fraction) -> bkd.PutusanPengisi:
    return _pengisi(tahap, [ISI_UJI + x] * 2)


def _mpd(rule: Aturan) -> Iterator[Tepi]:
    for row, mass in massa(rule.isi["baris"]):
        yield Tepi(rule.id, f"isi {mass} g", partial(_isian, mass), batas_massa(row, mass))


def _tahap(rule: Aturan) -> Iterator[Tepi]:
    for tahap, factor in rule.isi["faktor"].items():
        limit = Fraction(factor) * batas_massa(isi("pengisi-mpd")["baris"][-1], ISI_UJI)
        yield Tepi(rule.id, f"{tahap} simpangan", partial(_sebar, tahap), limit)
        setting = Fraction(rule.isi["penyetelan"]) * limit
        yield from dua_sisi(rule, f"{tahap} penyetelan", partial(_geser, tahap), setting)


TEPI: dict[str, Tepian] = {"pengisi-mpd": _mpd, "pengisi-tahap": _tahap}
TANPA_TEPI: dict[str, str] = {}
