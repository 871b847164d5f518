"""Recovery codes: ten at a time, shown once, kept as hashes, each good once."""

from __future__ import annotations

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.crypto import get_random_string

from metrologi.accounts.models import KodePemulihan, User
from metrologi.clock.now import now

BANYAK = 10
# No letter that looks like a figure.
HURUF = "abcdefghjkmnpqrstuvwxyz23456789"
AWAL, SISA = 4, 8


@transaction.atomic
def baru(user: User) -> list[str]:
    """Ten new codes, to be shown once; older ones are worth nothing any more."""
    KodePemulihan.objects.filter(user=user).delete()
    heads: set[str] = set()
    while len(heads) < BANYAK:
        heads.add(get_random_string(AWAL, HURUF))
    tails = {head: get_random_string(SISA, HURUF) for head in sorted(heads)}
    KodePemulihan.objects.bulk_create(
        KodePemulihan(user=user, awal=head, sisa=make_password(tail))
        for head, tail in tails.items()
    )
    return [f"{head}-{tail[:4]}-{tail[4:]}" for head, tail in tails.items()]


@transaction.atomic
def cocok(user: User, ketikan: str) -> bool:
    """Whether this is an unused code of the person; from now on it is used."""
    typed = "".join(letter for letter in ketikan.lower() if letter.isalnum())
    rows = KodePemulihan.objects.select_for_update().filter(user=user, dipakai_at=None)
    row = rows.filter(awal=typed[:AWAL]).first()
    if row is None or not check_password(typed[AWAL:], row.sisa):
        return False
    row.dipakai_at = now()
    row.save()
    return True


def tersisa(user: User) -> int:
    return KodePemulihan.objects.filter(user=user, dipakai_at=None).count()
