"""Tell a person something: one row now, one e-mail job in the same transaction.

What is told within `sekali_kabar` comes to each person as one message.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from metrologi.notifications.models import Pesan
from metrologi.notifications.tasks import kirim_surel

if TYPE_CHECKING:
    from django.db.models import Model

    from metrologi.accounts.models import User


@dataclass(frozen=True)
class Kabar:
    """A message on its way; `keadaan` says no more than that a case came to its state."""

    user: User
    judul: str
    isi: str
    url: str
    case: Model | None
    keadaan: bool

    def menggantikan(self, earlier: Kabar) -> bool:
        """Whether it makes an earlier one pointless: the same case has gone on meanwhile."""
        same = (self.user, self.case) == (earlier.user, earlier.case)
        return same and self.keadaan and earlier.keadaan


_menunggu: ContextVar[list[Kabar] | None] = ContextVar("kabar", default=None)


def send(
    user: User,
    *,
    judul: str,
    isi: str,
    url: str = "",
    case: Model | None = None,
    keadaan: bool = False,
) -> Pesan | None:
    """`url` is a path of this portal. The caller's rollback takes message and e-mail back.

    A case that protects somebody is written about without their name. None where the message waits
    for the end of `sekali_kabar`.
    """
    if hide := getattr(case, "samarkan", None):
        judul, isi = hide(judul), hide(isi)
    kabar = Kabar(user, judul, isi, url, case, keadaan)
    waiting = _menunggu.get()
    if waiting is None:
        return _kirim(kabar)
    waiting[:] = [one for one in waiting if not kabar.menggantikan(one)]
    waiting.append(kabar)
    return None


@contextmanager
def sekali_kabar() -> Iterator[None]:
    """Within a transaction: what is told meanwhile is sent at the end, one message a person.

    Within another one it only takes back what was told before something failed.
    """
    waiting = _menunggu.get()
    if waiting is not None:
        before = list(waiting)
        try:
            yield
        except BaseException:
            waiting[:] = before
            raise
        return
    mine: list[Kabar] = []
    token = _menunggu.set(mine)
    try:
        yield
    finally:
        _menunggu.reset(token)
    for user in dict.fromkeys(one.user for one in mine):
        _kirim(_satu([one for one in mine if one.user == user]))


def _satu(told: list[Kabar]) -> Kabar:
    """What a person is told, as one message.

    The last state leads, unless something more was said than that a case came to a state; of that
    the first. The others follow under it.
    """
    lead = next((one for one in told if not one.keadaan), told[-1])
    rest = [one for one in told if one is not lead and one.isi != lead.isi]
    words = [one.isi if one.keadaan else f"{one.judul}. {one.isi}" for one in rest]
    return replace(lead, isi="\n\n".join([lead.isi, *words]))


def _kirim(kabar: Kabar) -> Pesan:
    pesan = Pesan.objects.create(
        user=kabar.user,
        judul=kabar.judul,
        isi=kabar.isi,
        url=kabar.url,
        case=kabar.case,
        surel=wants_mail(kabar.user),
    )
    if pesan.surel:
        kirim_surel.defer(pesan_id=pesan.pk)
    return pesan


def wants_mail(user: User) -> bool:
    return bool(user.email and user.is_active and getattr(user, "terima_surel", True))
