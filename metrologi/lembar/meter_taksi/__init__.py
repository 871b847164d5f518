"""Taximeters (OIML R 21): distance in the taxi or on the bench, and waiting time."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from metrologi.bkd import meter_taksi
from metrologi.bkd.tulisan import tulis_angka
from metrologi.lembar.baris import PerTitik, tetap
from metrologi.lembar.dasar import Alat, Bacaan, Isian, Lembar, Titik, Uji

R21 = "OIML R 21"
R21_BELUM = f"{R21} (belum dikonfirmasi)"
TERPASANG, MEJA = "terpasang", "meja"
LINTASAN = {TERPASANG: (1000, 1000, 1000), MEJA: (1000, 2000, 5000)}
DIBACA = ("acuan", "tampil")
WAKTU = (
    Isian("acuan", "Waktu sebenarnya", "s", awal="600"),
    Isian("tampil", "Waktu pada meter", "s"),
)


def _jarak(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    metres = LINTASAN[str(alat.lain.get("pasang") or TERPASANG)]
    return [
        Titik(
            f"j{n}",
            f"Jarak {tulis_angka(Decimal(m))} m",
            (
                Isian("acuan", "Jarak sebenarnya", "m", awal=str(m)),
                Isian("tampil", "Jarak pada meter", "m"),
            ),
        )
        for n, m in enumerate(metres, 1)
    ]


def _kasus(besaran: str) -> Callable[[Alat, str, Titik, Bacaan], meter_taksi.Argo]:
    def kasus(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> meter_taksi.Argo:
        in_taxi = besaran == meter_taksi.JARAK and alat.lain.get("pasang") != MEJA
        return meter_taksi.Argo(
            bagian=meter_taksi.TAKSI if in_taxi else meter_taksi.METER,
            besaran=besaran,
            acuan=isi.get("acuan"),
            tampil=isi.get("tampil"),
        )

    return kasus


LEMBAR = (
    Lembar(
        "meter_taksi",
        "Meter taksi",
        R21,
        (
            Uji(
                "kebenaran",
                "Jarak",
                _jarak,
                PerTitik(meter_taksi.kebenaran, _kasus(meter_taksi.JARAK), DIBACA, "m"),
                R21_BELUM,
                "Terpasang: jalankan taksi pada lintasan yang diketahui panjangnya.",
            ),
            Uji(
                "waktu",
                "Waktu",
                tetap(("w1", "Waktu tunggu"), isian=WAKTU),
                PerTitik(meter_taksi.kebenaran, _kasus(meter_taksi.WAKTU), DIBACA, "s"),
                R21_BELUM,
            ),
        ),
        jenis_standar="panjang",
        timbangan=False,
        pelat=(),
        kelas=(),
        tambahan=(
            Isian(
                "pasang",
                "Diuji",
                pilihan=((TERPASANG, "Terpasang pada taksi"), (MEJA, "Di meja uji")),
                awal=TERPASANG,
            ),
            Isian("tarif", "Tarif per km", "Rp"),
        ),
    ),
)
