"""Automatic instruments: belt weighers (OIML R 50) and checkweighers (OIML R 51)."""
from fractions import Fraction

from metrologi.cerapan.rules import nawi
from metrologi.cerapan.rules.hasil import Hasil, catat, putusan
from metrologi.cerapan.rules.inputs import Inputs, Kurang
from metrologi.cerapan.rules.numbers import root, round_half_up, show, six
from metrologi.cerapan.rules.tabel import aturan

# A deviation that rounds to its limit but lies beyond it is shown beyond it.
JUST = Fraction(1, 10**6)


def ban_berjalan(inputs: Inputs, hasil: Hasil) -> str:
    """The totalised mass against the control scale; the BKD is rounded to the nearest totalisation interval."""
    stage = inputs.choice("stage", ("tera", "tera_ulang", "in_service"))
    percent = aturan("ban-berjalan-bkd").isi["persen"][stage][inputs.choice("class", ("0.2", "0.5", "1", "2"))]
    true = inputs.number("reference_kg", above=0)
    if inputs.has("minimum_load_kg") and true < inputs.number("minimum_load_kg", least=0):
        raise inputs.impossible("reference_kg", "kurang dari beban total terkecil")
    limit = _to_interval(inputs, true * percent / 100)
    hasil["mpe_kg"] = show(limit)
    error = inputs.number("indicated_kg", least=0) - true
    hasil |= {"error_percent": six(error / true * 100), "error_kg": show(error)}
    return putusan(catat(hasil, "uji bahan", error, limit, "kg", "ban-berjalan-bkd", f"{show(true)} kg"))


def _to_interval(inputs: Inputs, limit: Fraction) -> Fraction:
    if not inputs.has("d_kg"):
        return limit
    d = inputs.number("d_kg", above=0)
    return round_half_up(limit / d, 0) * d


def pengecek(inputs: Inputs, hasil: Hasil) -> str:
    """Category X: mean error and standard deviation. Category Y: every single error."""
    category = inputs.choice("category", ("X", "Y"))
    kelas = inputs.choice("class", ("I", "II", "III", "IIII") if category == "X" else ("I", "II", "a", "b"))
    mass, e = inputs.number("static_g", above=0), inputs.number("e_g", above=0)
    limit = nawi.bkd(aturan("pengecek-bkd").isi["langkah"][kelas], mass, e, "tera")
    hasil["mpe_g"] = show(limit)
    readings = _readings(inputs, mass)
    if category == "Y":
        return _single(hasil, readings, mass, limit + aturan("pengecek-bkd").isi["y_tambahan_e"] * e)
    return _mean_and_spread(inputs, hasil, readings, mass, limit)


def _readings(inputs: Inputs, mass: Fraction) -> list[Fraction]:
    readings = inputs.numbers("readings_g", least=0)
    rows = aturan("pengecek-bkd").isi["jumlah"]
    least = next(row["paling_sedikit"] for row in rows if mass <= row.get("sampai_g", mass))
    if len(readings) < least:
        raise Kurang(f"readings_g: paling sedikit {least} penimbangan")
    return readings


def _single(hasil: Hasil, readings: list[Fraction], mass: Fraction, limit: Fraction) -> str:
    worst = max((reading - mass for reading in readings), key=abs)
    hasil |= {"worst_error_g": show(worst), "mpe_g": show(limit)}
    return putusan(catat(hasil, "kesalahan tunggal", worst, limit, "g", "pengecek-bkd"))


def _mean_and_spread(
    inputs: Inputs, hasil: Hasil, readings: list[Fraction], mass: Fraction, limit: Fraction
) -> str:
    mean = sum(readings, Fraction(0)) / len(readings)
    variance = sum(((reading - mean) ** 2 for reading in readings), Fraction(0)) / (len(readings) - 1)
    most = inputs.number("x", above=0) * spread_limit(mass)
    hasil |= {"mean_error_g": show(mean - mass), "mpe_g": show(limit)}
    hasil |= {"standard_deviation_g": root(variance), "standard_deviation_limit_g": show(most)}
    near = catat(hasil, "kesalahan rata-rata", mean - mass, limit, "g", "pengecek-bkd")
    spread = Fraction(root(variance))
    catat(hasil, "simpangan baku", spread if variance <= most**2 else max(spread, most + JUST), most, "g", "pengecek-bkd")
    return putusan(near and variance <= most**2)


def spread_limit(mass: Fraction) -> Fraction:
    """The standard deviation allowed for a mass in g, for x = 1, at tera."""
    rows = aturan("pengecek-bkd").isi["simpangan"]
    row = next(row for row in rows if mass <= row.get("sampai_g", mass))
    return Fraction(row["tetap_g"] if "tetap_g" in row else row["persen"] * mass / 100)
