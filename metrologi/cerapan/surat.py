"""Which letters rest on a stored test.

Who issues letters says so here; who only needs to know asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from metrologi.cerapan.models import Pengujian


class Sumber(Protocol):
    """What an app that issues letters answers about stored tests."""

    def bersurat(self) -> QuerySet[Any]:
        """Primary keys of the tests on which a letter rests, whatever became of it."""

    def nomor_untuk(self, tests: Iterable[Pengujian]) -> dict[int, list[str]]:
        """Numbers of the letters in force, by the primary key of the test."""


_sumber: list[Sumber] = []


def daftarkan(sumber: Sumber) -> None:
    """Called once by each app that issues letters, when the portal starts."""
    if sumber not in _sumber:
        _sumber.append(sumber)


def bersurat() -> Q:
    """The condition on `Pengujian` that a letter rests on it, in force or not."""
    found = (Q(pk__in=sumber.bersurat()) for sumber in _sumber)
    return Q(Q(pk__in=[]), *found, _connector=Q.OR)  # without any app that issues letters: none


def nomor_untuk(tests: Iterable[Pengujian]) -> dict[int, list[str]]:
    """Numbers of the letters in force by the primary key of the test; a fixed number of queries."""
    rows, found = list(tests), defaultdict(list)
    for sumber in _sumber:
        for test, numbers in sumber.nomor_untuk(rows).items():
            found[test] += numbers
    return dict(found)
