"""A page that sends by itself is told what was stored, and what to do when nothing was."""

from uuid import uuid4

import pytest
from django.test import Client

from metrologi.uttp.models import Pemilik

pytestmark = pytest.mark.django_db
FORM = "/uttp/usaha/baru/"
BY_ITSELF = {"Accept": "application/json", "Origin": "http://testserver"}


def words(office, **changes):
    place = office.owner.tempat.get()
    return {
        "kiriman": str(uuid4()),
        "nama": "Toko Baru",
        "telepon": "0812 3456 7890",
        "alamat": "Jalan Merdeka 1",
        "tempat-nama": "Toko",
        "jenis_usaha": "pedagang",
        "kantor": office.uml.pk,
        "tempat-jenis": "toko",
        "tempat-kecamatan": place.kecamatan_id,
        **changes,
    }


def test_whoever_loses_the_answer_sends_again_and_is_told_the_same_key(office, signed_in):
    client, sent, before = signed_in("wajib_ttu"), words(office), Pemilik.objects.count()
    first = client.post(FORM, sent, headers=BY_ITSELF)
    assert first.status_code == 200
    assert first.json()["tersimpan"] == sent["kiriman"]
    second = client.post(FORM, sent, headers=BY_ITSELF)
    assert second.json() == first.json()
    assert Pemilik.objects.count() == before + 1
    assert client.get(first.json()["alamat"]).status_code == 200


def test_a_refused_form_names_no_key(office, signed_in):
    answer = signed_in("wajib_ttu").post(FORM, words(office, nama=""), headers=BY_ITSELF)
    assert answer.status_code == 422
    assert "tersimpan" not in answer.text.partition("<main")[2]


def test_whoever_signed_in_again_elsewhere_is_asked_for_the_new_token(office, signed_in):
    client = signed_in("wajib_ttu", enforce_csrf_checks=True)
    answer = client.post(FORM, words(office), headers=BY_ITSELF)
    assert (answer.status_code, answer.json()["segarkan"]) == (403, True)


def test_whoever_was_signed_out_is_led_to_the_door(office):
    answer = Client().post(FORM, words(office), headers=BY_ITSELF)
    assert (answer.status_code, answer.json()["masuk"]) == (401, "/akun/masuk/")


def test_a_form_sent_again_from_an_error_page_is_the_same_sending(office, signed_in):
    sent = words(office)
    page = Client().post(FORM, sent, headers={"Origin": "http://testserver"}).text
    assert page.count(f'name="kiriman" value="{sent["kiriman"]}"') == 1
    client, before = signed_in("wajib_ttu"), Pemilik.objects.count()
    client.post(FORM, sent)
    client.post(FORM, {**sent, "kiriman": [str(uuid4()), sent["kiriman"]]})
    assert Pemilik.objects.count() == before + 1


def test_a_body_above_the_limit_is_told_in_a_sentence(office, signed_in, settings):
    settings.UPLOAD_MAX_BYTES = -(256 * 1024)
    answer = signed_in("wajib_ttu").post(FORM, words(office), headers=BY_ITSELF)
    assert (answer.status_code, answer.headers["Content-Type"]) == (413, "application/json")
    assert "Kiriman paling besar" in answer.json()["pesan"]
