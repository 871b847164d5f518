"""What every page frame needs: the unit, the demo flag, the menu of this person and their unread messages."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models.expressions import RawSQL
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role
from metrologi.portal.menu import Menu
from metrologi.prepared import Prepared

WAITING = "(SELECT count(*) FROM notifications_pesan WHERE user_id = %s AND dibaca_at IS NULL)"
with_unread = Prepared(lambda user: Uml.objects.aktif().annotate(belum_dibaca=RawSQL(WAITING, (user,)))[:1])


def portal(request: HttpRequest) -> dict[str, Any]:
    """Lazy values: a fragment that draws no frame asks the database nothing, a page once for its frame."""
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
    """The unit, and with it `belum_dibaca`: how many messages this person has not read."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return Uml.objects.default()
    return with_unread.first(user.pk) or Uml.objects.default()


def unread_in(frame: Uml) -> int:
    return getattr(frame, "belum_dibaca", 0)


def menu_of(request: HttpRequest, frame: Uml) -> Menu:
    user = getattr(request, "user", None)
    roles = None if user is None or not user.is_authenticated else frozenset(user.roles())
    return Menu(roles, request.path, unread_in(frame))


def roles_of(request: HttpRequest) -> list[str]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    # An applicant has two names in the procedures; one is enough to be greeted by.
    held = user.roles() - ({Role.PELANGGAN} if Role.WAJIB_TTU in user.roles() else set())
    return [role.label for role in Role if role in held]


def signs(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user is not None and user.is_authenticated and Role.KEPALA in user.roles())
