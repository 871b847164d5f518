"""Fuel and LPG dispensers against a volumetric standard (OIML R 117): error, BKD by volume, repeatability by flow."""
from fractions import Fraction

from metrologi.cerapan.rules.hasil import Hasil, catat, putusan
from metrologi.cerapan.rules.inputs import Inputs
from metrologi.cerapan.rules.numbers import show, six
from metrologi.cerapan.rules.tabel import aturan

ABSOLUTE_ZERO = Fraction("-273.15")
Runs = list[tuple[Fraction, Fraction]]


def table_bkd(volume: Fraction, percent: Fraction) -> Fraction:
    """The BKD in litres of a measured volume, before the minimum specified error."""
    rows = [row for row in aturan("pompa-bkd").isi["baris"] if volume < row["di_bawah_l"]]
    row = rows[0] if rows else {}
    return Fraction(row.get("kelipatan", 1) * row.get("atas_l", volume) * percent / 100)


def bkd(volume: Fraction, percent: Fraction, mmq: Fraction) -> Fraction:
    """The BKD in litres: the table, but at least Emin, which is twice the table at the MMQ."""
    return max(table_bkd(volume, percent), 2 * table_bkd(mmq, percent))


def kebenaran(inputs: Inputs, hasil: Hasil) -> str:
    """Every run within the BKD and, where a limit is given, a steady error at every flow."""
    percent, mmq = _class(inputs), inputs.number("mmq_l", above=0)
    rows = inputs.rows("runs")
    runs: Runs = [(row.number("indicated_l", least=0), _reference(inputs, row)) for row in rows]
    errors = [(shown - true) / true * 100 for shown, true in runs]
    limits = [bkd(true, percent, mmq) for _, true in runs]
    hasil |= {"error_percent": [six(error) for error in errors], "mpe_l": [six(limit) for limit in limits]}
    within = [
        catat(hasil, "kebenaran", shown - true, limit, "L", "pompa-bkd", f"{show(true)} L")
        for (shown, true), limit in zip(runs, limits, strict=True)
    ]
    return putusan(all([*within, is_steady(inputs, hasil, rows, errors)]))


def _class(inputs: Inputs) -> Fraction:
    percent = inputs.number("class_percent", above=0)
    if percent not in aturan("pompa-bkd").isi["persen"]:
        raise inputs.impossible("class_percent", "bukan kelas yang dikenal")
    return percent


def _reference(inputs: Inputs, run: Inputs) -> Fraction:
    """The volume of the standard; with gamma, V20 of the can brought to the temperature of the meter."""
    volume = run.number("reference_l", above=0)
    if not inputs.has("gamma_bus_per_c") and not inputs.has("beta_liquid_per_c"):
        return volume
    gamma, beta = inputs.number("gamma_bus_per_c", least=0), inputs.number("beta_liquid_per_c", least=0)
    can, meter = run.number("t_bus_c", above=ABSOLUTE_ZERO), run.number("t_meter_c", above=ABSOLUTE_ZERO)
    corrected = volume * (1 + gamma * (can - 20)) * (1 + beta * (meter - can))
    if corrected <= 0:
        raise run.impossible("reference_l", "volume terkoreksi tidak mungkin")
    return corrected


def is_steady(inputs: Inputs, hasil: Hasil, rows: list[Inputs], errors: list[Fraction]) -> bool:
    if not inputs.has("repeatability_limit_percent"):
        return True
    limit = inputs.number("repeatability_limit_percent", least=0)
    by_flow: dict[str, list[Fraction]] = {}
    for row, error in zip(rows, errors, strict=True):
        by_flow.setdefault(row.text("flow"), []).append(error)
    spreads = {flow: max(found) - min(found) for flow, found in by_flow.items()}
    hasil["repeatability_percent"] = {flow: six(spread) for flow, spread in spreads.items()}
    verdicts = [
        catat(hasil, "ketidaktetapan", spread, limit, "%", "pompa-ketidaktetapan", flow)
        for flow, spread in spreads.items()
    ]
    return all(verdicts)


def beda_penunjukan(inputs: Inputs, hasil: Hasil) -> str:
    """The displays of both sides of a dispenser differ by at most 20 mL at 20 L, in proportion elsewhere."""
    front, back = inputs.number("front_l", above=0), inputs.number("back_l", above=0)
    limit = max(front, back) * aturan("pompa-beda-penunjukan").isi["persen"] / 100
    hasil |= {"difference_l": show(abs(front - back)), "limit_l": show(limit)}
    return putusan(catat(hasil, "beda penunjukan", front - back, limit, "L", "pompa-beda-penunjukan"))
