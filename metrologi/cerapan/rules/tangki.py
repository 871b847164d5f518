"""Tank trucks (OIML R 80): volume of every compartment, and how far the level moves under a volume equal to the BKD."""
from fractions import Fraction

from metrologi.cerapan.rules.hasil import Hasil, catat, catat_lantai, putusan
from metrologi.cerapan.rules.inputs import Inputs
from metrologi.cerapan.rules.numbers import show, six
from metrologi.cerapan.rules.tabel import aturan


def tangki_ukur_mobil(inputs: Inputs, hasil: Hasil) -> str:
    """Every compartment within the percentage given by the case; where the level was tested it moves 2 mm or more."""
    percent = inputs.number("mpe_percent", above=0)
    rows = inputs.rows("compartments")
    tanks = [(row.number("measured_l", least=0), row.number("nominal_l", above=0)) for row in rows]
    hasil["error_percent"] = [six((found - nominal) / nominal * 100) for found, nominal in tanks]
    within = [
        catat(hasil, "volume nominal", found - nominal, nominal * percent / 100, "L", "tum-bkd", f"kompartemen {i}")
        for i, (found, nominal) in enumerate(tanks, start=1)
    ]
    return putusan(all([*within, *(_moves(row, hasil, i) for i, row in enumerate(rows, start=1))]))


def _moves(row: Inputs, hasil: Hasil, i: int) -> bool:
    if not row.has("level_change_mm"):
        return True
    least, moved = Fraction(aturan("tum-kepekaan").isi["geser_mm"]), row.number("level_change_mm", least=0)
    return catat_lantai(hasil, "kepekaan", moved, least, "mm", "tum-kepekaan", f"kompartemen {i}")


def kepekaan(inputs: Inputs, hasil: Hasil) -> str:
    """How far the level moves under a volume equal to the BKD."""
    least = Fraction(aturan("tum-kepekaan").isi["geser_mm"])
    hasil["minimum_mm"] = show(least)
    moved = inputs.number("level_change_mm", least=0)
    hasil["level_change_mm"] = show(moved)
    return putusan(catat_lantai(hasil, "kepekaan", moved, least, "mm", "tum-kepekaan"))


def ruang_kosong(inputs: Inputs, hasil: Hasil) -> str:
    """The empty space above the nominal volume as a share of it, against the least share given by the case."""
    least = inputs.number("minimum_percent", least=0)
    hasil["minimum_percent"] = show(least)
    share = inputs.number("space_l", least=0) / inputs.number("nominal_l", above=0) * 100
    hasil["share_percent"] = six(share)
    return putusan(catat_lantai(hasil, "ruang kosong", share, least, "%", "batas-cerapan"))
