"""Filling instruments (OIML R 61): many fills of the largest and the smallest preset."""

from __future__ import annotations

from metrologi.bkd import timbangan_pengisi as bkd
from metrologi.bkd.satuan import samakan
from metrologi.bkd.tulisan import tulis_angka
from metrologi.lembar.baris import PerTitik
from metrologi.lembar.dasar import Alat, Bacaan, Isian, Lembar, Titik, Uji, tanpa_titik

R61 = "OIML R 61-1"
R61_BELUM = f"{R61} (belum dikonfirmasi)"
BACAAN = Isian("bacaan", "Bacaan, pisahkan dengan spasi atau baris baru", "g", daftar=True)
DIBACA = ("acuan", "bacaan")


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    loads = {"besar": alat.maks, "kecil": alat.min}
    grams = {k: samakan(v, alat.satuan, "g") if v else None for k, v in loads.items()}
    preset = {k: Isian("acuan", "Isi yang disetel", "g", awal=tulis_angka(grams[k])) for k in loads}
    return [Titik(k, f"Isian {k}", (preset[k], BACAAN)) for k in loads]


def _kasus(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> bkd.Pengisi:
    fills = bkd.Isian(
        x=alat.lain.get("x"),
        setelan_g=isi.get("acuan"),
        isian_g=isi.get("bacaan") or None,
    )
    return bkd.Pengisi(isian=fills, tahap=tahap)


LEMBAR = (
    Lembar(
        "timbangan_pengisi",
        "Timbangan pengisi",
        R61,
        (
            Uji(
                "kebenaran",
                "Simpangan tiap isian dari rata-rata",
                _titik,
                PerTitik(bkd.pengisi, _kasus, DIBACA, "g", "≤", sebab=bkd.ISIAN),
                R61_BELUM,
                "Timbang tiap isian: sampai 1 kg 60, sampai 10 kg 30, sampai 25 kg 20, di atasnya "
                "10.",
            ),
            Uji(
                "penyetelan",
                "Kesalahan penyetelan",
                tanpa_titik,
                PerTitik(
                    bkd.pengisi,
                    _kasus,
                    DIBACA,
                    "g",
                    galat=lambda p: p.galat_setelan,
                    batas=lambda p: p.batas_setelan,
                    sebab=bkd.SETELAN,
                ),
                R61_BELUM,
                dari="kebenaran",
            ),
        ),
        timbangan=False,
        pelat=(("maks", "Isian terbesar", ""), ("min", "Isian terkecil", "")),
        kelas=(),
        tambahan=(
            Isian("x", "Kelas X(x): faktor x", awal="1"),
            Isian("laju", "Laju pengisian", "isian/menit"),
        ),
    ),
)
