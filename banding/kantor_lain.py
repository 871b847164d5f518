"""Which other office could hear an appeal that this one cannot hear without partiality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metrologi.uttp.jarak import km
from metrologi.uttp.models import UmlTetangga
from metrologi.uttp.models.lingkup import LetakUml

if TYPE_CHECKING:
    from metrologi.accounts.models import Uml


def terdekat(uml: Uml) -> list[tuple[UmlTetangga, int | None]]:
    """The neighbouring offices with their kilometres, nearest first.

    By name where our own place is not known.
    """
    near = UmlTetangga.objects.filter(aktif=True).order_by("nama")
    here = LetakUml.objects.filter(uml=uml).first()
    if here is None:
        return [(t, None) for t in near]
    return sorted(
        ((t, km((here.lintang, here.bujur), (t.lintang, t.bujur))) for t in near),
        key=lambda pair: pair[1],
    )
