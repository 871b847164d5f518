"""What a letter's page shows besides the kernel's part."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from metrologi.accounts.roles import Role
from metrologi.documents.issuing import of
from skhp.machine import Status

# Work surfaces that Tugas saya offers: label, address, icon, roles.
SURFACES = (("Antrean tanda tangan", "workflow:skhp-antrean", "pen", (Role.KEPALA,)),)


def detail(case: Any, request: HttpRequest) -> dict[str, Any]:
    if case.machine.code == "skrd":
        return {}
    staff = bool(request.user.roles(case.uml) & case.machine.staff_roles())
    out = case.status in (Status.TERBIT, Status.DISERAHKAN)
    draft = case.status in (Status.KONSEP, Status.DIPERIKSA, Status.DIKEMBALIKAN)
    return {"rows_uttp": case.daftar(), "konsep": staff and draft,
            "dapat_diganti": out and Role.ADMINISTRASI in request.user.roles(case.uml), "papers": of(case)}
