"""The account in whose name those act who complain without one; nobody can sign in with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import Role

if TYPE_CHECKING:
    from metrologi.accounts.models import Uml

# Before any complaint, so that one recorded for an earlier day finds the role in force.
SEJAK = date(2000, 1, 1)


def username_umum(uml: Uml) -> str:
    """With blanks, which say that the account is nobody's (`UserManager.orang`).

    Nobody can take this name before it is first used.
    """
    return f"pelapor umum {uml.pk}"


def akun_umum(uml: Uml) -> User:
    """The account, made on first use: a reporter at that unit, without password and e-mail."""
    user, made = User.objects.get_or_create(
        username=username_umum(uml), defaults={"nama": "Pelapor tanpa akun", "password": "!"}
    )
    if made:
        Penugasan.objects.create(user=user, role=Role.PELAPOR, uml=uml, mulai=SEJAK)
    return user
