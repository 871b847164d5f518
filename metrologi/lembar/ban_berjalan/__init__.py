"""Belt weighers (OIML R 50): three tests with material against the control scale."""

from __future__ import annotations

from metrologi.bkd import ban_berjalan
from metrologi.bkd.angka import parse
from metrologi.bkd.tulisan import tulis_pecahan
from metrologi.lembar.baris import PerTitik
from metrologi.lembar.dasar import Alat, Bacaan, Isian, Lembar, Titik, Uji, selisih

R50 = "SK Dirjen PDN 28/PDN/KEP/3/2010; OIML R 50"
R50_BELUM = f"{R50} (belum dikonfirmasi)"


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    fields = (
        Isian("awal", "Totalisator awal", "kg"),
        Isian("akhir", "Totalisator akhir", "kg"),
        Isian("acuan", "Massa pada timbangan kontrol", "kg"),
    )
    return [Titik(f"b{n}", f"Uji bahan {n}", fields) for n in (1, 2, 3)] if alat.kelas else []


def _kasus(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> ban_berjalan.BanBerjalan:
    return ban_berjalan.BanBerjalan(
        kelas=alat.kelas,
        tahap=tahap,
        acuan_kg=isi.get("acuan"),
        tampil_kg=selisih(isi.get("akhir"), isi.get("awal")),
        d_kg=alat.lain.get("dt"),
        beban_terkecil_kg=alat.lain.get("sum_min"),
    )


LEMBAR = (
    Lembar(
        "ban_berjalan",
        "Timbangan ban berjalan",
        R50,
        (
            Uji(
                "kebenaran",
                "Uji bahan",
                _titik,
                PerTitik(ban_berjalan.kebenaran, _kasus, ("awal", "akhir", "acuan"), "kg"),
                R50_BELUM,
                "Alirkan bahan paling sedikit sebesar beban total terkecil.",
            ),
        ),
        timbangan=False,
        pelat=(),
        kelas=tuple((k, tulis_pecahan(parse(k))) for k in ban_berjalan.KELAS),
        tambahan=(
            Isian("sum_min", "Beban total terkecil Σmin", "kg"),
            Isian("dt", "Interval totalisator d", "kg"),
            Isian("qmin", "Qmin", "t/jam"),
            Isian("kecepatan", "Kecepatan ban", "m/s"),
        ),
    ),
)
