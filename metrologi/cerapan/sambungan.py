"""What other parts of the portal say about a sheet: refusals at a field, doubts, hints; and what follows a stored test."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Pendapat:
    """`tolak` are (field, reason), `ragu` doubts the penera must look at, `petunjuk` sentences beside the marks."""

    tolak: list[tuple[str, str]] = field(default_factory=list)
    ragu: list[str] = field(default_factory=list)
    petunjuk: list[str] = field(default_factory=list)


_periksa: list[Callable[[Any], Pendapat]] = []
_sesudah: list[Callable[[Any], None]] = []


def daftarkan(*, periksa: Callable[[Any], Pendapat], sesudah: Callable[[Any], None]) -> None:
    """`periksa(form)` is asked about every sheet, `sesudah(pengujian)` told of every stored test, in its transaction."""
    if periksa not in _periksa:
        _periksa.append(periksa)
        _sesudah.append(sesudah)


def pendapat(form: Any) -> Pendapat:
    """What all of them say together."""
    told = [ask(form) for ask in _periksa]
    return Pendapat(*([line for p in told for line in getattr(p, name)] for name in ("tolak", "ragu", "petunjuk")))


def sesudah(test: Any) -> None:
    for tell in _sesudah:
        tell(test)
