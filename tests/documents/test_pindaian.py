"""The scan of a paper signed by hand: who stores it, what everybody reads of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from metrologi.documents import declare, verify
from metrologi.documents.models import Dokumen, Pindaian
from metrologi.documents.models.dokumen import papers_of
from tests.unpainted import blank
from tests.walk import walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(office):
    order = walk(office.order(), "diuji", office.people, office.samples())
    return Dokumen.objects.untuk(order).get(code="bukti_order")


def send(client, user, paper):
    client.force_login(user)
    scan = SimpleUploadedFile("lembar.pdf", blank(), "application/pdf")
    return client.post(reverse("documents:pindaian", args=[paper.pk]), {"pindaian": scan})


def public(client, paper):
    client.logout()
    return client.get(reverse("portal:dokumen", args=[paper.kode_verifikasi])).text


def test_a_paper_for_the_pen_is_shown_as_a_draft_until_its_scan_is_stored(office, client, paper):
    assert "Konsep" in public(client, paper) and "Asli" not in public(client, paper)
    assert send(client, office.people["administrasi"], paper).status_code == 302
    assert verify.describe(paper).dipindai_at == Pindaian.objects.get().at
    assert "Di kertas; pindaiannya disimpan" in public(client, paper)
    (shown,) = [p for p in papers_of(paper.case) if p.pk == paper.pk]
    assert shown.sebutan_tanda_tangan == "bertanda tangan di kertas"


def test_the_owner_reads_the_scan_and_stores_none(office, client, paper):
    assert send(client, office.people["wajib_ttu"], paper).status_code == 403
    send(client, office.people["administrasi"], paper)
    client.force_login(office.people["wajib_ttu"])
    answer = client.get(reverse("documents:pindaian_lihat", args=[paper.pk]))
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"


def test_a_paper_that_is_signed_electronically_takes_no_scan(office, client):
    letter = walk(office.konsep(), "terbit", office.people, office.samples())
    signed = Dokumen.objects.terbit_untuk(letter).get()
    assert declare.get(signed.code).signer
    assert send(client, office.people["administrasi"], signed).status_code == 404
