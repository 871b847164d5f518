"""Automatic gravimetric filling instruments (OIML R 61): every fill near enough to the average fill."""
from fractions import Fraction

from metrologi.cerapan.rules.hasil import Hasil, catat, putusan
from metrologi.cerapan.rules.inputs import Inputs, Kurang
from metrologi.cerapan.rules.nawi import is_one_two_five
from metrologi.cerapan.rules.numbers import show
from metrologi.cerapan.rules.tabel import aturan


def mpd(fill_g: Fraction, x: Fraction) -> Fraction:
    """The greatest deviation from the average in g for a fill mass in g, class X(x), in service."""
    rows = aturan("pengisi-mpd").isi["baris"]
    row = next(row for row in rows if fill_g <= row.get("sampai_g", fill_g))
    return x * Fraction(row["tetap_g"] if "tetap_g" in row else row["persen"] * fill_g / 100)


def penyimpangan(inputs: Inputs, hasil: Hasil) -> str:
    """The largest deviation of a fill from the average of the fills."""
    preset = inputs.number("preset_g", above=0)
    limit = mpd(preset, _x(inputs))
    hasil["mpd_g"] = show(limit)
    fills = _fills(inputs)
    average = sum(fills, Fraction(0)) / len(fills)
    worst = max(abs(fill - average) for fill in fills)
    hasil |= {"average_g": show(average), "max_deviation_g": show(worst)}
    return putusan(catat(hasil, "simpangan isian", worst, limit, "g", "pengisi-mpd", f"{show(preset)} g"))


def pengisi(inputs: Inputs, hasil: Hasil) -> str:
    """The fills of one stage: deviation from the average, and the average from the preset (setting error)."""
    stage = aturan("pengisi-tahap").isi
    factor = stage["faktor"][inputs.choice("stage", ("tera", "tera_ulang", "in_service"))]
    preset, x = inputs.number("preset_g", above=0), _x(inputs)
    limit = factor * mpd(preset, x)
    hasil |= {"mpd_g": show(limit), "setting_limit_g": show(stage["penyetelan"] * limit)}
    fills = _fills(inputs)
    average = sum(fills, Fraction(0)) / len(fills)
    worst = max(abs(fill - average) for fill in fills)
    hasil |= {"average_g": show(average), "max_deviation_g": show(worst)}
    setting = stage["penyetelan"] * limit
    hasil["setting_error_g"] = show(average - preset)
    near = catat(hasil, "simpangan isian", worst, limit, "g", "pengisi-mpd")
    return putusan(catat(hasil, "penyetelan", average - preset, setting, "g", "pengisi-tahap") and near)


def _x(inputs: Inputs) -> Fraction:
    x = inputs.number("x", above=0, most=aturan("pengisi-mpd").isi["x_paling"])
    if not is_one_two_five(x):
        raise inputs.impossible("x", "bukan 1, 2 atau 5 kali pangkat sepuluh")
    return x


def _fills(inputs: Inputs) -> list[Fraction]:
    fills = inputs.numbers("fills_g", least=0)
    if len(fills) < 2:
        raise Kurang("fills_g: paling sedikit dua isian")
    return fills
