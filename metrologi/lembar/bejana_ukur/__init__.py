"""Standard cans (OIML R 120): the volume at 20 °C three times, against a better can or weighed."""

from __future__ import annotations

from decimal import Decimal

from metrologi.bkd import volume
from metrologi.bkd.satuan import samakan
from metrologi.lembar.baris import PerTitik
from metrologi.lembar.dasar import Alat, Bacaan, Isian, Lembar, Titik, Uji
from metrologi.lembar.gravimetri import BAHAN, LINGKUNGAN, TIMBANG, UKUR, isian_timbang, timbang

R120 = "OIML R 120"


def _nominal(alat: Alat) -> Decimal | None:
    """The nominal volume in L; None where the plate does not say."""
    return samakan(alat.maks, alat.satuan, "L") if alat.maks else None


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    fields = isian_timbang() if cara == TIMBANG else (Isian("isi", "Volume pada 20 °C", "L"),)
    return [Titik(f"v{n}", f"Pengisian {n}", fields) for n in (1, 2, 3)] if _nominal(alat) else []


def _kasus(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> volume.Bejana:
    return volume.Bejana(
        nominal_l=_nominal(alat), sebenarnya_l=isi.get("isi"), timbang=timbang(alat, isi)
    )


LEMBAR = (
    Lembar(
        "bejana_ukur",
        "Bejana ukur",
        R120,
        (
            Uji(
                "kebenaran",
                "Volume nominal",
                _titik,
                PerTitik(volume.bejana, _kasus, ("isi", "massa", "suhu"), "L"),
                f"{R120}: 1/2000 dari nominal (belum dikonfirmasi)",
                "Tiriskan 30 detik setelah kosong; baca miniskus setinggi mata.",
            ),
        ),
        jenis_standar="volume",
        timbangan=False,
        pelat=(("maks", "Volume nominal", ""),),
        kelas=(),
        cara_baku=lambda alat: UKUR,
        tambahan=(*BAHAN, *LINGKUNGAN),
        cara=((UKUR, "Dengan bejana standar"), (TIMBANG, "Dengan timbangan")),
    ),
)
