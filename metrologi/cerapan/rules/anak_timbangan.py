"""Weights (OIML R 111-1): the BKD of class and nominal mass, plain or guarded by the uncertainty."""
import re
from fractions import Fraction
from functools import cache

from metrologi.cerapan.rules.hasil import Hasil, catat, putusan
from metrologi.cerapan.rules.inputs import Inputs, Mustahil
from metrologi.cerapan.rules.numbers import parse, show
from metrologi.cerapan.rules.tabel import Aturan, aturan

KELAS = ("E1", "E2", "F1", "F2", "M1", "M1-2", "M2", "M2-3", "M3")
MILLIGRAM = {"mg": 1, "g": 1000, "kg": 10**6, "t": 10**9}
NOMINAL = re.compile(r"(\d{1,3}(?: \d{3})+|[\d.]{1,40})\s*(mg|g|kg|t)", re.ASCII)


def nominal_mg(text: str) -> Fraction:
    """The mass written as "500 mg", "1 kg" or "5 000 kg", in mg; ValueError when it is not written so."""
    found = NOMINAL.fullmatch(text)
    if not found:
        raise ValueError("harus bilangan dengan satuan mg, g, kg atau t")
    return parse(found[1].replace(" ", "")) * MILLIGRAM[found[2]]


def table() -> dict[tuple[str, Fraction], Fraction]:
    """BKD in mg by class and nominal mass in mg."""
    return _table(aturan("anak-timbangan-bkd"))


@cache
def _table(found: Aturan) -> dict[tuple[str, Fraction], Fraction]:
    rule = found.isi
    cells = [(row[0], kelas, value) for row in rule["baris"]
             for kelas, value in zip(rule["kelas_urut"], row[1:], strict=True)]
    return {(kelas, nominal_mg(name)): Fraction(value) for name, kelas, value in cells if value != ""}


def kebenaran(inputs: Inputs, hasil: Hasil) -> str:
    """|E| within the BKD (simple), or within BKD - U once U is at most a third of it (r111_guard, 5.2 and 5.3)."""
    limit = _bkd(inputs) * (inputs.number("bkd_factor", least=1) if inputs.has("bkd_factor") else 1)
    hasil["mpe_mg"] = show(limit)
    error, rule = inputs.number("error_mg"), inputs.choice("rule", ("simple", "r111_guard"))
    point = inputs.text("nominal")
    if rule == "simple":
        return putusan(catat(hasil, "kebenaran", error, limit, "mg", "anak-timbangan-bkd", point))
    uncertainty = inputs.number("expanded_uncertainty_mg", least=0)
    if uncertainty * 3 > limit:
        raise Mustahil("expanded_uncertainty_mg: lebih dari sepertiga BKD")
    hasil["acceptance_limit_mg"] = show(limit - uncertainty)
    return putusan(catat(hasil, "kebenaran", error, limit - uncertainty, "mg", "anak-timbangan-bkd", point))


def _bkd(inputs: Inputs) -> Fraction:
    kelas = inputs.choice("class", KELAS)
    try:
        nominal = nominal_mg(inputs.text("nominal"))
    except ValueError as error:
        raise inputs.impossible("nominal", str(error)) from None
    if (kelas, nominal) not in table():
        raise inputs.impossible("nominal", f"tidak ada BKD untuk kelas {kelas}")
    return table()[kelas, nominal]
