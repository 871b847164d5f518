"""Electronic scales: 30 kg, class III, by each method; edges of the limits of R 76-1."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial

from metrologi.bkd import nawi, nawi_lain
from metrologi.bkd.tabel import Aturan
from metrologi.bkd.tulisan import tulis_angka
from metrologi.lembar.contoh import NEXT, Contoh, Isi, Tepi, Tepian, beban, dua_sisi, isi
from metrologi.lembar.dasar import Alat, Titik

SKALA = {
    "maks": Decimal(30),
    "min": Decimal("0.2"),
    "e": Decimal("0.01"),
    "d": Decimal("0.01"),
    "satuan": "kg",
    "kelas": "III",
}
TITIK = "kebenaran_k5_tampil"


def _setengah_e(alat: Alat, titik: Titik) -> str:
    """The extra load at which a display without error steps."""
    return tulis_angka((alat.e or Decimal(0)) / 2)


LAPANGAN: dict[str, Isi] = {"tampil": beban, "tetap": "ya", "naik": "ya", "ganti": "ya"}
ISI = LAPANGAN | {"dl": _setengah_e}
CONTOH = [
    Contoh("timbangan_elektronik", LAPANGAN, TITIK, "30,01", "30,04", SKALA, cara="lapangan"),
    Contoh("timbangan_elektronik", ISI, TITIK, "30,015", "30,016", SKALA, cara="titik_ubah"),
    Contoh(
        "timbangan_elektronik",
        ISI,
        TITIK,
        "30,015",
        "30,016",
        SKALA | {"d": Decimal("0.001")},
        cara="langsung",
    ),
]


def _timbangan(kelas: str, tahap: str) -> nawi.Timbangan:
    return nawi.Timbangan(kelas=kelas, satuan="g", maks=10**7, e=1, tahap=tahap)


def _titik(kelas: str, tahap: str, load: Fraction, x: Fraction) -> nawi.PutusanTitik:
    return nawi.kebenaran(
        nawi.Titik(
            timbangan=_timbangan(kelas, tahap),
            d=1,
            cara=nawi.TITIK_UBAH,
            beban=load,
            penunjukan=load + x,
            dl=Fraction(1, 2),
            e0=0,
        )
    )


def _bkd(rule: Aturan) -> Iterator[Tepi]:
    for tahap, factor in isi("nawi-tahap")["faktor"].items():
        for kelas, edges in rule.isi["tepi"].items():
            starts = [Fraction(0), *(Fraction(edge) + NEXT for edge in edges)]
            for step, multiple in enumerate(rule.isi["kelipatan"]):
                for load in (starts[step], *map(Fraction, edges[step : step + 1])):
                    label = f"{tahap} {kelas} {load} e"
                    judge = partial(_titik, kelas, tahap, load)
                    yield from dua_sisi(rule, label, judge, Fraction(multiple * factor))


def _nol(x: Fraction) -> nawi.Terukur:
    return nawi.nol_tara(nawi.Nol(satuan="g", e=1, beban=10, penunjukan=10 + x, dl=Fraction(1, 2)))


def _tepi_nol(rule: Aturan) -> Iterator[Tepi]:
    yield from dua_sisi(rule, "nol", _nol, Fraction(rule.isi["kelipatan_e"]))


def _jarum(x: Fraction) -> nawi.Terukur:
    return nawi_lain.diskriminasi(
        nawi_lain.Diskriminasi(
            tampilan=nawi_lain.ANALOG, d=None, beban_tambahan=1, berubah=None, pergeseran=x
        )
    )


def _diskriminasi(rule: Aturan) -> Iterator[Tepi]:
    yield Tepi(rule.id, "analog", _jarum, Fraction(rule.isi["analog_bagian"]), lantai=True)


TEPI: dict[str, Tepian] = {
    "nawi-bkd": _bkd,
    "nawi-nol": _tepi_nol,
    "nawi-diskriminasi": _diskriminasi,
}
TANPA_TEPI: dict[str, str] = {
    "nawi-tahap": "its factors are part of the edges of nawi-bkd",
    "nawi-kelas": "its rows bound a plate, not an error: tests/cerapan/test_rules_tables.py",
    "nawi-imbuh": "",
}
