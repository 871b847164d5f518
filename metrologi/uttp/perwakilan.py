"""For which owners an account acts today; the one answer behind every "is this mine?"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from metrologi.accounts import access
from metrologi.accounts.roles import OUTSIDE
from metrologi.uttp.models import Wakil

if TYPE_CHECKING:
    from metrologi.accounts.models import User


def usaha_saya(user: User, field: str = "pemilik") -> Q:
    """Rows whose owner (`field`) this account represents."""
    return Q(
        **{f"{field}__in": Wakil.objects.filter(user=user, dicabut_pada=None).values("pemilik")}
    )


def wajib_berperan(user: User, uml_id: int, pemilik_id: int) -> None:
    """Check, on a page for roles, that the person holds one at that unit or acts for the owner.

    Raises PermissionDenied for a role that they hold at another unit only.
    """
    if not user.page_roles or access.holds_at(user, uml_id, *user.page_roles):
        return
    applicant = user.page_roles & user.roles_anywhere() & OUTSIDE
    mine = Wakil.objects.filter(user=user, pemilik=pemilik_id, dicabut_pada=None)
    if not (applicant and mine.exists()):
        raise access.only_for(user.page_roles)


def akun_dari(pemilik_id: int) -> list[User]:
    """The accounts that act for an owner, to whom messages go."""
    rows = Wakil.objects.filter(pemilik=pemilik_id, dicabut_pada=None)
    return [row.user for row in rows.select_related("user").order_by("pk")]
