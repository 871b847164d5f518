"""Checkweighers (OIML R 51): many weighings of a small and a large load."""

from __future__ import annotations

from collections.abc import Callable

from metrologi.bkd import timbangan_pengecek as bkd
from metrologi.bkd.satuan import samakan
from metrologi.lembar.baris import PerTitik
from metrologi.lembar.dasar import Alat, Bacaan, Isian, Lembar, Titik, Uji, tanpa_titik

R51 = "SK Dirjen SPK 903/SPK/KEP/12/2011; OIML R 51-1"
R51_BELUM = f"{R51} (belum dikonfirmasi)"
KATEGORI = (("X", "X: rata-rata dan simpangan baku"), ("Y", "Y: kesalahan tunggal"))
# Category Y knows a and b where X knows III and IIII.
PADANAN = {"III": "a", "IIII": "b"}
BANYAK = "Sampai 10 kg 60 kali, sampai 25 kg 30 kali, di atasnya 20 kali."
BACAAN = Isian("bacaan", "Bacaan, pisahkan dengan spasi atau baris baru", "g", daftar=True)
BEBAN = (("kecil", "kecil (dekat Min)"), ("besar", "besar (dekat Max)"))
DIBACA = ("acuan", "bacaan")


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    if not alat.kelas or not alat.e:
        return []
    fields = (Isian("acuan", "Massa statis", "g"), BACAAN)
    return [Titik(k, f"Beban {words}", fields) for k, words in BEBAN]


def _kasus(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> bkd.Pengecek:
    category = alat.lain.get("kategori") or "X"
    return bkd.Pengecek(
        kategori=category,
        kelas=PADANAN.get(alat.kelas, alat.kelas) if category == "Y" else alat.kelas,
        x=alat.lain.get("x"),
        statis_g=isi.get("acuan"),
        e_g=samakan(alat.e, alat.satuan, "g") if alat.e else None,
        bacaan_g=isi.get("bacaan") or None,
    )


def _kategori(wanted: str) -> Callable[[Alat, str], bool]:
    return lambda alat, tahap: (alat.lain.get("kategori") or "X") == wanted


LEMBAR = (
    Lembar(
        "timbangan_pengecek",
        "Timbangan pengecek dan penyortir",
        R51,
        (
            Uji(
                "kebenaran",
                "Kesalahan rata-rata",
                _titik,
                PerTitik(
                    bkd.pengecek,
                    _kasus,
                    DIBACA,
                    "g",
                    galat=lambda p: p.galat_rata,
                    sebab=bkd.RATA,
                ),
                R51_BELUM,
                BANYAK,
                berlaku=_kategori("X"),
            ),
            Uji(
                "simpangan",
                "Simpangan baku",
                tanpa_titik,
                PerTitik(
                    bkd.pengecek,
                    _kasus,
                    DIBACA,
                    "g",
                    "≤",
                    galat=lambda p: p.simpangan,
                    batas=lambda p: p.batas_simpangan,
                    sebab=bkd.SIMPANGAN,
                ),
                R51_BELUM,
                dari="kebenaran",
                berlaku=_kategori("X"),
            ),
            Uji(
                "tunggal",
                "Kesalahan tunggal",
                _titik,
                PerTitik(
                    bkd.pengecek,
                    _kasus,
                    DIBACA,
                    "g",
                    galat=lambda p: p.galat_terbesar,
                    sebab=bkd.TUNGGAL,
                ),
                R51_BELUM,
                BANYAK,
                berlaku=_kategori("Y"),
            ),
        ),
        timbangan=False,
        tambahan=(
            Isian("kategori", "Kategori", pilihan=KATEGORI, awal="X"),
            Isian("x", "Faktor (x) untuk simpangan baku", awal="1"),
            Isian("laju", "Laju terbesar", "buah/menit"),
        ),
        pelat=(
            ("maks", "Max", ""),
            ("min", "Min", ""),
            ("e", "Interval skala verifikasi (e)", ""),
        ),
    ),
)
