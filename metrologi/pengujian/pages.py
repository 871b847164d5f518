"""What the page of a case of tera shows besides the kernel's part."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from metrologi.accounts.roles import Role
from metrologi.cerapan.ekspor import kalibrasi
from metrologi.documents.models.dokumen import papers_of
from metrologi.pengujian.kabar import arti_percobaan
from metrologi.pengujian.models import PerkaraUji
from metrologi.pengujian.surat import hasil_dari, surat_dari
from metrologi.workflow.views import person


def detail(case: PerkaraUji, request: HttpRequest) -> dict[str, Any]:
    penera = Role.PENERA in person(request).roles(case.uml)
    items = case.daftar
    tests = [i.pengujian for i in items if i.pengujian]
    # Letters are of what was tested.
    letters = surat_dari(case, person(request)) if tests else []
    papers = papers_of(case, *letters)
    prefetch_related_objects(tests, "penegasan")
    # Standards without traceability are rare; the certificate says so when it is asked for.
    certified = {t.pk for t in tests if not kalibrasi.kekurangan(t)}
    told = arti_percobaan(case)
    for item in items:
        item.arti = told.get(item.pk, [])
    return {
        "items": items,
        "bersertifikat": certified,
        "penera": penera,
        "letters": letters,
        "hasil": hasil_dari(letters, papers),
        "papers": papers,
    }
