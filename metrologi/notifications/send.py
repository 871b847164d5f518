"""Tell a person something: one row now, one e-mail job in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrologi.notifications.models import Pesan
from metrologi.notifications.tasks import kirim_surel

if TYPE_CHECKING:
    from django.db.models import Model

    from metrologi.accounts.models import User


def send(user: User, *, judul: str, isi: str, url: str = "", case: Model | None = None) -> Pesan:
    """`url` is a path of this portal. The caller's rollback takes message and e-mail back.

    A case that protects somebody is written about without their name.
    """
    if hide := getattr(case, "samarkan", None):
        judul, isi = hide(judul), hide(isi)
    pesan = Pesan.objects.create(
        user=user, judul=judul, isi=isi, url=url, case=case, surel=wants_mail(user)
    )
    if pesan.surel:
        kirim_surel.defer(pesan_id=pesan.pk)
    return pesan


def wants_mail(user: User) -> bool:
    return bool(user.email and user.is_active and getattr(user, "terima_surel", True))
