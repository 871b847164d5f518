"""Who works with the equipment of a unit: the roles, the unit of a page, and the people on duty."""

from __future__ import annotations

from typing import TypeVar, cast

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from metrologi.accounts import access
from metrologi.accounts.models import Penugasan, Uml, User
from metrologi.accounts.roles import Role
from metrologi.clock.now import today
from metrologi.perlengkapan.peran import GUDANG, PETUGAS
from metrologi.uttp.keterlihatan import satuan_kerja

__all__ = [
    "GUDANG",
    "PETUGAS",
    "memegang",
    "milik_unit",
    "orang",
    "petugas",
    "unit",
]


Baris = TypeVar("Baris", bound=Model)


def orang(request: HttpRequest) -> User:
    """Who is signed in; the access decorators let nobody else reach these views."""
    return cast(User, request.user)


def unit(request: HttpRequest, *roles: Role) -> Uml:
    """The unit at which the person holds one of `roles` (default PETUGAS)."""
    return access.unit_of(orang(request), *(roles or PETUGAS))


def memegang(request: HttpRequest, uml_id: int, *roles: Role) -> bool:
    """Whether the person holds one of `roles` at that unit; one held elsewhere does not count."""
    return access.holds_at(orang(request), uml_id, *roles)


def milik_unit(
    request: HttpRequest,
    rows: QuerySet[Baris],
    pk: int,
    *roles: Role,
    lewat: str = "uml",
) -> Baris:
    """The row of the person's own office, where they hold one of `roles` (default PETUGAS).

    `lewat` is the lookup from the row to its unit. Raises Http404 for another office's row, and
    PermissionDenied where the person belongs to the office but holds none of the roles there.
    """
    user = orang(request)
    row = get_object_or_404(rows.filter(**{f"{lewat}__in": satuan_kerja(user)}), pk=pk)
    access.require_at(user, row.uml_id, *(roles or PETUGAS))  # type: ignore[attr-defined]
    return row


def petugas(uml: Uml | int, *roles: Role) -> list[User]:
    """The people who hold one of these roles at the unit today, each once."""
    duty = Penugasan.objects.pada(today()).filter(uml=uml, role__in=roles)
    return list(User.objects.filter(pk__in=duty.values("user"), is_active=True).order_by("pk"))
