"""Flow meters for fuel (OIML R 117): three runs at three flows, each run and their spread."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from metrologi.bkd import meter_arus
from metrologi.bkd.angka import parse
from metrologi.bkd.ketetapan import bilangan, ketetapan
from metrologi.bkd.tulisan import tulis_angka, tulis_pecahan
from metrologi.lembar.baris import PerTitik
from metrologi.lembar.dasar import (
    Alat,
    Bacaan,
    Baris,
    Isian,
    Lembar,
    SemuaBacaan,
    Titik,
    TitikHasil,
    Uji,
    selisih,
    tanpa_titik,
)
from metrologi.lembar.pompa_ukur import sebaran

R117 = "SK Dirjen PDN 57/2010; Kepdirjen PKTN 121/2020; OIML R 117-1"
R117_BELUM = f"{R117} (belum dikonfirmasi)"
ALIRAN = (("maks", "Debit besar"), ("sedang", "Debit tengah"), ("min", "Debit kecil"))
# Two fifths of line A is the spread R 117 allows.
DUA_PER_LIMA = Fraction(2, 5)


def _satuan(alat: Alat) -> str:
    return "kg" if alat.satuan.startswith("kg") else "L"


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    unit = _satuan(alat)
    fields = (
        Isian("debit", "Debit", f"{unit}/menit"),
        Isian("tampil", "Penunjukan", unit),
        Isian("acuan", "Acuan", unit),
    )
    return [
        Titik(f"{flow}{run}", f"{label}, ke-{run}", fields)
        for flow, label in ALIRAN
        for run in (1, 2, 3)
    ]


def _kasus(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> meter_arus.MeterArus:
    """Half a run stands for a whole one without error, so that its limit can be told.

    It is judged only when both are read.
    """
    shown, true = isi.get("tampil"), isi.get("acuan")
    run = meter_arus.JalanArus(
        aliran="satu",
        tampil_l=true if shown is None else shown,
        acuan_l=shown if true is None else true,
    )
    return meter_arus.MeterArus(
        garis=ketetapan(alat.ketetapan, "meter-arus-garis"),
        kelas=alat.kelas,
        mmq_l=alat.mmq,
        jalan=[run],
    )


def _galat(isi: Bacaan) -> Decimal | None:
    """The error in the unit of volume or mass, where the rule has it in percent."""
    return selisih(isi.get("tampil"), isi.get("acuan"))


def _batas_tetap(alat: Alat) -> Fraction:
    share = bilangan(alat.ketetapan, "meter-arus-ketidaktetapan") / 100
    return parse(alat.kelas or "0") * DUA_PER_LIMA * share


def _nilai_tetap(alat: Alat, tahap: str, cara: str, rows: Baris) -> list[TitikHasil]:
    """The spread of the errors at one flow."""
    found = []
    for flow, label in ALIRAN:
        own = [isi for t, isi in rows if t.kunci[:-1] == flow]
        runs = [(isi.get("tampil"), isi.get("acuan") or None) for isi in own]
        found.append(sebaran(Titik(f"r{flow}", label, ()), runs, _batas_tetap(alat)))
    return found


def ragu(alat: Alat, bacaan: SemuaBacaan) -> list[str]:
    """Flows outside the plate."""
    found = []
    low, high = alat.lain.get("qmin"), alat.maks
    for isi in bacaan.values():
        flow = isi.get("debit")
        if flow and high and flow > high:
            found.append(f"Debit {tulis_angka(flow)} melebihi Qmaks {tulis_angka(high)}.")
        if flow and low and flow < low:
            found.append(f"Debit {tulis_angka(flow)} kurang dari Qmin {tulis_angka(low)}.")
    return found


LEMBAR = (
    Lembar(
        "meter_arus",
        "Meter arus BBM dan produk terkait",
        R117,
        (
            Uji(
                "kebenaran",
                "Kebenaran",
                _titik,
                PerTitik(
                    meter_arus.meter_arus,
                    _kasus,
                    ("debit", "tampil", "acuan"),
                    _satuan,
                    terbaca=_galat,
                ),
                R117_BELUM,
                "Acuan: volume bejana, meter induk, atau prover pada suhu dan tekanan meter.",
            ),
            Uji(
                "ketidaktetapan",
                "Ketidaktetapan",
                tanpa_titik,
                _nilai_tetap,
                f"{R117}: dua per lima baris A",
                dari="kebenaran",
            ),
        ),
        jenis_standar="volume",
        timbangan=False,
        kelas=tuple((k, tulis_pecahan(parse(k))) for k in meter_arus.KELAS),
        ragu=ragu,
        pelat=(("maks", "Qmaks (per menit)", ""), ("mmq", "Volume terkecil yang diukur, MMQ", "")),
        tambahan=(
            Isian("qmin", "Qmin (per menit)"),
            Isian("faktor_k", "Faktor K (pulsa/L)"),
            Isian(
                "produk", "Produk", pilihan=(("bbm", "BBM"), ("lain", "Produk lain")), awal="bbm"
            ),
        ),
        ketetapan=("meter-arus-garis", "meter-arus-ketidaktetapan"),
    ),
)
