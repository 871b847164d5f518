"""Around zero and small steps on an electronic scale: zero setting, tare (R 76-1 4.5.2, 4.6.3), discrimination (3.8)."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from metrologi.cerapan.lembar.baris import ya_tidak
from metrologi.cerapan.lembar.dasar import (
    TERA,
    YA_TIDAK,
    Alat,
    Isian,
    Nilai,
    Titik,
    TitikHasil,
    kosong,
    satu,
    tanya,
    teks,
)
from metrologi.cerapan.rules.hasil import BATAL, SAH
from metrologi.uttp.fields import tulis_angka

LAPANGAN, TITIK_UBAH, LANGSUNG = "lapangan", "titik_ubah", "langsung"
LANGKAH = Decimal("1.4")
TAMBAHAN = (
    Isian("tara", "Alat tara", pilihan=(("ada", "Ada"), ("tidak", "Tidak ada")), awal="ada"),
    Isian("tampilan", "Penunjukan", pilihan=(("digital", "Digital"), ("analog", "Analog")), awal="digital"),
    Isian("maks1", "Multi-interval: Max₁"), Isian("e2", "e₂"), Isian("maks2", "Max₂ (bila tiga rentang)"), Isian("e3", "e₃"))


def bacaan(alat: Alat, cara: str, beban: Decimal | None) -> tuple[Isian, ...]:
    """Load, display, and the extra load of the method."""
    unit = alat.satuan
    head = (Isian("beban", "Beban", unit, awal=tulis_angka(beban) if beban else ""), Isian("tampil", "Penunjukan", unit))
    if cara == LANGSUNG:
        return head
    if cara == TITIK_UBAH:
        return (*head, Isian("dl", "ΔL", unit))
    return (*head, Isian("berubah", "Berubah setelah imbuh ½e?", pilihan=YA_TIDAK, bila_perlu=True))


def titik_nol(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    return [_sekitar(alat, cara, "n1", "Sekitar nol")]


def titik_tara(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    if not alat.maks or not alat.e:
        return []
    fifth = (alat.maks / 5 / alat.e).to_integral_value() * alat.e
    return [_sekitar(alat, cara, "t1", f"Setelah tara {tulis_angka(fifth)} {alat.satuan}")]


def _sekitar(alat: Alat, cara: str, kunci: str, label: str) -> Titik:
    beban = alat.e * 10 if alat.e else None
    if cara != LAPANGAN:
        return Titik(kunci, label, bacaan(alat, cara, beban))
    load = f"{tulis_angka(beban)} {alat.satuan}" if beban else "10e"
    return Titik(kunci, f"{label}, beban {load}", (Isian("tetap", "Tetap setelah imbuh ¼e?", pilihan=YA_TIDAK),
                                                   Isian("naik", "Berubah setelah ditambah ½e lagi?", pilihan=YA_TIDAK)))


def nilai_nol(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    """|E0| ≤ 0.25 e; staying after a quarter and stepping after three quarters of e is exactly that."""
    titik, isi = rows[0]
    batas = teks(alat.e / 4) if alat.e else ""
    if cara == LAPANGAN:
        said = (isi.get("tetap") or "", isi.get("naik") or "")
        if "" in said:
            return [kosong(titik, batas, alat.satuan)]
        good = said == ("ya", "ya")
        return [TitikHasil(titik.kunci, titik.label, SAH if good else BATAL, "≤ ¼e" if good else "> ¼e", batas, alat.satuan)]
    if _e0(alat, cara, isi) is None:
        return [kosong(titik, batas, alat.satuan)]
    answer = tanya("nawi_zero_tare", {"unit": alat.satuan, "e": alat.e, "load": isi["beban"], "indication": isi["tampil"],
                                      "delta_l": _dl(alat, cara, isi)})
    return [satu(titik, answer, "zero_error", "limit", alat.satuan)]


def _dl(alat: Alat, cara: str, isi: Nilai) -> Decimal | None:
    """The extra load; ΔL = e/2 makes a display that is read directly the true indication."""
    return isi.get("dl") if cara == TITIK_UBAH else (alat.e or 0) / Decimal(2)


def kesalahan_nol(alat: Alat, cara: str, bacaan: Mapping[str, Nilai]) -> Decimal | None:
    """E0 = I + e/2 - ΔL - L of the zero test; None while it is open, 0 where the field method corrects nothing."""
    return Decimal(0) if cara == LAPANGAN else _e0(alat, cara, bacaan.get("nol_n1", {}))


def _e0(alat: Alat, cara: str, isi: Nilai) -> Decimal | None:
    beban, tampil, dl = isi.get("beban"), isi.get("tampil"), _dl(alat, cara, isi)
    if beban is None or tampil is None or dl is None or not alat.e:
        return None
    return tampil + alat.e / 2 - dl - beban


def ada_tara(alat: Alat, tahap: str) -> bool:
    return alat.lain.get("tara") == "ada"


def uji_diskriminasi(alat: Alat, tahap: str) -> bool:
    """Tera only; a pointer is tested on its own sheet."""
    return tahap == TERA and alat.lain.get("tampilan") == "digital"


def titik_diskriminasi(alat: Alat, tahap: str, cara: str) -> list[Titik]:
    """At Min, half of Max and Max."""
    if not alat.lengkap or not alat.maks or not alat.e:
        return []
    loads = (("d1", alat.min or alat.e * 20), ("d2", (alat.maks / 2 / alat.e).to_integral_value() * alat.e), ("d3", alat.maks))
    step = f"{tulis_angka(LANGKAH * (alat.d or alat.e))} {alat.satuan}"
    return [Titik(k, f"{tulis_angka(b)} {alat.satuan}", (Isian("ganti", f"Berubah setelah +{step}?", pilihan=YA_TIDAK),))
            for k, b in loads]


def nilai_diskriminasi(alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
    """An extra load of 1.4 d, laid on gently, must change the display."""
    return [_langkah(alat, titik, isi) for titik, isi in rows]


def _langkah(alat: Alat, titik: Titik, isi: Nilai) -> TitikHasil:
    if not isi.get("ganti"):
        return kosong(titik, "berubah", tanda="")
    d = alat.d or alat.e or Decimal(0)
    answer = tanya("nawi_diskriminasi", {"display": "digital", "d": d, "extra_load": LANGKAH * d,
                                         "changed": ya_tidak(isi["ganti"])})
    said = {"kata": {"ya": "berubah", "tidak": "tetap"}[isi["ganti"]], "batas": "berubah"}
    return satu(titik, answer | said, "kata", "batas", "", "")
