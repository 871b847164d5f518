"""What the kernel's page of a loan leaves out: offers that will not come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from metrologi.workflow.offers import possible_first

if TYPE_CHECKING:
    from django.http import HttpRequest

    from metrologi.accounts.models import User
    from metrologi.perlengkapan.cap.models import PinjamCtt

# Offered only while it is missing; "belum dapat dilakukan" would promise that it will be one day.
BILA_DAPAT = ("terbitkan_berita_acara", "nyatakan_tak_dikonfirmasi")


def pinjaman(case: PinjamCtt, request: HttpRequest) -> dict[str, Any]:
    """`offers` without those that only a rare loan needs, where they cannot be taken."""
    found = possible_first(case, cast("User", request.user))
    return {"offers": [o for o in found if not (o.reasons and o.step.name in BILA_DAPAT)]}
