"""What a letter's page shows besides the kernel's part."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from metrologi.accounts.roles import Role
from metrologi.documents.issuing import of
from metrologi.pengujian.models import PerkaraUji
from metrologi.workflow.offers import Onward
from skhp import retribusi
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


def lanjutan(case: Any, user: Any) -> Onward | None:
    """The levy note of an office with a tariff, as soon as all is tested; other offices see nothing of it."""
    if not isinstance(case, PerkaraUji) or not retribusi.boleh(case, user) or not retribusi.dapat_ditetapkan(case):
        return None
    return Onward("Tetapkan SKRD", reverse("workflow:skrd-tetapkan", args=[case.machine.code, case.pk]),
                  hint="Pengujian selesai dan SKRD-nya belum ada. SKRD memuat semua UTTP yang diuji, dengan SKHP atau tanda "
                       "tera saja.")
