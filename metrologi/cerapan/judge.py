"""Judges a filled sheet: every point, every test, the whole; and what should be looked at before believing it."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from metrologi.cerapan.lembar.dasar import (
    Alat,
    Lembar,
    Titik,
    TitikHasil,
    Uji,
    e_pada,
    kelas_sesuai,
    putusan_uji,
    tanya,
    teks,
)
from metrologi.cerapan.rules import tabel
from metrologi.cerapan.rules.hasil import BATAL, SAH, TIDAK_LENGKAP
from metrologi.cerapan.rules.ketetapan import ketetapan
from metrologi.uttp.fields import tulis_angka

# How many times its limit an error is before it is asked about.
JAUH = 10
Bacaan = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class UjiHasil:
    """A test, its points, code and label of the lines that were read for it, and the ids of the rules that judged it."""

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

    `aturan` holds source and fingerprint of every rule that was read, so that a changed table shows years later,
    `ketetapan` the settings the limits rest on, settled by the office or not.
    """

    putusan: str
    uji: list[UjiHasil]
    peringatan: list[str] = field(default_factory=list)
    versi: str = ""
    aturan: dict[str, dict[str, Any]] = field(default_factory=dict)
    ketetapan: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def titik(self) -> dict[str, TitikHasil]:
        """Every point by "test_point"."""
        return {f"{u.kode}_{t.kunci}": t for u in self.uji for t in u.titik}

    @property
    def visual(self) -> UjiHasil:
        return next(u for u in self.uji if u.kode == "visual")

    @property
    def kurang(self) -> list[str]:
        """The tests that still keep a verdict from being given, with the number of their open points."""
        return [f"{u.judul}{_berapa(u)}" for u in self.uji if u.putusan not in (SAH, BATAL)]

    def gagal(self) -> list[dict[str, str]]:
        """The failing points, as a letter names them."""
        return [{"uji": u.judul, "titik": t.label, "nilai": t.nilai, "batas": t.batas, "satuan": t.satuan}
                for u in self.uji for t in u.titik if t.putusan == BATAL]


def _berapa(uji: UjiHasil) -> str:
    open_points = sum(t.putusan not in (SAH, BATAL) for t in uji.titik)
    return f" ({open_points} dari {len(uji.titik)})" if open_points and len(uji.titik) > 1 else ""


def judge(lembar: Lembar, alat: Alat, tahap: str, cara: str, bacaan: Bacaan, visual: Mapping[str, str],
          peringatan: Sequence[str] = (), hari: date | None = None) -> Hasil:
    """`bacaan` maps "test_point" to the fields of that point (Decimal, text or None), `visual` an item to ya/tidak.

    `peringatan` are doubts raised elsewhere, to be asked about with those found here. The rules are those in force on
    `hari`; without it the newest.
    """
    mine = ujian(lembar, alat, tahap)
    with tabel.mencatat() as rules, tabel.berlaku_pada(hari):
        alat = replace(alat, e0=lembar.e0(alat, cara, bacaan))
        tests = [_visual(lembar, tahap, visual)]
        if lembar.timbangan:
            tests.append(_beraturan(_kelas, alat))
        tests += [_beraturan(_uji, lembar, uji, alat, tahap, cara, bacaan) for uji in mine]
        doubts = [*_peringatan(alat, bacaan, tests), *lembar.ragu(alat, bacaan), *peringatan]
    names = ["visual", *(["kelas"] if lembar.timbangan else []), *(u.kode for u in mine if tahap in u.wajib)]
    answer = tanya("keputusan", {"mandatory": names, "tests": [{"name": t.kode, "verdict": t.putusan} for t in tests]})
    return Hasil(answer["verdict"], tests, list(dict.fromkeys(doubts)), tabel.versi_dipakai(),
                 {rule.id: {"sidik": rule.sidik, "sumber": rule.sumber, "dikonfirmasi": rule.dikonfirmasi}
                  for rule in rules.values()}, {k: ketetapan(alat.ketetapan, k) for k in lembar.ketetapan})


def ujian(lembar: Lembar, alat: Alat, tahap: str) -> list[Uji]:
    """The tests of the sheet that this instrument has at this stage."""
    return [u for u in lembar.uji if u.berlaku(alat, tahap)]


def _beraturan(test: Callable[..., UjiHasil], *args: Any) -> UjiHasil:
    """The test with the ids of the rules it read."""
    with tabel.mencatat() as rules:
        found = test(*args)
    return replace(found, aturan=sorted(rules))


def _uji(lembar: Lembar, uji: Uji, alat: Alat, tahap: str, cara: str, bacaan: Bacaan) -> UjiHasil:
    owner = next((u for u in lembar.uji if u.kode == uji.dari), uji)
    rows = [(t, bacaan.get(f"{owner.kode}_{t.kunci}", {})) for t in titik_dari(owner, alat, tahap, cara)]
    points = uji.nilai(alat, tahap, cara, rows) if rows else []
    read = [(t.kunci, t.label) for t, _ in rows] if owner is uji else []
    return UjiHasil(uji.kode, uji.judul, uji.sumber, putusan_uji(points), points, read)


def titik_dari(uji: Uji, alat: Alat, tahap: str, cara: str) -> list[Titik]:
    points: list[Titik] = uji.titik(alat, tahap, cara)
    return points


def _visual(lembar: Lembar, tahap: str, visual: Mapping[str, str]) -> UjiHasil:
    """One "tidak" fails the examination; what concerns tera only is skipped at tera ulang."""
    points = []
    for kode, kalimat, hanya_tera in lembar.visual:
        if hanya_tera and tahap != "tera":
            continue
        verdict = {"ya": SAH, "tb": SAH, "tidak": BATAL}.get(visual.get(kode, ""), TIDAK_LENGKAP)
        shown = {"ya": "Ya", "tb": "Tidak berlaku", "tidak": "Tidak"}.get(visual.get(kode, ""), "")
        points.append(TitikHasil(kode, kalimat, verdict, shown, "Ya", tanda=""))
    return UjiHasil("visual", "Pemeriksaan visual", "daftar periksa kantor", putusan_uji(points), points)


def _kelas(alat: Alat) -> UjiHasil:
    """Max, Min and e must belong to the class on the plate (R 76-1 Table 3)."""
    source = "OIML R 76-1:2006 Tabel 3"
    if not alat.lengkap:
        reason = "Lengkapi Max, e, dan kelas pada bagian identitas, lalu tekan Hitung."
        point = TitikHasil("kelas", "Max, e dan kelas", TIDAK_LENGKAP, alasan=reason, tanda="")
    else:
        answer = kelas_sesuai(alat)
        verdict = answer.get("verdict") or (SAH if answer["eligible"] else BATAL)
        reason = "" if verdict == SAH else f"Max, Min, dan e tidak cocok dengan kelas {alat.kelas}. Periksa pelatnya."
        point = TitikHasil("kelas", f"n = Max/e, kelas {alat.kelas}", verdict, teks(answer.get("n")), "", "", reason, "")
    return UjiHasil("kelas", "Kesesuaian kelas", source, putusan_uji([point]), [point])


def _peringatan(alat: Alat, bacaan: Bacaan, tests: Sequence[UjiHasil]) -> list[str]:
    """What looks like a slip of the finger; asked about, not decided."""
    found = [t.alasan for u in tests if u.kode == "kelas" and u.putusan == BATAL for t in u.titik]
    for isi in bacaan.values():
        found += _janggal(alat, isi.get("beban"), isi.get("tampil"), isi.get("dl"))
        found += _jauh(isi.get("bejana") or isi.get("acuan"), isi.get("tampil"))
    found += _tak_tuntas(alat, bacaan)
    found += [line for u in tests for t in u.titik for line in _melampaui(t)]
    return list(dict.fromkeys(found))


def _tak_tuntas(alat: Alat, bacaan: Bacaan) -> list[str]:
    """Loads the penera lowered: the sheet would then say nothing about the upper part of the scale."""
    rows = [isi for name, isi in bacaan.items() if name.startswith("kebenaran_")]
    loads = [isi["beban"] for isi in rows if isi.get("beban") is not None]
    if not alat.maks or len(loads) < len(rows) or not loads or max(loads) >= alat.maks:
        return []
    return [f"Beban uji terbesar {tulis_angka(max(loads))}, di bawah kapasitas maksimum {tulis_angka(alat.maks)}."]


def _melampaui(titik: TitikHasil) -> list[str]:
    """An error of ten limits is more often a comma or a unit than an instrument."""
    error, limit = _angka(titik.nilai), _angka(titik.batas)
    if titik.tanda == "≥" or error is None or not limit or abs(error) <= JAUH * limit:
        return []
    return [f"{titik.label}: hasil {titik.nilai} {titik.satuan} lebih dari sepuluh kali batas. Periksa satuan dan letak koma."]


def _angka(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None


def _janggal(alat: Alat, beban: Any, tampil: Any, dl: Any) -> list[str]:
    found = _jauh(beban, tampil)
    if beban is not None and alat.maks and beban > alat.maks:
        found.append(f"Beban {tulis_angka(beban)} melebihi kapasitas maksimum.")
    if dl is not None and alat.e and not 0 <= dl <= e_pada(alat, beban):
        found.append(f"ΔL {tulis_angka(dl)} di luar 0 sampai e; titik itu tidak dapat dinilai.")
    return found


def _jauh(acuan: Any, tampil: Any) -> list[str]:
    if acuan and tampil is not None and abs(tampil - acuan) * 10 > acuan:
        return [f"Penunjukan {tulis_angka(tampil)} jauh dari {tulis_angka(acuan)}. Periksa letak koma."]
    return []
