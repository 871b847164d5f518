"""What other people say of a stored test: a second penera agrees or not, the Kepala overrules. The test never changes."""
from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects

from metrologi.cerapan.models import Penegasan, Pengesampingan, Pengujian


def belum_ditinjau(tests: list[Pengujian], user: Any) -> list[Pengujian]:
    """The tests that somebody else made and this person has not yet agreed to or not."""
    prefetch_related_objects(tests, "penegasan")
    return [t for t in tests if user.pk not in {t.penera_id, *(row.penera_id for row in t.penegasan.all())}]


def kesampingkan(test: Pengujian, keputusan: str, *, oleh: Any, alasan: str) -> Pengesampingan:
    """IntegrityError for the tester, for a second overruling, without a reason, or where nothing changes."""
    return Pengesampingan.objects.create(pengujian=test, semula=test.keputusan, keputusan=keputusan, oleh=oleh, alasan=alasan)


def tegaskan(test: Pengujian, setuju: bool, *, penera: Any, catatan: str) -> Penegasan:
    """IntegrityError for the tester, for a second time, or for a disagreement without a reason."""
    return Penegasan.objects.create(pengujian=test, penera=penera, setuju=setuju, catatan=catatan)
