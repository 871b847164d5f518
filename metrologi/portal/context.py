"""What every page frame needs: the unit, the demo flag, the menu of this person and their unread messages."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role
from metrologi.portal.menu import menu_of, unread_of


def portal(request: HttpRequest) -> dict[str, Any]:
    """Lazy values: a fragment that draws no frame asks the database nothing."""
    unread = SimpleLazyObject(lambda: unread_of(request))
    return {
        "uml": SimpleLazyObject(Uml.objects.default),
        "demo": settings.DEMO,
        "unread": unread,
        "nav": SimpleLazyObject(lambda: menu_of(request, unread)),
        "penanda_tangan": SimpleLazyObject(lambda: signs(request)),
        "peran": SimpleLazyObject(lambda: roles_of(request)),
    }


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
