"""Electronic scales (131/SPK/KEP/10/2015; OIML R 76-1): weighing, repeatability, eccentricity, zero, tare, steps."""
from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from metrologi.cerapan.lembar import visual
from metrologi.cerapan.lembar.dasar import (
    TERA,
    Alat,
    Isian,
    Lembar,
    Nilai,
    Titik,
    TitikHasil,
    Uji,
    beban_uji,
    bkd_pada,
    e_pada,
    ke_atas,
    kosong,
    satu,
    tanya,
    timbangan,
)
from metrologi.cerapan.lembar.nol import (
    LANGSUNG,
    LAPANGAN,
    TAMBAHAN,
    TITIK_UBAH,
    ada_tara,
    bacaan,
    kesalahan_nol,
    nilai_diskriminasi,
    nilai_nol,
    titik_diskriminasi,
    titik_nol,
    titik_tara,
    uji_diskriminasi,
)
from metrologi.cerapan.rules.hasil import TIDAK_LENGKAP, TIDAK_VALID
from metrologi.uttp.fields import tulis_angka

R76 = "SK Dirjen SPK 131/SPK/KEP/10/2015; OIML R 76-1:2006"
POSISI = ("tengah", "sudut 1", "sudut 2", "sudut 3", "sudut 4")
NOL_DAHULU = "Isi penyetelan nol: kesalahannya mengoreksi titik ini."
BUKAN_LAPANGAN = "Cara lapangan hanya untuk d = e. Pilih cara lain di bagian atas."
PERLU_DL = "Selisih penunjukan tepat sebesar BKD: catat ΔL tiap penimbangan."


def _titik_kebenaran(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    return [Titik(f"k{n}", f"{tulis_angka(b)} {alat.satuan}", bacaan(alat, cara, b))
            for n, b in enumerate(beban_uji(alat), 1)]


def _bagian(alat: Alat, bagi: int) -> Decimal | None:
    """A part of Max in whole scale intervals."""
    if not alat.lengkap or not alat.maks:
        return None
    return ke_atas(alat.maks / bagi, e_pada(alat, alat.maks / bagi))


def nilai_titik(alat: Alat, tahap: str, cara: str, titik: Titik, isi: Nilai) -> TitikHasil:
    """One load by the method of the sheet (OIML R 76-1 Table 6, A.4.4.3)."""
    beban, tampil = isi.get("beban"), isi.get("tampil")
    if beban is None or tampil is None:
        return kosong(titik, bkd_pada(alat, tahap, beban), alat.satuan)
    if cara == LAPANGAN:
        return _lapangan(alat, tahap, titik, isi)
    if alat.e0 is None:
        return kosong(titik, bkd_pada(alat, tahap, beban), alat.satuan, alasan=NOL_DAHULU)
    how = {"method": "changeover", "delta_l": isi.get("dl")} if cara == TITIK_UBAH else {"method": "direct", "delta_l": None}
    answer = tanya("nawi_kebenaran", timbangan(alat, tahap) | how | {"load": beban, "indication": tampil, "e0": alat.e0})
    if answer["verdict"] == TIDAK_LENGKAP:
        return kosong(titik, bkd_pada(alat, tahap, beban), alat.satuan, alasan="Catat ΔL." if isi.get("dl") is None else "")
    return satu(titik, answer, "corrected_error", "mpe", alat.satuan)


def _lapangan(alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> TitikHasil:
    """The abbreviated method: half an e tells on which side of the limit a display exactly BKD away stands."""
    if alat.d and alat.d != alat.e:
        return TitikHasil(titik.kunci, titik.label, TIDAK_VALID, alasan=BUKAN_LAPANGAN)
    moved = {"ya": True, "tidak": False}.get(isi.get("berubah") or "")
    answer = tanya("nawi_imbuh", timbangan(alat, tahap) | {
        "load": isi["beban"], "indication": isi["tampil"], "changed_after_half_e": moved})
    if answer["verdict"] == TIDAK_LENGKAP and moved is None:
        answer["reason"] = "Selisih tepat sebesar BKD: tambahkan imbuh ½e dan catat apakah penunjukan berubah."
    return satu(titik, {**answer, "selisih": format(isi["tampil"] - isi["beban"], "f")}, "selisih", "mpe", alat.satuan)


def _nilai_kebenaran(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    return [nilai_titik(alat, tahap, cara, titik, isi) for titik, isi in rows]


def _titik_ulang(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    unit, beban = alat.satuan, _bagian(alat, 2)
    extra = {TITIK_UBAH: (Isian("dl", "ΔL", unit),), LAPANGAN: (Isian("dl", "ΔL", unit, bila_perlu=True),)}.get(cara, ())
    label = f"pada {tulis_angka(beban)} {unit}" if beban else ""
    return [Titik(f"u{n}", f"Penimbangan {n} {label}".strip(), (Isian("tampil", "Penunjukan", unit), *extra))
            for n in (1, 2, 3)]


def _nilai_ulang(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    """The spread of three weighings of half Max.

    Without ΔL the displays stand for the true indications; where their spread is exactly the BKD that is not enough.
    """
    titik, beban = Titik("u", "Selisih terbesar", ()), _bagian(alat, 2)
    batas = bkd_pada(alat, tahap, beban)
    if beban is None or any(isi.get("tampil") is None for _, isi in rows):
        return [kosong(titik, batas, alat.satuan, "≤")]
    exact = cara != LANGSUNG and all(isi.get("dl") is not None for _, isi in rows)
    if cara == TITIK_UBAH and not exact:
        return [kosong(titik, batas, alat.satuan, "≤", "Catat ΔL tiap penimbangan.")]
    if exact and any(not 0 <= isi["dl"] <= e_pada(alat, beban) for _, isi in rows):
        return [TitikHasil(titik.kunci, titik.label, TIDAK_VALID, alasan="ΔL harus antara 0 dan e.")]
    answer = tanya("nawi_repeatability", timbangan(alat, tahap) | {
        "load": beban, "true_indications": [_sebenarnya(e_pada(alat, beban), exact, isi) for _, isi in rows]})
    if cara == LAPANGAN and not exact and answer.get("range") == answer.get("limit"):
        return [kosong(titik, batas, alat.satuan, "≤", PERLU_DL)]
    return [satu(titik, answer, "range", "limit", alat.satuan, "≤")]


def _sebenarnya(e: Decimal, exact: bool, isi: Nilai) -> str:
    """P = I + e/2 - ΔL."""
    shown: Decimal = isi["tampil"]
    return format(shown + e / 2 - isi["dl"] if exact else shown, "f")


def _titik_eksentrisitas(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    beban = _bagian(alat, 3)
    return [Titik(f"p{n}", f"Posisi {nama}", bacaan(alat, cara, beban)) for n, nama in enumerate(POSISI, 1)]


def _nilai_eksentrisitas(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    """Every position by the method of the sheet; a load under a third of Max tests nothing (R 76-1 3.6.2)."""
    return [_posisi(alat, tahap, cara, titik, isi) for titik, isi in rows]


def _posisi(alat: Alat, tahap: str, cara: str, titik: Titik, isi: Nilai) -> TitikHasil:
    if isi.get("beban") is not None and alat.maks and isi["beban"] * 3 < alat.maks:
        return TitikHasil(titik.kunci, titik.label, TIDAK_VALID, alasan="Beban eksentrisitas sekurangnya sepertiga kapasitas.")
    return nilai_titik(alat, tahap, cara, titik, isi)


def _cara_baku(alat: Alat) -> str:
    """Read directly where the display is fine enough, by the field method where d = e, else by changeover point."""
    if not alat.e or not alat.d or alat.d == alat.e:
        return LAPANGAN
    return LANGSUNG if alat.d * 5 <= alat.e else TITIK_UBAH


ELEKTRONIK = Lembar("timbangan_elektronik", "Timbangan elektronik", R76, (
    Uji("kebenaran", "Kebenaran", _titik_kebenaran, _nilai_kebenaran, f"{R76} Tabel 6",
        "Naikkan beban dari yang terkecil. Beban dapat diubah bila anak timbangan yang tersedia lain."),
    Uji("kemampuan_ulang", "Kemampuan ulang", _titik_ulang, _nilai_ulang, f"{R76} 3.6.1",
        "Timbang beban yang sama tiga kali, kembali ke nol di antaranya."),
    Uji("eksentrisitas", "Eksentrisitas", _titik_eksentrisitas, _nilai_eksentrisitas, f"{R76} 3.6.2",
        "Letakkan beban di tengah lalu di tiap sudut lantai muatan."),
    Uji("nol", "Penyetelan nol", titik_nol, nilai_nol, f"{R76} 4.5.2"),
    Uji("tara", "Tara", titik_tara, nilai_nol, f"{R76} 4.6.3",
        "Tara wadah sekitar seperlima Max, lalu uji seperti penyetelan nol.", berlaku=ada_tara),
    Uji("diskriminasi", "Diskriminasi", titik_diskriminasi, nilai_diskriminasi, f"{R76} 3.8",
        "Tambahkan beban kecil perlahan; penunjukan harus berubah.", wajib=(TERA,), berlaku=uji_diskriminasi),
), visual.TIMBANGAN, tambahan=TAMBAHAN, ketetapan=("nawi-tera-ulang",), e0=kesalahan_nol, cara_baku=_cara_baku, cara=(
    (LAPANGAN, "Cara lapangan (imbuh ½e)"), (TITIK_UBAH, "Titik ubah (ΔL)"), (LANGSUNG, "Baca langsung (d ≤ e/5)")))
