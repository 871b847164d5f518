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
    penera = Role.PENERA in request.user.roles(case.uml)
    items = case.daftar()
    tests = [i.pengujian for i in items if i.pengujian]
    # Letters and levies are of what was tested.
    letters = [letter for code in ("skhp", "skrd") if tests
               for letter in case.children(code).visible_to(request.user).select_related("pemilik")]
    prefetch_related_objects(tests, "penegasan")
    # Standards without traceability are rare; the certificate says so when it is asked for.
    certified = {t.pk for t in tests if not kalibrasi.kekurangan(t)}
    return {"items": items, "bersertifikat": certified, "penera": penera, "letters": letters, "papers": of(case, *letters)}
