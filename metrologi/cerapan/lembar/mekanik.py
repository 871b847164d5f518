"""Scales that balance: at rest, or brought past balance by an extra load equal to the BKD on the light side."""
from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from metrologi.cerapan.lembar import visual
from metrologi.cerapan.lembar.dasar import (
    Alat,
    Isian,
    Lembar,
    Nilai,
    Titik,
    TitikHasil,
    Uji,
    beban_uji,
    bkd_pada,
    ke_atas,
    kosong,
    satu,
    tanya,
    teks,
    timbangan,
)
from metrologi.cerapan.lembar.elektronik import R76
from metrologi.cerapan.rules.ketetapan import ketetapan
from metrologi.uttp.fields import tulis_angka
from metrologi.uttp.satuan import samakan

AMATAN = (("", "–"), ("setimbang", "Setimbang"), ("tercapai", "Setimbang setelah imbuh sebesar BKD"),
          ("tidak", "Tidak setimbang setelah imbuh"))
POSISI = ("tengah", "kiri", "kanan", "depan", "belakang")


def _rumus(alat: Alat) -> dict[str, str]:
    """The work sheet's own formula where the office settled on it; else the steps of R 76."""
    chosen = ketetapan(alat.ketetapan, "meja-bkd")
    return {} if chosen == "tabel" else {"formula": chosen}


def _bkd(alat: Alat, tahap: str, beban: Decimal | None) -> str:
    if not _rumus(alat) or beban is None or not alat.lengkap:
        return bkd_pada(alat, tahap, beban)
    ask = timbangan(alat, tahap) | _rumus(alat) | {"load": beban, "balanced": True}
    return teks(tanya("nawi_kesetimbangan", ask).get("mpe"))


def _titik_dari(alat: Alat, tahap: str, kunci: str, label: str, beban: Decimal) -> Titik:
    limit = _bkd(alat, tahap, beban)
    return Titik(kunci, f"{label}, imbuh {limit} {alat.satuan}", (
        Isian("beban", "Beban", alat.satuan, awal=tulis_angka(beban)), Isian("amatan", "Pengamatan", pilihan=AMATAN)))


def _titik_kebenaran(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    return [_titik_dari(alat, tahap, f"k{n}", f"{tulis_angka(b)} {alat.satuan}", b) for n, b in enumerate(beban_uji(alat), 1)]


def _titik_posisi(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    if not alat.maks or not alat.e or not alat.kelas:
        return []
    load = ke_atas(alat.maks / 3, alat.e)
    return [_titik_dari(alat, tahap, f"p{n}", f"Posisi {nama}", load) for n, nama in enumerate(POSISI, 1)]


def _titik_ulang(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    if not alat.maks or not alat.e or not alat.kelas:
        return []
    load = ke_atas(alat.maks / 2, alat.e)
    return [_titik_dari(alat, tahap, f"u{n}", f"Penimbangan {n}", load) for n in (1, 2, 3)]


def _nilai(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    return [_amati(alat, tahap, titik, isi) for titik, isi in rows]


def _amati(alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> TitikHasil:
    """In balance, or brought to it by an imbuh of the BKD at that load: within; otherwise beyond."""
    beban, seen = isi.get("beban"), isi.get("amatan") or ""
    limit = _bkd(alat, tahap, beban)
    if beban is None or not seen:
        return kosong(titik, limit, alat.satuan)
    answer = tanya("nawi_kesetimbangan", timbangan(alat, tahap) | _rumus(alat) | {
        "load": beban, "balanced": seen == "setimbang", "imbuh": limit.replace(",", "."),
        "after_imbuh": "belum" if seen == "tidak" else "setimbang"})
    within = {"setimbang": "0", "tercapai": "≤ BKD", "tidak": "> BKD"}[seen]
    return satu(titik, {**answer, "amatan": within}, "amatan", "mpe", alat.satuan)


def _titik_kepekaan(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    return [Titik("s1", "Pada Max, imbuh sebesar BKD", (Isian("gerak", "Pergeseran", "mm"),))]


def _nilai_kepekaan(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    titik, isi = rows[0]
    if not alat.lengkap or not alat.maks:
        return [kosong(titik)]
    ask = {"class": alat.kelas, "max_kg": samakan(alat.maks, alat.satuan, "kg")}
    if isi.get("gerak") is None:
        least = tanya("nawi_sensitivity", ask | {"displacement_mm": "0"})
        return [kosong(titik, teks(least.get("minimum_mm")), "mm", "≥")]
    answer = tanya("nawi_sensitivity", ask | {"displacement_mm": isi["gerak"]})
    minimum = answer.get("minimum_mm") or tanya("nawi_sensitivity", ask | {"displacement_mm": "0"}).get("minimum_mm")
    return [satu(titik, {**answer, "gerak": isi["gerak"], "minimum_mm": minimum}, "gerak", "minimum_mm", "mm", "≥")]


MEJA = Lembar("timbangan_meja", "Timbangan meja, sentisimal dan sejenisnya", R76, (
    Uji("kebenaran", "Kebenaran", _titik_kebenaran, _nilai, f"{R76} Tabel 6; e = Max/1000 dan rumus BKD belum dikonfirmasi",
        "Bila belum setimbang, tambahkan imbuh sebesar BKD pada sisi yang ringan."),
    Uji("eksentrisitas", "Eksentrisitas", _titik_posisi, _nilai, f"{R76} 3.6.2"),
    Uji("kemampuan_ulang", "Kemampuan ulang", _titik_ulang, _nilai, f"{R76} 3.6.1"),
    Uji("kepekaan", "Kepekaan", _titik_kepekaan, _nilai_kepekaan, f"{R76} 6.1"),
), visual.TIMBANGAN, e_per_maks=1000, ketetapan=("meja-bkd", "nawi-tera-ulang"))
