"""Standard cans (OIML R 120): the volume at 20 °C three times, against a better can or by weighing."""
from __future__ import annotations

from typing import Any

from metrologi.cerapan.lembar import visual
from metrologi.cerapan.lembar.baris import PerTitik
from metrologi.cerapan.lembar.dasar import Alat, Isian, Lembar, Nilai, Titik, Uji
from metrologi.cerapan.lembar.gravimetri import BAHAN, LINGKUNGAN, TIMBANG, isian_timbang, timbang
from metrologi.uttp.satuan import samakan

R120 = "OIML R 120"
UKUR = "ukur"


def _nominal(alat: Alat) -> Any:
    return samakan(alat.maks, alat.satuan, "L") if alat.maks else None


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    fields = isian_timbang() if cara == TIMBANG else (Isian("isi", "Volume pada 20 °C", "L"),)
    return [Titik(f"v{n}", f"Pengisian {n}", fields) for n in (1, 2, 3)] if _nominal(alat) else []


def _masukan(alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> dict[str, Any]:
    return {"nominal_l": _nominal(alat)} | (timbang(alat, isi) if "massa" in isi else {"actual_l": isi.get("isi")})


BEJANA_UKUR = Lembar(
    "bejana_ukur", "Bejana ukur", R120, (
        Uji("kebenaran", "Volume nominal", _titik,
            PerTitik("bejana_ukur", _masukan, ("isi", "massa", "suhu"), "error_l", "mpe_l", "L"),
            f"{R120}: 1/2000 dari nominal (belum dikonfirmasi)",
            "Tiriskan 30 detik setelah kosong; baca miniskus setinggi mata."),
    ), visual.BEJANA, jenis_standar="volume", timbangan=False, pelat=(("maks", "Volume nominal", ""),), kelas=(),
    cara_baku=lambda alat: UKUR, tambahan=(*BAHAN, *LINGKUNGAN),
    cara=((UKUR, "Dengan bejana standar"), (TIMBANG, "Dengan timbangan")))
