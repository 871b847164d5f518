"""What no source answers: the questions an office settles itself, each with the value used until then."""
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from metrologi.cerapan.rules.numbers import parse


@dataclass(frozen=True)
class Pertanyaan:
    """One open question; `pilihan` maps the possible values to words, without it a number from `dari` to `sampai`."""

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
        return (self.dari is None or self.dari <= number) and (self.sampai is None or number <= self.sampai)

    def words(self, value: str) -> str:
        return self.pilihan.get(value) or value.replace(".", ",")


def _read() -> dict[str, Pertanyaan]:
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text, parse_float=Fraction)["ketetapan"]
    return {row["kode"]: Pertanyaan(**{"pilihan": {}, **row}) for row in rows}


PERTANYAAN = _read()


def ketetapan(known: Mapping[str, str], kode: str) -> str:
    """What the office settled, else what stands until it does."""
    return known.get(kode) or PERTANYAAN[kode].baku
