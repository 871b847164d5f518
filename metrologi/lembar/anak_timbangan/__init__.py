"""Weights (OIML R 111-1): every piece of a set, by its error or by comparison with a standard."""

from __future__ import annotations

from decimal import Decimal

from metrologi.bkd import anak_timbangan
from metrologi.bkd.ketetapan import ketetapan
from metrologi.bkd.tulisan import tulis_angka
from metrologi.lembar.baris import PerTitik
from metrologi.lembar.dasar import (
    Alat,
    Bacaan,
    Baris,
    Isian,
    Lembar,
    Titik,
    TitikHasil,
    Uji,
    kelipatan,
)

R111 = "Syarat Teknis anak timbangan (SK Dirjen PDN 2010); OIML R 111-1:2004"
LANGSUNG, BANDING = "langsung", "banding"
URUT = ("1", "2", "2*", "5", "10", "20", "20*", "50", "100", "200", "200*", "500")
SET = {
    "mg": tuple(f"{n} mg" for n in URUT),
    "g": tuple(f"{n} g" for n in URUT),
    "kg": ("1 kg", "2 kg", "2* kg", "5 kg", "10 kg", "20 kg"),
}
SUSUNAN = (
    ("satu", "Satu keping, atau beberapa keping senominal"),
    ("mg", "Set 1 mg sampai 500 mg"),
    ("g", "Set 1 g sampai 500 g"),
    ("g+kg", "Set 1 g sampai 20 kg"),
    ("kg", "Set 1 kg sampai 20 kg"),
    ("mg+g", "Set 1 mg sampai 500 g"),
    ("mg+g+kg", "Set 1 mg sampai 20 kg"),
)
KEPING_PALING = 40
ADA = (("", "Ada"), ("tidak", "Tidak ada dalam set"))


def cara_nilai(alat: Alat) -> str:
    """Plain for class M unless the office settled otherwise; guarded by U for the finer classes.

    R 111-1 5.2, 5.3.
    """
    if alat.kelas.startswith("M"):
        return ketetapan(alat.ketetapan, "anak-timbangan-kelas-m")
    return anak_timbangan.DIJAGA


def keping(alat: Alat) -> list[str]:
    """The nominal masses of the pieces, "2* g" for the second of a kind."""
    chosen = str(alat.lain.get("susunan") or "satu")
    if chosen != "satu":
        return [name for part in chosen.split("+") for name in SET[part]]
    if not alat.maks:
        return []
    count = int(alat.lain.get("jumlah") or 1)
    return [f"{tulis_angka(alat.maks)} {alat.satuan}"] * max(1, min(count, KEPING_PALING))


def _titik(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    names = keping(alat) if alat.kelas else []
    same = len(set(names)) == 1 and len(names) > 1
    fields = _isian(alat, cara)
    if len(names) != 1:
        fields = (*fields, Isian("ada", "Keping", pilihan=ADA))
    return [
        Titik(f"k{n}", f"{name}, keping {n}" if same else name, fields)
        for n, name in enumerate(names, 1)
    ]


def _isian(alat: Alat, cara: str) -> tuple[Isian, ...]:
    guarded = cara_nilai(alat) == anak_timbangan.DIJAGA
    u = (Isian("u", "U, k = 2", "mg"),) if guarded else ()
    if cara != BANDING:
        return (Isian("galat", "Kesalahan", "mg"), *u)
    return (
        Isian("s1", "Standar", "g"),
        Isian("t", "Keping", "g"),
        Isian("s2", "Standar lagi", "g"),
        Isian("koreksi", "Koreksi standar", "mg", awal="0"),
        *u,
    )


def galat_mg(isi: Bacaan) -> Decimal | None:
    """The error as found, or the standard's correction plus the difference of readings S T S.

    R 111-1 C.4.
    """
    if "t" not in isi:
        found: Decimal | None = isi.get("galat")
        return found
    first, piece, last, correction = (isi.get(name) for name in ("s1", "t", "s2", "koreksi"))
    if first is None or piece is None or last is None or correction is None:
        return None
    error: Decimal = correction + (piece - (first + last) / 2) * 1000
    return error


def _kasus(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> anak_timbangan.Keping:
    name = titik.label.partition(",")[0] if ", keping" in titik.label else titik.label
    return anak_timbangan.Keping(
        kelas=alat.kelas,
        nominal=name.replace("*", "").replace(",", "."),
        galat_mg=galat_mg(isi),
        cara_nilai=cara_nilai(alat),
        u_mg=isi.get("u"),
        kali_bkd=kelipatan(alat, tahap, "anak-timbangan-tera-ulang"),
    )


class Keping(PerTitik[anak_timbangan.Keping, anak_timbangan.PutusanKeping]):
    """Pieces missing from the set are not judged; a set of nothing is never SAH."""

    def __call__(self, alat: Alat, tahap: str, cara: str, rows: Baris) -> list[TitikHasil]:
        there = [(t, isi) for t, isi in rows if isi.get("ada") != "tidak"]
        return super().__call__(alat, tahap, cara, there)


LEMBAR = (
    Lembar(
        "anak_timbangan",
        "Anak timbangan",
        R111,
        (
            Uji(
                "kebenaran",
                "Massa tiap keping",
                _titik,
                Keping(
                    anak_timbangan.kebenaran,
                    _kasus,
                    ("galat", "s1", "t", "s2", "koreksi", "u"),
                    "mg",
                    terbaca=galat_mg,
                    batas=lambda p: p.batas if p.batas_diterima is None else p.batas_diterima,
                ),
                f"{R111} Tabel 1",
                "Keping kedua dari nominal yang sama bertanda *. Keping yang tidak ada dalam set "
                "dilewati.",
            ),
        ),
        timbangan=False,
        pelat=(("maks", "Massa nominal (untuk satu keping)", ""),),
        kelas=tuple((k, k) for k in anak_timbangan.KELAS),
        cara_baku=lambda alat: LANGSUNG,
        tambahan=(
            Isian("susunan", "Susunan", pilihan=SUSUNAN, awal="satu"),
            Isian("jumlah", "Jumlah keping senominal", awal="1"),
        ),
        cara=((LANGSUNG, "Kesalahan (mg)"), (BANDING, "Banding S–T–S")),
        ketetapan=("anak-timbangan-kelas-m", "anak-timbangan-tera-ulang"),
    ),
)
