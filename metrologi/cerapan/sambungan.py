"""What other parts of the portal say about a sheet and about stored tests, and what follows.

They register here, so that this room need not know them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from metrologi.cerapan.forms import CerapanForm
    from metrologi.cerapan.models import Pengujian


@dataclass(frozen=True)
class Pendapat:
    """`tolak` are (field, reason), `ragu` doubts to look at, `petunjuk` hints beside the marks."""

    tolak: list[tuple[str, str]] = field(default_factory=list)
    ragu: list[str] = field(default_factory=list)
    petunjuk: list[str] = field(default_factory=list)


_periksa: list[Callable[[Any], Pendapat]] = []
_sesudah: list[Callable[[Any], None]] = []
_diragukan: list[Callable[[], QuerySet[Any]]] = []


def daftarkan(
    *,
    periksa: Callable[[Any], Pendapat],
    sesudah: Callable[[Any], None],
    diragukan: Callable[[], QuerySet[Any]],
) -> None:
    """Have a part of the portal heard.

    `periksa(form)` is asked about every sheet; `sesudah(pengujian)` is told of every stored test,
    in its transaction; `diragukan()` gives the primary keys of stored tests that no longer stand,
    to be asked within another query.
    """
    if periksa not in _periksa:
        _periksa.append(periksa)
        _sesudah.append(sesudah)
        _diragukan.append(diragukan)


def pendapat(form: CerapanForm) -> Pendapat:
    """What all of them say together."""
    opinions = [ask(form) for ask in _periksa]
    return Pendapat(
        *(
            [line for p in opinions for line in getattr(p, name)]
            for name in ("tolak", "ragu", "petunjuk")
        )
    )


def sesudah(test: Pengujian) -> None:
    for tell in _sesudah:
        tell(test)


def diragukan() -> Q:
    """Which stored tests somebody withdrew."""
    return Q(
        Q(pk__in=[]), *(Q(pk__in=ask()) for ask in _diragukan), _connector=Q.OR
    )  # nobody to ask: none
