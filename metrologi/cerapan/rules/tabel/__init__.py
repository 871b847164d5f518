"""The rule tables as data: one TOML file per kind of UTTP, an older edition in `arsip/<versi>/`; every number exact."""
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from metrologi.cerapan.rules import VERSI

TABEL = Path(__file__).parent
ARSIP = TABEL / "arsip"
_versi: ContextVar[str] = ContextVar("versi", default="")
_hari: ContextVar[date | None] = ContextVar("hari_uji", default=None)
_dibaca: ContextVar[dict[str, "Aturan"] | None] = ContextVar("dibaca", default=None)


class VersiTidakAda(LookupError):
    """No tables are kept of this edition. The message names it."""


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

    @cached_property
    def sidik(self) -> str:
        """A fingerprint of what decides: the numbers and whom they concern, not the words about their source."""
        return sha256(repr((self.id, self.kelas, self.tahap, _urut(self.isi))).encode()).hexdigest()[:16]


def _urut(value: Any) -> Any:
    """The same numbers give the same text, in whatever order a table names them."""
    if isinstance(value, dict):
        return sorted((key, _urut(item)) for key, item in value.items())
    if isinstance(value, list):
        return [_urut(item) for item in value]
    return value if isinstance(value, str | bool) else str(Fraction(value))


@contextmanager
def memakai(versi: str) -> Iterator[None]:
    """Inside, every judgement reads the tables of that edition. Raises VersiTidakAda."""
    semua(versi)
    token = _versi.set(versi)
    try:
        yield
    finally:
        _versi.reset(token)


@contextmanager
def mencatat() -> Iterator[dict[str, Aturan]]:
    """The rules that are read inside, by id; an outer `mencatat` hears of them too."""
    seen: dict[str, Aturan] = {}
    outer, token = _dibaca.get(), _dibaca.set(seen)
    try:
        yield seen
    finally:
        _dibaca.reset(token)
        if outer is not None:
            outer.update(seen)


def versi_dipakai() -> str:
    return _versi.get() or VERSI


def semua(versi: str = "") -> tuple[Aturan, ...]:
    """Every rule of every file of an edition (that in force now), in the order of the files."""
    return _semua(versi or versi_dipakai())


@cache
def _semua(versi: str) -> tuple[Aturan, ...]:
    folder = TABEL if versi == VERSI else ARSIP / versi
    if "/" in versi or not folder.is_dir():
        raise VersiTidakAda(f"Tabel aturan versi {versi} tidak tersimpan.")
    return tuple(rule for path in sorted(folder.glob("*.toml")) for rule in _read(path))


def segel(versi: str = "") -> str:
    """The checksum of an edition: every number that decides and the days it holds, not the words about its source."""
    rows = sorted((rule.id, str(rule.mulai), str(rule.sampai), rule.sidik) for rule in semua(versi))
    return sha256(repr(rows).encode()).hexdigest()


class BelumAda(KeyError):
    """No rule of this id was in force that day."""


@contextmanager
def berlaku_pada(day: date | None) -> Iterator[None]:
    """Inside, rules are those in force on the day of the test; None means the newest."""
    token = _hari.set(day)
    try:
        yield
    finally:
        _hari.reset(token)


def hari_uji() -> date | None:
    return _hari.get()


def aturan(rule_id: str, day: date | None = None) -> Aturan:
    """The rule of this id in force on `day` or on the day of the test, else the newest. BelumAda when there is none."""
    rule = _aturan(_versi.get() or VERSI, rule_id, day or _hari.get())
    seen = _dibaca.get()
    if seen is not None:
        seen[rule_id] = rule
    return rule


@cache
def _aturan(versi: str, rule_id: str, day: date | None) -> Aturan:
    found = [rule for rule in _semua(versi) if rule.id == rule_id and (day is None or rule.in_force(day))]
    if not found:
        raise BelumAda(rule_id)
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
