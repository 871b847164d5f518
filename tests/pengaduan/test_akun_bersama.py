"""The account of all who complain without one is nobody's: nobody gets into it by any door."""

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import Role
from metrologi.clock.now import today
from pengaduan.akun import akun_umum

pytestmark = pytest.mark.django_db
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"
SANDI = "kuda hijau di loteng"


@pytest.fixture
def bersama(office):
    return akun_umum(office.uml)


def masuk(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def is_in(client):
    return client.get(reverse("accounts:profil")).status_code == 200


@pytest.mark.parametrize("role", ["administrasi", "admin_satker"])
def test_no_officer_finds_it_nor_makes_a_link_to_its_password(office, bersama, role):
    client = masuk(office.people[role])
    assert bersama.nama not in client.get(reverse("accounts:menunggu"), {"cari": "Pelapor"}).text
    for name in ("periksa", "bantu_sandi", "aktifkan", "tolak", "akun_sesi"):
        url = reverse(f"accounts:{name}", args=[bersama.pk])
        assert client.post(url, {"cara": "Bertemu di loket"}).status_code == 404


def test_a_link_to_its_password_would_open_nothing(bersama):
    uid = urlsafe_base64_encode(force_bytes(bersama.pk))
    url = reverse("accounts:sandi_baru", args=[uid, default_token_generator.make_token(bersama)])
    assert Client().get(url, follow=True).status_code == 410


def test_neither_a_password_nor_a_session_is_of_any_use(bersama):
    bersama.set_password(SANDI)
    bersama.save()
    client = Client()
    words = {"username": bersama.username, "password": SANDI}
    assert client.post(reverse("accounts:masuk"), words).status_code == 422
    assert not is_in(client) and not is_in(masuk(bersama))


def test_an_officer_without_a_unit_on_the_account_is_no_applicant_either(office):
    """A role at a unit makes an officer, whatever stands on the account."""
    user = User.objects.create_user("tanpa-unit", nama="Tanpa Unit")
    Penugasan.objects.create(user=user, role=Role.KEPALA, uml=office.uml, mulai=today())
    client = masuk(office.people["administrasi"])
    url = reverse("accounts:bantu_sandi", args=[user.pk])
    assert client.post(url, {"cara": "Bertemu di loket"}).status_code == 404
