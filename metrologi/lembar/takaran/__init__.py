"""Serving measures, wet and dry (OIML R 138): the volume held, read from a can or weighed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from metrologi.bkd import volume
from metrologi.bkd.satuan import samakan
from metrologi.bkd.tulisan import tulis_angka
from metrologi.lembar.baris import PerTitik
from metrologi.lembar.dasar import (
    Alat,
    Bacaan,
    Isian,
    Lembar,
    Titik,
    TitikHasil,
    Uji,
    kelipatan,
)
from metrologi.lembar.gravimetri import BAHAN, LINGKUNGAN, TIMBANG, UKUR, isian_timbang, timbang

R138 = "SK Dirjen SPK 904/SPK/KEP/12/2011; OIML R 138:2007"
R138_BELUM = f"{R138} (belum dikonfirmasi)"
BENTUK = (
    ("transfer_line", "Takaran serah, garis batas"),
    ("transfer_brim", "Takaran serah, penuh sampai tepi"),
    ("drinking_line", "Takaran minum, garis batas"),
    ("drinking_brim", "Takaran minum, penuh sampai tepi"),
    ("botol", "Botol ukur"),
    ("tong_logam", "Tong logam"),
    ("tong_lain", "Tong bahan lain"),
)


def nominal_ml(alat: Alat) -> Decimal | None:
    """The nominal contents in mL; None where the plate does not say."""
    return samakan(alat.maks, alat.satuan, "mL") if alat.maks else None


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    nominal = nominal_ml(alat)
    if not nominal or not alat.lain.get("bentuk"):
        return []
    fields = isian_timbang() if cara == TIMBANG else (Isian("isi", "Isi terukur pada 20 °C", "mL"),)
    return [Titik("v1", f"Isi nominal {tulis_angka(nominal)} mL", fields)]


def _kasus(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> volume.Takaran:
    return volume.Takaran(
        jenis=alat.lain.get("bentuk"),
        nominal_ml=nominal_ml(alat),
        isi_ml=isi.get("isi"),
        timbang=timbang(alat, isi),
        kali_bkd=kelipatan(alat, tahap, "takaran-tera-ulang"),
    )


class Isi(PerTitik[volume.Takaran, volume.PutusanTakaran]):
    """The limits of a brim measure lie on one side: shown as from to, not as plus-minus."""

    def satu(self, alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> TitikHasil:
        done = super().satu(alat, tahap, titik, isi)
        if not done.batas or not str(alat.lain.get("bentuk")).endswith("_brim"):
            return done
        return replace(done, batas=f"0 sampai {done.batas}", tanda="")


def _lembar(kode: str, judul: str, bentuk: str, petunjuk: str) -> Lembar:
    judge = Isi(volume.takaran, _kasus, ("isi", "massa", "suhu"), "mL")
    return Lembar(
        kode,
        judul,
        R138,
        (Uji("kebenaran", "Isi", _titik, judge, R138_BELUM, petunjuk),),
        jenis_standar="volume",
        timbangan=False,
        pelat=(("maks", "Isi nominal", ""),),
        kelas=(),
        cara_baku=lambda alat: UKUR,
        tambahan=(Isian("bentuk", "Bentuk", pilihan=BENTUK, awal=bentuk), *BAHAN, *LINGKUNGAN),
        ketetapan=("takaran-tera-ulang",),
        cara=((UKUR, "Dengan bejana atau gelas ukur"), (TIMBANG, "Dengan timbangan")),
    )


LEMBAR = (
    _lembar(
        "takaran_basah",
        "Takaran basah",
        "transfer_line",
        "Basahi dan tiriskan dahulu; baca miniskus setinggi mata.",
    ),
    _lembar(
        "takaran_kering",
        "Takaran kering",
        "transfer_brim",
        "Isi sampai luber lalu peres rata dengan tepi.",
    ),
)
