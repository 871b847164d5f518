"""Material measures of length (OIML R 35-1): BKD = a + b L with L rounded up to a whole metre."""
from fractions import Fraction
from math import ceil

from metrologi.cerapan.rules.hasil import Hasil, catat, putusan
from metrologi.cerapan.rules.inputs import Inputs
from metrologi.cerapan.rules.numbers import show
from metrologi.cerapan.rules.tabel import aturan

TAHAP = ("tera", "tera_ulang", "in_service")


def bkd(kelas: str, nominal_mm: Fraction, tahap: str) -> Fraction:
    """The BKD in mm of a nominal length in mm."""
    row = aturan("panjang-bkd").isi["per_kelas"][kelas]
    return _stage(row["a"] + row["b"] * ceil(nominal_mm / 1000), tahap)


def bkd_bagian(kelas: str, nominal_mm: Fraction, tahap: str) -> Fraction:
    """The BKD in mm of a part between two marks; beyond the short ones the formula of the whole holds."""
    rows = aturan("panjang-bagian").isi["baris"]
    short = next((row[kelas] for row in rows if nominal_mm <= row["sampai_mm"]), None)
    return bkd(kelas, nominal_mm, tahap) if short is None else _stage(short, tahap)


def _stage(limit: Fraction, tahap: str) -> Fraction:
    return Fraction(limit * aturan("panjang-tahap").isi["faktor"][tahap])


def kebenaran(inputs: Inputs, hasil: Hasil) -> str:
    """One nominal length; the limit counts, the sign does not."""
    kelas, tahap = inputs.choice("class", ("I", "II", "III")), inputs.choice("stage", TAHAP)
    nominal = inputs.number("nominal_mm", above=0)
    part = inputs.has("part") and inputs.choice("part", ("whole", "interval")) == "interval"
    limit = (bkd_bagian if part else bkd)(kelas, nominal, tahap)
    hasil["mpe_mm"] = show(limit)
    error = inputs.number("error_mm")
    return putusan(catat(hasil, "kebenaran", error, limit, "mm", "panjang-bkd", f"{show(nominal)} mm"))
