"""Electronic scales (OIML R 76-1): weighing, repeatability, eccentricity, zero, tare, steps."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from metrologi.bkd import nawi
from metrologi.bkd.putusan import TIDAK_LENGKAP, TIDAK_VALID, Sebab
from metrologi.bkd.tulisan import tulis_angka, tulis_pecahan
from metrologi.lembar.dasar import (
    TERA,
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
    ya_tidak,
)
from metrologi.lembar.timbangan import R76, beban_uji, bkd_pada, e_pada, ke_atas, timbangan
from metrologi.lembar.timbangan_elektronik.nol import (
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

POSISI = ("tengah", "sudut 1", "sudut 2", "sudut 3", "sudut 4")
NOL_DAHULU = "Isi penyetelan nol: kesalahannya mengoreksi titik ini."
BUKAN_LAPANGAN = "Cara lapangan hanya untuk d = e. Pilih cara lain di bagian atas."
PERLU_DL = "Selisih penunjukan tepat sebesar BKD: catat ΔL tiap penimbangan."
PERLU_IMBUH = "Selisih tepat sebesar BKD: tambahkan imbuh ½e dan catat apakah penunjukan berubah."
TERLALU_RINGAN = "Beban eksentrisitas sekurangnya sepertiga kapasitas."
DL_SALAH = "ΔL harus antara 0 dan e."


def _titik_kebenaran(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    return [
        Titik(f"k{n}", f"{tulis_angka(b)} {alat.satuan}", bacaan(alat, cara, b))
        for n, b in enumerate(beban_uji(alat), 1)
    ]


def _bagian(alat: Alat, bagi: int) -> Decimal | None:
    """A part of Max in whole scale intervals."""
    if not alat.lengkap or not alat.maks:
        return None
    return ke_atas(alat.maks / bagi, e_pada(alat, alat.maks / bagi))


def nilai_titik(alat: Alat, tahap: str, cara: str, titik: Titik, isi: Bacaan) -> TitikHasil:
    """One load by the method of the sheet (OIML R 76-1 Table 6, A.4.4.3)."""
    beban, tampil = isi.get("beban"), isi.get("tampil")
    if beban is None or tampil is None:
        return kosong(titik, bkd_pada(alat, tahap, beban), alat.satuan)
    if cara == LAPANGAN:
        return _lapangan(alat, tahap, titik, isi)
    if alat.e0 is None:
        return kosong(titik, bkd_pada(alat, tahap, beban), alat.satuan, alasan=NOL_DAHULU)
    answer = nawi.kebenaran(
        nawi.Titik(
            timbangan=timbangan(alat, tahap),
            d=alat.d or alat.e,
            cara=nawi.TITIK_UBAH if cara == TITIK_UBAH else nawi.LANGSUNG,
            beban=beban,
            penunjukan=tampil,
            dl=isi.get("dl") if cara == TITIK_UBAH else None,
            e0=alat.e0,
        )
    )
    if answer.kata == TIDAK_LENGKAP:
        reason = "Catat ΔL." if isi.get("dl") is None else ""
        return kosong(titik, bkd_pada(alat, tahap, beban), alat.satuan, alasan=reason)
    error = tulis_pecahan(answer.galat)
    return dinilai(titik, answer, error, tulis_pecahan(answer.batas), alat.satuan)


def _lapangan(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> TitikHasil:
    """The abbreviated method.

    Half an e tells on which side of the limit a display exactly the BKD away stands.
    """
    if alat.d and alat.d != alat.e:
        return TitikHasil(titik.kunci, titik.label, TIDAK_VALID, alasan=BUKAN_LAPANGAN)
    moved = ya_tidak(isi.get("berubah"))
    answer = nawi.imbuh(
        nawi.Imbuh(
            timbangan=timbangan(alat, tahap),
            beban=isi["beban"],
            penunjukan=isi["tampil"],
            berubah_setengah_e=moved,
        )
    )
    if answer.kata == TIDAK_LENGKAP and moved is None:
        answer = replace(answer, sebab=Sebab("", PERLU_IMBUH))
    error = tulis_angka(isi["tampil"] - isi["beban"])
    return dinilai(titik, answer, error, tulis_pecahan(answer.batas), alat.satuan)


def _nilai_kebenaran(alat: Alat, tahap: str, cara: str, rows: Baris) -> list[TitikHasil]:
    return [nilai_titik(alat, tahap, cara, titik, isi) for titik, isi in rows]


def _titik_ulang(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    unit, beban = alat.satuan, _bagian(alat, 2)
    extra = {
        TITIK_UBAH: (Isian("dl", "ΔL", unit),),
        LAPANGAN: (Isian("dl", "ΔL", unit, bila_perlu=True),),
    }.get(cara, ())
    label = f"pada {tulis_angka(beban)} {unit}" if beban else ""
    display = Isian("tampil", "Penunjukan", unit, kelipatan_d=cara != TITIK_UBAH)
    fields = (display, *extra)
    return [Titik(f"u{n}", f"Penimbangan {n} {label}".strip(), fields) for n in (1, 2, 3)]


def _nilai_ulang(alat: Alat, tahap: str, cara: str, rows: Baris) -> list[TitikHasil]:
    """The spread of three weighings of half Max.

    Without ΔL the displays stand for the true indications; where their spread is exactly the BKD
    that is not enough.
    """
    titik, beban = Titik("u", "Selisih terbesar", ()), _bagian(alat, 2)
    batas = bkd_pada(alat, tahap, beban)
    if beban is None or any(isi.get("tampil") is None for _, isi in rows):
        return [kosong(titik, batas, alat.satuan, "≤")]
    exact = cara != LANGSUNG and all(isi.get("dl") is not None for _, isi in rows)
    if cara == TITIK_UBAH and not exact:
        return [kosong(titik, batas, alat.satuan, "≤", "Catat ΔL tiap penimbangan.")]
    e = e_pada(alat, beban)
    if exact and any(not 0 <= isi["dl"] <= e for _, isi in rows):
        return [TitikHasil(titik.kunci, titik.label, TIDAK_VALID, alasan=DL_SALAH)]
    answer = nawi.kemampuan_ulang(
        nawi.Ulangan(
            timbangan=timbangan(alat, tahap),
            beban=beban,
            penunjukan_sebenarnya=[_sebenarnya(e, exact, isi) for _, isi in rows],
        )
    )
    if cara == LAPANGAN and not exact and answer.galat == answer.batas:
        return [kosong(titik, batas, alat.satuan, "≤", PERLU_DL)]
    error = tulis_pecahan(answer.galat)
    return [dinilai(titik, answer, error, tulis_pecahan(answer.batas), alat.satuan, "≤")]


def _sebenarnya(e: Decimal, exact: bool, isi: Bacaan) -> Decimal:
    """P = I + e/2 - ΔL."""
    shown: Decimal = isi["tampil"]
    return shown + e / 2 - isi["dl"] if exact else shown


def _titik_eksentrisitas(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    beban = _bagian(alat, 3)
    return [
        Titik(f"p{n}", f"Posisi {nama}", bacaan(alat, cara, beban))
        for n, nama in enumerate(POSISI, 1)
    ]


def _nilai_eksentrisitas(alat: Alat, tahap: str, cara: str, rows: Baris) -> list[TitikHasil]:
    """Every position by the method of the sheet.

    A load under a third of Max tests nothing (R 76-1 3.6.2).
    """
    return [_posisi(alat, tahap, cara, titik, isi) for titik, isi in rows]


def _posisi(alat: Alat, tahap: str, cara: str, titik: Titik, isi: Bacaan) -> TitikHasil:
    if isi.get("beban") is not None and alat.maks and isi["beban"] * 3 < alat.maks:
        return TitikHasil(titik.kunci, titik.label, TIDAK_VALID, alasan=TERLALU_RINGAN)
    return nilai_titik(alat, tahap, cara, titik, isi)


def _cara_baku(alat: Alat) -> str:
    """Read directly where the display is fine enough, by the field method where d = e.

    Else by changeover point.
    """
    if not alat.e or not alat.d or alat.d == alat.e:
        return LAPANGAN
    return LANGSUNG if alat.d * 5 <= alat.e else TITIK_UBAH


LEMBAR = (
    Lembar(
        "timbangan_elektronik",
        "Timbangan elektronik",
        R76,
        (
            Uji(
                "kebenaran",
                "Kebenaran",
                _titik_kebenaran,
                _nilai_kebenaran,
                f"{R76} Tabel 6",
                "Naikkan beban dari yang terkecil. Beban dapat diubah bila anak timbangan yang "
                "tersedia lain.",
            ),
            Uji(
                "kemampuan_ulang",
                "Kemampuan ulang",
                _titik_ulang,
                _nilai_ulang,
                f"{R76} 3.6.1",
                "Timbang beban yang sama tiga kali, kembali ke nol di antaranya.",
            ),
            Uji(
                "eksentrisitas",
                "Eksentrisitas",
                _titik_eksentrisitas,
                _nilai_eksentrisitas,
                f"{R76} 3.6.2",
                "Letakkan beban di tengah lalu di tiap sudut lantai muatan.",
            ),
            Uji("nol", "Penyetelan nol", titik_nol, nilai_nol, f"{R76} 4.5.2"),
            Uji(
                "tara",
                "Tara",
                titik_tara,
                nilai_nol,
                f"{R76} 4.6.3",
                "Tara wadah sekitar seperlima Max, lalu uji seperti penyetelan nol.",
                berlaku=ada_tara,
            ),
            Uji(
                "diskriminasi",
                "Diskriminasi",
                titik_diskriminasi,
                nilai_diskriminasi,
                f"{R76} 3.8",
                "Tambahkan beban kecil perlahan; penunjukan harus berubah.",
                wajib=(TERA,),
                berlaku=uji_diskriminasi,
            ),
        ),
        tambahan=TAMBAHAN,
        ketetapan=("nawi-tera-ulang",),
        e0=kesalahan_nol,
        cara_baku=_cara_baku,
        cara=(
            (LAPANGAN, "Cara lapangan (imbuh ½e)"),
            (TITIK_UBAH, "Titik ubah (ΔL)"),
            (LANGSUNG, "Baca langsung (d ≤ e/5)"),
        ),
    ),
)
