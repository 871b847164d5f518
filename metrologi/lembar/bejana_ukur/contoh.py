"""Standard cans of 20 L and 10 L, read and weighed; the edges of R 120."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from metrologi.bkd import volume
from metrologi.bkd.tabel import Aturan
from metrologi.bkd.tulisan import tulis_angka
from metrologi.lembar.contoh import Contoh, Tepi, Tepian, dua_sisi
from metrologi.lembar.dasar import Alat, Titik


def _penuh(alat: Alat, titik: Titik) -> str:
    """A can that holds what it is called."""
    return tulis_angka(alat.maks)


CONTOH = [
    Contoh(
        "bejana_ukur",
        {"isi": _penuh},
        "kebenaran_v2_isi",
        "20,01",
        "20,0101",
        {"maks": Decimal(20), "satuan": "L"},
        cara="ukur",
        salah={"isi": "1"},
    ),
    Contoh(
        "bejana_ukur",
        {"massa": "9958", "suhu": "27"},
        "kebenaran_v3_massa",
        "9962",
        "9964",
        {"maks": Decimal(10), "satuan": "L"},
        cara="timbang",
    ),
]


def _isi(x: Fraction) -> volume.PutusanVolume:
    return volume.bejana(volume.Bejana(nominal_l=20, sebenarnya_l=20 + x))


def _bkd(rule: Aturan) -> Iterator[Tepi]:
    yield from dua_sisi(rule, "20 L", _isi, Fraction(rule.isi["persen"] * 20 / 100))


TEPI: dict[str, Tepian] = {"bejana-bkd": _bkd}
TANPA_TEPI: dict[str, str] = {}
