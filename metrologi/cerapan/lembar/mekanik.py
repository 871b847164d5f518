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
    ke_atas,
    kosong,
    satu,
    tanya,
    teks,
    timbangan,
)
from metrologi.cerapan.lembar.elektronik import R76
from metrologi.cerapan.rules.hasil import BATAL, SAH, TIDAK_VALID
from metrologi.uttp.fields import tulis_angka
from metrologi.uttp.satuan import samakan

AMATAN = (("", "–"), ("setimbang", "Setimbang"), ("tercapai", "Setimbang setelah imbuh sebesar BKD"),
          ("tidak", "Tidak setimbang setelah imbuh"))
POSISI = ("tengah", "kiri", "kanan", "depan", "belakang")


def _bkd(alat: Alat, tahap: str, beban: Decimal) -> dict:
    """The rules' answer at that load for a perfect reading: only its limit is of interest."""
    fine = {"d": (alat.e or 0) / 10, "method": "direct", "delta_l": None, "e0": "0"}
    return tanya("nawi_kebenaran", timbangan(alat, tahap) | fine | {"load": beban, "indication": beban})


def _titik_dari(alat: Alat, tahap: str, kunci: str, label: str, beban: Decimal) -> Titik:
    limit = teks(_bkd(alat, tahap, beban).get("mpe"))
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
    beban, seen = isi.get("beban"), isi.get("amatan") or ""
    if beban is None or not seen:
        return kosong(titik)
    answer = _bkd(alat, tahap, beban)
    if answer["verdict"] != SAH:
        return TitikHasil(titik.kunci, titik.label, TIDAK_VALID, alasan=answer.get("reason", ""))
    within = {"setimbang": "0", "tercapai": "≤ BKD", "tidak": "> BKD"}[seen]
    return TitikHasil(titik.kunci, titik.label, BATAL if seen == "tidak" else SAH, within, teks(answer["mpe"]), alat.satuan)


def _titik_kepekaan(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    return [Titik("s1", "Pada Max, imbuh sebesar BKD", (Isian("gerak", "Pergeseran", "mm"),))]


def _nilai_kepekaan(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    titik, isi = rows[0]
    if isi.get("gerak") is None or not alat.maks:
        return [kosong(titik)]
    answer = tanya("nawi_sensitivity", {"class": alat.kelas, "max_kg": samakan(alat.maks, alat.satuan, "kg"),
                                        "displacement_mm": isi["gerak"]})
    return [satu(titik, {**answer, "gerak": format(isi["gerak"], "f")}, "gerak", "minimum_mm", "mm")]


MEJA = Lembar("timbangan_meja", "Timbangan meja, sentisimal dan sejenisnya", R76, (
    Uji("kebenaran", "Kebenaran", _titik_kebenaran, _nilai, f"{R76} Tabel 6; e = Max/1000 belum dikonfirmasi",
        "Bila belum setimbang, tambahkan imbuh sebesar BKD pada sisi yang ringan."),
    Uji("eksentrisitas", "Eksentrisitas", _titik_posisi, _nilai, f"{R76} 3.6.2"),
    Uji("kemampuan_ulang", "Kemampuan ulang", _titik_ulang, _nilai, f"{R76} 3.6.1"),
    Uji("kepekaan", "Kepekaan", _titik_kepekaan, _nilai_kepekaan, f"{R76} 6.1"),
), visual.TIMBANGAN)
