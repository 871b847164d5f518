"""A second, separately written judge in Fractions, and random cases for both to answer."""

from fractions import Fraction as F

from hypothesis import strategies as st

CLASSES = {
    "I": (50000, 200000, None),
    "II": (5000, 20000, 100000),
    "III": (500, 2000, 10000),
    "IIII": (50, 200, 1000),
}


def plain(value: F) -> str:
    """A fraction written out in full; ValueError where its decimals never end."""
    places = next((n for n in range(40) if (value * 10**n).denominator == 1), None)
    if places is None:
        raise ValueError(f"{value} has no last decimal")
    digits = abs(value * 10**places).numerator
    text = f"{digits // 10**places}.{digits % 10**places:0{places}d}" if places else str(digits)
    return ("-" if value < 0 else "") + text


def nawi_limit(kelas, m, stage):
    """The BKD in e of a load of m e; None beyond the class."""
    first, second, last = CLASSES[kelas]
    if last is not None and m > last:
        return None
    half_steps = 1 if m <= first else 2 if m <= second else 3
    return F(half_steps, 2) * (1 if stage == "tera" else 2)


def nawi_verdict(case):
    """The verdict on a weighing point by the changeover method."""
    load, e = F(case["load"]), F(case["e"])
    limit = nawi_limit(case["class"], load / e, case["stage"])
    shift = F(case["delta_l"])
    if limit is None or load > F(case["max"]) or not 0 <= shift <= e:
        return "TIDAK_VALID"
    error = F(case["indication"]) - shift + e / 2 - load - F(case["e0"])
    return "SAH" if -limit * e <= error <= limit * e else "BATAL"


def pump_limit(volume, percent, mmq):
    """The BKD in L of a dispenser, by the table of R 117 and twice its value at the MMQ."""
    return max(_table(volume, percent), 2 * _table(mmq, percent))


def _table(volume, percent):
    share = percent / 100
    if volume >= 2:
        return share * volume
    if volume >= 1:
        return share * 2
    if volume >= F(4, 10):
        return 2 * share * volume
    if volume >= F(2, 10):
        return 2 * share * F(4, 10)
    return 4 * share * max(volume, F(1, 10))


@st.composite
def nawi_cases(draw):
    """Weighing points, many of them near a step edge and near the limit."""
    kelas = draw(st.sampled_from(list(CLASSES)))
    stage = draw(st.sampled_from(["tera", "tera_ulang"]))
    e = draw(st.sampled_from([F(1, 1000), F(1, 50), F(1, 2), F(1), F(5), F(20)]))
    edge = draw(st.sampled_from([m for m in CLASSES[kelas] if m] + [20]))
    m = max(F(0), edge + draw(st.sampled_from([F(-1), F(-1, 100), F(0), F(1, 100), F(1)])))
    wanted = (nawi_limit(kelas, m, stage) or 1) + draw(
        st.sampled_from([F(-1), F(-1, 1000), F(0), F(1, 1000), F(2)])
    )
    corrected = wanted * draw(st.sampled_from([1, -1])) * e
    shift, e0 = draw(st.integers(-1, 11)) * e / 10, draw(st.integers(-4, 4)) * e / 10
    load = m * e
    return {
        "class": kelas,
        "unit": "g",
        "max": plain(300000 * e),
        "e": plain(e),
        "d": plain(e),
        "stage": stage,
        "method": "changeover",
        "load": plain(load),
        "delta_l": plain(shift),
        "e0": plain(e0),
        "indication": plain(corrected + e0 + load + shift - e / 2),
    }
