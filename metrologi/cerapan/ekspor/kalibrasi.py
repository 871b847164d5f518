"""Which stored tests are worth a calibration certificate.

Errors measured in figures, with traceable standards, under noted conditions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from metrologi.cerapan.ekspor.isi import angka
from metrologi.cerapan.ekspor.satuan import dsi
from metrologi.cerapan.models import Pengujian
from metrologi.lembar.timbangan_elektronik.nol import LAPANGAN


def alasan_bukan(test: Pengujian) -> list[str]:
    """Why this test gives no certificate; empty when it does."""
    standards = [row.sertifikat for row in test.standar_dipakai.all()]
    traced = standards and all(s["ketertelusuran"].strip() for s in standards)
    return [*kekurangan(test), *([] if traced else ["Ada standar tanpa ketertelusuran."])]


def kekurangan(test: Pengujian) -> list[str]:
    """What the test itself lacks for a certificate, whatever its standards; reads nothing."""
    faults = {
        "Cara lapangan hanya menyatakan memenuhi atau tidak; kesalahannya tidak "
        "diukur.": test.bacaan.get("cara") == LAPANGAN,
        "Suhu tidak dicatat.": test.suhu is None,
        "Tidak ada titik dengan kesalahan dan batas berupa angka.": not any(
            t.get("tanda") == "±" for _, points in titik_terukur(test) for t in points
        ),
    }
    return [reason for reason, found in faults.items() if found]


def titik_terukur(test: Pengujian) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each test with its points whose result is a number in a unit of the D-SI, not only seen."""
    for row in test.hasil["uji"]:
        points = [
            t
            for t in row["titik"]
            if angka(t["nilai"])
            and angka(t["batas"])
            and dsi(t["satuan"])
            and not test.bacaan.get(f"{row['kode']}_{t['kunci']}_amatan")
        ]
        if points:
            yield row, points
