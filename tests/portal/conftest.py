"""People of one unit, made directly: these tests look at pages, not at histories."""

import pytest

from metrologi.accounts.models import Penugasan, Uml, User
from tests.anggaran import Client

BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"


@pytest.fixture
def unit(db):
    return Uml.objects.create(
        kode="muba",
        nama="UPTD Metrologi Legal Musi Banyuasin",
        kota="Sekayu",
        alamat="Jl. Merdeka Lk. I",
        telepon="(0714) 322447",
        dasar_biaya="UU 1/2022",
    )


@pytest.fixture
def person(unit):
    def make(*roles, username="rina"):
        user = User.objects.create_user(
            username, nama=username.title(), password="kata-sandi-uji-1", uml=unit
        )
        for role in roles:
            Penugasan.objects.create(user=user, role=role, uml=unit)
        return user

    return make


@pytest.fixture
def signed_in(person):
    def make(*roles, username="rina", **options):
        client = Client(**options)
        client.force_login(person(*roles, username=username), backend=BACKEND)
        return client

    return make
