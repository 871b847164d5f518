"""The overall verdict of a cerapan from the verdicts of its tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from metrologi.bkd.periksa import Daftar, Teks, daftar, teks
from metrologi.bkd.putusan import (
    BATAL,
    SAH,
    SEMUA,
    TIDAK_LENGKAP,
    TIDAK_VALID,
    VALID,
    Kata,
    Kurang,
    Mustahil,
    Putusan,
    memutus,
)

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class UjiDinilai:
    """A test and its verdict; None where it has none yet."""

    nama: Teks
    putusan: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keputusan:
    """The tests that were made, and the names of those that must be there."""

    uji: Daftar[UjiDinilai]
    wajib: Daftar[Teks]


@memutus(Putusan)
def keputusan(kasus: Keputusan, hasil: Putusan) -> Kata:
    """BATAL outweighs all; then an invalid test, then a missing one.

    SAH only when every mandatory test is there and passes.
    """
    tests = _rows(kasus.uji, "uji")
    if any(row.putusan == BATAL for row in tests):
        return BATAL
    _refuse_unknown(tests)
    mandatory = [teks(name, "wajib") for name in _rows(kasus.wajib, "wajib")]
    named = [(f"uji[{n}].nama", row) for n, row in enumerate(tests, 1)]
    passed = {teks(row.nama, name) for name, row in named if row.putusan in (SAH, VALID)}
    undone = (TIDAK_LENGKAP, None, "")
    incomplete = {teks(row.nama, name) for name, row in named if row.putusan in undone}
    open_tests = [name for name in mandatory if name not in passed or name in incomplete]
    if open_tests or not passed:
        names = ", ".join(open_tests) or "tidak ada uji yang lulus"
        raise Kurang("", f"uji belum lengkap: {names}")
    return SAH


def _rows(rows: Daftar[Row], name: str) -> Sequence[Row]:
    """The list; here it may be empty, but not missing."""
    return [] if isinstance(rows, Sequence) and not rows else daftar(rows, name)


def _refuse_unknown(tests: Sequence[UjiDinilai]) -> None:
    for n, row in enumerate(tests, 1):
        if row.putusan == TIDAK_VALID:
            raise Mustahil("", f"{row.nama}: tidak valid")
        if row.putusan not in (*SEMUA, VALID, None, ""):
            raise Mustahil(f"uji[{n}].putusan", "putusan tidak dikenal")
