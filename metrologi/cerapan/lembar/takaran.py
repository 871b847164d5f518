"""Serving measures, wet and dry (904/SPK/KEP/12/2011; OIML R 138): the volume held, read from a can or weighed."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

from metrologi.cerapan.lembar import visual
from metrologi.cerapan.lembar.baris import PerTitik
from metrologi.cerapan.lembar.dasar import Alat, Isian, Lembar, Nilai, Pelat, Titik, TitikHasil, Uji, kelipatan, teks
from metrologi.cerapan.lembar.gravimetri import BAHAN, LINGKUNGAN, TIMBANG, isian_timbang, timbang
from metrologi.uttp.satuan import samakan

R138 = "SK Dirjen SPK 904/SPK/KEP/12/2011; OIML R 138:2007"
R138_BELUM = f"{R138} (belum dikonfirmasi)"
UKUR = "ukur"
BENTUK = (("transfer_line", "Takaran serah, garis batas"), ("transfer_brim", "Takaran serah, penuh sampai tepi"),
          ("drinking_line", "Takaran minum, garis batas"), ("drinking_brim", "Takaran minum, penuh sampai tepi"),
          ("botol", "Botol ukur"), ("tong_logam", "Tong logam"), ("tong_lain", "Tong bahan lain"))
MAKS: tuple[Pelat, ...] = (("maks", "Isi nominal", ""),)


def nominal_ml(alat: Alat) -> Any:
    return samakan(alat.maks, alat.satuan, "mL") if alat.maks else None


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    if not nominal_ml(alat) or not alat.lain.get("bentuk"):
        return []
    fields = isian_timbang() if cara == TIMBANG else (Isian("isi", "Isi terukur pada 20 °C", "mL"),)
    return [Titik("v1", f"Isi nominal {teks(nominal_ml(alat))} mL", fields)]


def _masukan(alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> dict[str, Any]:
    asked = {"kind": alat.lain.get("bentuk"), "nominal_ml": nominal_ml(alat),
             "bkd_factor": kelipatan(alat, tahap, "takaran-tera-ulang")}
    return asked | (timbang(alat, isi) if "massa" in isi else {"actual_ml": isi.get("isi")})


class Isi(PerTitik):
    """The limits of a brim measure lie on one side: shown as from to, not as plus-minus."""

    def satu(self, alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> TitikHasil:
        done = super().satu(alat, tahap, titik, isi)
        brim = str(alat.lain.get("bentuk")).endswith("_brim")
        return replace(done, batas=f"0 sampai {done.batas}", tanda="") if brim and done.batas else done


def _lembar(kode: str, judul: str, bentuk: str, petunjuk: str) -> Lembar:
    judge = Isi("takaran", _masukan, ("isi", "massa", "suhu"), "error_ml", "upper_limit_ml", "mL")
    return Lembar(
        kode, judul, R138, (Uji("kebenaran", "Isi", _titik, judge, R138_BELUM, petunjuk),),
        visual.TAKARAN, jenis_standar="volume", timbangan=False, pelat=MAKS, kelas=(), cara_baku=lambda alat: UKUR,
        tambahan=(Isian("bentuk", "Bentuk", pilihan=BENTUK, awal=bentuk), *BAHAN, *LINGKUNGAN),
        ketetapan=("takaran-tera-ulang",), cara=((UKUR, "Dengan bejana atau gelas ukur"), (TIMBANG, "Dengan timbangan")))


TAKARAN_BASAH = _lembar("takaran_basah", "Takaran basah", "transfer_line",
                        "Basahi dan tiriskan dahulu; baca miniskus setinggi mata.")
TAKARAN_KERING = _lembar("takaran_kering", "Takaran kering", "transfer_brim", "Isi sampai luber lalu peres rata dengan tepi.")
