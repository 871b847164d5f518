"""The rule tables as data: one TOML file per kind of UTTP, read once, every number exact."""
import tomllib
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Aturan:
    """One rule: what it is about, where it comes from, when it holds, and its numbers in `isi` (int or Fraction)."""

    id: str
    jenis: str
    kelas: str
    tahap: str
    sumber: str
    mulai: date | None
    sampai: date | None
    dikonfirmasi: bool
    isi: dict[str, Any] = field(hash=False)

    def in_force(self, day: date) -> bool:
        return (self.mulai is None or self.mulai <= day) and (self.sampai is None or day <= self.sampai)


@cache
def semua() -> tuple[Aturan, ...]:
    """Every rule of every file, in the order of the files."""
    folder = Path(__file__).parent
    return tuple(rule for path in sorted(folder.glob("*.toml")) for rule in _read(path))


@cache
def aturan(rule_id: str, day: date | None = None) -> Aturan:
    """The rule of this id in force on `day`, else the newest one. KeyError when there is none."""
    found = [rule for rule in semua() if rule.id == rule_id and (day is None or rule.in_force(day))]
    if not found:
        raise KeyError(rule_id)
    return max(found, key=lambda rule: rule.mulai or date.min)


def _read(path: Path) -> list[Aturan]:
    document = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Fraction)
    return [_rule(row) for row in document["aturan"]]


def _rule(row: dict[str, Any]) -> Aturan:
    return Aturan(
        id=row.pop("id"), jenis=row.pop("jenis"), kelas=row.pop("kelas", ""), tahap=row.pop("tahap", ""),
        sumber=row.pop("sumber"), mulai=row.pop("mulai", None), sampai=row.pop("sampai", None),
        dikonfirmasi=row.pop("dikonfirmasi"), isi=row,
    )
