"""Grain moisture meters (OIML R 59) and taximeters (OIML R 21): a share of the reference, at least a fixed limit."""
from fractions import Fraction

from metrologi.cerapan.rules.hasil import Hasil, catat, putusan
from metrologi.cerapan.rules.inputs import Inputs, Kurang
from metrologi.cerapan.rules.numbers import show
from metrologi.cerapan.rules.tabel import aturan


def kadar_air(inputs: Inputs, hasil: Hasil) -> str:
    """The mean of three readings or more minus the reference, in % moisture."""
    rule = aturan("kadar-air-bkd").isi
    row = rule["komoditas"][inputs.choice("commodity", tuple(rule["komoditas"]))]
    reference = inputs.number("reference_percent", above=0, most=100)
    limit = _limit(row, reference)
    hasil["mpe_percent"] = show(limit)
    readings = inputs.numbers("readings_percent", least=0)
    if len(readings) < rule["paling_sedikit"]:
        raise Kurang(f"readings_percent: paling sedikit {rule['paling_sedikit']} pembacaan")
    error = sum(readings, Fraction(0)) / len(readings) - reference
    hasil["error_percent"] = show(error)
    return putusan(catat(hasil, "kebenaran", error, limit, "%", "kadar-air-bkd", f"{show(reference)} %"))


def meter_taksi(inputs: Inputs, hasil: Hasil) -> str:
    """Distance (m) or time (s) of the taximeter alone, or distance of the taxi."""
    rows = aturan("meter-taksi-bkd").isi[inputs.choice("part", ("taximeter", "vehicle"))]
    quantity = inputs.choice("quantity", tuple(rows))
    reference = inputs.number("reference", above=0)
    limit = _limit(rows[quantity], reference)
    hasil["mpe"] = show(limit)
    error = inputs.number("indicated", least=0) - reference
    hasil["error"] = show(error)
    unit = "m" if quantity == "distance" else "s"
    return putusan(catat(hasil, "kebenaran", error, limit, unit, "meter-taksi-bkd", f"{show(reference)} {unit}"))


def _limit(row: dict, reference: Fraction) -> Fraction:
    return max(Fraction(row["persen"] * reference / 100), Fraction(row["terkecil"]))
