"""Flow meters for fuel and CNG dispensers: relative error per run, meter factor, and steadiness per flow."""
from fractions import Fraction

from metrologi.cerapan.rules import pompa_ukur
from metrologi.cerapan.rules.hasil import Hasil, catat, putusan
from metrologi.cerapan.rules.inputs import Inputs
from metrologi.cerapan.rules.numbers import show, six
from metrologi.cerapan.rules.tabel import aturan

KELAS = ("0.3", "0.5", "1", "1.5", "2.5")
FACTORS = ("cts", "cps", "ctl_p", "cpl_p")


def meter_arus(inputs: Inputs, hasil: Hasil) -> str:
    """R 117 line A (system) or line B (meter alone), with Emin from the MMQ; MF = V_ref / V_ind."""
    line = inputs.choice("line", ("system", "meter"))
    percent = Fraction(aturan("meter-arus-bkd").isi[line][inputs.choice("class", KELAS)])
    mmq = inputs.number("mmq_l", above=0)
    rows = inputs.rows("runs")
    runs = [(row.number("indicated_l", above=0), prover_volume(row)) for row in rows]
    limits = [pompa_ukur.bkd(true, percent, mmq) for _, true in runs]
    hasil["meter_factor"] = [six(true / shown) for shown, true in runs]
    hasil["mpe_l"] = [six(limit) for limit in limits]
    return _judged(inputs, hasil, rows, runs, limits, "L", "meter-arus-bkd")


def prover_volume(row: Inputs) -> Fraction:
    """V_prover * CTS * CPS * (CTL_p * CPL_p) / (CTL_m * CPL_m); a factor that is not given is 1."""
    volume = row.number("reference_l", above=0)
    for name in (name for name in FACTORS if row.has(name)):
        volume *= row.number(name, above=0)
    for name in (name for name in ("ctl_m", "cpl_m") if row.has(name)):
        volume /= row.number(name, above=0)
    return volume


def pompa_bbg(inputs: Inputs, hasil: Hasil) -> str:
    """CNG by mass: every run within the percentage of the stage, or of the meter alone."""
    part = inputs.choice("part", ("system", "meter"))
    stage = inputs.choice("stage", ("tera", "tera_ulang", "in_service"))
    percent = aturan("bbg-bkd").isi["persen"]["meter" if part == "meter" else stage]
    hasil["mpe_percent"] = show(Fraction(percent))
    rows = inputs.rows("runs")
    runs = [(row.number("indicated_kg", least=0), row.number("reference_kg", above=0)) for row in rows]
    limits = [true * percent / 100 for _, true in runs]
    return _judged(inputs, hasil, rows, runs, limits, "kg", "bbg-bkd")


def _judged(
    inputs: Inputs, hasil: Hasil, rows: list[Inputs], runs: pompa_ukur.Runs, limits: list[Fraction],
    unit: str, rule: str,
) -> str:
    errors = [(shown - true) / true * 100 for shown, true in runs]
    hasil["error_percent"] = [six(error) for error in errors]
    within = [
        catat(hasil, "kebenaran", shown - true, limit, unit, rule, f"{show(true)} {unit}")
        for (shown, true), limit in zip(runs, limits, strict=True)
    ]
    return putusan(all([*within, pompa_ukur.is_steady(inputs, hasil, rows, errors)]))
