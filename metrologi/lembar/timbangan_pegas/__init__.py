"""Spring and dial scales: a pointer is read to a fifth of e, so the error is reading minus load.

OIML R 76-1 A.4.1.6.
"""

from __future__ import annotations

from decimal import Decimal

from metrologi.bkd import nawi
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
from metrologi.lembar.timbangan import (
    R76,
    baca_langsung,
    beban_uji,
    bkd_pada,
    ke_atas,
    timbangan,
)

FIFTH = Decimal("0.2")


def _isian(alat: Alat, beban: Decimal | None) -> tuple[Isian, ...]:
    return (
        Isian("beban", "Beban", alat.satuan, awal=tulis_angka(beban) if beban else ""),
        Isian("tampil", "Penunjukan jarum", alat.satuan),
    )


def _titik_kebenaran(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    loads = beban_uji(alat)
    up = [
        Titik(f"k{n}", f"Naik {tulis_angka(b)} {alat.satuan}", _isian(alat, b))
        for n, b in enumerate(loads, 1)
    ]
    down = [
        Titik(f"t{n}", f"Turun {tulis_angka(b)} {alat.satuan}", _isian(alat, b))
        for n, b in enumerate(loads[-2:-1], 1)
    ]
    return up + down


def _nilai_kebenaran(alat: Alat, tahap: str, cara: str, rows: Baris) -> list[TitikHasil]:
    return [_titik(alat, tahap, titik, isi) for titik, isi in rows]


def _titik(alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> TitikHasil:
    beban, tampil = isi.get("beban"), isi.get("tampil")
    if beban is None or tampil is None:
        return kosong(titik, bkd_pada(alat, tahap, beban), alat.satuan)
    answer = baca_langsung(alat, tahap, beban, tampil, (alat.e or Decimal(0)) * FIFTH)
    error = tulis_pecahan(answer.galat)
    return dinilai(titik, answer, error, tulis_pecahan(answer.batas), alat.satuan)


def _half(alat: Alat) -> Decimal | None:
    """Half of Max in whole scale intervals."""
    return ke_atas(alat.maks / 2, alat.e) if alat.maks and alat.e else None


def _titik_ulang(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    beban = _half(alat) if alat.lengkap else None
    label = f"pada {tulis_angka(beban)} {alat.satuan}" if beban else ""
    field = Isian("tampil", "Penunjukan jarum", alat.satuan)
    return [Titik(f"u{n}", f"Penimbangan {n} {label}".strip(), (field,)) for n in (1, 2, 3)]


def _nilai_ulang(alat: Alat, tahap: str, cara: str, rows: Baris) -> list[TitikHasil]:
    titik, half = Titik("u", "Selisih terbesar", ()), _half(alat)
    shown = [isi.get("tampil") for _, isi in rows]
    if half is None or None in shown:
        return [kosong(titik, bkd_pada(alat, tahap, half), alat.satuan, "≤")]
    answer = nawi.kemampuan_ulang(
        nawi.Ulangan(timbangan=timbangan(alat, tahap), beban=half, penunjukan_sebenarnya=shown)
    )
    error = tulis_pecahan(answer.galat)
    return [dinilai(titik, answer, error, tulis_pecahan(answer.batas), alat.satuan, "≤")]


def _titik_nol(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    field = Isian("tampil", "Penunjukan jarum", alat.satuan)
    return [Titik("n1", "Tanpa beban, sesudah penimbangan", (field,))]


def _nilai_nol(alat: Alat, tahap: str, cara: str, rows: Baris) -> list[TitikHasil]:
    """The pointer returns to zero within a quarter of e; ΔL = e/2 makes the reading the error."""
    titik, isi = rows[0]
    if isi.get("tampil") is None or not alat.e:
        return [kosong(titik, tulis_angka(alat.e / 4) if alat.e else "", alat.satuan)]
    answer = nawi.nol_tara(
        nawi.Nol(
            satuan=alat.satuan or None,
            e=alat.e,
            beban=0,
            penunjukan=isi["tampil"],
            dl=alat.e / 2,
        )
    )
    error = tulis_pecahan(answer.galat)
    return [dinilai(titik, answer, error, tulis_pecahan(answer.batas), alat.satuan)]


LEMBAR = (
    Lembar(
        "timbangan_pegas",
        "Timbangan pegas",
        R76,
        (
            Uji(
                "kebenaran",
                "Kebenaran",
                _titik_kebenaran,
                _nilai_kebenaran,
                f"{R76} Tabel 6",
                "Baca jarum tegak lurus, sampai seperlima skala.",
            ),
            Uji("kemampuan_ulang", "Kemampuan ulang", _titik_ulang, _nilai_ulang, f"{R76} 3.6.1"),
            Uji("nol", "Kembali ke nol", _titik_nol, _nilai_nol, f"{R76} 4.5.2"),
        ),
        ketetapan=("nawi-tera-ulang",),
    ),
)
