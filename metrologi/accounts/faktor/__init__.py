"""The second factor: who must have one, who has one, and how many wrong codes are too many."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from metrologi.accounts.models import AplikasiKode, CatatanAkun, Passkey, User
from metrologi.accounts.pendaftaran import catat
from metrologi.accounts.roles import Role
from metrologi.clock.now import now

# Who signs papers, handles money or opens accounts.
BERAT = frozenset({Role.KEPALA, Role.BENDAHARA, Role.ADMIN_SATKER})
# So many wrong codes of one account in an hour, from whatever addresses.
PALING_BANYAK = 10
SEJAM = timedelta(hours=1)
Peristiwa = CatatanAkun.Peristiwa


def wajib(user: User) -> bool:
    """Whether this person may not sign in with the password alone, by a role held anywhere."""
    heavy = user.is_superuser or bool(user.roles_anywhere() & BERAT)
    return settings.SECOND_FACTOR_REQUIRED and heavy


def punya(user: User) -> bool:
    return banyak(user) > 0


def banyak(user: User) -> int:
    """How many factors the person has; recovery codes are none."""
    kinds = (AplikasiKode, Passkey)
    return sum(kind.objects.filter(user=user).count() for kind in kinds)


def habis(user: User) -> bool:
    """Whether so many codes were wrong that no further one is looked at for a while."""
    wrong = user.catatan.filter(peristiwa=Peristiwa.KODE_SALAH, at__gt=now() - SEJAM)
    return wrong.count() >= PALING_BANYAK


def salah(user: User) -> None:
    """Write down a wrong code. Who gives one knows the password, so the owner hears of many."""
    catat(user, Peristiwa.KODE_SALAH)
    if habis(user):
        reason = f"{PALING_BANYAK} kode salah setelah sandi yang benar; dijeda satu jam"
        catat(user, Peristiwa.FAKTOR, keterangan=reason)
