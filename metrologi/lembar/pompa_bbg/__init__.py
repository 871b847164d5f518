"""CNG dispensers (OIML R 139): three fillings per nozzle, weighed, and their spread."""

from __future__ import annotations

from fractions import Fraction

from metrologi.bkd import relatif
from metrologi.bkd.ketetapan import bilangan
from metrologi.lembar.baris import PerTitik
from metrologi.lembar.dasar import (
    Alat,
    Bacaan,
    Baris,
    Isian,
    Lembar,
    Titik,
    TitikHasil,
    Uji,
    tanpa_titik,
)
from metrologi.lembar.pompa_ukur import sebaran

R139 = "Syarat Teknis pompa ukur BBG (SK Dirjen PDN 2010); OIML R 139"
R139_BELUM = f"{R139} (belum dikonfirmasi)"


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    fields = (Isian("tampil", "Penunjukan", "kg"), Isian("acuan", "Massa acuan", "kg"))
    return [
        Titik(f"n{n}isi{run}", f"Nozzle {n}, ke-{run}", fields)
        for n in range(1, alat.nozzle + 1)
        for run in (1, 2, 3)
    ]


def _persen(alat: Alat) -> Fraction:
    return bilangan(alat.ketetapan, "bbg-bkd")


def _kasus(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> relatif.Relatif:
    return relatif.Relatif(
        tampil=isi.get("tampil"),
        acuan=isi.get("acuan"),
        bkd_persen=_persen(alat),
    )


def _nilai_tetap(alat: Alat, tahap: str, cara: str, rows: Baris) -> list[TitikHasil]:
    most = bilangan(alat.ketetapan, "bbg-ketidaktetapan")
    found = []
    for n in range(1, alat.nozzle + 1):
        own = [isi for t, isi in rows if t.kunci.startswith(f"n{n}isi")]
        runs = [(isi.get("tampil"), isi.get("acuan") or None) for isi in own]
        found.append(sebaran(Titik(f"r{n}", f"Nozzle {n}", ()), runs, most))
    return found


LEMBAR = (
    Lembar(
        "pompa_bbg",
        "Pompa ukur BBG",
        R139,
        (
            Uji(
                "kebenaran",
                "Kebenaran",
                _titik,
                PerTitik(relatif.relatif, _kasus, ("tampil", "acuan"), "%", batas_kantor=_persen),
                R139_BELUM,
                "Timbang tabung sebelum dan sesudah pengisian.",
            ),
            Uji(
                "ketidaktetapan",
                "Ketidaktetapan",
                tanpa_titik,
                _nilai_tetap,
                R139_BELUM,
                dari="kebenaran",
            ),
        ),
        timbangan=False,
        pelat=(),
        kelas=(),
        tambahan=(Isian("nozzle", "Jumlah nozzle", awal="1", cacah="jumlah_nozzle"),),
        ketetapan=("bbg-bkd", "bbg-ketidaktetapan"),
    ),
)
