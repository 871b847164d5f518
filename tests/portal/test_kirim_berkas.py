"""A file is sent under any name, and no name says more than a name."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from metrologi.web import framed, send_file

NAMES = [
    'surat"; filename="lain.html',
    "surat\r\nSet-Cookie: a=b",
    "surat\\",
    "Sertifikat Dinas Ketenagakerjaan – nº 7 é 漢字.pdf",
    "../../etc/passwd",
    "",
]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_no_name_breaks_the_header(name):
    answer = send_file(b"isi", name, "application/pdf")
    told = answer["Content-Disposition"]
    kind, _, rest = told.partition(";")
    assert (kind, told.isascii(), "\n" in told) == ("attachment", True, False)
    assert "html" not in rest or '\\"' in rest
    assert "no-store" in answer["Cache-Control"] and answer["X-Content-Type-Options"] == "nosniff"


def test_only_a_view_that_says_so_may_be_framed(rf):
    answer = framed(lambda request: HttpResponse("x"))(rf.get("/"))
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
