"""Material measures of length (OIML R 35-1): the whole and some parts against a standard."""

from __future__ import annotations

from decimal import Decimal

from metrologi.bkd import ukuran_panjang
from metrologi.bkd.satuan import samakan
from metrologi.bkd.tulisan import tulis_angka
from metrologi.lembar.baris import PerTitik
from metrologi.lembar.dasar import (
    Alat,
    Bacaan,
    Isian,
    Lembar,
    Titik,
    Uji,
    selisih,
    tahap_aturan,
)

R35 = "Syarat Teknis alat ukur panjang (SK Dirjen PDN 2010); OIML R 35-1"
R35_BELUM = f"{R35} (belum dikonfirmasi)"
BAGIAN = {"b1": Decimal(10), "b2": Decimal(100)}
KATA = {
    "b1": "Bagian 1 cm",
    "b2": "Bagian 1 dm",
    "s": "Setengah panjang",
    "p": "Panjang nominal",
}


def _panjang(alat: Alat) -> dict[str, Decimal]:
    """The lengths tested in mm: a centimetre, a decimetre, half of the whole, the whole."""
    length = samakan(alat.maks, alat.satuan, "mm") if alat.maks else None
    if not length:
        return {}
    found = {**BAGIAN, "s": (length / 2).to_integral_value(), "p": length}
    return {k: v for k, v in found.items() if k == "p" or 0 < v < length}


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    if not alat.kelas:
        return []
    fields = (Isian("acuan", "Panjang sebenarnya pada 20 °C", "mm", desimal=4),)
    return [
        Titik(k, f"{KATA[k]}, {tulis_angka(mm)} mm", fields) for k, mm in _panjang(alat).items()
    ]


def _kasus(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> ukuran_panjang.Panjang:
    nominal = _panjang(alat)[titik.kunci]
    part = titik.kunci in BAGIAN
    return ukuran_panjang.Panjang(
        kelas=alat.kelas,
        nominal_mm=nominal,
        galat_mm=selisih(nominal, isi.get("acuan")),
        tahap=tahap_aturan(alat, tahap, "panjang-tera-ulang"),
        bagian=ukuran_panjang.BAGIAN if part else ukuran_panjang.UTUH,
    )


LEMBAR = (
    Lembar(
        "ukuran_panjang",
        "Ukuran panjang",
        R35,
        (
            Uji(
                "kebenaran",
                "Panjang",
                _titik,
                PerTitik(ukuran_panjang.kebenaran, _kasus, ("acuan",), "mm"),
                R35_BELUM,
                "Baca pada standar panjang sebenarnya dari tiap bagian. Ban ukur ditarik sesuai "
                "pelatnya.",
            ),
        ),
        jenis_standar="panjang",
        timbangan=False,
        pelat=(("maks", "Panjang nominal", ""),),
        kelas=tuple((k, k) for k in ukuran_panjang.KELAS),
        ketetapan=("panjang-tera-ulang",),
    ),
)
