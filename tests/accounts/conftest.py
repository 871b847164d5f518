"""People and units for the tests of accounts."""

from datetime import date

import pytest

from metrologi.accounts.konfirmasi import DIKONFIRMASI
from metrologi.accounts.models import Penugasan, Uml, User
from metrologi.accounts.roles import Role
from metrologi.clock.now import now

SANDI = "timbangan-tepat-2026"


def long_ago(client):
    """Eleven minutes pass since this browser gave the password."""
    session = client.session
    session[DIKONFIRMASI] = now().timestamp() - 11 * 60
    session.save()


@pytest.fixture(autouse=True)
def tries_are_counted(settings):
    settings.AXES_ENABLED = True


@pytest.fixture
def uml(db):
    return Uml.objects.create(kode="muba", nama="UPTD Metrologi Legal", telepon="(0714) 321000")


@pytest.fixture
def orang(uml):
    """Makes an officer of the unit who holds these roles."""

    def make(username, *roles, uml=uml, **fields):
        data = {"nama": username.title(), "email": f"{username}@contoh.id", "uml": uml, **fields}
        user = User.objects.create_user(username, password=SANDI, **data)
        for role in roles:
            Penugasan.objects.create(user=user, role=role, uml=uml, mulai=date(2024, 1, 1))
        return user

    return make


@pytest.fixture
def admin(orang):
    return orang("ratna", Role.ADMIN_SATKER)


@pytest.fixture
def petugas(orang):
    return orang("sari", Role.ADMINISTRASI)


@pytest.fixture
def pedagang(db):
    """An activated owner of instruments, known by telephone and e-mail."""
    user = User.objects.create_user(
        "budi-abcde", nama="Budi", email="budi@contoh.id", phone="+6281234567890", password=SANDI
    )
    Penugasan.objects.create(user=user, role=Role.WAJIB_TTU, mulai=date(2024, 1, 1))
    return user
