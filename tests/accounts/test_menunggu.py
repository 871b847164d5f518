"""Officers look at registrations and let people in, or not."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from metrologi.accounts import pendaftaran, tasks
from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from tests.accounts.conftest import SANDI

DAFTAR = reverse("accounts:menunggu")
CARA = {"cara": "Bertemu di loket"}


@pytest.fixture
def pendaftar(uml):
    return pendaftaran.daftarkan(nama="Rini Astuti", email="", phone="+6281311112222", sandi=SANDI)


def at(name, user):
    return reverse(f"accounts:{name}", args=[user.pk])


def test_the_list_hides_half_the_number_and_the_page_shows_it(client, petugas, pendaftar):
    client.force_login(petugas)
    text = client.get(DAFTAR).content.decode()
    assert "Rini Astuti" in text
    assert "1111" not in text
    assert "0813-1111-2222" in client.get(at("periksa", pendaftar)).content.decode()


def test_an_officer_activates_and_the_owner_can_sign_in(client, petugas, pendaftar):
    client.force_login(petugas)
    assert client.post(at("aktifkan", pendaftar), CARA)["Location"] == DAFTAR
    pendaftar.refresh_from_db()
    assert pendaftar.is_active
    assert pendaftar.diaktifkan_oleh == petugas
    assert pendaftar.catatan.first().keterangan == "Bertemu di loket"
    client.post(reverse("accounts:keluar"))
    assert (
        client.post(
            reverse("accounts:masuk"), {"username": "081311112222", "password": SANDI}
        ).status_code
        == 302
    )


def test_how_the_person_was_checked_must_be_said(client, petugas, pendaftar):
    client.force_login(petugas)
    response = client.post(at("aktifkan", pendaftar), {})
    assert response.status_code == 422
    assert "Pilih cara Anda memeriksa" in response.content.decode()


def test_a_refusal_needs_a_reason_and_closes_the_registration(client, petugas, pendaftar):
    client.force_login(petugas)
    assert (
        "Tulis alasannya" in client.post(at("tolak", pendaftar), {"alasan": " "}).content.decode()
    )
    client.post(at("tolak", pendaftar), {"alasan": "Nomor tidak dapat dihubungi"})
    pendaftar.refresh_from_db()
    assert (pendaftar.penolakan, pendaftar.menunggu) == ("ditolak", False)
    assert at("periksa", pendaftar) not in client.get(DAFTAR).content.decode()


def test_of_two_officers_the_second_is_told(client, petugas, pendaftar):
    client.force_login(petugas)
    client.post(at("aktifkan", pendaftar), CARA)
    text = client.post(at("aktifkan", pendaftar), CARA, follow=True).content.decode()
    assert "sudah diproses" in text
    assert (
        "sudah diproses"
        in client.post(at("tolak", pendaftar), {"alasan": "x"}, follow=True).content.decode()
    )


def test_a_second_account_with_the_same_number_is_pointed_out_and_not_let_in(
    client, petugas, pendaftar
):
    twin = pendaftaran.daftarkan(
        nama="Rini A.", email="", phone="+6281311112222", sandi="lain-sekali-2026"
    )
    pendaftaran.aktifkan(pendaftar)
    client.force_login(petugas)
    assert "Kontak yang sama" in client.get(at("periksa", twin)).content.decode()
    text = client.post(at("aktifkan", twin), CARA, follow=True).content.decode()
    assert "Sudah ada akun aktif" in text


def test_officers_and_superusers_are_no_registrations(client, petugas, orang):
    client.force_login(petugas)
    other = orang("andi", is_active=False)
    boss = User.objects.create_superuser("induk", nama="Induk")
    assert client.get(at("periksa", other)).status_code == 404
    assert client.post(at("aktifkan", boss), CARA).status_code == 404


@pytest.mark.parametrize("name", ["periksa", "aktifkan", "tolak"])
def test_only_administrasi_and_the_admin_look_at_registrations(client, orang, pendaftar, name):
    client.force_login(orang("andi", Role.PENERA))
    assert client.get(at(name, pendaftar)).status_code == 403
    assert client.get(DAFTAR).status_code == 403


def test_the_list_is_searched_by_name_and_by_the_end_of_the_number(client, petugas, pendaftar):
    client.force_login(petugas)
    for q, found in (
        ("rini", True),
        ("0813 1111 2222", True),
        ("2222", True),
        ("99", False),
        ("%", False),
    ):
        assert ("Rini Astuti" in client.get(DAFTAR, {"cari": q}).content.decode()) is found
    assert client.get(DAFTAR, {"hal": "9" * 30}).status_code == 200


def test_a_long_list_costs_no_more_queries(client, petugas, uml, django_assert_max_num_queries):
    for n in range(60):
        User.objects.create_user(f"orang-{n}", nama=f"Orang {n}", is_active=False)
    client.force_login(petugas)
    with django_assert_max_num_queries(12):
        text = client.get(DAFTAR).content.decode()
    assert text.count("Periksa<span") == 25
    assert "Halaman 1" in text


def test_the_owner_is_written_to_when_there_is_an_address(uml, petugas):
    user = pendaftaran.daftarkan(nama="Rini", email="rini@contoh.id", phone="", sandi=SANDI)
    pendaftaran.tolak(user, oleh=petugas, alasan="Nama toko, bukan nama orang")
    tasks.kabari_ditolak(user.pk)
    assert "Nama toko, bukan nama orang" in mail.outbox[0].body


def test_who_has_only_a_telephone_gets_a_new_password_at_the_counter(client, petugas, pendaftar):
    pendaftaran.aktifkan(pendaftar, oleh=petugas, cara=CARA["cara"])
    client.force_login(petugas)
    assert "sudah aktif" in client.get(DAFTAR, {"cari": "rini"}).content.decode()
    assert client.post(at("bantu_sandi", pendaftar)).status_code == 422
    page = client.post(at("bantu_sandi", pendaftar), CARA).content.decode()
    link = re.search(r"http\S+(/akun/sandi/[^<]+)", page)[1]
    assert "<svg" in page and pendaftar.catatan.filter(oleh=petugas, peristiwa="sandi").exists()
    client.logout()
    address = client.get(link)["Location"]
    assert (
        client.post(
            address, {"sandi": "neraca-emas-2027", "ulangi": "neraca-emas-2027"}
        ).status_code
        == 302
    )
    pendaftar.refresh_from_db()
    assert pendaftar.check_password("neraca-emas-2027")
    assert client.get(link, follow=True).status_code == 410


def test_a_code_is_made_neither_for_officers_nor_for_who_still_waits(
    client, petugas, admin, pendaftar
):
    client.force_login(petugas)
    assert client.post(at("bantu_sandi", admin), CARA).status_code == 404
    assert "/akun/sandi/" not in client.post(at("bantu_sandi", pendaftar), CARA).content.decode()
