"""Dispensers of fuel and LPG against a can (OIML R 117): error, BKD by volume, steadiness by flow.

Volumes in L, temperatures in degrees C, expansion in 1/C.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrologi.bkd.angka import enam, show
from metrologi.bkd.periksa import Angka, Daftar, Teks, angka, bernomor, teks
from metrologi.bkd.putusan import Berderet, Kata, Mustahil, Terukur, kata_dari, memutus
from metrologi.bkd.tabel import aturan

ABSOLUTE_ZERO = Fraction("-273.15")


@dataclass(frozen=True, slots=True, kw_only=True)
class Jalan:
    """One run: what the pump showed and what the can held (its V20 where gamma is given)."""

    aliran: Teks
    tampil_l: Angka
    acuan_l: Angka
    suhu_bus_c: Angka = None
    suhu_meter_c: Angka = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pompa:
    """The runs of a dispenser of a class in percent (0.5 fuel, 1 LPG) with its MMQ.

    With a limit of steadiness the errors at one flow may differ by no more. `gamma_bus` and
    `beta_cairan` are given together: then every run needs its two temperatures.
    """

    persen_kelas: Angka
    mmq_l: Angka
    jalan: Daftar[Jalan]
    batas_tetap_persen: Angka = None
    gamma_bus: Angka = None
    beta_cairan: Angka = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DuaMuka:
    """What both faces of a dispenser show."""

    depan_l: Angka
    belakang_l: Angka


@dataclass(slots=True)
class PutusanJalan(Berderet):
    """Per run the error in percent and the BKD in L, both rounded half up to six decimals.

    `sebaran` is the spread of the errors at each flow in percent, where a limit was given.
    """

    sebaran: dict[str, Fraction] | None = None


def table_bkd(volume: Fraction, percent: Fraction) -> Fraction:
    """The BKD in L of a measured volume, before the minimum specified error."""
    rows = [row for row in aturan("pompa-bkd").isi["baris"] if volume < row["di_bawah_l"]]
    row = rows[0] if rows else {}
    return Fraction(row.get("kelipatan", 1) * row.get("atas_l", volume) * percent / 100)


def bkd(volume: Fraction, percent: Fraction, mmq: Fraction) -> Fraction:
    """The BKD in L: the table, but at least Emin, which is twice the table at the MMQ."""
    return max(table_bkd(volume, percent), 2 * table_bkd(mmq, percent))


@memutus(PutusanJalan)
def kebenaran(kasus: Pompa, hasil: PutusanJalan) -> Kata:
    """Every run within the BKD and, where a limit is given, a steady error at every flow."""
    percent = _class(kasus)
    mmq = angka(kasus.mmq_l, "mmq_l", above=0)
    rows = bernomor(kasus.jalan, "jalan")
    runs = [
        (angka(row.tampil_l, f"{path}tampil_l", least=0), _reference(kasus, row, path))
        for path, row in rows
    ]
    errors = [(shown - true) / true * 100 for shown, true in runs]
    limits = [bkd(true, percent, mmq) for _, true in runs]
    hasil.galat, hasil.batas = enam(errors), enam(limits)
    within = catat_jalan(hasil, runs, limits, "L", "pompa-bkd")
    flows = [(f"{path}aliran", row.aliran) for path, row in rows]
    return kata_dari(is_steady(hasil, kasus.batas_tetap_persen, flows, errors) and within)


def catat_jalan(
    hasil: Berderet,
    runs: Sequence[tuple[Fraction, Fraction]],
    limits: Sequence[Fraction],
    unit: str,
    rule: str,
) -> bool:
    """A reason for each (shown, true) of the runs; whether all are within their limits."""
    within = [
        hasil.catat("kebenaran", shown - true, limit, unit, rule, f"{show(true)} {unit}")
        for (shown, true), limit in zip(runs, limits, strict=True)
    ]
    return all(within)


def _class(kasus: Pompa) -> Fraction:
    percent = angka(kasus.persen_kelas, "persen_kelas", above=0)
    if percent not in aturan("pompa-bkd").isi["persen"]:
        raise Mustahil("persen_kelas", "bukan kelas yang dikenal")
    return percent


def _reference(kasus: Pompa, run: Jalan, path: str) -> Fraction:
    """The volume of the can; with gamma, its V20 brought to the temperature of the meter."""
    volume = angka(run.acuan_l, f"{path}acuan_l", above=0)
    if kasus.gamma_bus is None and kasus.beta_cairan is None:
        return volume
    gamma = angka(kasus.gamma_bus, "gamma_bus", least=0)
    beta = angka(kasus.beta_cairan, "beta_cairan", least=0)
    can = angka(run.suhu_bus_c, f"{path}suhu_bus_c", above=ABSOLUTE_ZERO)
    meter = angka(run.suhu_meter_c, f"{path}suhu_meter_c", above=ABSOLUTE_ZERO)
    corrected = volume * (1 + gamma * (can - 20)) * (1 + beta * (meter - can))
    if corrected <= 0:
        raise Mustahil(f"{path}acuan_l", "volume terkoreksi tidak mungkin")
    return corrected


def is_steady(
    hasil: PutusanJalan,
    limit: Angka,
    flows: Sequence[tuple[str, Teks]],
    errors: Sequence[Fraction],
) -> bool:
    """Whether the errors in percent at each flow differ by at most `limit`; None asks nothing.

    `flows` are the name of the field and the flow of each run. Raises Kurang, Mustahil.
    """
    if limit is None:
        return True
    most = angka(limit, "batas_tetap_persen", least=0)
    by_flow: dict[str, list[Fraction]] = {}
    for (name, flow), error in zip(flows, errors, strict=True):
        by_flow.setdefault(teks(flow, name), []).append(error)
    spreads = {flow: max(found) - min(found) for flow, found in by_flow.items()}
    hasil.sebaran = dict(zip(spreads, enam(spreads.values()), strict=True))
    verdicts = [
        hasil.catat("ketidaktetapan", spread, most, "%", "pompa-ketidaktetapan", flow)
        for flow, spread in spreads.items()
    ]
    return all(verdicts)


@memutus(Terukur)
def beda_penunjukan(kasus: DuaMuka, hasil: Terukur) -> Kata:
    """Both faces of a dispenser differ by at most 20 mL at 20 L, in proportion elsewhere; L."""
    front = angka(kasus.depan_l, "depan_l", above=0)
    back = angka(kasus.belakang_l, "belakang_l", above=0)
    limit = max(front, back) * aturan("pompa-beda-penunjukan").isi["persen"] / 100
    hasil.galat, hasil.batas = abs(front - back), limit
    within = hasil.catat("beda penunjukan", front - back, limit, "L", "pompa-beda-penunjukan")
    return kata_dari(within)
