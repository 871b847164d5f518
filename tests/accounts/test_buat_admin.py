"""The command that makes the first administrator."""

import pytest
from django.core.management import CommandError, call_command

from metrologi.accounts.models import Uml, User
from metrologi.accounts.roles import Role

pytestmark = pytest.mark.django_db
ARGS = (
    "buat_admin",
    "ratna",
    "--nama",
    "Ratna Dewi",
    "--surel",
    "ratna@contoh.id",
    "--uml",
    "muba",
)


def test_an_empty_portal_gets_its_unit_and_administrator(monkeypatch, capsys):
    monkeypatch.setenv("SANDI_ADMIN", "timbangan-tepat-2026")
    call_command(*ARGS)
    user = User.objects.get()
    assert user.holds(Role.ADMIN_SATKER, Uml.objects.get(kode="muba"))
    assert user.check_password("timbangan-tepat-2026")


@pytest.mark.parametrize("sandi", ["pendek", "1234567890"])
def test_a_weak_password_makes_nothing(monkeypatch, sandi):
    monkeypatch.setenv("SANDI_ADMIN", sandi)
    with pytest.raises(CommandError):
        call_command(*ARGS)
    assert not User.objects.exists()
    assert not Uml.objects.exists()
