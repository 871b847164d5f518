"""Active energy meters (IEC 62053-21 and -22): relative error against the BKD of the test point."""
from fractions import Fraction

from metrologi.cerapan.rules.hasil import Hasil, catat, catat_amatan, putusan
from metrologi.cerapan.rules.inputs import Inputs, Kurang, Mustahil
from metrologi.cerapan.rules.numbers import show, six
from metrologi.cerapan.rules.tabel import aturan

KELAS = ("1", "2", "0.2S", "0.5S")
JOULE_PER_KWH = 3_600_000


def kebenaran(inputs: Inputs, hasil: Hasil) -> str:
    """One test point; a point for which the standard names no limit is invalid, never SAH."""
    rule, limit = _bkd(inputs)
    limit *= inputs.number("bkd_factor", least=1) if inputs.has("bkd_factor") else 1
    hasil["mpe_percent"] = show(limit)
    true = _reference(inputs)
    error = (_metered(inputs) - true) / true * 100
    hasil["error_percent"] = six(error)
    return putusan(catat(hasil, "kebenaran", error, limit, "%", rule, _point(inputs)))


def _point(inputs: Inputs) -> str:
    return f"{inputs.text('current_ratio')} x arus dasar, cos phi {inputs.text('power_factor')}"


def _bkd(inputs: Inputs) -> tuple[str, Fraction]:
    kelas = inputs.choice("class", KELAS)
    wanted = {
        "kelas": kelas,
        "sambungan": inputs.choice("connection", ("direct", "transformer")),
        "faktor_daya": inputs.choice("power_factor", ("1", "0.5i", "0.8c")),
        "beban": _load(inputs),
    }
    ratio = inputs.number("current_ratio", above=0)
    rule_id = "meter-kwh-22" if kelas.endswith("S") else "meter-kwh-21"
    rows = [row for row in aturan(rule_id).isi["baris"] if all(row[key] == value for key, value in wanted.items())]
    steps = [limit for row in rows for start, limit in row["langkah"] if ratio >= start]
    if not steps:
        raise Mustahil("current_ratio: titik uji ini tidak mempunyai BKD")
    return rule_id, Fraction(steps[-1])


def _load(inputs: Inputs) -> str:
    if not inputs.has("load"):
        return "balanced"
    return inputs.choice("load", ("balanced", "single_phase_on_polyphase"))


def _metered(inputs: Inputs) -> Fraction:
    """kWh of the meter: registered, or counted pulses over the constant."""
    if inputs.has("energy_meter_kwh"):
        return inputs.number("energy_meter_kwh", least=0)
    if not inputs.has("pulses"):
        raise Kurang("energy_meter_kwh: belum diisi, pulses juga tidak")
    return inputs.number("pulses", least=0) / inputs.number("constant_imp_per_kwh", above=0)


def _reference(inputs: Inputs) -> Fraction:
    """kWh of the standard: measured, or power times time."""
    if inputs.has("energy_reference_kwh"):
        return inputs.number("energy_reference_kwh", above=0)
    if not inputs.has("power_w"):
        raise Kurang("energy_reference_kwh: belum diisi, power_w juga tidak")
    return inputs.number("power_w", above=0) * inputs.number("time_s", above=0) / JOULE_PER_KWH


def tanpa_beban(inputs: Inputs, hasil: Hasil) -> str:
    """At 115 % of the voltage and no current the meter gives at most one pulse."""
    limit = Fraction(aturan("meter-kwh-tanpa-beban").isi["pulsa"])
    hasil["limit_pulses"] = show(limit)
    pulses = inputs.number("pulses", least=0)
    return putusan(catat(hasil, "tanpa beban", pulses, limit, "pulsa", "meter-kwh-tanpa-beban"))


def gerak_mula(inputs: Inputs, hasil: Hasil) -> str:
    """The meter starts at a current no larger than its starting current."""
    limit = Fraction(aturan("meter-kwh-gerak-mula").isi["arus"][inputs.choice("class", ("1", "2"))])
    hasil["limit_ratio"] = show(limit)
    started = inputs.flag("started")
    ratio = inputs.number("current_ratio", above=0)
    if started and ratio > limit:
        raise Mustahil("current_ratio: di atas arus gerak mula, tidak membuktikan apa pun")
    if not started and ratio < limit:
        raise Mustahil("current_ratio: di bawah arus gerak mula, tidak membuktikan apa pun")
    seen = "bergerak" if started else "tidak bergerak"
    return putusan(catat_amatan(hasil, "gerak mula", seen, started, "meter-kwh-gerak-mula", f"{show(ratio)} x arus dasar"))
