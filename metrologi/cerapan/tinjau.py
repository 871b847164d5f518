"""What others say of a stored test: a second penera agrees or not, the Kepala overrules.

The test itself never changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from metrologi.cerapan.models import Penegasan, Pengesampingan, Pengujian

if TYPE_CHECKING:
    from metrologi.accounts.models import User


def belum_ditinjau(tests: list[Pengujian], user: User) -> list[Pengujian]:
    """The tests that somebody else made and this person has not yet agreed to or not."""
    prefetch_related_objects(tests, "penegasan")
    return [
        t
        for t in tests
        if user.pk not in {t.penera_id, *(row.penera_id for row in t.penegasan.all())}
    ]


def kesampingkan(test: Pengujian, keputusan: str, *, oleh: User, alasan: str) -> Pengesampingan:
    """Overrule a verdict.

    Raises IntegrityError for the tester, a second time, without a reason, or without a change.
    """
    return Pengesampingan.objects.create(
        pengujian=test, semula=test.keputusan, keputusan=keputusan, oleh=oleh, alasan=alasan
    )


def tegaskan(test: Pengujian, setuju: bool, *, penera: User, catatan: str) -> Penegasan:
    """IntegrityError for the tester, for a second time, or for a disagreement without a reason."""
    return Penegasan.objects.create(pengujian=test, penera=penera, setuju=setuju, catatan=catatan)
