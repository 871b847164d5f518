"""For which owners an account acts today; the one answer behind every "is this mine?"."""
from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from metrologi.prepared import Prepared
from metrologi.uttp.models import Wakil

if TYPE_CHECKING:
    from metrologi.accounts.models import User

wakil_dari = Prepared(lambda pemilik: Wakil.objects.filter(pemilik=pemilik, dicabut_pada=None).select_related("user")
                      .order_by("pk"))


def usaha_saya(user: User, field: str = "pemilik") -> Q:
    """Rows whose owner (`field`) this account represents."""
    return Q(**{f"{field}__in": Wakil.objects.filter(user=user, dicabut_pada=None).values("pemilik")})


def akun_dari(pemilik_id: int) -> list[User]:
    """The accounts that act for an owner, to whom messages go."""
    return [row.user for row in wakil_dari(pemilik_id)]
