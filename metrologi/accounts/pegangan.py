"""What only one officer can take on, asked before a role ends; the procedures answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from metrologi.accounts.models import User

# Asked with the person and the roles that end; None where the whole account is closed.
Roles = frozenset[str] | None


@dataclass(frozen=True)
class Pegangan:
    """One case that stands still without the person, and to whom it goes (`kepada`)."""

    nomor: str
    tentang: str
    kepada: str
    perkara: object


Ask = Callable[["User", Roles], list[Pegangan]]
Tell = Callable[["User", list[Pegangan]], None]
_known: list[tuple[Ask, Tell]] = []


def daftarkan(ask: Ask, tell: Tell) -> None:
    """Let `ask` answer what a person holds, and `tell` those to whom it goes.

    Called by the app's `AppConfig.ready`.
    """
    if (ask, tell) not in _known:
        _known.append((ask, tell))


def dari(user: User, roles: Roles = None) -> list[Pegangan]:
    """What stands still when these roles of the person end, or all of them."""
    return [held for ask, _ in _known for held in ask(user, roles)]


def serahkan(user: User, held: list[Pegangan]) -> None:
    """Tell those to whom it goes."""
    for _, tell in _known:
        tell(user, held)
