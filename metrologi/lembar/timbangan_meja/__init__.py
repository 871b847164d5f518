"""Scales that balance: at rest, or brought past balance by an extra load of the BKD.

The extra load lies on the light side (OIML R 76-1; work sheets of the counter scale).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from metrologi.bkd import nawi, nawi_lain
from metrologi.bkd.ketetapan import ketetapan
from metrologi.bkd.satuan import samakan
from metrologi.bkd.tulisan import tulis_angka, tulis_pecahan
from metrologi.lembar.dasar import (
    Alat,
    Bacaan,
    Baris,
    Isian,
    Lembar,
    Titik,
    TitikHasil,
    Uji,
    dinilai,
    kosong,
)
from metrologi.lembar.timbangan import R76, baca_langsung, beban_uji, ke_atas, timbangan

AMATAN = (
    ("", "–"),
    ("setimbang", "Setimbang"),
    ("tercapai", "Setimbang setelah imbuh sebesar BKD"),
    ("tidak", "Tidak setimbang setelah imbuh"),
)
TERTULIS = {"setimbang": "0", "tercapai": "≤ BKD", "tidak": "> BKD"}
POSISI = ("tengah", "kiri", "kanan", "depan", "belakang")


def _rumus(alat: Alat) -> str | None:
    """The work sheet's own formula where the office settled on it; else the steps of R 76."""
    chosen = ketetapan(alat.ketetapan, "meja-bkd")
    return None if chosen == "tabel" else chosen


def _bkd(alat: Alat, tahap: str, beban: Decimal | None) -> Fraction | None:
    """The BKD at a load in the unit of the plate; None where it cannot be said."""
    if beban is None or not alat.lengkap:
        return None
    if _rumus(alat) is None:
        fine = (alat.e or Decimal(0)) / 10
        return baca_langsung(alat, tahap, beban, beban, fine).batas
    return _balanced(alat, tahap, beban).batas


def _balanced(
    alat: Alat, tahap: str, beban: Decimal, seen: str = "setimbang", imbuh: Fraction | None = None
) -> nawi_lain.Terukur:
    """What the rule says of a beam that was seen so."""
    return nawi_lain.kesetimbangan(
        nawi_lain.Kesetimbangan(
            timbangan=timbangan(alat, tahap),
            beban=beban,
            rumus=_rumus(alat),
            setimbang=seen == "setimbang",
            imbuh=imbuh,
            setelah_imbuh="belum" if seen == "tidak" else "setimbang",
        )
    )


def _titik_dari(alat: Alat, tahap: str, kunci: str, label: str, beban: Decimal) -> Titik:
    limit = tulis_pecahan(_bkd(alat, tahap, beban))
    return Titik(
        kunci,
        f"{label}, imbuh {limit} {alat.satuan}",
        (
            Isian("beban", "Beban", alat.satuan, awal=tulis_angka(beban)),
            Isian("amatan", "Pengamatan", pilihan=AMATAN),
        ),
    )


def _titik_kebenaran(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    return [
        _titik_dari(alat, tahap, f"k{n}", f"{tulis_angka(b)} {alat.satuan}", b)
        for n, b in enumerate(beban_uji(alat), 1)
    ]


def _titik_posisi(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    if not alat.maks or not alat.e or not alat.kelas:
        return []
    load = ke_atas(alat.maks / 3, alat.e)
    return [
        _titik_dari(alat, tahap, f"p{n}", f"Posisi {nama}", load)
        for n, nama in enumerate(POSISI, 1)
    ]


def _titik_ulang(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    if not alat.maks or not alat.e or not alat.kelas:
        return []
    load = ke_atas(alat.maks / 2, alat.e)
    return [_titik_dari(alat, tahap, f"u{n}", f"Penimbangan {n}", load) for n in (1, 2, 3)]


def _nilai(alat: Alat, tahap: str, cara: str, rows: Baris) -> list[TitikHasil]:
    return [_amati(alat, tahap, titik, isi) for titik, isi in rows]


def _amati(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> TitikHasil:
    """In balance, or brought to it by an imbuh of the BKD at that load: within; else beyond."""
    beban, seen = isi.get("beban"), isi.get("amatan") or ""
    limit = _bkd(alat, tahap, beban)
    if beban is None or not seen:
        return kosong(titik, tulis_pecahan(limit), alat.satuan)
    answer = _balanced(alat, tahap, beban, seen, limit)
    return dinilai(titik, answer, TERTULIS[seen], tulis_pecahan(answer.batas), alat.satuan)


def _titik_kepekaan(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    return [Titik("s1", "Pada Max, imbuh sebesar BKD", (Isian("gerak", "Pergeseran", "mm"),))]


def _nilai_kepekaan(alat: Alat, tahap: str, cara: str, rows: Baris) -> list[TitikHasil]:
    titik, isi = rows[0]
    if not alat.lengkap or not alat.maks:
        return [kosong(titik)]
    moved = isi.get("gerak")
    answer = nawi.kepekaan(
        nawi.Kepekaan(
            kelas=alat.kelas,
            maks_kg=samakan(alat.maks, alat.satuan, "kg"),
            pergeseran_mm=moved,
        )
    )
    least = tulis_pecahan(answer.batas)
    if moved is None:
        return [kosong(titik, least, "mm", "≥")]
    return [dinilai(titik, answer, tulis_angka(moved), least, "mm", "≥")]


LEMBAR = (
    Lembar(
        "timbangan_meja",
        "Timbangan meja, sentisimal dan sejenisnya",
        R76,
        (
            Uji(
                "kebenaran",
                "Kebenaran",
                _titik_kebenaran,
                _nilai,
                f"{R76} Tabel 6; e = Max/1000 dan rumus BKD belum dikonfirmasi",
                "Bila belum setimbang, tambahkan imbuh sebesar BKD pada sisi yang ringan.",
            ),
            Uji("eksentrisitas", "Eksentrisitas", _titik_posisi, _nilai, f"{R76} 3.6.2"),
            Uji("kemampuan_ulang", "Kemampuan ulang", _titik_ulang, _nilai, f"{R76} 3.6.1"),
            Uji("kepekaan", "Kepekaan", _titik_kepekaan, _nilai_kepekaan, f"{R76} 6.1"),
        ),
        e_per_maks=1000,
        ketetapan=("meja-bkd", "nawi-tera-ulang"),
    ),
)
