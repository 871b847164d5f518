"""Capacity measures: serving measures (OIML R 138) and the gravimetric volume of a standard measure at 20 C."""
from decimal import Decimal
from fractions import Fraction
from typing import Any

from metrologi.cerapan.rules.hasil import Hasil, catat, putusan
from metrologi.cerapan.rules.inputs import Inputs, Mustahil
from metrologi.cerapan.rules.numbers import fixed, show, six
from metrologi.cerapan.rules.tabel import aturan

TAKARAN = ("transfer_line", "transfer_brim", "drinking_line", "drinking_brim", "botol", "tong_logam", "tong_lain")


def bkd_takaran(kind: str, nominal_ml: Fraction) -> tuple[Fraction, Fraction]:
    """The lowest and highest error in mL; a brim measure may only be too large, by twice as much."""
    use = kind.removesuffix("_line").removesuffix("_brim")
    rows = [row for row in aturan("takaran-bkd").isi["baris"] if row["jenis"] == use]
    row = next((row for row in rows if _holds(row, nominal_ml)), None)
    if row is None:
        raise Mustahil(f"nominal_ml: tidak ada BKD untuk {show(nominal_ml)} mL")
    limit = max(Fraction(row["tetap_ml"] + row["persen"] * nominal_ml / 100), Fraction(row.get("terkecil_ml", 0)))
    return (Fraction(0), 2 * limit) if kind.endswith("_brim") else (-limit, limit)


def _holds(row: dict[str, Any], nominal: Fraction) -> bool:
    """Whether the row is for this nominal volume: `di_bawah_ml` excludes its end, `sampai_ml` includes it."""
    return bool(row.get("dari_ml", 0) <= nominal and nominal < row.get("di_bawah_ml", nominal + 1)
                and nominal <= row.get("sampai_ml", nominal))


def takaran(inputs: Inputs, hasil: Hasil) -> str:
    """The measured capacity at 20 C between the two limits."""
    nominal = inputs.number("nominal_ml", above=0)
    factor = inputs.number("bkd_factor", least=1) if inputs.has("bkd_factor") else Fraction(1)
    lower, upper = (factor * edge for edge in bkd_takaran(inputs.choice("kind", TAKARAN), nominal))
    hasil |= {"lower_limit_ml": show(lower), "upper_limit_ml": show(upper)}
    actual = 1000 * _volume(inputs) if inputs.has("mass_kg") else inputs.number("actual_ml", least=0)
    error = actual - nominal
    hasil["error_ml"] = show(error)
    catat(hasil, "kebenaran", error, upper if error >= lower else lower, "mL", "takaran-bkd", f"{show(nominal)} mL")
    return putusan(lower <= error <= upper)


def gravimetri(inputs: Inputs, hasil: Hasil) -> str:
    """V20 = m/(rho_w - rho_a) (1 - rho_a/rho_b) (1 - gamma (t - 20)) against the limit given by the case."""
    nominal, percent = inputs.number("nominal_l", above=0), inputs.number("mpe_percent_of_nominal", above=0)
    limit = nominal * percent / 100
    hasil["mpe_l"] = show(limit)
    volume = _volume(inputs)
    hasil |= {"v20_l": six(volume), "error_l": six(volume - nominal)}
    return putusan(catat(hasil, "kebenaran", volume - nominal, limit, "L", "bejana-bkd", f"{show(nominal)} L"))


def bejana(inputs: Inputs, hasil: Hasil) -> str:
    """A standard can against the share of its nominal volume that R 120 allows, measured in litres or weighed."""
    nominal = inputs.number("nominal_l", above=0)
    limit = nominal * aturan("bejana-bkd").isi["persen"] / 100
    hasil["mpe_l"] = show(limit)
    volume = _volume(inputs) if inputs.has("mass_kg") else inputs.number("actual_l", above=0)
    hasil |= {"v20_l": six(volume), "error_l": six(volume - nominal)}
    return putusan(catat(hasil, "kebenaran", volume - nominal, limit, "L", "bejana-bkd", f"{show(nominal)} L"))


def kerapatan(inputs: Inputs, hasil: Hasil) -> None:
    """The densities in kg/m3 that weighing a volume needs: water by Tanaka, air by the formula of cg-18 A1.1."""
    hasil["water_density_kg_m3"] = fixed(kerapatan_air(inputs.number("water_temp_c", least=0, most=40)), 6)
    air = kerapatan_udara(inputs.number("pressure_hpa", least=600, most=1100),
                          inputs.number("humidity_percent", least=0, most=100), inputs.number("air_temp_c", least=0, most=60))
    hasil["air_density_kg_m3"] = fixed(air, 6)


def kerapatan_air(t: Fraction) -> Fraction:
    """Tanaka 2001, air-free water, 0 to 40 C."""
    drop = (t - Fraction("3.983035")) ** 2 * (t + Fraction("301.797")) / (Fraction("522528.9") * (t + Fraction("69.34881")))
    return Fraction("999.974950") * (1 - drop)


def kerapatan_udara(p: Fraction, h: Fraction, t: Fraction) -> Fraction:
    """Air in kg/m3 from hPa, % and C; the exponential in 28 decimal digits."""
    power = Decimal(t.numerator) * Decimal("0.061") / Decimal(t.denominator)
    vapour = Fraction("0.009") * h * Fraction(power.exp())
    return (Fraction("0.34848") * p - vapour) / (Fraction("273.15") + t)


def _volume(inputs: Inputs) -> Fraction:
    mass, water, air, weights = (
        inputs.number(name, above=0)
        for name in ("mass_kg", "water_density_kg_m3", "air_density_kg_m3", "weight_density_kg_m3")
    )
    if air >= min(water, weights):
        raise Mustahil("air_density_kg_m3: udara tidak mungkin lebih rapat daripada air atau anak timbangan")
    warmth = inputs.number("water_temp_c", least=0, most=100) - 20
    expansion = inputs.number("gamma_per_c", least=0, most=1)
    return 1000 * mass / (water - air) * (1 - air / weights) * (1 - expansion * warmth)
