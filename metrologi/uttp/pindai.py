"""What a scanned sticker opens for somebody who works with the instrument just now."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from metrologi.accounts.models import User
    from metrologi.uttp.models import Uttp

Tujuan = Callable[["Uttp", "User"], str]
_tujuan: list[Tujuan] = []


def daftarkan(tujuan: Tujuan) -> None:
    """A layer above says which address it has for the instrument and the person; "" for none."""
    if tujuan not in _tujuan:
        _tujuan.append(tujuan)


def alamat(uttp: Uttp, user: User) -> str:
    """The first address that any of them has; "" for everybody who only looks."""
    if not user.is_authenticated:
        return ""
    return next((found for tujuan in _tujuan if (found := tujuan(uttp, user))), "")
