"""Signing in and out."""

import pytest
from axes.models import AccessLog
from django.urls import reverse

from metrologi.accounts.models import User
from tests.accounts.conftest import SANDI

MASUK = reverse("accounts:masuk")


def sign_in(client, name, sandi=SANDI, **data):
    return client.post(MASUK, {"username": name, "password": sandi, **data})


def signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "name",
    [
        "budi-abcde",
        "BUDI-ABCDE",
        "budi@contoh.id",
        "Budi@Contoh.ID",
        "081234567890",
        "+62 812 3456 7890",
        " 62812-3456-7890 ",
    ],
)
def test_one_signs_in_with_name_telephone_or_mail_in_any_spelling(client, pedagang, name):
    assert sign_in(client, name).status_code == 302
    assert signed_in(client)


@pytest.mark.parametrize(
    ("name", "sandi"),
    [
        ("budi@contoh.id", "salah"),
        ("tidak.ada", SANDI),
        ("nol@contoh.id", SANDI),
        ("08", SANDI),
        ("☃", SANDI),
        ("@", SANDI),
    ],
)
def test_a_wrong_name_and_a_wrong_password_look_alike(client, pedagang, name, sandi):
    response = sign_in(client, name, sandi)
    assert response.status_code == 422
    assert "Nama atau sandi tidak cocok" in response.content.decode()
    assert f'value="{sandi}"' not in response.content.decode()
    assert not signed_in(client)


def test_empty_fields_are_told_at_the_field_and_the_name_stays(client, db):
    response = sign_in(client, "budi", "")
    assert "Bagian ini wajib diisi." in response.content.decode()
    assert 'value="budi"' in response.content.decode()


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ("/akun/profil/?a=1", "/akun/profil/?a=1"),
        ("https://jahat.example/", None),
        ("//jahat.example", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_after_signing_in_one_goes_back_only_within_this_site(client, pedagang, wanted, there):
    assert sign_in(client, "budi-abcde", next=wanted)["Location"] == (
        there or reverse("portal:tugas")
    )


def test_the_session_is_a_new_one(client, pedagang):
    client.get(reverse("accounts:daftar"))
    session = client.session
    session["titipan"] = 1
    session.save()
    before = session.session_key
    sign_in(client, "budi-abcde")
    assert client.session.session_key != before


def test_someone_already_in_is_sent_on(client, pedagang):
    client.force_login(pedagang)
    assert client.get(MASUK).status_code == 302


def test_only_a_post_signs_out(client, pedagang):
    client.force_login(pedagang)
    client.get(reverse("accounts:keluar"))
    assert signed_in(client)
    answer = client.post(reverse("accounts:keluar"))
    assert not signed_in(client)
    assert answer["Clear-Site-Data"] == '"cache"'


def test_a_form_without_its_token_is_refused(pedagang):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict, "budi-abcde").status_code == 403


def test_a_waiting_account_is_told_so_and_gets_no_session(client, db):
    User.objects.create_user(
        "rini-abcde", nama="Rini", phone="+6281311112222", password=SANDI, is_active=False
    )
    response = client.post(MASUK, {"username": "081311112222", "password": SANDI}, follow=True)
    assert "Akun Anda belum aktif" in response.content.decode()
    assert not signed_in(client)


def test_a_refused_account_reads_the_reason(client, db):
    User.objects.create_user(
        "rini-abcde",
        nama="Rini",
        email="rini@contoh.id",
        password=SANDI,
        is_active=False,
        penolakan="ditolak",
        alasan="Nomor tidak dapat dihubungi",
    )
    response = client.post(MASUK, {"username": "rini@contoh.id", "password": SANDI}, follow=True)
    assert "Nomor tidak dapat dihubungi" in response.content.decode()


def test_five_wrong_tries_close_the_door_whatever_the_spelling(client, pedagang):
    spellings = ["budi@contoh.id", "BUDI@contoh.id", "081234567890", "budi-abcde", "6281234567890"]
    for name in spellings:
        last = sign_in(client, name, "salah")
    assert last.status_code == 429
    response = sign_in(client, "budi@contoh.id")
    assert response.status_code == 429
    assert "coba lagi dalam 15 menit" in response.content.decode()
    assert response["Retry-After"] == "900"
    assert not signed_in(client)


def test_the_door_of_one_account_stays_open_for_another(client, pedagang, petugas):
    for _ in range(5):
        sign_in(client, "budi-abcde", "salah")
    assert sign_in(client, "sari").status_code == 302


def test_a_success_forgives_earlier_slips(client, pedagang):
    for _ in range(3):
        for _ in range(3):
            sign_in(client, "081234567890", "salah")
        assert sign_in(client, "081234567890").status_code == 302
        client.post(reverse("accounts:keluar"))


def test_a_sign_in_is_logged_without_the_password(client, pedagang):
    sign_in(client, "budi@contoh.id")
    row = AccessLog.objects.get()
    assert row.username == "budi-abcde"
    assert SANDI not in str(vars(row))


def test_an_account_closed_meanwhile_loses_its_session(client, pedagang):
    client.force_login(pedagang)
    User.objects.filter(pk=pedagang.pk).update(is_active=False)
    assert client.get(reverse("accounts:profil")).status_code == 302
