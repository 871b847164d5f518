"""Grain moisture meters (R 59) and taximeters (R 21)."""
from __future__ import annotations

from decimal import Decimal
from typing import Any

from metrologi.cerapan.lembar import visual
from metrologi.cerapan.lembar.baris import PerTitik, teks_angka
from metrologi.cerapan.lembar.dasar import Alat, Isian, Lembar, Nilai, Titik, Uji
from metrologi.uttp.fields import tulis_angka

R59 = "SK Dirjen PDN 38/2010; OIML R 59:2016"
R59_BELUM = f"{R59} (belum dikonfirmasi)"
R21 = "OIML R 21"
R21_BELUM = f"{R21} (belum dikonfirmasi)"
KOMODITAS = (("gabah", "Gabah"), ("jagung", "Jagung"), ("oat", "Oat"), ("lainnya", "Lainnya"))
SAMPEL = (("kering", "Sampel kering"), ("sedang", "Sampel sedang"), ("basah", "Sampel basah"))
TERPASANG, MEJA = "terpasang", "meja"


def _titik_air(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    fields = (Isian("acuan", "Kadar air acuan", "%"), Isian("bacaan", "Tiga sampai lima pembacaan", "%", daftar=True))
    return [Titik(k, words, fields) for k, words in SAMPEL]


def _masukan_air(alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> dict[str, Any]:
    return {"commodity": alat.lain.get("komoditas"), "reference_percent": isi.get("acuan"),
            "readings_percent": teks_angka(isi.get("bacaan"))}


KADAR_AIR = Lembar(
    "meter_kadar_air", "Meter kadar air", R59, (
        Uji("kebenaran", "Kebenaran", _titik_air,
            PerTitik("kadar_air", _masukan_air, ("acuan", "bacaan"), "error_percent", "mpe_percent", "%"),
            R59_BELUM, "Acuan dari oven atau meter induk; aduk sampel di antara pembacaan."),
    ), visual.KADAR_AIR, jenis_standar="lainnya", timbangan=False, pelat=(), kelas=(),
    tambahan=(Isian("komoditas", "Komoditas", pilihan=KOMODITAS, awal="gabah"), Isian("massa_sampel", "Massa sampel", "g"),
              Isian("suhu_sampel", "Suhu sampel", "°C")))


def _jarak(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    return [Titik(f"j{n}", f"Jarak {tulis_angka(Decimal(m))} m", (
        Isian("acuan", "Jarak sebenarnya", "m", awal=str(m)), Isian("tampil", "Jarak pada meter", "m")))
        for n, m in enumerate((1000, 2000, 5000) if cara == MEJA else (1000, 1000, 1000), 1)]


def _waktu(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    fields = (Isian("acuan", "Waktu sebenarnya", "s", awal="600"), Isian("tampil", "Waktu pada meter", "s"))
    return [Titik("w1", "Waktu tunggu", fields)]


def _masukan_taksi(quantity: str) -> Any:
    def masukan(alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> dict[str, Any]:
        whole = quantity == "distance" and alat.lain.get("pasang") != MEJA
        return {"part": "vehicle" if whole else "taximeter", "quantity": quantity, "reference": isi.get("acuan"),
                "indicated": isi.get("tampil")}

    return masukan


METER_TAKSI = Lembar(
    "meter_taksi", "Meter taksi", R21, (
        Uji("kebenaran", "Jarak", lambda alat, tahap, cara: _jarak(alat, tahap, str(alat.lain.get("pasang") or TERPASANG)),
            PerTitik("meter_taksi", _masukan_taksi("distance"), ("acuan", "tampil"), "error", "mpe", "m"),
            R21_BELUM, "Terpasang: jalankan taksi pada lintasan yang diketahui panjangnya."),
        Uji("waktu", "Waktu", _waktu, PerTitik("meter_taksi", _masukan_taksi("time"), ("acuan", "tampil"), "error", "mpe", "s"),
            R21_BELUM),
    ), visual.TAKSI, jenis_standar="panjang", timbangan=False, pelat=(), kelas=(), tambahan=(
        Isian("pasang", "Diuji", pilihan=((TERPASANG, "Terpasang pada taksi"), (MEJA, "Di meja uji")), awal=TERPASANG),
        Isian("tarif", "Tarif per km", "Rp")))
