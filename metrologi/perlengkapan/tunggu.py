"""What of the equipment waits for a person and is no case: owners whose instruments wait."""

from __future__ import annotations

from django.db.models import Count
from django.urls import reverse

from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from metrologi.perlengkapan.penarikan.terdampak import belum_diuji_ulang
from metrologi.workflow.procedure import Tunggu


def tunggu(user: User) -> list[Tunggu]:
    """For the person at the counter: how many owners wait for a re-test; one query."""
    units = user.units_with({Role.ADMINISTRASI})
    if not units:
        return []
    waiting = belum_diuji_ulang().filter(usulan__uml__in=units)
    owners = waiting.aggregate(n=Count("usulan", distinct=True))["n"]
    if not owners:
        return []
    return [
        Tunggu(
            f"{owners} pemilik menunggu uji ulang yang disetujui Kepala",
            reverse("perlengkapan:penarikan_daftar"),
            "Buka perlengkapan",
        )
    ]
