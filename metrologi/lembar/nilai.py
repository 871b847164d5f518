"""Judges a filled sheet: every point, every test, the whole; and what looks like a slip."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from metrologi.bkd import tabel
from metrologi.bkd.keputusan import Keputusan, UjiDinilai, keputusan
from metrologi.bkd.ketetapan import ketetapan
from metrologi.bkd.putusan import BATAL, SAH, TIDAK_LENGKAP
from metrologi.bkd.tulisan import tulis_angka, tulis_pecahan
from metrologi.lembar.dasar import (
    TERA,
    Alat,
    Bacaan,
    Lembar,
    SemuaBacaan,
    Titik,
    TitikHasil,
    Uji,
    putusan_uji,
)
from metrologi.lembar.timbangan import e_pada, kelas_sesuai

# How many times its limit an error is before it is asked about.
JAUH = 10


@dataclass(frozen=True)
class UjiHasil:
    """A test and its points; the lines that were read for it, and the ids of the rules that judged.

    `dibaca` are (key, label) of the lines.
    """

    kode: str
    judul: str
    sumber: str
    putusan: str
    titik: list[TitikHasil]
    dibaca: list[tuple[str, str]] = field(default_factory=list)
    aturan: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Hasil:
    """The verdict of a sheet; never SAH unless every mandatory test is there and passes.

    `aturan` holds source and fingerprint of every rule that was read, so that a changed table shows
    years later, `ketetapan` the settings the limits rest on, settled by the office or not.
    """

    putusan: str
    uji: list[UjiHasil]
    peringatan: list[str] = field(default_factory=list)
    versi: str = ""
    aturan: dict[str, dict[str, Any]] = field(default_factory=dict)
    ketetapan: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The result as it is stored with the test."""
        return asdict(self)

    def titik(self) -> dict[str, TitikHasil]:
        """Every point by "test_point"."""
        return {f"{u.kode}_{t.kunci}": t for u in self.uji for t in u.titik}

    @property
    def visual(self) -> UjiHasil:
        """The visual examination."""
        return next(u for u in self.uji if u.kode == "visual")

    @property
    def kurang(self) -> list[str]:
        """The tests that keep a verdict from being given, with the number of their open points."""
        return [f"{u.judul}{_berapa(u)}" for u in self.uji if u.putusan not in (SAH, BATAL)]

    def gagal(self) -> list[dict[str, str]]:
        """The failing points, as a letter names them."""
        failed = [(u, t) for u in self.uji for t in u.titik if t.putusan == BATAL]
        return [
            {
                "uji": u.judul,
                "titik": t.label,
                "nilai": t.nilai,
                "batas": t.batas,
                "satuan": t.satuan,
            }
            for u, t in failed
        ]


def _berapa(uji: UjiHasil) -> str:
    open_points = sum(t.putusan not in (SAH, BATAL) for t in uji.titik)
    return f" ({open_points} dari {len(uji.titik)})" if open_points and len(uji.titik) > 1 else ""


def nilai(
    lembar: Lembar,
    alat: Alat,
    tahap: str,
    cara: str,
    bacaan: SemuaBacaan,
    visual: Mapping[str, str],
    hari: date | None = None,
) -> Hasil:
    """The verdict of a sheet from its readings; `visual` maps a check to ya, tidak or tb.

    The rules are those in force on `hari`; without it the newest.
    """
    mine = ujian(lembar, alat, tahap)
    with tabel.mencatat() as rules, tabel.berlaku_pada(hari):
        alat = replace(alat, e0=lembar.e0(alat, cara, bacaan))
        tests = [_visual(lembar, tahap, visual)]
        if lembar.timbangan:
            tests.append(_beraturan(_kelas, alat))
        tests += [_beraturan(_uji, lembar, uji, alat, tahap, cara, bacaan) for uji in mine]
        doubts = [*_peringatan(alat, bacaan, tests), *lembar.ragu(alat, bacaan)]
    return Hasil(
        _keputusan(lembar, mine, tahap, tests),
        tests,
        list(dict.fromkeys(doubts)),
        tabel.versi_dipakai(),
        {
            rule.id: {"sidik": rule.sidik, "sumber": rule.sumber, "dikonfirmasi": rule.dikonfirmasi}
            for rule in rules.values()
        },
        {k: ketetapan(alat.ketetapan, k) for k in lembar.ketetapan},
    )


def _keputusan(lembar: Lembar, mine: Sequence[Uji], tahap: str, tests: Sequence[UjiHasil]) -> str:
    """The verdict of the whole, from those of the tests and what the stage demands."""
    names = ["visual", *(["kelas"] if lembar.timbangan else [])]
    names += [u.kode for u in mine if tahap in u.wajib]
    made = [UjiDinilai(nama=t.kode, putusan=t.putusan) for t in tests]
    return keputusan(Keputusan(wajib=names, uji=made)).kata or TIDAK_LENGKAP


def ujian(lembar: Lembar, alat: Alat, tahap: str) -> list[Uji]:
    """The tests of the sheet that this instrument has at this stage."""
    return [u for u in lembar.uji if u.berlaku(alat, tahap)]


def _beraturan(test: Callable[..., UjiHasil], *args: Any) -> UjiHasil:
    """The test with the ids of the rules it read."""
    with tabel.mencatat() as rules:
        found = test(*args)
    return replace(found, aturan=sorted(rules))


def _uji(
    lembar: Lembar, uji: Uji, alat: Alat, tahap: str, cara: str, bacaan: SemuaBacaan
) -> UjiHasil:
    owner = next((u for u in lembar.uji if u.kode == uji.dari), uji)
    rows: list[tuple[Titik, Bacaan]] = [
        _pada_bebannya(t, bacaan.get(f"{owner.kode}_{t.kunci}", {}))
        for t in owner.titik(alat, tahap, cara)
    ]
    points = uji.penilai(alat, tahap, cara, rows) if rows else []
    read = [(t.kunci, t.label) for t, _ in rows] if owner is uji else []
    return UjiHasil(uji.kode, uji.judul, uji.sumber, putusan_uji(points), points, read)


def _pada_bebannya(titik: Titik, isi: Bacaan) -> tuple[Titik, Bacaan]:
    """The point under the load it was tested at, where the penera chose another one."""
    load = isi.get("beban")
    proposed = next((i.awal for i in titik.isian if i.nama == "beban"), "")
    if load is None or not proposed or tulis_angka(load) == proposed:
        return titik, isi
    words = [tulis_angka(load) if word == proposed else word for word in titik.label.split(" ")]
    return replace(titik, label=" ".join(words)), isi


def _visual(lembar: Lembar, tahap: str, visual: Mapping[str, str]) -> UjiHasil:
    """One "tidak" fails the examination; what concerns tera only is skipped at tera ulang."""
    points = []
    for kode, kalimat, hanya_tera in lembar.visual:
        if hanya_tera and tahap != TERA:
            continue
        answer = visual.get(kode, "")
        verdict = {"ya": SAH, "tb": SAH, "tidak": BATAL}.get(answer, TIDAK_LENGKAP)
        shown = {"ya": "Ya", "tb": "Tidak berlaku", "tidak": "Tidak"}.get(answer, "")
        points.append(TitikHasil(kode, kalimat, verdict, shown, "Ya", tanda=""))
    title, source = "Pemeriksaan visual", "daftar periksa kantor"
    return UjiHasil("visual", title, source, putusan_uji(points), points)


def _kelas(alat: Alat) -> UjiHasil:
    """Max, Min and e must belong to the class on the plate (R 76-1 Table 3)."""
    point = _kesesuaian(alat)
    source = "OIML R 76-1:2006 Tabel 3"
    return UjiHasil("kelas", "Kesesuaian kelas", source, putusan_uji([point]), [point])


def _kesesuaian(alat: Alat) -> TitikHasil:
    if not alat.lengkap:
        reason = "Lengkapi Max, e, dan kelas pada bagian identitas, lalu tekan Hitung."
        return TitikHasil("kelas", "Max, e dan kelas", TIDAK_LENGKAP, alasan=reason, tanda="")
    answer = kelas_sesuai(alat)
    verdict = answer.kata or (SAH if answer.sesuai else BATAL)
    reason = f"Max, Min, dan e tidak cocok dengan kelas {alat.kelas}. Periksa pelatnya."
    return TitikHasil(
        "kelas",
        f"n = Max/e, kelas {alat.kelas}",
        verdict,
        tulis_pecahan(answer.n),
        alasan="" if verdict == SAH else reason,
        tanda="",
    )


def _peringatan(alat: Alat, bacaan: SemuaBacaan, tests: Sequence[UjiHasil]) -> list[str]:
    """What looks like a slip of the finger; asked about, not decided."""
    found = [t.alasan for u in tests if u.kode == "kelas" and u.putusan == BATAL for t in u.titik]
    for isi in bacaan.values():
        found += _janggal(alat, isi.get("beban"), isi.get("tampil"), isi.get("dl"))
        found += _jauh(isi.get("bejana") or isi.get("acuan"), isi.get("tampil"))
    found += _tak_tuntas(alat, bacaan)
    for uji in tests:
        for titik in uji.titik:
            found += _melampaui(titik)
    return list(dict.fromkeys(found))


def _tak_tuntas(alat: Alat, bacaan: SemuaBacaan) -> list[str]:
    """Loads the penera lowered: the sheet would then say nothing about the upper part."""
    rows = [isi for name, isi in bacaan.items() if name.startswith("kebenaran_")]
    loads = [isi["beban"] for isi in rows if isi.get("beban") is not None]
    if not alat.maks or len(loads) < len(rows) or not loads or max(loads) >= alat.maks:
        return []
    return [
        f"Beban uji terbesar {tulis_angka(max(loads))}, di bawah kapasitas maksimum "
        f"{tulis_angka(alat.maks)}."
    ]


def _melampaui(titik: TitikHasil) -> list[str]:
    """An error of ten limits is more often a comma or a unit than an instrument."""
    error, limit = _angka(titik.nilai), _angka(titik.batas)
    if titik.tanda == "≥" or error is None or not limit or abs(error) <= JAUH * limit:
        return []
    return [
        f"{titik.label}: hasil {titik.nilai} {titik.satuan} lebih dari sepuluh kali batas. "
        "Periksa satuan dan letak koma."
    ]


def _angka(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None


def _janggal(
    alat: Alat, beban: Decimal | None, tampil: Decimal | None, dl: Decimal | None
) -> list[str]:
    found = _jauh(beban, tampil)
    if beban is not None and alat.maks and beban > alat.maks:
        found.append(f"Beban {tulis_angka(beban)} melebihi kapasitas maksimum.")
    if dl is not None and alat.e and not 0 <= dl <= e_pada(alat, beban):
        found.append(f"ΔL {tulis_angka(dl)} di luar 0 sampai e; titik itu tidak dapat dinilai.")
    return found


def _jauh(acuan: Decimal | None, tampil: Decimal | None) -> list[str]:
    if not acuan or tampil is None or abs(tampil - acuan) * 10 <= acuan:
        return []
    return [f"Penunjukan {tulis_angka(tampil)} jauh dari {tulis_angka(acuan)}. Periksa letak koma."]
