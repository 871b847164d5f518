"""Of which units a person sees the whole register: those where they hold an office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrologi.accounts.roles import STAFF

if TYPE_CHECKING:
    from metrologi.accounts.models import User


def satuan_kerja(user: User) -> list[int]:
    """Primary keys of the units where `user` is on the staff today.

    Empty for applicants and visitors.
    """
    if not user.is_authenticated:
        return []
    return list(user.units_with(STAFF))
