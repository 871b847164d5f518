"""An office behind one address: strangers and clumsy colleagues shut nobody else out."""

from urllib.parse import urlencode

import pytest
from django.conf import settings as now_set
from django.core import signing
from django.test import Client
from django.urls import reverse

from metrologi.accounts import perangkat
from metrologi.accounts.views.masuk import TRIES
from metrologi.portal.models import Percobaan
from tests.accounts.conftest import SANDI

MASUK = reverse("accounts:masuk")
pytestmark = pytest.mark.django_db


def sign_in(client, name, sandi=SANDI):
    headers = {"origin": "http://testserver"}
    return client.post(MASUK, {"username": name, "password": sandi}, headers=headers).status_code


def used_before(*names):
    """A browser from which these accounts were opened and left again."""
    client = Client()
    for name in names:
        assert sign_in(client, name) == 302
        client.post(reverse("accounts:keluar"))
    return client


def address_is_shut():
    """So many wrong tries from this address that its door is closed."""
    guesser = Client()
    assert sign_in(guesser, "siapa.saja", "salah") == 422
    Percobaan.objects.update(jumlah=TRIES.most * 4)
    assert sign_in(guesser, "siapa.saja", "salah") == 429


@pytest.fixture
def budi(orang):
    return orang("budi")


def test_whoever_signed_in_here_before_still_can_when_the_address_is_shut(budi, orang):
    orang("rina")
    known = used_before("budi")
    address_is_shut()
    assert sign_in(Client(), "rina") == 429
    assert sign_in(known, "budi") == 302


def test_five_wrong_passwords_of_somebody_else_do_not_close_the_account_in_its_own_browser(budi):
    known = used_before("budi")
    colleague = Client()
    codes = [sign_in(colleague, "budi", "salah") for _ in range(6)]
    assert codes[-1] == 429 and sign_in(colleague, "budi") == 429
    assert sign_in(known, "budi") == 302


def test_a_known_browser_has_a_limit_too(budi):
    known = used_before("budi")
    codes = [sign_in(known, "budi", "salah") for _ in range(7)]
    assert codes[-1] == 429 and sign_in(known, "budi") == 429


def test_ones_own_account_buys_no_tries_at_another(budi, orang):
    """Whoever has an account could else make as many known browsers as there are tries."""
    orang("rina")
    mine = used_before("rina")
    address_is_shut()
    assert sign_in(mine, "budi", "salah") == 429


def test_another_spelling_of_the_name_is_the_same_account(budi):
    known = used_before("budi")
    address_is_shut()
    assert sign_in(known, "BUDI@contoh.id") == 302


@pytest.mark.parametrize("value", ["", "x", "eyJuYW1hIjoieCIsImFrdW4iOlsxXX0:1:2"])
def test_a_made_up_cookie_is_nobodys(budi, value):
    address_is_shut()
    client = Client()
    client.cookies[now_set.DEVICE_COOKIE_NAME] = value
    assert sign_in(client, "budi") == 429


def test_a_counter_remembers_the_last_twenty(rf, orang):
    request = rf.get("/")
    people = [orang(f"orang.{n}") for n in range(perangkat.TERBANYAK + 1)]
    for user in people:
        perangkat.ingat(request, user)
        request.COOKIES[now_set.DEVICE_COOKIE_NAME] = request.perangkat
    told = signing.loads(request.perangkat, salt=perangkat.SALT)
    assert told["akun"] == [user.pk for user in people[1:]]


def test_the_cookie_is_out_of_reach_of_scripts_and_holds_no_name(budi):
    cookie = used_before("budi").cookies[now_set.DEVICE_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and int(cookie["max-age"]) > 0
    assert "budi" not in str(signing.loads(cookie.value, salt=perangkat.SALT))


@pytest.mark.parametrize("name", ["a\x00b", "\x00", "@\x00", "08\x00", "a" * 100_000, "\ud800"])
def test_a_name_that_no_account_can_have_breaks_nothing_in_a_known_browser(budi, name):
    known = used_before("budi")
    body = urlencode({"username": name, "password": "salah"}, errors="surrogatepass")
    form = "application/x-www-form-urlencoded"
    assert known.post(MASUK, body, content_type=form).status_code in (400, 422)
