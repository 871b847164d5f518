"""The uncertainty of the error of a scale at one load (EURAMET cg-18 v4), exact squares, k = 2."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from metrologi.bkd.angka import square_root
from metrologi.bkd.periksa import Angka, angka
from metrologi.bkd.putusan import Putusan, memutus

# rho_0 / rho_c of the air buoyancy of weights that were not adjusted just before the calibration.
BUOYANCY = Fraction("0.1") * Fraction("1.2") / 8000


@dataclass(frozen=True, slots=True, kw_only=True)
class Timbangan:
    """One load in g: display, standard, intervals, deviation, eccentricity and the weights."""

    penunjukan_g: Angka
    massa_acuan_g: Angka
    d0_g: Angka
    d_beban_g: Angka
    s_g: Angka
    eks_selisih_g: Angka
    eks_beban_g: Angka
    u_anak_g: Angka
    k_anak: Angka
    nominal_g: Angka
    bkd_anak_g: Angka
    hanyut_g: Angka


@dataclass(slots=True)
class Komponen(Putusan):
    """The standard uncertainties in g, their sum, U (k = 2) to six decimals, and the error."""

    nol: Fraction | None = None
    beban: Fraction | None = None
    ulang: Fraction | None = None
    eksentrisitas: Fraction | None = None
    sertifikat: Fraction | None = None
    apung: Fraction | None = None
    hanyut: Fraction | None = None
    gabungan: Fraction | None = None
    u_k2: Fraction | None = None
    galat: Fraction | None = None


@memutus(Komponen)
def ketidakpastian(kasus: Timbangan, hasil: Komponen) -> None:
    """Fill in every component; nothing is judged."""
    shown = angka(kasus.penunjukan_g, "penunjukan_g")
    error = shown - angka(kasus.massa_acuan_g, "massa_acuan_g")
    zero = angka(kasus.d0_g, "d0_g", least=0) ** 2 / 12
    load = angka(kasus.d_beban_g, "d_beban_g", least=0) ** 2 / 12
    repeat = angka(kasus.s_g, "s_g", least=0) ** 2
    off_centre = _eccentricity(kasus, shown)
    weights = angka(kasus.u_anak_g, "u_anak_g", least=0) / angka(kasus.k_anak, "k_anak", above=0)
    buoyancy = _buoyancy(kasus)
    drift = angka(kasus.hanyut_g, "hanyut_g", least=0) ** 2 / 3
    combined = zero + load + repeat + off_centre + weights**2 + buoyancy + drift
    hasil.nol, hasil.beban, hasil.ulang = map(square_root, (zero, load, repeat))
    hasil.eksentrisitas, hasil.sertifikat = square_root(off_centre), square_root(weights**2)
    hasil.apung, hasil.hanyut = square_root(buoyancy), square_root(drift)
    hasil.gabungan, hasil.u_k2 = square_root(combined), square_root(4 * combined)
    hasil.galat = error


def _eccentricity(kasus: Timbangan, indication: Fraction) -> Fraction:
    difference = angka(kasus.eks_selisih_g, "eks_selisih_g", least=0)
    slope = difference / (2 * angka(kasus.eks_beban_g, "eks_beban_g", above=0))
    return (slope * indication) ** 2 / 3


def _buoyancy(kasus: Timbangan) -> Fraction:
    nominal = angka(kasus.nominal_g, "nominal_g", above=0)
    return (BUOYANCY * nominal + angka(kasus.bkd_anak_g, "bkd_anak_g", least=0) / 4) ** 2 / 3
