"""What the kernel's page of a letter shows besides: the results in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from metrologi.accounts.access import holds_at
from metrologi.perlengkapan.penarikan.terdampak import baris, hasil_usulan
from metrologi.perlengkapan.peran import PETUGAS

if TYPE_CHECKING:
    from django.http import HttpRequest

    from metrologi.accounts.models import User
    from metrologi.perlengkapan.penarikan.models import Usulan


def usulan(case: Usulan, request: HttpRequest) -> dict[str, Any]:
    """`hasil` are pairs of a result and what `baris` tells of it; `kantor` is for the staff."""
    tests = list(hasil_usulan(case))
    return {
        "hasil": list(zip(tests, baris(tests), strict=True)),
        "kantor": holds_at(cast("User", request.user), case.uml_id, *PETUGAS),
    }
