"""Who scans the sticker of an instrument is led to the letter that its history speaks of."""

import re

import pytest
from django.urls import reverse

from metrologi.documents.models import Dokumen
from metrologi.workflow.run import run
from tests.walk import walk

pytestmark = pytest.mark.django_db


def linked(page):
    return re.findall(r'href="(/verifikasi/[A-Z0-9]+/)"', page.text)


@pytest.fixture
def letter(office):
    return walk(office.konsep(), "terbit", office.people, office.samples())


def test_the_sticker_leads_anybody_to_the_certificate_without_naming_its_owner(
    office, client, letter
):
    uttp, paper = letter.daftar[0].uttp, Dokumen.objects.get(code="skhp")
    page = client.get(reverse("uttp:umum", args=[uttp.kode]))
    assert linked(page) == [reverse("portal:dokumen", args=[paper.kode_verifikasi])]
    told = client.get(linked(page)[0])
    assert paper.nomor in told.text and office.owner.nama not in told.text


def test_a_revoked_certificate_is_still_led_to_and_says_so(office, client, letter):
    uttp, kepala = letter.daftar[0].uttp, office.people["kepala"]
    run(letter, "cabut", by=kepala, seen="terbit", note="Segel rusak.")
    page = client.get(reverse("uttp:umum", args=[uttp.kode]))
    assert len(linked(page)) == 2 and len(set(linked(page))) == 1
    assert "Dicabut" in client.get(linked(page)[0]).text


def test_owner_and_officers_find_it_in_the_passport_too(office, client, letter):
    for role in ("wajib_ttu", "penera"):
        client.force_login(office.people[role])
        uttp = letter.daftar[0].uttp
        assert linked(client.get(reverse("uttp:paspor", args=[uttp.kode])))


def test_a_draft_and_an_instrument_without_letter_lead_nowhere(office, client):
    draft, fresh = office.konsep(), office.uttp()
    for uttp in (draft.daftar[0].uttp, fresh):
        assert not linked(client.get(reverse("uttp:umum", args=[uttp.kode])))
