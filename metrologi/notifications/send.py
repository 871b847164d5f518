"""Tell a person something: one row now, one e-mail job in the same transaction."""
from __future__ import annotations

from typing import Any

from metrologi.notifications.models import Pesan
from metrologi.notifications.tasks import kirim_surel


def send(user: Any, *, judul: str, isi: str, url: str = "", case: Any = None) -> Pesan:
    """`url` is a path of this portal. The caller's rollback takes message and e-mail back."""
    pesan = Pesan.objects.create(user=user, judul=judul, isi=isi, url=url, case=case, surel=wants_mail(user))
    if pesan.surel:
        kirim_surel.defer(pesan_id=pesan.pk)
    return pesan


def wants_mail(user: Any) -> bool:
    return bool(user.email and user.is_active and getattr(user, "terima_surel", True))
