"""What no source answers: questions an office settles itself, each with the value until then.

They stand beside the limits they bear upon, as `[[ketetapan]]` of `lembar/*/batas.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from metrologi.bkd.angka import parse
from metrologi.bkd.tabel import berkas


@dataclass(frozen=True)
class Pertanyaan:
    """One open question.

    `pilihan` maps the possible values to words; without it a number from `dari` to `sampai`.
    """

    kode: str
    nama: str
    baku: str
    sumber: str
    pilihan: Mapping[str, str]
    dari: Fraction | None = None
    sampai: Fraction | None = None

    def allows(self, value: str) -> bool:
        """Whether `value` (decimal point) may be settled."""
        if self.pilihan:
            return value in self.pilihan
        try:
            number = parse(value)
        except ValueError:
            return False
        above = self.dari is None or self.dari <= number
        return above and (self.sampai is None or number <= self.sampai)

    def words(self, value: str) -> str:
        """The value as people read it."""
        return self.pilihan.get(value) or value.replace(".", ",")


def _read() -> dict[str, Pertanyaan]:
    texts = [path.read_text(encoding="utf-8") for path in berkas()]
    documents = [tomllib.loads(text, parse_float=Fraction) for text in texts]
    rows = [row for document in documents for row in document.get("ketetapan", ())]
    rows.sort(key=lambda row: str(row["nama"]))
    return {row["kode"]: Pertanyaan(**{"pilihan": {}, **row}) for row in rows}


PERTANYAAN = _read()


def ketetapan(known: Mapping[str, str], kode: str) -> str:
    """What the office settled, else what stands until it does."""
    return known.get(kode) or PERTANYAAN[kode].baku


def bilangan(known: Mapping[str, str], kode: str) -> Fraction:
    """The same where it is a number."""
    return parse(ketetapan(known, kode))
