"""The rule tables as data: `batas.toml` of every kind of UTTP; every number exact.

The edition in force lies with the kinds (`lembar/*/batas.toml`), an older one in
`bkd/arsip/<edition>/` as one file per kind. Every file is sealed by its line `segel`.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from metrologi.bkd import VERSI


class VersiTidakAda(LookupError):
    """No tables are kept of this edition. The message names it."""


@dataclass(frozen=True)
class Rak:
    """Where tables stand: the edition in force with the kinds, the older ones in an archive."""

    lembar: Path = Path(__file__).parents[1] / "lembar"
    arsip: Path = Path(__file__).parent / "arsip"
    versi: str = VERSI

    def semua_versi(self) -> list[str]:
        """The edition in force, then the older ones."""
        return [self.versi, *sorted(path.name for path in self.arsip.glob("*") if path.is_dir())]

    def berkas(self, versi: str) -> list[Path]:
        """The files of an edition. Raises VersiTidakAda."""
        if versi == self.versi:
            return sorted(self.lembar.glob("*/batas.toml"))
        folder = self.arsip / versi
        if "/" in versi or not folder.is_dir():
            raise VersiTidakAda(f"Tabel aturan versi {versi} tidak tersimpan.")
        return sorted(folder.glob("*.toml"))


RAK = Rak()
_rak: ContextVar[Rak] = ContextVar("rak", default=RAK)
_versi: ContextVar[str] = ContextVar("versi", default="")
_hari: ContextVar[date | None] = ContextVar("hari_uji", default=None)
_dibaca: ContextVar[dict[str, "Aturan"] | None] = ContextVar("dibaca", default=None)


@dataclass(frozen=True)
class Aturan:
    """One rule: what it is about, its source, when it holds, its numbers in `isi`.

    Numbers are int or Fraction; the unit stands in the name of the key.
    """

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
        return (self.mulai is None or self.mulai <= day) and (
            self.sampai is None or day <= self.sampai
        )

    @cached_property
    def sidik(self) -> str:
        """A fingerprint of what decides: the numbers and whom they concern, not the source."""
        return sha256(
            repr((self.id, self.kelas, self.tahap, _urut(self.isi))).encode()
        ).hexdigest()[:16]


def _urut(value: Any) -> Any:
    """The same numbers give the same text, in whatever order a table names them."""
    if isinstance(value, dict):
        return sorted((key, _urut(item)) for key, item in value.items())
    if isinstance(value, list):
        return [_urut(item) for item in value]
    return value if isinstance(value, str | bool) else str(Fraction(value))


@contextmanager
def dari(rak: Rak) -> Iterator[None]:
    """Inside, tables are read from these folders: a draft of an edition, say."""
    token = _rak.set(rak)
    try:
        yield
    finally:
        _rak.reset(token)


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
    return _versi.get() or _rak.get().versi


def semua_versi() -> list[str]:
    """Every edition that is kept: that in force, then the older ones."""
    return _rak.get().semua_versi()


def semua(versi: str = "") -> tuple[Aturan, ...]:
    """Every rule of every file of an edition (that in force now), in the order of the files."""
    return _semua(_rak.get(), versi or versi_dipakai())


def berkas(versi: str = "") -> list[Path]:
    """The files of an edition (that in force now). Raises VersiTidakAda."""
    return _rak.get().berkas(versi or versi_dipakai())


@cache
def _semua(rak: Rak, versi: str) -> tuple[Aturan, ...]:
    return tuple(rule for path in rak.berkas(versi) for rule in isi_berkas(path))


def segel(rules: Iterable[Aturan]) -> str:
    """The seal of rules: every number that decides and the days it holds, not the words.

    A file is sealed by that of its own rules, which it says in its line `segel`.
    """
    rows = sorted((rule.id, str(rule.mulai), str(rule.sampai), rule.sidik) for rule in rules)
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
    """The rule of this id in force on `day` or on the day of the test, else the newest.

    Raises BelumAda when there is none.
    """
    rule = _aturan(_rak.get(), versi_dipakai(), rule_id, day or _hari.get())
    seen = _dibaca.get()
    if seen is not None:
        seen[rule_id] = rule
    return rule


@cache
def _aturan(rak: Rak, versi: str, rule_id: str, day: date | None) -> Aturan:
    rules = [rule for rule in _semua(rak, versi) if rule.id == rule_id]
    found = [rule for rule in rules if day is None or rule.in_force(day)]
    if not found:
        raise BelumAda(rule_id)
    return max(found, key=lambda rule: rule.mulai or date.min)


def isi_berkas(path: Path) -> list[Aturan]:
    """The rules of one file."""
    document = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Fraction)
    return [_rule(row) for row in document["aturan"]]


def bagian_dengan_lantai(row: Mapping[str, Any], acuan: Fraction) -> Fraction:
    """A limit of `persen` of the reference, at least `terkecil`, in the unit of the reference."""
    return max(Fraction(row["persen"] * acuan / 100), Fraction(row["terkecil"]))


def _rule(row: dict[str, Any]) -> Aturan:
    return Aturan(
        id=row.pop("id"),
        jenis=row.pop("jenis"),
        kelas=row.pop("kelas", ""),
        tahap=row.pop("tahap", ""),
        sumber=row.pop("sumber"),
        mulai=row.pop("mulai", None),
        sampai=row.pop("sampai", None),
        dikonfirmasi=row.pop("dikonfirmasi"),
        isi=row,
    )
