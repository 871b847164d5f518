"""Nonsense in any field of any form of accounts gets an answer, never an error page of the
server.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from metrologi.accounts import pendaftaran, tautan
from metrologi.accounts.models import Penugasan
from metrologi.accounts.roles import Role
from tests.accounts.conftest import SANDI

FIELDS = (
    "username",
    "password",
    "next",
    "nama",
    "phone",
    "email",
    "sandi",
    "ulangi",
    "lama",
    "setuju",
    "cara",
    "alasan",
    "nip",
    "pangkat",
    "golongan",
    "jabatan",
    "role",
    "sifat",
    "atas_jabatan",
    "mulai",
    "sampai",
    "dasar",
)
NONSENSE = (
    "",
    " ",
    "\0",
    "🙂" * 50,
    "x" * 5000,
    "9" * 400,
    "-1",
    "1.000",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "../../etc/passwd",
    "\u202e",
    "é@é.é",
    "2026-13-45",
    "+62" * 9,
    "%s%n",
    "\ufeff",
    "١٢٣",
)


@pytest.fixture
def addresses(client, admin, orang):
    andi = orang("andi", Role.PENERA)
    waiting = pendaftaran.daftarkan(nama="Rini", email="rini@contoh.id", phone="", sandi=SANDI)
    row = Penugasan.objects.get(user=andi)
    names = [
        ("masuk",),
        ("daftar",),
        ("aktivasi", tautan.buat(waiting, tautan.AKTIVASI)),
        ("sandi_lupa",),
        ("aktifkan", waiting.pk),
        ("tolak", waiting.pk),
        ("profil_ubah",),
        ("sandi_ganti",),
        ("pegawai_baru",),
        ("pegawai_ubah", andi.pk),
        ("peran_beri", andi.pk),
        ("peran_hentikan", andi.pk, row.pk),
        ("pegawai_nonaktif", andi.pk),
    ]
    return [reverse(f"accounts:{name}", args=args) for name, *args in names]


def test_nonsense_in_every_field_is_answered(client, admin, addresses):
    client.force_login(admin)
    outside, wrong = (reverse("accounts:masuk"), reverse("accounts:daftar")), []
    for value in NONSENSE:
        with transaction.atomic():  # each finds the accounts as they were
            for address in addresses:
                asking = Client() if address in outside else client
                code = asking.post(address, dict.fromkeys(FIELDS, value)).status_code
                wrong += (
                    [(value, address, code)] if code not in {302, 400, 404, 410, 422, 429} else []
                )
            transaction.set_rollback(True)
        assert client.get(reverse("accounts:profil")).status_code == 200
    assert wrong == []


def test_a_form_without_any_field_is_answered(client, admin, addresses):
    client.force_login(admin)
    assert {client.post(address).status_code for address in addresses} <= {302, 422}


@pytest.mark.parametrize(
    "query", [{"hal": v} for v in NONSENSE] + [{"cari": v} for v in NONSENSE], ids=ascii
)
def test_nonsense_in_the_address_is_answered(client, admin, query):
    client.force_login(admin)
    for name in ("menunggu", "pegawai"):
        assert client.get(reverse(f"accounts:{name}"), query).status_code in {200, 400}


@pytest.mark.parametrize("pk", [0, 10**9, 2**63, 10**40])
def test_a_guessed_number_does_not_exist(client, admin, pk):
    client.force_login(admin)
    for name in ("periksa", "pegawai_satu", "pegawai_ubah", "peran_beri", "pegawai_nonaktif"):
        assert client.get(reverse(f"accounts:{name}", args=[pk])).status_code == 404
