"""The visual examination: every mandatory item of the stage answered with ya."""

from __future__ import annotations

from dataclasses import dataclass

from metrologi.bkd.periksa import Daftar, Pilihan, Teks, YaTidak, bernomor, pilih, teks, ya
from metrologi.bkd.putusan import BATAL, SAH, Alasan, Kata, Kurang, Putusan, memutus

JAWABAN = ("ya", "tidak", "tidak_berlaku")


@dataclass(frozen=True, slots=True, kw_only=True)
class Butir:
    """One item; None for `wajib` means mandatory, for `hanya_tera` asked at both stages."""

    nama: Teks
    jawaban: Pilihan
    wajib: YaTidak = None
    hanya_tera: YaTidak = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pemeriksaan:
    """The items at a stage (tera, tera_ulang)."""

    tahap: Pilihan
    butir: Daftar[Butir]


@memutus(Putusan)
def visual(kasus: Pemeriksaan, hasil: Putusan) -> Kata:
    """One tidak on a mandatory item is BATAL; items for tera alone do not count at tera ulang."""
    stage = pilih(kasus.tahap, "tahap", ("tera", "tera_ulang"))
    rows = [row for row in bernomor(kasus.butir, "butir") if _counts(*row, stage)]
    answers = [(path, row, _answer(path, row)) for path, row in rows]
    failed = [teks(row.nama, f"{path}nama") for path, row, answer in answers if answer == "tidak"]
    if failed:
        hasil.alasan = [Alasan("visual", name, "tidak") for name in failed]
        return BATAL
    empty = [teks(row.nama, f"{path}nama") for path, row, answer in answers if not answer]
    if empty or not any(answer == "ya" for _, _, answer in answers):
        names = ", ".join(empty) or "tidak ada butir wajib"
        raise Kurang("butir", f"belum dijawab: {names}")
    return SAH


def _answer(path: str, row: Butir) -> str:
    return pilih(row.jawaban, f"{path}jawaban", JAWABAN) if row.jawaban else ""


def _counts(path: str, row: Butir, stage: str) -> bool:
    mandatory = row.wajib is None or ya(row.wajib, f"{path}wajib")
    tera_only = row.hanya_tera is not None and ya(row.hanya_tera, f"{path}hanya_tera")
    return mandatory and not (tera_only and stage == "tera_ulang")
