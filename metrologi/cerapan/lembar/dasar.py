"""The words of a sheet: fields, points, tests and the sheet itself; and how a point asks the rules."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from metrologi.cerapan.rules.hasil import BATAL, SAH, TIDAK_LENGKAP, TIDAK_VALID
from metrologi.cerapan.rules.nilai import nilai
from metrologi.uttp.fields import tulis_angka

Nilai = Mapping[str, Any]
TERA, TERA_ULANG = "tera", "tera_ulang"


@dataclass(frozen=True)
class Alat:
    """The plate as read on the day, in `satuan`; None where the plate does not say."""

    maks: Decimal | None
    min: Decimal | None
    e: Decimal | None
    d: Decimal | None
    satuan: str
    kelas: str
    nozzle: int = 1

    @property
    def lengkap(self) -> bool:
        return bool(self.maks and self.e and self.kelas)


@dataclass(frozen=True)
class Isian:
    """One field of a point: a number in `satuan`, or a choice."""

    nama: str
    label: str
    satuan: str = ""
    pilihan: tuple[tuple[str, str], ...] = ()
    awal: str = ""


@dataclass(frozen=True)
class Titik:
    """One line of a test."""

    kunci: str
    label: str
    isian: tuple[Isian, ...]


@dataclass(frozen=True)
class TitikHasil:
    """What became of a point; texts with decimal comma, verdict of the four."""

    kunci: str
    label: str
    putusan: str
    nilai: str = ""
    batas: str = ""
    satuan: str = ""
    alasan: str = ""


Titikan = Callable[[Alat, str, str], list[Titik]]
Penilai = Callable[[Alat, str, str, Sequence[tuple[Titik, Nilai]]], list[TitikHasil]]


@dataclass(frozen=True)
class Uji:
    """A test: its points for an instrument at a stage by a method, its judge, and the stages that demand it.

    `dari` names the test whose readings this one judges once more; it then has no fields of its own.
    """

    kode: str
    judul: str
    titik: Titikan
    nilai: Penilai
    sumber: str
    petunjuk: str = ""
    wajib: tuple[str, ...] = (TERA, TERA_ULANG)
    dari: str = ""


@dataclass(frozen=True)
class Lembar:
    """A sheet: the tests of a kind in order, the visual checklist, the methods to choose from, the kind of standards."""

    kode: str
    judul: str
    metode: str
    uji: tuple[Uji, ...]
    visual: tuple[tuple[str, str, bool], ...]
    cara: tuple[tuple[str, str], ...] = ()
    jenis_standar: str = "massa"
    timbangan: bool = True


YA_TIDAK = (("", "–"), ("ya", "Ya"), ("tidak", "Tidak"))


def tanya(jenis: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """The rules' answer to one case; Decimals go in as exact text."""
    plain = {k: format(v, "f") if isinstance(v, Decimal) else v for k, v in inputs.items()}
    result: dict[str, Any] = nilai({"id": "", "type": jenis, "inputs": plain})["result"]
    return result


def teks(value: Any) -> str:
    """A number of the rules (decimal point) as people read it here."""
    return tulis_angka(Decimal(str(value))) if value not in (None, "") else ""


def kosong(titik: Titik) -> TitikHasil:
    return TitikHasil(titik.kunci, titik.label, TIDAK_LENGKAP)


def satu(titik: Titik, answer: dict[str, Any], nilai: str, batas: str, satuan: str) -> TitikHasil:
    """The line of a point from an answer whose error stands under `nilai` and whose limit under `batas`."""
    return TitikHasil(titik.kunci, titik.label, answer["verdict"], teks(answer.get(nilai)), teks(answer.get(batas)),
                      satuan, answer.get("reason", ""))


def timbangan(alat: Alat, tahap: str) -> dict[str, Any]:
    """The inputs that every question about a scale shares."""
    return {"class": alat.kelas, "unit": alat.satuan, "max": alat.maks, "e": alat.e, "d": alat.d or alat.e, "stage": tahap}


def putusan_uji(points: Sequence[TitikHasil]) -> str:
    """One failing point fails a test; otherwise what is invalid or open keeps it open."""
    found = {p.putusan for p in points}
    for verdict in (BATAL, TIDAK_VALID, TIDAK_LENGKAP):
        if verdict in found:
            return verdict
    return SAH if points else TIDAK_LENGKAP


def beban_uji(alat: Alat) -> list[Decimal]:
    """Loads proposed for the weighing test: Min, the edges of the BKD steps, half of Max, Max; ascending, once each."""
    if not alat.lengkap:
        return []
    edges = {"I": (50000, 200000), "II": (5000, 20000), "III": (500, 2000), "IIII": (50, 200)}.get(alat.kelas, ())
    smallest = alat.min or alat.e * 20
    half = (alat.maks / 2 / alat.e).to_integral_value() * alat.e
    loads = {smallest, half, alat.maks, *(alat.e * n for n in edges)}
    return sorted(load.normalize() for load in loads if 0 < load <= alat.maks)


def ke_atas(value: Decimal, e: Decimal) -> Decimal:
    """The next whole multiple of e."""
    return -(-value // e) * e
