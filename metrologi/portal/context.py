"""What the frame of every page needs: unit, demo flag, the person's menu and unread messages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models.expressions import RawSQL
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role
from metrologi.portal.menu import Menu

WAITING = "(SELECT count(*) FROM notifications_pesan WHERE user_id = %s AND dibaca_at IS NULL)"


def portal(request: HttpRequest) -> dict[str, Any]:
    """Lazy values: a page asks for them once for its frame, a fragment without a frame never."""
    uml = SimpleLazyObject(lambda: frame_of(request))
    return {
        "uml": uml,
        "demo": settings.DEMO,
        "unread": SimpleLazyObject(lambda: unread_in(uml)),
        "nav": SimpleLazyObject(lambda: menu_of(request, uml)),
        "penanda_tangan": SimpleLazyObject(lambda: signs(request)),
        "peran": SimpleLazyObject(lambda: roles_of(request)),
    }


def frame_of(request: HttpRequest) -> Uml:
    """The officer's own unit, else the one that the page speaks of, of their account, or the first.

    Its attribute `belum_dibaca` is the number of messages that they have not read.
    """
    user, shown = getattr(request, "user", None), getattr(request, "kantor", None)
    if user is None or not user.is_authenticated:
        return shown or Uml.objects.default()
    unread = RawSQL(WAITING, (user.pk,))
    frames = Uml.objects.annotate(belum_dibaca=unread)
    own = frames.filter(pk=user.uml_id or (shown.pk if shown else user.kantor_id)).first()
    return own or frames.filter(aktif=True).order_by("pk").first() or Uml.objects.default()


def unread_in(frame: Uml) -> int:
    """How many messages the person has not read; 0 for visitors."""
    return getattr(frame, "belum_dibaca", 0)


def menu_of(request: HttpRequest, frame: Uml) -> Menu:
    """The menu of the person who asks."""
    user = getattr(request, "user", None)
    roles = None if user is None or not user.is_authenticated else frozenset(user.roles_anywhere())
    return Menu(roles, request.path, unread_in(frame))


def roles_of(request: HttpRequest) -> list[str]:
    """The names of the roles that the person holds today."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    # An applicant has two names in the procedures; one is enough to be greeted by.
    roles = user.roles_anywhere() - (
        {Role.PELANGGAN} if Role.WAJIB_TTU in user.roles_anywhere() else set()
    )
    return [role.label for role in Role if role in roles]


def signs(request: HttpRequest) -> bool:
    """Whether the person signs papers, and so has a signing key to look after."""
    user = getattr(request, "user", None)
    return bool(user is not None and user.is_authenticated and Role.KEPALA in user.roles_anywhere())
