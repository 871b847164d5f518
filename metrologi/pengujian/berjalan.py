"""Which instruments are in a running case of tera, of whatever procedure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from metrologi.workflow import registry

if TYPE_CHECKING:
    from metrologi.pengujian.models import PerkaraUji
    from metrologi.uttp.models import Uttp


def berjalan(uttp: Iterable[Uttp]) -> dict[int, PerkaraUji]:
    """The running case of each instrument that is in one, by the instrument's primary key.

    A row that was referred or given back is in none, and neither is one with its final result.
    """
    wanted = [u.pk for u in uttp]
    found: dict[int, Any] = {}
    for rows, ended in _barisan():
        waiting = rows.objects.filter(uttp__in=wanted).exclude(perkara__status__in=ended)
        for row in waiting.select_related("perkara"):
            if not row.final and not _dikembalikan(row):
                found[row.uttp_id] = row.perkara
    return found


def _barisan() -> list[tuple[Any, list[str]]]:
    """The rows of every procedure of tera, with the states in which its cases have ended."""
    return [
        (
            machine.model.items.rel.related_model,
            [code for code, state in machine.states.items() if state.final],
        )
        for machine in registry.all_machines()
        if "uji" in machine.steps and hasattr(machine.model, "items")
    ]


def _dikembalikan(row: Any) -> bool:
    return getattr(row, "kaji", "") in ("dirujuk", "tidak_lengkap")


def tolak(uttp: Iterable[Uttp], *, selain: PerkaraUji) -> None:
    """ValidationError that names the running case of an instrument; a re-test stands beside it."""
    if selain.origin_id is None:
        tolak_semua(uttp, selain=selain)


def tolak_semua(uttp: Iterable[Uttp], *, selain: PerkaraUji | None = None) -> None:
    """ValidationError that names the running case of each instrument that is in one."""
    held = berjalan(uttp)
    told = [f"{u} {halangan(held[u.pk])}" for u in uttp if u.pk in held and held[u.pk] != selain]
    if told:
        raise ValidationError(told)


def halangan(case: PerkaraUji) -> str:
    """What is said of an instrument that is in this case."""
    return f"sudah ada dalam {case.nomor} ({case.status_label.lower()})."
