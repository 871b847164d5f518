"""Tank trucks (OIML R 80): nominal volume, empty space and sensitivity of every compartment."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from metrologi.bkd import tangki_ukur_mobil as tangki
from metrologi.bkd.ketetapan import bilangan
from metrologi.bkd.tulisan import tulis_angka, tulis_pecahan
from metrologi.lembar.baris import PerTitik
from metrologi.lembar.dasar import Alat, Bacaan, Isian, Lembar, Titik, Uji, tanpa_titik

R80 = "Syarat Teknis TUM (Permendag 21/2023); OIML R 80"
R80_BELUM = f"{R80} (belum dikonfirmasi)"
KOMPARTEMEN_PALING = 12


def jumlah(alat: Alat) -> int:
    """How many compartments the truck has."""
    return max(1, min(int(alat.lain.get("kompartemen") or 1), KOMPARTEMEN_PALING))


def _nominal(alat: Alat) -> str:
    return tulis_angka((alat.maks / jumlah(alat)).quantize(Decimal(1))) if alat.maks else ""


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    fields = (
        Isian("nominal", "Volume nominal", "L", awal=_nominal(alat)),
        Isian("acuan", "Volume terukur", "L"),
        Isian("kosong", "Ruang kosong", "L"),
    )
    return [Titik(f"k{n}", f"Kompartemen {n}", fields) for n in range(1, jumlah(alat) + 1)]


def _persen(alat: Alat) -> Fraction:
    return bilangan(alat.ketetapan, "tum-bkd")


def _kasus(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> tangki.Tangki:
    tank = tangki.Kompartemen(nominal_l=isi.get("nominal"), terukur_l=isi.get("acuan"))
    return tangki.Tangki(bkd_persen=_persen(alat), kompartemen=[tank])


def _ruang(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> tangki.RuangKosong:
    """Without a setting of the office the least share is 0: recorded, not judged."""
    return tangki.RuangKosong(
        ruang_l=isi.get("kosong"),
        nominal_l=isi.get("nominal"),
        batas_persen=bilangan(alat.ketetapan, "tum-ruang-kosong"),
    )


def _titik_peka(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    share = tulis_pecahan(_persen(alat))
    fields = (Isian("gerak", "Permukaan naik", "mm"),)
    return [
        Titik(f"s{n}", f"Kompartemen {n}, tambah {share} % volume", fields)
        for n in range(1, jumlah(alat) + 1)
    ]


def _peka(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> tangki.Kepekaan:
    return tangki.Kepekaan(naik_mm=isi.get("gerak"))


LEMBAR = (
    Lembar(
        "tum",
        "Tangki ukur mobil",
        R80,
        (
            Uji(
                "kebenaran",
                "Volume nominal",
                _titik,
                PerTitik(tangki.volume, _kasus, ("nominal", "acuan"), "%", batas_kantor=_persen),
                R80_BELUM,
                "Isi tiap kompartemen sampai tanda batas, catat volume dari bejana atau meter "
                "induk.",
            ),
            Uji(
                "ruang_kosong",
                "Ruang kosong",
                tanpa_titik,
                PerTitik(tangki.ruang_kosong, _ruang, ("kosong", "nominal"), "%", "≥"),
                R80_BELUM,
                dari="kebenaran",
            ),
            Uji(
                "kepekaan",
                "Kepekaan",
                _titik_peka,
                PerTitik(
                    tangki.kepekaan,
                    _peka,
                    ("gerak",),
                    "mm",
                    "≥",
                    terbaca=lambda isi: isi.get("gerak"),
                ),
                R80_BELUM,
            ),
        ),
        jenis_standar="volume",
        timbangan=False,
        pelat=(("maks", "Volume seluruhnya (L)", ""),),
        kelas=(),
        tambahan=(
            Isian("kompartemen", "Jumlah kompartemen", awal="1", cacah="kompartemen"),
            Isian("t1", "Tinggi T1", "mm"),
            Isian("t2", "Tinggi T2", "mm"),
        ),
        ketetapan=("tum-bkd", "tum-ruang-kosong"),
    ),
)
