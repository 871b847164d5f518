"""The penera's first page names the instruments and opens the sheet of the one in hand."""

import pytest
from django.urls import reverse

from tests.walk import walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def tested(office, client):
    client.force_login(office.people["penera"])
    return walk(office.order(office.uttp()), "diuji", office.people, office.samples())


def test_the_working_list_names_the_kinds_of_instruments_beside_the_business(client, tested):
    page = client.get(reverse("portal:tugas")).text
    assert tested.pemilik.nama in page
    assert tested.daftar[0].uttp.jenis.nama in page.partition(tested.nomor)[2]


def test_a_serial_typed_on_the_first_page_opens_the_sheet(client, tested):
    uttp = tested.daftar[0].uttp
    assert 'name="buka"' in client.get(reverse("portal:tugas")).text
    answer = client.get(reverse("uttp:daftar"), {"cari": uttp.nomor_seri, "buka": "1"})
    sheet = reverse("pengujian:uji", args=["orders", tested.pk, tested.daftar[0].pk])
    assert answer.status_code == 302 and answer.url == sheet


def test_whoever_does_not_test_gets_the_list(client, office, tested):
    client.force_login(office.people["administrasi"])
    uttp = tested.daftar[0].uttp
    answer = client.get(reverse("uttp:daftar"), {"cari": uttp.nomor_seri, "buka": "1"})
    assert answer.status_code == 200 and uttp.nomor_seri in answer.text
