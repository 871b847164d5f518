"""What somebody outside downloads of a case names nobody whom its page and papers do not name."""

import io
import json
import re
import zipfile

import pytest
from django.test import override_settings

from metrologi.accounts.roles import OUTSIDE, STAFF
from metrologi.documents.models.dokumen import papers_of
from metrologi.workflow import registry
from tests.unpainted import blank

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpainted")]
DOWNLOADS = re.compile(r'href="(/[^"]+\.(?:zip|json|xml|xlsx|csv|pdf)|/dokumen/[^"]+)"')


def words_on_paper(html, payload, *, konsep, styles, files):
    """A painter that keeps the words, so that a list of contents can be read without painting."""
    return html.encode()


def ended(office, machine):
    """A case that went its road to the end, with everything that may be downloaded of it."""
    return office.case_in(machine, machine.road()[-1])


def text_of(body):
    """The words of a download; those of every file in a ZIP but of issued papers."""
    if body[:2] != b"PK":
        return body.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    return "".join(part.decode(errors="replace") for part in parts if part != blank())


def told_on_papers(case):
    letters = [
        child for machine in registry.all_machines() for child in case.children(machine.code)
    ]
    return json.dumps([paper.payload for paper in papers_of(case, *letters)], ensure_ascii=False)


def named(office, text):
    return {role for role in STAFF if office.people[role].nama in text}


@pytest.mark.parametrize("machine", registry.all_machines(), ids=lambda machine: machine.code)
def test_downloads_of_a_case_name_nobody_more_than_its_page(office, masuk, machine):
    case, seen = ended(office, machine), 0
    for role in sorted(OUTSIDE):
        client = masuk(office.people[role])
        page = client.get(case.get_absolute_url())
        if page.status_code != 200:
            continue
        known = named(office, page.text) | named(office, told_on_papers(case))
        for url in sorted(set(DOWNLOADS.findall(page.text))):
            with override_settings(PAPER_PAINTER=f"{__name__}.words_on_paper"):
                answer = client.get(url)
            body = b"".join(answer) if answer.streaming else answer.content
            assert named(office, text_of(body)) <= known, (role, url)
            seen += url.endswith("berkas.zip")
    assert seen or machine.code not in {"orders", "tempat_pakai", "peserta_sidang"}


def test_the_office_reads_names_in_the_same_file(office, masuk):
    case = ended(office, registry.get("orders"))
    with override_settings(PAPER_PAINTER=f"{__name__}.words_on_paper"):
        body = masuk(office.people["administrasi"]).get(f"/orders/{case.pk}/berkas.zip").content
    assert office.people["administrasi"].nama in text_of(body)
