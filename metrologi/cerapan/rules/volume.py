"""Capacity measures: serving measures (OIML R 138) and the gravimetric volume of a standard measure at 20 C."""
from fractions import Fraction

from metrologi.cerapan.rules.hasil import Hasil, catat, putusan
from metrologi.cerapan.rules.inputs import Inputs, Mustahil
from metrologi.cerapan.rules.numbers import show, six
from metrologi.cerapan.rules.tabel import aturan

TAKARAN = ("transfer_line", "transfer_brim", "drinking_line", "drinking_brim")


def bkd_takaran(kind: str, nominal_ml: Fraction) -> tuple[Fraction, Fraction]:
    """The lowest and highest error in mL; a brim measure may only be too large, by twice as much."""
    use, mark = kind.split("_")
    rows = [row for row in aturan("takaran-bkd").isi["baris"] if row["jenis"] == use]
    row = next(row for row in rows if nominal_ml < row.get("di_bawah_ml", nominal_ml + 1))
    limit = row["tetap_ml"] + row["persen"] * nominal_ml / 100
    return (Fraction(0), 2 * limit) if mark == "brim" else (-limit, limit)


def takaran(inputs: Inputs, hasil: Hasil) -> str:
    """The measured capacity at 20 C between the two limits."""
    nominal = inputs.number("nominal_ml", above=0)
    lower, upper = bkd_takaran(inputs.choice("kind", TAKARAN), nominal)
    hasil |= {"lower_limit_ml": show(lower), "upper_limit_ml": show(upper)}
    error = inputs.number("actual_ml", least=0) - nominal
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
