"""Dispensers: one of fuel with two faces, one of LPG; edges of R 117 by class, volume and MMQ."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from metrologi.bkd import pompa_ukur
from metrologi.bkd.tabel import Aturan
from metrologi.lembar.contoh import HAIR, NEXT, Contoh, Tepi, Tepian, dua_sisi
from metrologi.lembar.dasar import Alat, Titik

SATUAN = {"satuan": "L/menit"}
BEJANA = ("20,01", "19,995", "20")


def _bejana(alat: Alat, titik: Titik) -> str:
    """A can that is read a little differently at each run."""
    return BEJANA[int(titik.kunci[-1]) - 1]


CONTOH = [
    Contoh(
        "pompa_bbm",
        {"tampil": "20", "bejana": _bejana, "depan": "20", "belakang": "20"},
        "kebenaran_n1maks1_bejana",
        "20,01",
        "20,2",
        SATUAN,
        {"muka": "2"},
        salah={"bejana": "19,8"},
    ),
    Contoh(
        "pompa_elpiji",
        {"tampil": "15", "bejana": "15"},
        "kebenaran_n1maks1_bejana",
        "15,007",
        "15,2",
        SATUAN,
        salah={"bejana": "14"},
    ),
]


def _jalan(percent: Fraction, volume: Fraction, mmq: Fraction, x: Fraction) -> pompa_ukur.Berderet:
    run = pompa_ukur.Jalan(aliran="maks", tampil_l=volume + x, acuan_l=volume)
    return pompa_ukur.kebenaran(pompa_ukur.Pompa(persen_kelas=percent, mmq_l=mmq, jalan=[run]))


def tabel_r117(volume: Fraction, percent: Fraction) -> Fraction:
    """The table of R 117 typed a second time; L."""
    share = percent / 100
    if volume >= 2:
        return share * volume
    if volume >= 1:
        return share * 2
    if volume >= Fraction(4, 10):
        return 2 * share * volume
    if volume >= Fraction(2, 10):
        return 2 * share * Fraction(4, 10)
    return 4 * share * max(volume, Fraction(1, 10))


def _bkd(rule: Aturan) -> Iterator[Tepi]:
    ends = [Fraction(row["di_bawah_l"]) for row in rule.isi["baris"]]
    volumes = [v for end in ends for v in (end - NEXT, end)]
    for percent in map(Fraction, rule.isi["persen"]):
        for volume in [*volumes, Fraction(20)]:
            for mmq in (Fraction(1, 1000), Fraction(5)):
                limit = max(tabel_r117(volume, percent), 2 * tabel_r117(mmq, percent))
                label = f"{percent} % {volume} L MMQ {mmq}"
                judge = partial(_jalan, percent, volume, mmq)
                for edge in dua_sisi(rule, label, judge, limit):
                    # Below nothing there is nothing to show: no lower edge of a small volume.
                    if limit + HAIR <= volume or edge.label.endswith("+"):
                        yield edge


def _muka(x: Fraction) -> pompa_ukur.Terukur:
    return pompa_ukur.beda_penunjukan(pompa_ukur.DuaMuka(depan_l=20, belakang_l=20 - x))


def _beda(rule: Aturan) -> Iterator[Tepi]:
    yield Tepi(rule.id, "20 L", _muka, Fraction(rule.isi["persen"] * 20 / 100))


TEPI: dict[str, Tepian] = {"pompa-bkd": _bkd, "pompa-beda-penunjukan": _beda}
TANPA_TEPI: dict[str, str] = {"pompa-ketidaktetapan": ""}
