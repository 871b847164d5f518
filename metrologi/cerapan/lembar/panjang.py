"""Material measures of length (SK Dirjen PDN 2010; OIML R 35-1): the whole and some parts against a standard."""
from __future__ import annotations

from decimal import Decimal
from typing import Any

from metrologi.cerapan.lembar import visual
from metrologi.cerapan.lembar.baris import PerTitik, selisih
from metrologi.cerapan.lembar.dasar import Alat, Isian, Lembar, Nilai, Titik, Uji, tahap_aturan
from metrologi.uttp.fields import tulis_angka
from metrologi.uttp.satuan import samakan

R35 = "Syarat Teknis alat ukur panjang (SK Dirjen PDN 2010); OIML R 35-1"
R35_BELUM = f"{R35} (belum dikonfirmasi)"
BAGIAN = {"b1": Decimal(10), "b2": Decimal(100)}


def _panjang(alat: Alat) -> dict[str, Decimal]:
    """The lengths tested in mm: a centimetre, a decimetre, half of the whole, the whole."""
    whole = samakan(alat.maks, alat.satuan, "mm") if alat.maks else None
    if not whole:
        return {}
    found = {**BAGIAN, "s": (whole / 2).to_integral_value(), "p": whole}
    return {k: v for k, v in found.items() if k == "p" or 0 < v < whole}


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    if not alat.kelas:
        return []
    words = {"b1": "Bagian 1 cm", "b2": "Bagian 1 dm", "s": "Setengah panjang", "p": "Panjang nominal"}
    return [Titik(k, f"{words[k]}, {tulis_angka(mm)} mm", (Isian("acuan", "Panjang sebenarnya pada 20 °C", "mm", desimal=4),))
            for k, mm in _panjang(alat).items()]


def _masukan(alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> dict[str, Any]:
    nominal = _panjang(alat)[titik.kunci]
    return {"class": alat.kelas, "nominal_mm": nominal, "error_mm": selisih(nominal, isi.get("acuan")),
            "stage": tahap_aturan(alat, tahap, "panjang-tera-ulang"), "part": "interval" if titik.kunci in BAGIAN else "whole"}


UKURAN_PANJANG = Lembar(
    "ukuran_panjang", "Ukuran panjang", R35, (
        Uji("kebenaran", "Panjang", _titik, PerTitik("ukuran_panjang", _masukan, ("acuan",), "error_mm", "mpe_mm", "mm"),
            R35_BELUM, "Baca pada standar panjang sebenarnya dari tiap bagian. Ban ukur ditarik sesuai pelatnya."),
    ), visual.PANJANG, jenis_standar="panjang", timbangan=False, pelat=(("maks", "Panjang nominal", ""),),
    kelas=(("I", "I"), ("II", "II"), ("III", "III")), ketetapan=("panjang-tera-ulang",))
