"""One's own profile."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from metrologi.accounts import tasks
from metrologi.accounts.models import User
from tests.accounts.conftest import SANDI, long_ago

UBAH = reverse("accounts:profil_ubah")


@pytest.fixture
def me(client, pedagang):
    client.force_login(pedagang)
    return pedagang


def change(client, **changes):
    return client.post(
        UBAH,
        {
            "nama": "Budi",
            "phone": "0812-3456-7890",
            "email": "budi@contoh.id",
            "password": "",
            **changes,
        },
    )


def test_the_profile_shows_contacts_and_roles_with_dates(client, me):
    text = client.get(reverse("accounts:profil")).content.decode()
    assert "0812-3456-7890" in text
    assert "Wajib TTU" in text
    assert "1 Januari 2024 – tanpa batas" in text


def test_a_new_name_needs_no_password(client, me):
    assert change(client, nama="Budi Santoso").status_code == 302
    me.refresh_from_db()
    assert me.nama == "Budi Santoso"
    assert me.catatan.first().keterangan == "Nama lengkap"


@pytest.mark.parametrize(
    "changes", [{"phone": "081399998888"}, {"email": "lain@contoh.id"}, {"email": ""}]
)
def test_a_new_contact_needs_the_password_and_keeps_what_was_typed(client, me, changes):
    long_ago(client)
    response = change(client, nama="Budi Santoso", **changes)
    assert response.status_code == 422
    assert 'name="password"' in response.text and 'value="Budi Santoso"' in response.text
    assert "Sandi tidak cocok" in change(client, password="salah", **changes).text
    assert change(client, password=SANDI, **changes).status_code == 302


def test_a_new_address_counts_only_after_its_link_was_confirmed(client, me):
    change(client, email="baru@contoh.id", password=SANDI)
    me.refresh_from_db()
    assert me.email == "budi@contoh.id"
    tasks.kirim_konfirmasi_surel(me.pk, "baru@contoh.id")
    assert mail.outbox[-1].to == ["baru@contoh.id"]
    address = re.search(r"http\S+(/akun/surel/\S+)", mail.outbox[-1].body)[1]
    client.get(address)
    me.refresh_from_db()
    assert me.email == "budi@contoh.id"
    client.post(address)
    me.refresh_from_db()
    assert me.email == "baru@contoh.id"
    assert client.get(address).status_code == 410


def test_an_address_taken_meanwhile_is_not_taken_over(client, me):
    from metrologi.accounts import tautan

    token = tautan.buat(me, tautan.SUREL, "rebut@contoh.id")
    User.objects.create_user("lain", nama="Lain", email="rebut@contoh.id")
    assert client.post(reverse("accounts:surel", args=[token])).status_code == 410


def test_a_telephone_of_someone_else_is_refused(client, me, petugas):
    User.objects.filter(pk=petugas.pk).update(phone="+6281399998888")
    petugas.refresh_from_db()
    assert (
        "Sudah dipakai akun lain."
        in change(client, phone=petugas.phone, password=SANDI).content.decode()
    )


def test_the_address_of_another_account_is_told_to_its_owner_alone(client, me, petugas):
    answer = change(client, email="sari@contoh.id", password=SANDI)
    assert answer.status_code == 302
    tasks.kirim_konfirmasi_surel(me.pk, "sari@contoh.id")
    (letter,) = mail.outbox
    assert letter.to == ["sari@contoh.id"] and "sudah punya akun" in letter.body
    assert "/akun/surel/" not in letter.body


def test_one_contact_must_remain(client, me):
    text = change(client, phone="", email="", password=SANDI).content.decode()
    assert "Sisakan nomor telepon atau surel" in text


def test_a_refused_change_leaves_the_name_in_the_header(client, me):
    text = change(client, nama="", phone="x").content.decode()
    assert "Nomor telepon tidak dikenali" in text
    assert User.objects.get(pk=me.pk).nama == "Budi"
