"""Grain moisture meters (OIML R 59): a dry, a middling and a wet sample of one commodity."""

from __future__ import annotations

from metrologi.bkd import meter_kadar_air
from metrologi.lembar.baris import PerTitik, tetap
from metrologi.lembar.dasar import Alat, Bacaan, Isian, Lembar, Titik, Uji

R59 = "SK Dirjen PDN 38/2010; OIML R 59:2016"
R59_BELUM = f"{R59} (belum dikonfirmasi)"
KOMODITAS = (("gabah", "Gabah"), ("jagung", "Jagung"), ("oat", "Oat"), ("lainnya", "Lainnya"))
SAMPEL = (("kering", "Sampel kering"), ("sedang", "Sampel sedang"), ("basah", "Sampel basah"))
ISIAN = (
    Isian("acuan", "Kadar air acuan", "%"),
    Isian("bacaan", "Tiga sampai lima pembacaan", "%", daftar=True),
)


def _kasus(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> meter_kadar_air.KadarAir:
    return meter_kadar_air.KadarAir(
        komoditas=alat.lain.get("komoditas"),
        acuan_persen=isi.get("acuan"),
        bacaan_persen=isi.get("bacaan") or None,
    )


LEMBAR = (
    Lembar(
        "meter_kadar_air",
        "Meter kadar air",
        R59,
        (
            Uji(
                "kebenaran",
                "Kebenaran",
                tetap(*SAMPEL, isian=ISIAN),
                PerTitik(meter_kadar_air.kadar_air, _kasus, ("acuan", "bacaan"), "%"),
                R59_BELUM,
                "Acuan dari oven atau meter induk; aduk sampel di antara pembacaan.",
            ),
        ),
        jenis_standar="lainnya",
        timbangan=False,
        pelat=(),
        kelas=(),
        tambahan=(
            Isian("komoditas", "Komoditas", pilihan=KOMODITAS, awal="gabah"),
            Isian("massa_sampel", "Massa sampel", "g"),
            Isian("suhu_sampel", "Suhu sampel", "°C"),
        ),
    ),
)
