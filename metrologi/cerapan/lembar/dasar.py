"""The words of a sheet: fields, points, tests and the sheet itself; and how a point asks the rules."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from typing import Any

from metrologi.cerapan.rules.hasil import BATAL, SAH, TIDAK_LENGKAP, TIDAK_VALID
from metrologi.cerapan.rules.ketetapan import ketetapan
from metrologi.cerapan.rules.nilai import nilai
from metrologi.uttp.fields import tulis_angka

Nilai = Mapping[str, Any]
TERA, TERA_ULANG = "tera", "tera_ulang"


@dataclass(frozen=True)
class Alat:
    """The plate as read on the day, in `satuan` (mmq in L); None where the plate does not say.

    `e0` is the error at zero as the sheet's own zero test found it; None while that test is open. `lain` is what only
    some sheets ask (Decimal, text or None by name), `ketetapan` what the office has settled where no source does.
    """

    maks: Decimal | None
    min: Decimal | None
    e: Decimal | None
    d: Decimal | None
    satuan: str
    kelas: str
    nozzle: int = 1
    mmq: Decimal | None = None
    e0: Decimal | None = Decimal(0)
    lain: Mapping[str, Any] = field(default_factory=dict)
    ketetapan: Mapping[str, str] = field(default_factory=dict)

    @property
    def lengkap(self) -> bool:
        return bool(self.maks and self.e and self.kelas)


@dataclass(frozen=True)
class Isian:
    """One field of a point: a number in `satuan`, a choice, or with `daftar` a list of numbers typed in one box.

    `bila_perlu` where only a doubtful point asks for it; `bulat` and `desimal` say how much of a number is taken.
    """

    nama: str
    label: str
    satuan: str = ""
    pilihan: tuple[tuple[str, str], ...] = ()
    awal: str = ""
    bila_perlu: bool = False
    daftar: bool = False
    desimal: int = 6


@dataclass(frozen=True)
class Titik:
    """One line of a test."""

    kunci: str
    label: str
    isian: tuple[Isian, ...]


@dataclass(frozen=True)
class TitikHasil:
    """What became of a point; texts with decimal comma, verdict of the four, `sisa` what is left up to the limit.

    `tanda` says how the limit binds: "±" a BKD, "≤" at most, "≥" at least, "" a word.
    """

    kunci: str
    label: str
    putusan: str
    nilai: str = ""
    batas: str = ""
    satuan: str = ""
    alasan: str = ""
    tanda: str = "±"
    sisa: str = ""


Titikan = Callable[[Alat, str, str], list[Titik]]
Pelat = tuple[str, str, str]
Penilai = Callable[[Alat, str, str, Sequence[tuple[Titik, Nilai]]], list[TitikHasil]]


@dataclass(frozen=True)
class Uji:
    """A test: its points for an instrument at a stage by a method, its judge, and the stages that demand it.

    `dari` names the test whose readings this one judges once more; it then has no fields of its own. `berlaku` says
    whether an instrument like this is tested so at all.
    """

    kode: str
    judul: str
    titik: Titikan
    nilai: Penilai
    sumber: str
    petunjuk: str = ""
    wajib: tuple[str, ...] = (TERA, TERA_ULANG)
    dari: str = ""
    berlaku: Callable[[Alat, str], bool] = lambda alat, tahap: True


PELAT_TIMBANGAN: tuple[Pelat, ...] = (
    ("maks", "Kapasitas maksimum", ""), ("min", "Kapasitas minimum", ""), ("e", "Interval skala verifikasi (e)", ""),
    ("d", "Daya baca (d)", ""))


KELAS_TIMBANGAN = tuple((k, k) for k in ("I", "II", "III", "IIII"))


def tanpa_koreksi(alat: Alat, cara: str, bacaan: Mapping[str, Nilai]) -> Decimal | None:
    """The error at zero of a sheet that corrects nothing."""
    return Decimal(0)


@dataclass(frozen=True)
class Lembar:
    """A sheet: the tests of a kind in order, the visual checklist, the methods to choose from, the kind of standards.

    `pelat` lists what is read off the plate as (name, label, text when unknown), `tambahan` what else the sheet must
    know of instrument and surroundings, `kelas` the classes as (code of the rules, label); `e0` finds the error at zero
    in the readings by method; `cara_baku` proposes the method for an instrument; `e_per_maks` is Max/e where no plate
    shows e; `ragu` names doubts about readings and plate; `ketetapan` the settings its limits rest on.
    """

    kode: str
    judul: str
    metode: str
    uji: tuple[Uji, ...]
    visual: tuple[tuple[str, str, bool], ...]
    cara: tuple[tuple[str, str], ...] = ()
    jenis_standar: str = "massa"
    timbangan: bool = True
    e_per_maks: int = 0
    pelat: tuple[Pelat, ...] = PELAT_TIMBANGAN
    tambahan: tuple[Isian, ...] = ()
    kelas: tuple[tuple[str, str], ...] = KELAS_TIMBANGAN
    ketetapan: tuple[str, ...] = ()
    ragu: Callable[[Alat, Mapping[str, Nilai]], list[str]] = lambda alat, bacaan: []
    e0: Callable[[Alat, str, Mapping[str, Nilai]], Decimal | None] = tanpa_koreksi
    cara_baku: Callable[[Alat], str] = lambda alat: ""


YA_TIDAK = (("", "–"), ("ya", "Ya"), ("tidak", "Tidak"))


def tanya(jenis: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """The rules' answer to one case; Decimals go in as exact text."""
    plain = {k: format(v, "f") if isinstance(v, Decimal) else v for k, v in inputs.items()}
    result: dict[str, Any] = nilai({"id": "", "type": jenis, "inputs": plain})["result"]
    return result


def teks(value: Any) -> str:
    """A number of the rules (decimal point) as people read it here; words stay as they are."""
    if value is None or value == "":
        return ""
    text = str(value)
    return tulis_angka(Decimal(text)) if text.lstrip("-")[0].isdecimal() else text


def kosong(titik: Titik, batas: str = "", satuan: str = "", tanda: str = "±", alasan: str = "") -> TitikHasil:
    """A point not read yet; its limit is shown beforehand where it is known."""
    return TitikHasil(titik.kunci, titik.label, TIDAK_LENGKAP, "", batas, satuan, alasan, tanda)


def satu(titik: Titik, answer: dict[str, Any], nilai: str, batas: str, satuan: str, tanda: str = "±") -> TitikHasil:
    """The line of a point from an answer whose error stands under `nilai` and whose limit under `batas`."""
    margins = [row["margin"] for row in answer.get("alasan", ()) if "margin" in row]
    return TitikHasil(titik.kunci, titik.label, answer["verdict"], teks(answer.get(nilai)), teks(answer.get(batas)),
                      satuan, answer.get("reason", ""), tanda, teks(margins[0]) if len(margins) == 1 else "")


def bkd_pada(alat: Alat, tahap: str, beban: Decimal | None) -> str:
    """The BKD of a scale at that load as text; "" where it cannot be said."""
    if beban is None or not alat.lengkap:
        return ""
    fine = {"d": (alat.e or 0) / 10, "method": "direct", "delta_l": None, "e0": "0"}
    return teks(tanya("nawi_kebenaran", timbangan(alat, tahap) | fine | {"load": beban, "indication": beban}).get("mpe"))


def timbangan(alat: Alat, tahap: str) -> dict[str, Any]:
    """The inputs that every question about a scale shares."""
    stage = tahap_aturan(alat, tahap, "nawi-tera-ulang", dua_kali=TERA_ULANG)
    return {"class": alat.kelas, "unit": alat.satuan, "max": alat.maks, "e": alat.e, "d": alat.d or alat.e, "stage": stage,
            "partial_ranges": rentang(alat) or None}


def tahap_aturan(alat: Alat, tahap: str, kode: str, dua_kali: str = "in_service") -> str:
    """The stage to ask the rules for: at tera ulang that of the double BKD only where the office's setting says so."""
    return dua_kali if tahap == TERA_ULANG and ketetapan(alat.ketetapan, kode) == "2" else TERA


def kelipatan(alat: Alat, tahap: str, kode: str) -> str:
    """By how much the BKD of tera is multiplied at this stage."""
    return ketetapan(alat.ketetapan, kode) if tahap == TERA_ULANG else "1"


def rentang(alat: Alat) -> list[list[str]]:
    """Of a multi-interval scale [Max_i, e_i] of every range, rising to Max; [] of any other."""
    lain = alat.lain
    inner = [(lain.get("maks1"), alat.e), (lain.get("maks2"), lain.get("e2"))]
    known = [(upper, e) for upper, e in inner if upper and e]
    last = lain.get("e3") if len(known) == 2 else lain.get("e2")
    if not known or not last or not alat.maks:
        return []
    return [[format(upper, "f"), format(e, "f")] for upper, e in (*known, (alat.maks, last))]


def putusan_uji(points: Sequence[TitikHasil]) -> str:
    """One failing point fails a test; otherwise what is invalid or open keeps it open."""
    found = {p.putusan for p in points}
    for verdict in (BATAL, TIDAK_VALID, TIDAK_LENGKAP):
        if verdict in found:
            return verdict
    return SAH if points else TIDAK_LENGKAP


def beban_uji(alat: Alat) -> list[Decimal]:
    """Loads proposed for the weighing test: Min, the edges of the BKD steps, half of Max, Max; ascending, once each."""
    if not alat.lengkap or not alat.maks or not alat.e:
        return []
    edges = {"I": (50000, 200000), "II": (5000, 20000), "III": (500, 2000), "IIII": (50, 200)}.get(alat.kelas, ())
    half = (alat.maks / 2 / alat.e).to_integral_value() * alat.e
    loads, lower = {alat.min or alat.e * 20, half, alat.maks}, Decimal(0)
    for upper, e in bagian(alat):
        loads |= {upper, *(e * n for n in edges if lower < e * n <= upper)}
        lower = upper
    return sorted(load.normalize() for load in loads if 0 < load <= alat.maks)


def bagian(alat: Alat) -> list[tuple[Decimal, Decimal]]:
    """(Max_i, e_i) of every range; a single one for a scale with one interval."""
    pairs = [(Decimal(upper), Decimal(e)) for upper, e in rentang(alat)]
    return pairs or [(alat.maks or Decimal(0), alat.e or Decimal(0))]


def e_pada(alat: Alat, beban: Decimal | None) -> Decimal:
    """The scale interval at that load."""
    found = bagian(alat)
    return next((e for upper, e in found if beban is None or beban <= upper), found[-1][1])


def kelas_sesuai(alat: Alat) -> dict[str, Any]:
    """The rules' answer whether Max, Min and e fit the class (R 76-1 Table 3), of every range; the first that does not."""
    answers = [_sesuai(alat, upper, e, first=n == 0) for n, (upper, e) in enumerate(bagian(alat))]
    return next((a for a in answers if not a.get("eligible")), answers[-1])


def _sesuai(alat: Alat, upper: Decimal, e: Decimal, *, first: bool) -> dict[str, Any]:
    """Min belongs to the first range; above it a range begins where the one below ends."""
    least = alat.min or e * 20 if first else upper
    return tanya("nawi_klasifikasi", {"class": alat.kelas, "unit": alat.satuan, "max": upper, "min": least, "e": e})


def ke_atas(value: Decimal, e: Decimal) -> Decimal:
    """The next whole multiple of e."""
    return (value / e).to_integral_value(ROUND_CEILING) * e
