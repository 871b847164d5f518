"""Pages of the equipment; everything is looked up among the person's own units, so another office's is 404."""
from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from metrologi.accounts.models import Uml
from metrologi.accounts.roles import Role

UNPROCESSABLE = 422
GUDANG = (Role.ADMINISTRASI, Role.ADMIN_SATKER)
PETUGAS = (*GUDANG, Role.PENERA, Role.KEPALA)


def unit(request: HttpRequest, *roles: str) -> Uml:
    """The unit at which the person holds one of `roles` (any of the staff's that work with equipment)."""
    user: Any = request.user
    units = user.units_with(roles or PETUGAS)
    if not units:
        raise Http404
    return Uml.objects.get(pk=units[0])


def memegang(request: HttpRequest, *roles: str) -> bool:
    user: Any = request.user
    return bool(user.roles() & set(roles))
