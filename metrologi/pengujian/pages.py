"""What the page of a case of tera shows besides the kernel's part: its instruments, its letters, its papers."""
from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from metrologi.accounts.roles import Role
from metrologi.cerapan.ekspor import kalibrasi
from metrologi.documents.issuing import of
from metrologi.pengujian.models import PerkaraUji


def detail(case: PerkaraUji, request: HttpRequest) -> dict[str, Any]:
    letters = [*case.children("skhp").visible_to(request.user), *case.children("skrd").visible_to(request.user)]
    penera = Role.PENERA in request.user.roles(case.uml)
    items = case.daftar()
    tests = [i.pengujian for i in items if i.pengujian]
    prefetch_related_objects(tests, "penegasan", "standar_dipakai")
    certified = {t.pk for t in tests if not kalibrasi.alasan_bukan(t)}
    return {"items": items, "bersertifikat": certified, "penera": penera, "letters": letters, "papers": of(case, *letters)}
