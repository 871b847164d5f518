"""What a letter's page shows besides the kernel's part."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from metrologi.documents.models.dokumen import papers_of
from metrologi.pengujian.models import PerkaraUji
from metrologi.workflow.cases import Case
from metrologi.workflow.offers import Onward
from metrologi.workflow.views import person
from skhp import retribusi
from skhp.machine import Status
from skhp.models import Skhp


def detail(case: Skhp, request: HttpRequest) -> dict[str, Any]:
    staff = bool(person(request).roles(case.uml) & case.machine.staff_roles())
    out = case.status in (Status.TERBIT, Status.DISERAHKAN)
    draft = case.status in (Status.KONSEP, Status.DIPERIKSA, Status.DIKEMBALIKAN)
    return {
        "rows_uttp": case.daftar,
        "konsep": staff and draft,
        "dapat_diganti": out and Role.ADMINISTRASI in person(request).roles(case.uml),
        "papers": papers_of(case),
    }


def lanjutan(case: Case, user: User) -> Onward | None:
    """The levy note of an office with a tariff, as soon as all instruments are tested."""
    if (
        not isinstance(case, PerkaraUji)
        or not retribusi.boleh(case, user)
        or not retribusi.dapat_ditetapkan(case)
    ):
        return None
    return Onward(
        "Tetapkan SKRD",
        reverse("workflow:skrd-tetapkan", args=[case.machine.code, case.pk]),
        hint="Pengujian selesai dan SKRD-nya belum ada. SKRD memuat semua UTTP yang diuji, "
        "dengan SKHP atau tanda "
        "tera saja.",
    )
