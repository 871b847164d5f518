"""Writes and checks the log of a case: each row holds the hash of the one before it.

The row of the case holds the hash of the newest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from metrologi.workflow.cases import Case
from metrologi.workflow.models import Jejak

SEALED = (
    "case_type_id",
    "case_id",
    "urut",
    "machine",
    "uml_id",
    "step",
    "label",
    "actor_id",
    "role",
    "sifat",
    "source",
    "target",
    "note",
    "data",
    "minutes",
    "prev_hash",
)


def seal(row: Jejak) -> str:
    """SHA-256 over the canonical JSON of the row, the previous seal included."""
    body: dict[str, object] = {name: getattr(row, name) for name in SEALED}
    body["at"] = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def append(case: Case, row: Jejak) -> Jejak:
    """Number, seal and save `row` as the newest of the log of `case`.

    The caller has locked the case and saves it afterwards.
    """
    row.case_type = ContentType.objects.get_for_model(case)
    row.case_id, row.urut, row.prev_hash = case.pk, case.log_count + 1, case.log_head
    row.uml_id, row.machine = case.uml_id, case.machine.code
    row.hash = seal(row)
    row.save(force_insert=True)
    case.log_count, case.log_head = row.urut, row.hash
    return row


def rows_of(case: Case) -> list[Jejak]:
    """The log of the case, oldest row first, each with who took the step; one query."""
    return list(_rows(case).order_by("urut"))


def last_of(case: Case) -> Jejak:
    """The newest row of the log; Jejak.DoesNotExist for a case that was never opened."""
    return _rows(case).latest("urut")


def _rows(case: Case) -> QuerySet[Jejak]:
    kind = ContentType.objects.get_for_model(case)
    return Jejak.objects.filter(case_type=kind, case_id=case.pk).select_related("actor")


def faults(case: Case, rows: Iterable[Jejak]) -> Iterator[str]:
    """Sentences about what does not fit; none when the chain holds and ends where the case says."""
    prev, count, state = "", 0, ""
    for row in rows:
        count += 1
        if row.urut != count:
            yield f"{case}: baris ke-{count} hilang"
            return
        if row.prev_hash != prev or seal(row) != row.hash:
            yield f"{case}: baris ke-{row.urut} ({row.step}) telah diubah"
            return
        prev, state = row.hash, row.target
    if (count, prev) != (case.log_count, case.log_head):
        yield f"{case}: ujung jejak tidak sama dengan catatan perkara"
    if state != case.status:
        yield f"{case}: status {case.status} tidak sama dengan jejak terakhir ({state})"
