"""Around zero, and small steps: zero setting, tare (R 76-1 4.5.2, 4.6.3), discrimination (3.8)."""

from __future__ import annotations

from decimal import Decimal

from metrologi.bkd import nawi, nawi_lain
from metrologi.bkd.putusan import BATAL, SAH
from metrologi.bkd.tulisan import tulis_angka, tulis_pecahan
from metrologi.lembar.dasar import (
    TERA,
    YA_TIDAK,
    Alat,
    Bacaan,
    Baris,
    Isian,
    SemuaBacaan,
    Titik,
    TitikHasil,
    dinilai,
    kosong,
    ya_tidak,
)

LAPANGAN, TITIK_UBAH, LANGSUNG = "lapangan", "titik_ubah", "langsung"
LANGKAH = Decimal("1.4")
TAMBAHAN = (
    Isian("tara", "Alat tara", pilihan=(("ada", "Ada"), ("tidak", "Tidak ada")), awal="ada"),
    Isian(
        "tampilan",
        "Penunjukan",
        pilihan=(("digital", "Digital"), ("analog", "Analog")),
        awal="digital",
    ),
    Isian("maks1", "Multi-interval: Max₁"),
    Isian("e2", "e₂"),
    Isian("maks2", "Max₂ (bila tiga rentang)"),
    Isian("e3", "e₃"),
)


def bacaan(alat: Alat, cara: str, beban: Decimal | None) -> tuple[Isian, ...]:
    """Load, display, and the extra load of the method."""
    unit = alat.satuan
    head = (
        Isian("beban", "Beban", unit, awal=tulis_angka(beban) if beban else ""),
        Isian("tampil", "Penunjukan", unit, kelipatan_d=cara != TITIK_UBAH),
    )
    if cara == LANGSUNG:
        return head
    if cara == TITIK_UBAH:
        return (*head, Isian("dl", "ΔL", unit))
    return (*head, Isian("berubah", "Berubah setelah imbuh ½e?", pilihan=YA_TIDAK, bila_perlu=True))


def titik_nol(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    """The zero, at ten e so that an automatic zero does not follow."""
    return [_sekitar(alat, cara, "n1", "Sekitar nol")]


def titik_tara(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    """The zero after a tare of a fifth of Max."""
    if not alat.maks or not alat.e:
        return []
    fifth = (alat.maks / 5 / alat.e).to_integral_value() * alat.e
    return [_sekitar(alat, cara, "t1", f"Setelah tara {tulis_angka(fifth)} {alat.satuan}")]


def _sekitar(alat: Alat, cara: str, kunci: str, label: str) -> Titik:
    beban = alat.e * 10 if alat.e else None
    if cara != LAPANGAN:
        return Titik(kunci, label, bacaan(alat, cara, beban))
    load = f"{tulis_angka(beban)} {alat.satuan}" if beban else "10e"
    return Titik(
        kunci,
        f"{label}, beban {load}",
        (
            Isian("tetap", "Tetap setelah imbuh ¼e?", pilihan=YA_TIDAK),
            Isian("naik", "Berubah setelah ditambah ½e lagi?", pilihan=YA_TIDAK),
        ),
    )


def nilai_nol(alat: Alat, tahap: str, cara: str, rows: Baris) -> list[TitikHasil]:
    """|E0| ≤ 0.25 e; staying after a quarter and stepping after three quarters is exactly that."""
    titik, isi = rows[0]
    batas = tulis_angka(alat.e / 4) if alat.e else ""
    if cara == LAPANGAN:
        return [_lapangan(alat, titik, isi, batas)]
    if _e0(alat, cara, isi) is None:
        return [kosong(titik, batas, alat.satuan)]
    answer = nawi.nol_tara(
        nawi.Nol(
            satuan=alat.satuan or None,
            e=alat.e,
            beban=isi["beban"],
            penunjukan=isi["tampil"],
            dl=_dl(alat, cara, isi),
        )
    )
    error, limit = tulis_pecahan(answer.galat), tulis_pecahan(answer.batas)
    return [dinilai(titik, answer, error, limit, alat.satuan)]


def _lapangan(alat: Alat, titik: Titik, isi: Bacaan, batas: str) -> TitikHasil:
    answers = (isi.get("tetap") or "", isi.get("naik") or "")
    if "" in answers:
        return kosong(titik, batas, alat.satuan)
    good = answers == ("ya", "ya")
    verdict, error = (SAH, "≤ ¼e") if good else (BATAL, "> ¼e")
    return TitikHasil(titik.kunci, titik.label, verdict, error, batas, alat.satuan)


def _dl(alat: Alat, cara: str, isi: Bacaan) -> Decimal | None:
    """The extra load; ΔL = e/2 makes a display that is read directly the true indication."""
    return isi.get("dl") if cara == TITIK_UBAH else (alat.e or 0) / Decimal(2)


def kesalahan_nol(alat: Alat, cara: str, bacaan: SemuaBacaan) -> Decimal | None:
    """E0 = I + e/2 - ΔL - L of the zero test.

    None while it is open, 0 where the field method corrects nothing.
    """
    return Decimal(0) if cara == LAPANGAN else _e0(alat, cara, bacaan.get("nol_n1", {}))


def _e0(alat: Alat, cara: str, isi: Bacaan) -> Decimal | None:
    beban, tampil, dl = isi.get("beban"), isi.get("tampil"), _dl(alat, cara, isi)
    if beban is None or tampil is None or dl is None or not alat.e:
        return None
    error: Decimal = tampil + alat.e / 2 - dl - beban
    return error


def ada_tara(alat: Alat, tahap: str) -> bool:
    """Whether the scale can tare."""
    return bool(alat.lain.get("tara") == "ada")


def uji_diskriminasi(alat: Alat, tahap: str) -> bool:
    """Tera only; a pointer is tested on its own sheet."""
    return bool(tahap == TERA and alat.lain.get("tampilan") == "digital")


def titik_diskriminasi(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    """At Min, half of Max and Max."""
    if not alat.lengkap or not alat.maks or not alat.e:
        return []
    loads = (
        ("d1", alat.min or alat.e * 20),
        ("d2", (alat.maks / 2 / alat.e).to_integral_value() * alat.e),
        ("d3", alat.maks),
    )
    step = f"{tulis_angka(LANGKAH * (alat.d or alat.e))} {alat.satuan}"
    field = Isian("ganti", f"Berubah setelah +{step}?", pilihan=YA_TIDAK)
    return [Titik(k, f"{tulis_angka(load)} {alat.satuan}", (field,)) for k, load in loads]


def nilai_diskriminasi(alat: Alat, tahap: str, cara: str, rows: Baris) -> list[TitikHasil]:
    """An extra load of 1.4 d, laid on gently, must change the display."""
    return [_langkah(alat, titik, isi) for titik, isi in rows]


def _langkah(alat: Alat, titik: Titik, isi: Bacaan) -> TitikHasil:
    if not isi.get("ganti"):
        return kosong(titik, "berubah", tanda="")
    d = alat.d or alat.e or Decimal(0)
    answer = nawi_lain.diskriminasi(
        nawi_lain.Diskriminasi(
            tampilan=nawi_lain.DIGITAL,
            d=d,
            beban_tambahan=LANGKAH * d,
            berubah=ya_tidak(isi["ganti"]),
            pergeseran=None,
        )
    )
    seen = {"ya": "berubah", "tidak": "tetap"}[isi["ganti"]]
    return dinilai(titik, answer, seen, "berubah", "", "")
