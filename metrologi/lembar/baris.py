"""Points that are judged one by one by a rule, and how the answer stands on the sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Generic, TypeVar

from metrologi.bkd.putusan import BATAL, SAH, Putusan
from metrologi.bkd.tulisan import tulis_angka, tulis_pecahan
from metrologi.lembar.dasar import (
    Alat,
    Bacaan,
    Baris,
    Isian,
    Titik,
    Titikan,
    TitikHasil,
    dinilai,
    kosong,
)

Kasus = TypeVar("Kasus")
Jawaban = TypeVar("Jawaban", bound=Putusan)


def galat(putusan: Any) -> Fraction | None:
    """The error of an answer; of several the first."""
    return _first(putusan.galat)


def batas(putusan: Any) -> Fraction | None:
    """The limit of an answer; of several the first."""
    return _first(putusan.batas)


def _first(found: Any) -> Fraction | None:
    if isinstance(found, list):
        return found[0] if found else None
    return found if isinstance(found, Fraction) else None


@dataclass(frozen=True)
class PerTitik(Generic[Kasus, Jawaban]):
    """A judge of points: `kasus` makes the case of a point (a reading not there is None).

    `perlu` names the fields without which the point stays open; the rule still says its limit,
    which stands beside the field. `galat` and `batas` pick what is shown out of the answer;
    `terbaca` says the error where the readings themselves do, `batas_kantor` the limit where the
    office settles it. `sebab` names the one test that counts, where the rule judges several.
    """

    aturan: Callable[[Kasus], Jawaban]
    kasus: Callable[[Alat, str, Titik, Bacaan], Kasus]
    perlu: tuple[str, ...]
    satuan: str | Callable[[Alat], str]
    tanda: str = "±"
    galat: Callable[[Jawaban], Fraction | None] = galat
    batas: Callable[[Jawaban], Fraction | None] = batas
    terbaca: Callable[[Bacaan], Decimal | None] | None = None
    batas_kantor: Callable[[Alat], Fraction] | None = None
    sebab: str = ""

    def __call__(self, alat: Alat, tahap: str, cara: str, rows: Baris) -> list[TitikHasil]:
        return [self.satu(alat, tahap, titik, isi) for titik, isi in rows]

    def satu(self, alat: Alat, tahap: str, titik: Titik, isi: Bacaan) -> TitikHasil:
        """What became of one point."""
        unit = self.satuan if isinstance(self.satuan, str) else self.satuan(alat)
        answer = self.aturan(self.kasus(alat, tahap, titik, isi))
        limit = tulis_pecahan(self._limit(alat, answer))
        if not lengkap(titik, isi, self.perlu):
            return kosong(titik, limit, unit, self.tanda)
        return dinilai(
            titik, self._picked(answer), self._error(isi, answer), limit, unit, self.tanda
        )

    def _limit(self, alat: Alat, answer: Jawaban) -> Fraction | None:
        return self.batas(answer) if self.batas_kantor is None else self.batas_kantor(alat)

    def _error(self, isi: Bacaan, answer: Jawaban) -> str:
        if self.terbaca is None:
            return tulis_pecahan(self.galat(answer))
        return tulis_angka(self.terbaca(isi))

    def _picked(self, answer: Jawaban) -> Putusan:
        reasons = [reason for reason in answer.alasan if reason.uji == self.sebab]
        if not reasons or answer.kata not in (SAH, BATAL):
            return answer
        kept = all(reason.sisa is None or reason.sisa >= 0 for reason in reasons)
        return replace(answer, alasan=reasons, kata=SAH if kept else BATAL)


def lengkap(titik: Titik, isi: Bacaan, perlu: tuple[str, ...]) -> bool:
    """Whether all fields that the point has and needs are read."""
    fields = {isian.nama for isian in titik.isian}
    return all(isi.get(name) not in (None, "", []) for name in perlu if name in fields)


def tetap(*points: tuple[str, str], isian: tuple[Isian, ...]) -> Titikan:
    """The same points for every instrument, as (key, label), each with the same fields."""
    return lambda alat, tahap, cara: [Titik(kunci, label, isian) for kunci, label in points]
