"""Spring scales: 30 kg, class III; their limits are those of the electronic scales."""

from __future__ import annotations

from metrologi.lembar.contoh import Contoh, Tepian, beban
from metrologi.lembar.timbangan_elektronik.contoh import SKALA

CONTOH = [
    Contoh(
        "timbangan_pegas",
        {"tampil": beban, "nol_n1_tampil": "0"},
        "kebenaran_k5_tampil",
        "30,015",
        "30,016",
        SKALA,
    )
]
TEPI: dict[str, Tepian] = {}
TANPA_TEPI: dict[str, str] = {}
