"""Public pages where the portal serves two offices: each speaks of one, and of which is clear."""

import datetime as dt

import pytest
from django.urls import reverse

from metrologi.accounts.checks import all_views
from metrologi.clock.now import today
from tests.pages.dua_kantor import kantor_kedua
from tests.pengaduan.keadaan import laporan
from tests.sidang.keadaan import rencana
from tests.walk import walk

# Public pages about one office, with what else their address says.
ABOUT_ONE = {
    "portal:wajib_tera": "",
    "uttp:acuan": "",
    "workflow:pengaduan-statistik": "tahun=2026",
    "workflow:sidang-jadwal": "",
    "workflow:sidang-jadwal-pdf": "semester=2026-2",
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def two(office):
    return office, kantor_kedua(office)


def announced(office, lokasi):
    sidang = rencana(office, lokasi=lokasi, tanggal=today() + dt.timedelta(days=14))
    return walk(sidang, "terjadwal", office.people, office.samples())


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_whoever_names_no_office_is_asked_and_keeps_what_else_was_asked(two, client, name):
    shown = client.get(f"{reverse(name)}?{ABOUT_ONE[name]}")
    assert shown.status_code == 200 and "Pilih kantor" in shown.text
    for office in two:
        assert office.uml.nama in shown.text and f"kantor={office.uml.kode}" in shown.text
    assert ABOUT_ONE[name] in shown.text
    assert client.get(f"{reverse(name)}?kantor=tidak-ada").status_code == 404


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_with_one_office_nobody_is_asked(office, client, name):
    shown = client.get(reverse(name))
    body = b"".join(shown) if shown.streaming else shown.content
    assert shown.status_code == 200 and b"Pilih kantor" not in body


def test_every_public_page_about_an_office_lets_choose_it():
    """A view that takes the office gets it from `per_kantor`; the pages above are all of them."""
    told = {page.name for page in all_views() if getattr(page.view, "per_kantor", False)}
    assert told == set(ABOUT_ONE)


def test_the_calendar_of_an_office_holds_its_own_days_alone(two, client):
    ours, theirs = two
    announced(ours, "Pasar Perjuangan")
    announced(theirs, "Pasar Cinde")
    url = reverse("workflow:sidang-jadwal")
    shown = client.get(f"{url}?kantor={theirs.uml.kode}").text
    assert "Pasar Cinde" in shown and "Pasar Perjuangan" not in shown
    assert f"jadwal.pdf?kantor={theirs.uml.kode}" in shown and theirs.uml.nama in shown
    shown = client.get(f"{url}?kantor={ours.uml.kode}").text
    assert "Pasar Perjuangan" in shown and "Pasar Cinde" not in shown


def test_the_numbers_of_an_office_count_its_own_complaints_alone(two, client):
    ours, theirs = two
    for office, count in ((ours, 1), (theirs, 2)):
        for _ in range(count):
            laporan(office)
    url = reverse("workflow:pengaduan-statistik")
    counts = [client.get(f"{url}?kantor={o.uml.kode}").context["masuk"] for o in two]
    assert counts == [1, 2]
    other_year = client.get(f"{url}?kantor={theirs.uml.kode}").text
    assert f"?kantor={theirs.uml.kode}&amp;tahun=" in other_year


def test_an_officer_sees_their_own_office_without_being_asked(two, masuk):
    _, theirs = two
    laporan(theirs)
    shown = masuk(theirs.people["kepala"]).get(reverse("workflow:pengaduan-statistik"))
    assert shown.context["masuk"] == 1


def test_the_first_page_leads_to_the_other_offices(two, client):
    ours, theirs = two
    shown = client.get("/").text
    assert f"?kantor={theirs.uml.kode}" in shown
    assert theirs.uml.nama in client.get(f"/?kantor={theirs.uml.kode}").text


def test_the_answer_about_an_instrument_is_of_the_office_that_was_chosen(two, client):
    _, theirs = two
    shown = client.get(f"/wajib-tera/?kantor={theirs.uml.kode}")
    assert f'name="kantor" value="{theirs.uml.kode}"' in shown.text
