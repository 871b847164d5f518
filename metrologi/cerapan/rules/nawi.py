"""Non-automatic weighing instruments (OIML R 76-1): BKD by load, and the tests of the cerapan."""
from collections.abc import Sequence
from fractions import Fraction

from metrologi.cerapan.rules.hasil import Hasil, catat, catat_lantai, putusan
from metrologi.cerapan.rules.inputs import Inputs, Kurang, Mustahil
from metrologi.cerapan.rules.numbers import show
from metrologi.cerapan.rules.tabel import aturan

KELAS = ("I", "II", "III", "IIII")
TAHAP = ("tera", "tera_ulang", "in_service")
GRAM = {"mg": Fraction(1, 1000), "g": Fraction(1), "kg": Fraction(1000), "t": Fraction(10**6)}
Ranges = Sequence[tuple[Fraction, Fraction]]


def bkd(kelas: str, beban: Fraction, e: Fraction, tahap: str) -> Fraction:
    """The positive BKD at a load, in the unit of load and e (Table 6). Mustahil beyond the last step of the class."""
    rule = aturan("nawi-bkd").isi
    edges = rule["tepi"][kelas]
    step = sum(1 for edge in edges if beban > edge * e)
    if step >= len(rule["kelipatan"]):
        raise Mustahil(f"load: {show(beban / e)} e melewati langkah terakhir kelas {kelas}")
    return Fraction(rule["kelipatan"][step] * aturan("nawi-tahap").isi["faktor"][tahap] * e)


def klasifikasi(inputs: Inputs, hasil: Hasil) -> None:
    """Whether class, Max, Min and e belong together (Table 3)."""
    kelas, gram = inputs.choice("class", KELAS), GRAM[inputs.choice("unit", tuple(GRAM))]
    largest, e, least = inputs.number("max", above=0), inputs.number("e", above=0), inputs.number("min", least=0)
    hasil["n"] = show(largest / e)
    rows = [row for row in aturan("nawi-kelas").isi["baris"] if row["kelas"] == kelas]
    fits = any(_fits(row, e * gram, largest / e, least / e) for row in rows)
    hasil["eligible"] = fits and is_one_two_five(e) and least <= largest


def _fits(row: dict, e_gram: Fraction, n: Fraction, smallest: Fraction) -> bool:
    e_most, n_most = row.get("e_paling", e_gram), row.get("n_paling", n)
    return row["e_dari"] <= e_gram <= e_most and row["n_dari"] <= n <= n_most and smallest >= row["min"]


def is_one_two_five(e: Fraction) -> bool:
    """Whether e is 1, 2 or 5 times a power of ten."""
    while e >= 10:
        e /= 10
    while e < 1:
        e *= 10
    return e in (1, 2, 5)


def kebenaran(inputs: Inputs, hasil: Hasil) -> str:
    """One load of the weighing test: E from the changeover point or the fine display, Ec = E - E0 (A.4.4.3)."""
    inputs.raw("unit")
    scale, load = scale_of(inputs), load_of(inputs)
    e = scale.interval(load)
    inputs.number("d", above=0, most=scale.ranges[-1][1])
    error = _error(inputs, e, load)
    corrected = error - inputs.number("e0")
    limit = scale.bkd(load)
    hasil |= {"error": show(error), "corrected_error": show(corrected), "mpe": show(limit)}
    return putusan(catat(hasil, "kebenaran", corrected, limit, scale.unit, "nawi-bkd", show(load)))


def _error(inputs: Inputs, e: Fraction, load: Fraction) -> Fraction:
    """E = I + e/2 - dL - L, or I - L where the display is read directly (A.4.1.6)."""
    method = inputs.choice("method", ("changeover", "direct"))
    d, indication = inputs.number("d", above=0), inputs.number("indication")
    if method == "changeover":
        return true_indication(inputs, e) - load
    if d > e / 5:
        raise Mustahil("method: d lebih besar dari e/5, penunjukan tidak boleh dibaca langsung")
    return indication - load


def true_indication(inputs: Inputs, e: Fraction) -> Fraction:
    """P = I + e/2 - dL."""
    return inputs.number("indication") + e / 2 - inputs.number("delta_l", least=0, most=e)


def imbuh(inputs: Inputs, hasil: Hasil) -> str:
    """The field method with one extra load of e/2: only a display exactly BKD away from the load needs it."""
    scale, load = scale_of(inputs), load_of(inputs)
    e, limit = scale.interval(load), scale.bkd(load)
    error = inputs.number("indication") - load
    hasil["mpe"] = show(limit)
    k = limit / e
    whole = k.denominator == 1
    sure = (k - 1) * e if whole else (k - Fraction(1, 2)) * e
    catat(hasil, "kebenaran", error, limit, scale.unit, "nawi-imbuh", show(load))
    if whole and abs(error) == limit:
        return putusan(inputs.flag("changed_after_half_e") == (error < 0))
    return putusan(abs(error) <= sure)


def kemampuan_ulang(inputs: Inputs, hasil: Hasil) -> str:
    """The spread of at least three true indications of one load stays within the BKD of that load (3.6.1)."""
    scale, load = scale_of(inputs), load_of(inputs)
    shown = inputs.numbers("true_indications")
    limit = scale.bkd(load)
    hasil["limit"] = show(limit)
    if len(shown) < 3:
        raise Kurang("true_indications: paling sedikit tiga penimbangan")
    spread = max(shown) - min(shown)
    hasil["range"] = show(spread)
    return putusan(catat(hasil, "kemampuan ulang", spread, limit, scale.unit, "nawi-bkd", show(load)))


def eksentrisitas(inputs: Inputs, hasil: Hasil) -> str:
    """The corrected error at every position of the load (3.6.2)."""
    scale, load, e0 = scale_of(inputs), load_of(inputs), inputs.number("e0")
    supports = _supports(inputs, scale, load)
    e, limit = scale.interval(load), scale.bkd(load)
    positions = inputs.rows("positions")
    errors = [true_indication(row, e) - load - e0 for row in positions]
    hasil |= {"errors": [show(error) for error in errors], "mpe": show(limit)}
    verdicts = [
        catat(hasil, "eksentrisitas", error, limit, scale.unit, "nawi-bkd", f"posisi {i}")
        for i, error in enumerate(errors, start=1)
    ]
    if all(verdicts) and len(positions) < supports:
        raise Kurang(f"positions: baru {len(positions)} dari {show(supports)} titik tumpu")
    return putusan(all(verdicts))


def _supports(inputs: Inputs, scale: "Timbangan", load: Fraction) -> Fraction:
    supports = inputs.number("support_points", least=1)
    if supports.denominator != 1:
        raise inputs.impossible("support_points", "bukan bilangan bulat")
    least = scale.max / (3 if supports <= 4 else supports - 1)
    if load < least:
        raise Mustahil(f"load: kurang dari {show(least)} {scale.unit} yang disyaratkan untuk eksentrisitas")
    return supports


def nol_tara(inputs: Inputs, hasil: Hasil) -> str:
    """The zero setting or the tare leaves at most a quarter of e."""
    unit = inputs.choice("unit", tuple(GRAM)) if inputs.has("unit") else ""
    e, load = inputs.number("e", above=0), inputs.number("load", least=0)
    error = true_indication(inputs, e) - load
    limit = aturan("nawi-nol").isi["kelipatan_e"] * e
    hasil |= {"zero_error": show(error), "limit": show(limit)}
    return putusan(catat(hasil, "penyetelan nol atau tara", error, limit, unit, "nawi-nol", show(load)))


def kepekaan(inputs: Inputs, hasil: Hasil) -> str:
    """A scale that does not indicate by itself moves far enough under an extra load equal to the BKD (6.1)."""
    kelas, largest = inputs.choice("class", KELAS), inputs.number("max_kg", above=0)
    rule = aturan("nawi-kepekaan").isi
    fine = kelas in ("I", "II")
    least = Fraction(rule["halus_mm" if fine else "kecil_mm" if largest <= rule["kecil_sampai_kg"] else "besar_mm"])
    hasil["minimum_mm"] = show(least)
    moved = inputs.number("displacement_mm", least=0)
    return putusan(catat_lantai(hasil, "kepekaan", moved, least, "mm", "nawi-kepekaan"))


class Timbangan:
    """Class, stage and intervals of one scale; with partial ranges e depends on the load."""

    def __init__(self, kelas: str, unit: str, tahap: str, largest: Fraction, ranges: Ranges) -> None:
        self.kelas, self.unit, self.tahap, self.max, self.ranges = kelas, unit, tahap, largest, ranges

    def interval(self, load: Fraction) -> Fraction:
        return next(e for upper, e in self.ranges if load <= upper)

    def bkd(self, load: Fraction) -> Fraction:
        return bkd(self.kelas, load, self.interval(load), self.tahap)


def scale_of(inputs: Inputs) -> Timbangan:
    kelas, tahap = inputs.choice("class", KELAS), inputs.choice("stage", TAHAP)
    unit = inputs.choice("unit", tuple(GRAM)) if inputs.has("unit") else ""
    largest = inputs.number("max", above=0)
    return Timbangan(kelas, unit, tahap, largest, _ranges(inputs, largest))


def _ranges(inputs: Inputs, largest: Fraction) -> Ranges:
    if not inputs.data.get("partial_ranges"):
        return [(largest, inputs.number("e", above=0))]
    ranges = [_range(inputs, row) for row in inputs.sequence("partial_ranges")]
    pairs = list(zip(ranges, ranges[1:], strict=False))
    if any(upper <= lower or wide <= narrow for (lower, narrow), (upper, wide) in pairs):
        raise inputs.impossible("partial_ranges", "Max dan e setiap rentang harus naik")
    if ranges[-1][0] != largest:
        raise inputs.impossible("partial_ranges", "rentang terakhir tidak berakhir pada Max")
    return ranges


def _range(inputs: Inputs, row: object) -> tuple[Fraction, Fraction]:
    if not isinstance(row, list | tuple) or len(row) != 2:
        raise inputs.impossible("partial_ranges", "setiap rentang berisi [Max, e]")
    pair = Inputs({"max": row[0], "e": row[1]}, f"{inputs.path}partial_ranges.")
    return pair.number("max", above=0), pair.number("e", above=0)


def load_of(inputs: Inputs) -> Fraction:
    return inputs.number("load", least=0, most=inputs.number("max", above=0))
