"""Counter scales: 10 kg, class III; edges of sensitivity and of the work sheet's formula."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from metrologi.bkd import nawi, nawi_lain
from metrologi.bkd.tabel import Aturan
from metrologi.lembar.contoh import NEXT, Contoh, Tepi, Tepian, isi
from metrologi.lembar.timbangan_elektronik.contoh import SKALA

CONTOH = [
    Contoh(
        "meja_beranger",
        {"amatan": "setimbang", "gerak": "6"},
        "kebenaran_k2_amatan",
        "tercapai",
        "tidak",
        SKALA,
        salah={"amatan": "tidak"},
    ),
]


def _gerak(kelas: str, maks_kg: Fraction, x: Fraction) -> nawi.Terukur:
    return nawi.kepekaan(nawi.Kepekaan(kelas=kelas, maks_kg=maks_kg, pergeseran_mm=x))


def _kepekaan(rule: Aturan) -> Iterator[Tepi]:
    small = Fraction(rule.isi["kecil_sampai_kg"])
    for kelas, largest, name in (
        ("II", small, "halus_mm"),
        ("III", small, "kecil_mm"),
        ("IIII", small + NEXT, "besar_mm"),
    ):
        judge = partial(_gerak, kelas, largest)
        yield Tepi(rule.id, name, judge, Fraction(rule.isi[name]), lantai=True)


def _imbuh(tahap: str, rumus: str, x: Fraction) -> nawi.Terukur:
    return nawi_lain.kesetimbangan(
        nawi_lain.Kesetimbangan(
            timbangan=nawi.Timbangan(kelas="III", satuan="g", maks=9000, e=10, tahap=tahap),
            beban=4500,
            rumus=rumus,
            setimbang=False,
            imbuh=x,
            setelah_imbuh="setimbang",
        )
    )


def _rumus(rule: Aturan) -> Iterator[Tepi]:
    """The imbuh may be as large as the BKD: beyond it the observation proves nothing."""
    for tahap, factor in isi("nawi-tahap")["faktor"].items():
        for rumus, times in rule.isi["kali"].items():
            limit = Fraction((9000 + times * 4500) * factor, rule.isi["pembagi"])
            judge = partial(_imbuh, tahap, rumus)
            yield Tepi(rule.id, f"{tahap} {rumus}", judge, limit, di_luar="TIDAK_VALID")


TEPI: dict[str, Tepian] = {"nawi-kepekaan": _kepekaan, "nawi-rumus-meja": _rumus}
TANPA_TEPI: dict[str, str] = {"nawi-kesetimbangan": ""}
