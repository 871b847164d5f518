"""Taximeters (OIML R 21): distance in m or time in s, a share of the true value or a floor."""

from __future__ import annotations

from dataclasses import dataclass

from metrologi.bkd.angka import show
from metrologi.bkd.periksa import Angka, Pilihan, angka, pilih
from metrologi.bkd.putusan import Kata, Terukur, kata_dari, memutus
from metrologi.bkd.tabel import aturan, bagian_dengan_lantai

METER, TAKSI = "taximeter", "vehicle"
JARAK, WAKTU = "distance", "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Argo:
    """One reading of the taximeter alone ("taximeter") or in the taxi ("vehicle")."""

    bagian: Pilihan
    besaran: Pilihan
    acuan: Angka
    tampil: Angka


@memutus(Terukur)
def kebenaran(kasus: Argo, hasil: Terukur) -> Kata:
    """Indicated minus true distance (m) or time (s)."""
    rows = aturan("meter-taksi-bkd").isi[pilih(kasus.bagian, "bagian", (METER, TAKSI))]
    quantity = pilih(kasus.besaran, "besaran", tuple(rows))
    reference = angka(kasus.acuan, "acuan", above=0)
    hasil.batas = bagian_dengan_lantai(rows[quantity], reference)
    hasil.galat = angka(kasus.tampil, "tampil", least=0) - reference
    unit = "m" if quantity == JARAK else "s"
    point = f"{show(reference)} {unit}"
    within = hasil.catat("kebenaran", hasil.galat, hasil.batas, unit, "meter-taksi-bkd", point)
    return kata_dari(within)
