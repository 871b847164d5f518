"""One press submits all letters of a case, and one row in Tugas saya hands them over."""

import pytest
from django.urls import reverse

from tests.skhp.test_susulan import di_kantor, susulkan
from tests.walk import walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def tested(office):
    """An order with one instrument that passed and one that did not, ready for its letters."""
    order = walk(
        office.order(office.uttp(), office.uttp()), "diuji", office.people, office.samples()
    )
    for item, found in zip(order.diterima(), ("sah", "batal"), strict=True):
        order = office.test_item(order, item, found)
    return walk(order, "disiapkan", office.people, office.samples())


def prepare(client, office, order, **data):
    client.force_login(office.people["administrasi"])
    url = reverse("workflow:step", args=["orders", order.pk, "siapkan"])
    assert "checked" in client.get(url).text.partition('name="ajukan"')[2][:200]
    sent = {"seen": order.status, "gabung": "gabung", "atas_nama": "", **data}
    assert client.post(url, sent).status_code == 302
    return sorted(order.children("skhp").values_list("status", flat=True))


def test_preparing_the_letters_puts_them_on_the_desk_of_the_kepala(client, office, tested):
    assert prepare(client, office, tested, ajukan="on") == ["diperiksa", "diperiksa"]


def test_whoever_wants_to_look_at_the_drafts_first_takes_the_tick_away(client, office, tested):
    assert prepare(client, office, tested) == ["konsep", "konsep"]


def test_a_hand_over_of_two_letters_is_one_row_of_the_working_list(client, office, tested):
    prepare(client, office, tested, ajukan="on")
    for letter in tested.children("skhp"):
        walk(letter, "ditandatangani", office.people, office.samples())
    page = client.get(reverse("portal:tugas")).text
    assert page.count("Terbitkan") == 1 and "Terbitkan dan serahkan" in page


def test_a_letter_asked_for_later_waits_by_itself(client, office):
    case = di_kantor(office)
    susulkan(office, case)
    letter = walk(case.children("skhp").get(), "ditandatangani", office.people, office.samples())
    client.force_login(office.people["administrasi"])
    assert letter.nomor in client.get(reverse("portal:tugas")).text
