"""Grain moisture meters (OIML R 59): a share of the reference, at least a fixed limit; percent."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from metrologi.bkd.angka import show
from metrologi.bkd.periksa import Angka, Daftar, Pilihan, angka, pilih, semua_angka
from metrologi.bkd.putusan import Kata, Kurang, Terukur, kata_dari, memutus
from metrologi.bkd.tabel import aturan, bagian_dengan_lantai


@dataclass(frozen=True, slots=True, kw_only=True)
class KadarAir:
    """Readings of one sample of a commodity, in percent moisture."""

    komoditas: Pilihan
    acuan_persen: Angka
    bacaan_persen: Daftar[Angka]


@memutus(Terukur)
def kadar_air(kasus: KadarAir, hasil: Terukur) -> Kata:
    """The mean of three readings or more minus the reference."""
    rule = aturan("kadar-air-bkd").isi
    row = rule["komoditas"][pilih(kasus.komoditas, "komoditas", tuple(rule["komoditas"]))]
    reference = angka(kasus.acuan_persen, "acuan_persen", above=0, most=100)
    hasil.batas = bagian_dengan_lantai(row, reference)
    readings = semua_angka(kasus.bacaan_persen, "bacaan_persen", least=0)
    if len(readings) < rule["paling_sedikit"]:
        words = f"paling sedikit {rule['paling_sedikit']} pembacaan"
        raise Kurang("bacaan_persen", words)
    hasil.galat = sum(readings, Fraction(0)) / len(readings) - reference
    point = f"{show(reference)} %"
    within = hasil.catat("kebenaran", hasil.galat, hasil.batas, "%", "kadar-air-bkd", point)
    return kata_dari(within)
