"""Water meters (OIML R 49-1): error at every flow against the BKD of its zone, class, temperature and stage."""
from fractions import Fraction

from metrologi.cerapan.rules.hasil import Hasil, catat, putusan
from metrologi.cerapan.rules.inputs import Inputs
from metrologi.cerapan.rules.numbers import show, six
from metrologi.cerapan.rules.tabel import aturan

KELAS = ("1", "2", "lama")
TAHAP = ("tera", "tera_ulang", "in_service")


def kebenaran(inputs: Inputs, hasil: Hasil) -> str:
    """Every point within its BKD; a flow outside Q1..Q4 makes the case invalid."""
    lower, upper = _zones(inputs)
    flows = _flows(inputs)
    rows = inputs.rows("points")
    points = [row.number("q_m3_per_h", least=flows[0], most=flows[3]) for row in rows]
    limits = [lower if flow < flows[1] else upper for flow in points]
    hasil["mpe_percent"] = [show(limit) for limit in limits]
    errors = [_error(row) for row in rows]
    hasil["error_percent"] = [six(error) for error in errors]
    within = [
        catat(hasil, "kebenaran", error, limit, "%", "meter-air-bkd", f"{show(flow)} m3/h")
        for flow, error, limit in zip(points, errors, limits, strict=True)
    ]
    return putusan(all(within))


def plate_warnings(q1: Fraction, q2: Fraction, q3: Fraction, q4: Fraction) -> list[str]:
    """What on the plate does not follow Q2 = 1.6 Q1 and Q4 = 1.25 Q3; a remark, never a verdict."""
    checks = {"Q2 bukan 1,6 Q1": q2 == Fraction(8, 5) * q1, "Q4 bukan 1,25 Q3": q4 == Fraction(5, 4) * q3}
    return [warning for warning, holds in checks.items() if not holds]


def _flows(inputs: Inputs) -> list[Fraction]:
    flows = [inputs.number(name, above=0) for name in ("q1", "q2", "q3", "q4")]
    if sorted(set(flows)) != flows:
        raise inputs.impossible("q1", "harus Q1 < Q2 < Q3 < Q4")
    return flows


def _zones(inputs: Inputs) -> tuple[Fraction, Fraction]:
    """The BKD in percent below Q2 and from Q2 on."""
    rule = aturan("meter-air-bkd").isi
    row = rule["per_kelas"][inputs.choice("class", KELAS)]
    factor = aturan("meter-air-tahap").isi["faktor"][inputs.choice("stage", TAHAP)]
    hot = inputs.number("water_temp_c", least=0, most=180) > rule["panas_di_atas_c"]
    return Fraction(row["bawah"] * factor), Fraction(row["atas_panas" if hot else "atas"] * factor)


def _error(row: Inputs) -> Fraction:
    true = row.number("actual_l", above=0)
    return (row.number("indicated_l", least=0) - true) / true * 100
