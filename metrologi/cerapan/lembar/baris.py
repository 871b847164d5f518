"""Points that are judged one by one: what each asks the rules, and how the answer stands on the sheet."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from metrologi.cerapan.lembar.dasar import Alat, Isian, Nilai, Titik, Titikan, TitikHasil, kosong, satu, tanya, teks
from metrologi.cerapan.rules.hasil import BATAL, SAH

Masukan = Callable[[Alat, str, Titik, Nilai], dict[str, Any]]


@dataclass(frozen=True)
class PerTitik:
    """A judge of points: `masukan` makes the inputs of one (a reading not there is None), `perlu` are its fields.

    `nilai` and `batas` name error and limit in the answer of the rules (else in the inputs); of a list the first counts,
    `batas_ketat` is a tighter limit where the answer has one. `sebab` picks one test out of an answer that judges several.
    While a reading is missing the rules still say the limit, which stands beside the field.
    """

    jenis: str
    masukan: Masukan
    perlu: tuple[str, ...]
    nilai: str
    batas: str
    satuan: str | Callable[[Alat], str]
    tanda: str = "±"
    batas_ketat: str = ""
    sebab: str = ""

    def __call__(self, alat: Alat, tahap: str, cara: str, rows: Sequence[tuple[Titik, Nilai]]) -> list[TitikHasil]:
        return [self.satu(alat, tahap, titik, isi) for titik, isi in rows]

    def satu(self, alat: Alat, tahap: str, titik: Titik, isi: Nilai) -> TitikHasil:
        unit = self.satuan if isinstance(self.satuan, str) else self.satuan(alat)
        asked = self.masukan(alat, tahap, titik, isi)
        answer = self._picked(tanya(self.jenis, asked))
        shown = {self.nilai: _first(answer.get(self.nilai, _plain(asked.get(self.nilai)))),
                 self.batas: _first(answer.get(self.batas_ketat) or answer.get(self.batas, asked.get(self.batas)))}
        fields = {i.nama for i in titik.isian}
        if any(isi.get(name) in (None, "", []) for name in self.perlu if name in fields):
            return kosong(titik, teks(shown[self.batas]), unit, self.tanda)
        return satu(titik, answer | shown, self.nilai, self.batas, unit, self.tanda)

    def _picked(self, answer: dict[str, Any]) -> dict[str, Any]:
        reasons = [row for row in answer.get("alasan", ()) if row["test"] == self.sebab]
        if not reasons or answer["verdict"] not in (SAH, BATAL):
            return answer
        kept = all(not str(row["margin"]).startswith("-") for row in reasons)
        return answer | {"alasan": reasons, "verdict": SAH if kept else BATAL}


def _plain(value: Any) -> Any:
    return format(value, "f") if isinstance(value, Decimal) else value


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def tetap(*points: tuple[str, str], isian: tuple[Isian, ...]) -> Titikan:
    """The same points for every instrument, as (key, label), each with the same fields."""
    return lambda alat, tahap, cara: [Titik(kunci, label, isian) for kunci, label in points]


def teks_angka(values: Sequence[Decimal] | None) -> list[str] | None:
    """A list of readings as the exact texts the rules take."""
    return [format(v, "f") for v in values] if values else None


def selisih(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    """a - b once both are read."""
    return None if a is None or b is None else a - b


def ya_tidak(value: Any) -> bool | None:
    return {"ya": True, "tidak": False}.get(value or "")
