"""A stored test for other programs: JSON, calibration certificate, and the JSON's schema."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from metrologi.accounts import access
from metrologi.cerapan.ekspor import dcc, isi, kalibrasi
from metrologi.cerapan.models import Pengujian
from metrologi.pengujian.models import PerkaraUji
from metrologi.web import send_file
from metrologi.workflow.errors import Blocked
from metrologi.workflow.views import case_or_404, person


def _test(request: HttpRequest, code: str, pk: int, test: int) -> tuple[PerkaraUji, Pengujian]:
    perkara = case_or_404(code, pk, person(request))
    if not isinstance(perkara, PerkaraUji):
        raise Http404
    return perkara, get_object_or_404(isi.dibaca(Pengujian.objects.dari(perkara)), pk=test)


def _berkas(body: Any, kind: str, perkara: PerkaraUji, test: Pengujian, ext: str) -> HttpResponse:
    name = f"pengujian-{perkara.nomor.replace('/', '-')}-{test.uttp.kode}-{test.percobaan}.{ext}"
    return send_file(body, name, kind)


@access.login
@require_safe
def pengujian_json(request: HttpRequest, code: str, pk: int, test: int) -> HttpResponse:
    perkara, found = _test(request, code, pk, test)
    body = json.dumps(isi.isi(found, perkara.nomor), ensure_ascii=False, indent=1)
    return _berkas(body, "application/json; charset=utf-8", perkara, found, "json")


@access.login
@require_safe
def pengujian_dcc(request: HttpRequest, code: str, pk: int, test: int) -> HttpResponse:
    """422 with the reasons for a test that is not worth a certificate."""
    perkara, found = _test(request, code, pk, test)
    if reasons := kalibrasi.alasan_bukan(found):
        refusal = Blocked(
            ["Pengujian ini tidak dapat menjadi sertifikat kalibrasi digital.", *reasons]
        )
        refusal.case = perkara
        raise refusal
    return _berkas(
        dcc.dcc(found, perkara.nomor), "application/xml; charset=utf-8", perkara, found, "dcc.xml"
    )


@access.public
@require_safe
@cache_control(public=True, max_age=3600)
def skema(request: HttpRequest) -> HttpResponse:
    """What a JSON export looks like; the same for everybody."""
    return HttpResponse(isi.SKEMA.read_bytes(), content_type="application/schema+json")
