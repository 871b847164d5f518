"""Electronic scales (131/SPK/KEP/10/2015; OIML R 76-1): weighing, repeatability, eccentricity, zero setting."""
from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from metrologi.cerapan.lembar import visual
from metrologi.cerapan.lembar.dasar import (
    YA_TIDAK,
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
    timbangan,
)
from metrologi.cerapan.rules.hasil import BATAL, SAH, TIDAK_LENGKAP, TIDAK_VALID
from metrologi.uttp.fields import tulis_angka

R76 = "SK Dirjen SPK 131/SPK/KEP/10/2015; OIML R 76-1:2006"
LAPANGAN, TITIK_UBAH = "lapangan", "titik_ubah"
POSISI = ("tengah", "sudut 1", "sudut 2", "sudut 3", "sudut 4")


def _bacaan(alat: Alat, cara: str, beban: Decimal | None) -> tuple[Isian, ...]:
    """Load, display, and the extra load of the method."""
    unit = alat.satuan
    head = (Isian("beban", "Beban", unit, awal=tulis_angka(beban) if beban else ""), Isian("tampil", "Penunjukan", unit))
    if cara == TITIK_UBAH:
        return (*head, Isian("dl", "Imbuh sampai berubah (ΔL)", unit))
    return (*head, Isian("berubah", "Berubah setelah imbuh ½e?", pilihan=YA_TIDAK))


def _titik_kebenaran(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    return [Titik(f"k{n}", f"{tulis_angka(b)} {alat.satuan}", _bacaan(alat, cara, b)) for n, b in enumerate(beban_uji(alat), 1)]


def _tengah(alat: Alat) -> Decimal | None:
    return ke_atas(alat.maks / 2, alat.e) if alat.lengkap and alat.maks and alat.e else None


def _sepertiga(alat: Alat) -> Decimal | None:
    return ke_atas(alat.maks / 3, alat.e) if alat.lengkap and alat.maks and alat.e else None


def nilai_titik(alat: Alat, tahap: str, cara: str, titik: Titik, isi: Nilai) -> TitikHasil:
    """One load, by changeover point or by the field method with half an e (bkd: OIML R 76-1 Table 6)."""
    if isi.get("beban") is None or isi.get("tampil") is None:
        return kosong(titik)
    base = timbangan(alat, tahap) | {"load": isi["beban"], "indication": isi["tampil"]}
    if cara == TITIK_UBAH:
        answer = tanya("nawi_kebenaran", base | {"method": "changeover", "delta_l": isi.get("dl"), "e0": "0"})
        return satu(titik, answer, "corrected_error", "mpe", alat.satuan)
    if isi["beban"] > (alat.maks or 0):
        return TitikHasil(titik.kunci, titik.label, TIDAK_VALID, alasan="Beban melebihi kapasitas maksimum.")
    moved = {"ya": True, "tidak": False}.get(isi.get("berubah") or "")
    answer = tanya("nawi_imbuh", base | {"changed_after_half_e": moved})
    answer = {**answer, "selisih": format(isi["tampil"] - isi["beban"], "f")}
    if answer["verdict"] == TIDAK_LENGKAP and moved is None:
        answer["reason"] = "Selisih tepat sebesar BKD: tambahkan imbuh ½e dan catat apakah penunjukan berubah."
    return satu(titik, answer, "selisih", "mpe", alat.satuan)


def _nilai_kebenaran(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    return [nilai_titik(alat, tahap, cara, titik, isi) for titik, isi in rows]


def _titik_ulang(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    unit, beban = alat.satuan, _tengah(alat)
    extra = (Isian("dl", "ΔL", unit),) if cara == TITIK_UBAH else ()
    label = f"pada {tulis_angka(beban)} {unit}" if beban else ""
    return [Titik(f"u{n}", f"Penimbangan {n} {label}".strip(), (Isian("tampil", "Penunjukan", unit), *extra))
            for n in (1, 2, 3)]


def _nilai_ulang(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    """The spread of three weighings of half Max; without ΔL the displays stand for the true indications."""
    wanted = ("tampil", "dl") if cara == TITIK_UBAH else ("tampil",)
    titik = Titik("u", "Selisih terbesar", ())
    if any(isi.get(name) is None for _, isi in rows for name in wanted):
        return [kosong(titik)]
    true = [_sebenarnya(alat, cara, isi) for _, isi in rows]
    case = {"load": _tengah(alat), "true_indications": [format(p, "f") for p in true]}
    answer = tanya("nawi_repeatability", timbangan(alat, tahap) | case)
    return [satu(titik, answer, "range", "limit", alat.satuan)]


def _sebenarnya(alat: Alat, cara: str, isi: Nilai) -> Decimal:
    """P = I + e/2 - ΔL."""
    shown: Decimal = isi["tampil"]
    return shown + (alat.e or 0) / 2 - isi["dl"] if cara == TITIK_UBAH else shown


def _titik_eksentrisitas(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    beban = _sepertiga(alat)
    return [Titik(f"p{n}", f"Posisi {nama}", _bacaan(alat, cara, beban)) for n, nama in enumerate(POSISI, 1)]


def _nilai_eksentrisitas(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    """Every position by the method of the sheet; a load under a third of Max tests nothing (R 76-1 3.6.2)."""
    return [_posisi(alat, tahap, cara, titik, isi) for titik, isi in rows]


def _posisi(alat: Alat, tahap: str, cara: str, titik: Titik, isi: Nilai) -> TitikHasil:
    if isi.get("beban") is not None and alat.maks and isi["beban"] * 3 < alat.maks:
        return TitikHasil(titik.kunci, titik.label, TIDAK_VALID, alasan="Beban eksentrisitas sekurangnya sepertiga kapasitas.")
    return nilai_titik(alat, tahap, cara, titik, isi)


def _titik_nol(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    beban = alat.e * 10 if alat.e else None
    if cara == TITIK_UBAH:
        return [Titik("n1", "Sekitar nol", _bacaan(alat, cara, beban))]
    load = f"{tulis_angka(beban)} {alat.satuan}" if beban else "10e"
    return [Titik("n1", f"Beban {load}", (Isian("tetap", "Tetap setelah imbuh ¼e?", pilihan=YA_TIDAK),
                                           Isian("naik", "Berubah setelah ditambah ½e lagi?", pilihan=YA_TIDAK)))]


def _nilai_nol(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    """|E0| ≤ 0.25 e; staying after a quarter and stepping after three quarters of e is exactly that (R 76-1 4.5.2)."""
    titik, isi = rows[0]
    if cara == TITIK_UBAH:
        if isi.get("tampil") is None:
            return [kosong(titik)]
        answer = tanya("nawi_zero_tare", {"unit": alat.satuan, "e": alat.e, "load": isi.get("beban"),
                                          "indication": isi["tampil"], "delta_l": isi.get("dl")})
        return [satu(titik, answer, "zero_error", "limit", alat.satuan)]
    said = (isi.get("tetap") or "", isi.get("naik") or "")
    if "" in said:
        return [kosong(titik)]
    good = said == ("ya", "ya")
    return [TitikHasil(titik.kunci, titik.label, SAH if good else BATAL, "≤ 0,25e" if good else "> 0,25e", "0,25e")]


def standar_uji() -> tuple[Uji, ...]:
    return (
        Uji("kebenaran", "Kebenaran", _titik_kebenaran, _nilai_kebenaran, f"{R76} Tabel 6",
            "Naikkan beban dari yang terkecil. Beban dapat diubah bila anak timbangan yang tersedia lain."),
        Uji("kemampuan_ulang", "Kemampuan ulang", _titik_ulang, _nilai_ulang, f"{R76} 3.6.1",
            "Timbang beban yang sama tiga kali, kembali ke nol di antaranya."),
        Uji("eksentrisitas", "Eksentrisitas", _titik_eksentrisitas, _nilai_eksentrisitas, f"{R76} 3.6.2",
            "Letakkan beban di tengah lalu di tiap sudut lantai muatan."),
        Uji("nol", "Penyetelan nol", _titik_nol, _nilai_nol, f"{R76} 4.5.2"),
    )


ELEKTRONIK = Lembar("timbangan_elektronik", "Timbangan elektronik", R76, standar_uji(), visual.TIMBANGAN,
                    cara=((LAPANGAN, "Cara lapangan (imbuh ½e)"), (TITIK_UBAH, "Titik ubah (imbuh 0,1e)")))


def kelas_sesuai(alat: Alat) -> dict[str, Any]:
    """The rules' answer whether Max, Min and e fit the class (R 76-1 Table 3)."""
    return tanya("nawi_klasifikasi", {"class": alat.kelas, "unit": alat.satuan, "max": alat.maks,
                                      "min": alat.min or (alat.e or 0) * 20, "e": alat.e})
