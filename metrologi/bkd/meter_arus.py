"""Flow meters for fuel (OIML R 117) and CNG dispensers (R 139): every run, and their steadiness."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from metrologi.bkd import pompa_ukur
from metrologi.bkd.angka import enam
from metrologi.bkd.periksa import Angka, Daftar, Pilihan, Teks, angka, bernomor, pilih
from metrologi.bkd.pompa_ukur import PutusanJalan
from metrologi.bkd.putusan import Kata, kata_dari, memutus
from metrologi.bkd.tabel import aturan

KELAS = ("0.3", "0.5", "1", "1.5", "2.5")
SISTEM, METER = "system", "meter"
TAHAP = ("tera", "tera_ulang", "in_service")


@dataclass(frozen=True, slots=True, kw_only=True)
class JalanArus:
    """One run in L; the corrections of prover and meter are 1 where they are not given."""

    aliran: Teks
    tampil_l: Angka
    acuan_l: Angka
    cts: Angka = None
    cps: Angka = None
    ctl_p: Angka = None
    cpl_p: Angka = None
    ctl_m: Angka = None
    cpl_m: Angka = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterArus:
    """The runs of a flow meter; `garis` is "system" (line A of R 117) or "meter" (line B)."""

    garis: Pilihan
    kelas: Pilihan
    mmq_l: Angka
    jalan: Daftar[JalanArus]
    batas_tetap_persen: Angka = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JalanBbg:
    """One run in kg."""

    aliran: Teks
    tampil_kg: Angka
    acuan_kg: Angka


@dataclass(frozen=True, slots=True, kw_only=True)
class PompaBbg:
    """The runs of a CNG dispenser; `bagian` is "system" or "meter"."""

    bagian: Pilihan
    tahap: Pilihan
    jalan: Daftar[JalanBbg]
    batas_tetap_persen: Angka = None


@dataclass(slots=True)
class PutusanArus(PutusanJalan):
    """`faktor_meter` is V_ref / V_ind of each run, rounded half up to six decimals."""

    faktor_meter: list[Fraction] | None = None


@dataclass(slots=True)
class PutusanBbg(PutusanJalan):
    """`persen` is the one limit of all runs."""

    persen: Fraction | None = None


@memutus(PutusanArus)
def meter_arus(kasus: MeterArus, hasil: PutusanArus) -> Kata:
    """R 117 line A (system) or line B (meter alone), with Emin from the MMQ; MF = V_ref / V_ind."""
    line = pilih(kasus.garis, "garis", (SISTEM, METER))
    table = aturan("meter-arus-bkd").isi[line]
    percent = Fraction(table[pilih(kasus.kelas, "kelas", KELAS)])
    mmq = angka(kasus.mmq_l, "mmq_l", above=0)
    rows = bernomor(kasus.jalan, "jalan")
    runs = [
        (angka(row.tampil_l, f"{path}tampil_l", above=0), prover_volume(row, path))
        for path, row in rows
    ]
    limits = [pompa_ukur.bkd(true, percent, mmq) for _, true in runs]
    errors = [(shown - true) / true * 100 for shown, true in runs]
    hasil.faktor_meter = enam(true / shown for shown, true in runs)
    hasil.batas, hasil.galat = enam(limits), enam(errors)
    within = pompa_ukur.catat_jalan(hasil, runs, limits, "L", "meter-arus-bkd")
    flows = [(f"{path}aliran", row.aliran) for path, row in rows]
    steady = pompa_ukur.is_steady(hasil, kasus.batas_tetap_persen, flows, errors)
    return kata_dari(within and steady)


def prover_volume(run: JalanArus, path: str) -> Fraction:
    """V_prover * CTS * CPS * (CTL_p * CPL_p) / (CTL_m * CPL_m) in L."""
    volume = angka(run.acuan_l, f"{path}acuan_l", above=0)
    times = {"cts": run.cts, "cps": run.cps, "ctl_p": run.ctl_p, "cpl_p": run.cpl_p}
    for name, factor in times.items():
        if factor is not None:
            volume *= angka(factor, f"{path}{name}", above=0)
    for name, factor in {"ctl_m": run.ctl_m, "cpl_m": run.cpl_m}.items():
        if factor is not None:
            volume /= angka(factor, f"{path}{name}", above=0)
    return volume


@memutus(PutusanBbg)
def pompa_bbg(kasus: PompaBbg, hasil: PutusanBbg) -> Kata:
    """CNG by mass: every run within the percentage of the stage, or of the meter alone."""
    part = pilih(kasus.bagian, "bagian", (SISTEM, METER))
    stage = pilih(kasus.tahap, "tahap", TAHAP)
    percent = Fraction(aturan("bbg-bkd").isi["persen"]["meter" if part == METER else stage])
    hasil.persen = percent
    rows = bernomor(kasus.jalan, "jalan")
    runs = [
        (
            angka(row.tampil_kg, f"{path}tampil_kg", least=0),
            angka(row.acuan_kg, f"{path}acuan_kg", above=0),
        )
        for path, row in rows
    ]
    limits = [true * percent / 100 for _, true in runs]
    errors = [(shown - true) / true * 100 for shown, true in runs]
    hasil.galat = enam(errors)
    within = pompa_ukur.catat_jalan(hasil, runs, limits, "kg", "bbg-bkd")
    flows = [(f"{path}aliran", row.aliran) for path, row in rows]
    steady = pompa_ukur.is_steady(hasil, kasus.batas_tetap_persen, flows, errors)
    return kata_dari(within and steady)
