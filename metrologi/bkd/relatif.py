"""A relative error against the reference, with a limit that the case gives."""

from __future__ import annotations

from dataclasses import dataclass

from metrologi.bkd.angka import enam
from metrologi.bkd.periksa import Angka, angka
from metrologi.bkd.putusan import Kata, Terukur, kata_dari, memutus


@dataclass(frozen=True, slots=True, kw_only=True)
class Relatif:
    """Indicated and reference value in one unit, and the BKD in percent."""

    tampil: Angka
    acuan: Angka
    bkd_persen: Angka


@memutus(Terukur)
def relatif(kasus: Relatif, hasil: Terukur) -> Kata:
    """E % = (indicated - reference) / reference * 100, told to six decimals."""
    reference = angka(kasus.acuan, "acuan", above=0)
    error = (angka(kasus.tampil, "tampil") - reference) / reference * 100
    hasil.galat = enam([error])[0]
    hasil.batas = angka(kasus.bkd_persen, "bkd_persen", least=0)
    return kata_dari(hasil.catat("kebenaran", error, hasil.batas, "%", "batas-cerapan"))
