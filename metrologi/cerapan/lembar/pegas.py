"""Spring and dial scales: a pointer is read to a fifth of e, so error is reading minus load (OIML R 76-1 A.4.1.6)."""
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
from metrologi.uttp.fields import tulis_angka

FIFTH = Decimal("0.2")


def _isian(alat: Alat, beban: Decimal | None) -> tuple[Isian, ...]:
    return (Isian("beban", "Beban", alat.satuan, awal=tulis_angka(beban) if beban else ""),
            Isian("tampil", "Penunjukan jarum", alat.satuan))


def _titik_kebenaran(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    loads = beban_uji(alat)
    up = [Titik(f"k{n}", f"Naik {tulis_angka(b)} {alat.satuan}", _isian(alat, b)) for n, b in enumerate(loads, 1)]
    down = [Titik(f"t{n}", f"Turun {tulis_angka(b)} {alat.satuan}", _isian(alat, b)) for n, b in enumerate(loads[-2:-1], 1)]
    return up + down


def _nilai_kebenaran(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    return [_titik(alat, tahap, titik, isi) for titik, isi in rows]


def _titik(alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> TitikHasil:
    if isi.get("beban") is None or isi.get("tampil") is None:
        return kosong(titik, bkd_pada(alat, tahap, isi.get("beban")), alat.satuan)
    fine = {"d": (alat.e or 0) * FIFTH, "method": "direct", "delta_l": None, "e0": "0"}
    answer = tanya("nawi_kebenaran", timbangan(alat, tahap) | fine | {"load": isi["beban"], "indication": isi["tampil"]})
    return satu(titik, answer, "corrected_error", "mpe", alat.satuan)


def _titik_ulang(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    beban = ke_atas(alat.maks / 2, alat.e) if alat.lengkap and alat.maks and alat.e else None
    label = f"pada {tulis_angka(beban)} {alat.satuan}" if beban else ""
    return [Titik(f"u{n}", f"Penimbangan {n} {label}".strip(), (Isian("tampil", "Penunjukan jarum", alat.satuan),))
            for n in (1, 2, 3)]


def _nilai_ulang(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    titik = Titik("u", "Selisih terbesar", ())
    if not alat.maks or not alat.e or any(isi.get("tampil") is None for _, isi in rows):
        half = ke_atas(alat.maks / 2, alat.e) if alat.maks and alat.e else None
        return [kosong(titik, bkd_pada(alat, tahap, half), alat.satuan, "≤")]
    shown = [format(isi["tampil"], "f") for _, isi in rows]
    case = {"load": ke_atas(alat.maks / 2, alat.e), "true_indications": shown}
    answer = tanya("nawi_repeatability", timbangan(alat, tahap) | case)
    return [satu(titik, answer, "range", "limit", alat.satuan, "≤")]


def _titik_nol(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    return [Titik("n1", "Tanpa beban, sesudah penimbangan", (Isian("tampil", "Penunjukan jarum", alat.satuan),))]


def _nilai_nol(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    """The pointer returns to zero within a quarter of e; ΔL = e/2 makes the reading itself the error."""
    titik, isi = rows[0]
    if isi.get("tampil") is None or not alat.e:
        return [kosong(titik, teks(alat.e / 4) if alat.e else "", alat.satuan)]
    answer = tanya("nawi_zero_tare", {"unit": alat.satuan, "e": alat.e, "load": "0", "indication": isi["tampil"],
                                      "delta_l": alat.e / 2})
    return [satu(titik, answer, "zero_error", "limit", alat.satuan)]


PEGAS = Lembar("timbangan_pegas", "Timbangan pegas", R76, (
    Uji("kebenaran", "Kebenaran", _titik_kebenaran, _nilai_kebenaran, f"{R76} Tabel 6",
        "Baca jarum tegak lurus, sampai seperlima skala."),
    Uji("kemampuan_ulang", "Kemampuan ulang", _titik_ulang, _nilai_ulang, f"{R76} 3.6.1"),
    Uji("nol", "Kembali ke nol", _titik_nol, _nilai_nol, f"{R76} 4.5.2"),
), visual.TIMBANGAN, ketetapan=("nawi-tera-ulang",))
