"""The watch: looks at every running case of every other procedure and opens one monitoring item for
each breach.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F

from kompensasi.janji import (
    Pelanggaran,
    Peramal,
    diamati,
    per_perkara,
    tentang,
    terlambat_lepas,
    terlampaui,
)
from kompensasi.machine import MACHINE, Status
from kompensasi.models import Kompensasi, Pengamatan
from kompensasi.ramalan import Catatan, Tindakan, putuskan
from metrologi.clock.models import calendar_for
from metrologi.clock.now import now
from metrologi.workflow.errors import StepError
from metrologi.workflow.models import Jejak
from metrologi.workflow.run import open_case

if TYPE_CHECKING:
    from metrologi.accounts.models import Uml, User

log = logging.getLogger(__name__)
# The first look goes back a day; later ones a little further than the last, for steps that were
# committed late.
SEHARI, TUMPANG = timedelta(days=1), timedelta(minutes=5)
BATAS_JEJAK = 5000


def pantau_semua(by: User | None = None, uml: Uml = None) -> int:
    """One look at everything (of one unit); returns how many items were opened.

    `by=None` is the clock.
    """
    at = now()
    found = [p for p in _pelanggaran(at, catat=uml is None) if melewati_toleransi(p, at)]
    if uml is not None:
        found = [p for p in found if p.case.uml_id == uml.pk]
    groups = per_perkara(found)
    known = _yang_ada(groups)
    return sum(_urus(p, known[key], by) for key, breaches in groups.items() for p in breaches)


def melewati_toleransi(p: Pelanggaran, at: datetime) -> bool:
    """Whether a delay is longer than the working minutes that its unit lets pass."""
    end = (p.lepas_pada or at) if p.nyata else p.perkiraan_pada
    late = calendar_for(p.case.uml_id).minutes_between(p.janji_pada, end)
    return late >= p.case.uml.toleransi_kompensasi


def _pelanggaran(at: datetime, *, catat: bool) -> Iterator[Pelanggaran]:
    """Facts before forecasts, so that a forecast never opens what has already happened."""
    yield from terlambat_lepas(_jejak_baru(at, catat))
    for machine in diamati():
        yield from terlampaui(machine, at)
        yield from Peramal(machine, at).ramalan()


def _jejak_baru(at: datetime, catat: bool) -> list[Jejak]:
    """Log rows of finished stays since the last look."""
    seen, _ = Pengamatan.objects.get_or_create(kunci=1)
    since = seen.at - TUMPANG if seen.at else at - SEHARI
    rows = (
        Jejak.objects.filter(pk__gt=seen.jejak, at__gte=since)
        .exclude(source="")
        .exclude(source=F("target"))
    )
    found = list(rows.exclude(machine=MACHINE.code).order_by("pk")[:BATAS_JEJAK])
    if catat:
        # Rows of this very moment may still be on their way; the next look takes them again.
        settled = [row.pk for row in found if row.at <= at - TUMPANG]
        Pengamatan.objects.filter(kunci=1).update(
            at=found[-1].at if len(found) == BATAS_JEJAK else at, jejak=max([seen.jejak, *settled])
        )
    return found


def _yang_ada(groups: Iterable[tuple[int, int]]) -> dict[tuple[int, int], list[Catatan]]:
    """The items that exist about these cases; one query."""
    known: dict[tuple[int, int], list[Catatan]] = defaultdict(list)
    for item in (
        Kompensasi.objects.filter(tentang(groups))
        .exclude(jenis=Kompensasi.Jenis.PUTUSAN)
        .order_by("pk")
    ):
        kept = item.status == Status.TEPAT_WAKTU
        known[item.origin_type_id, item.origin_id].append(
            Catatan(item.pk, item.janji_urut, item.nyata, kept)
        )
    return known


def _urus(p: Pelanggaran, known: list[Catatan], by: User | None) -> int:
    """Open, mark or leave; returns 1 for an item opened. `known` learns what was done."""
    act, pk = putuskan(p.urut, p.nyata, known)
    if act is Tindakan.TANDAI:
        Kompensasi.objects.filter(pk=pk).update(
            nyata=True,
            janji_urut=p.urut,
            tahap=p.tahap,
            janji_sejak=p.sejak,
            janji_pada=p.janji_pada,
            lepas_pada=p.lepas_pada,
        )
        known[:] = [Catatan(k.pk, p.urut, True) if k.pk == pk else k for k in known]
    if act is not Tindakan.BUKA:
        return 0
    item = _buka(p, by)
    if item:
        known.append(Catatan(item.pk, p.urut, p.nyata))
    return int(item is not None)


def _buka(p: Pelanggaran, by: User | None) -> Any:
    """The item, or None where another look was faster or the case cannot be opened.

    One refusal stops nothing else.
    """
    try:
        with transaction.atomic():
            return open_case(
                MACHINE.code, step="pantau", by=by, uml=p.case.uml, origin=p.case, pelanggaran=p
            )
    except IntegrityError:
        log.info("pemantauan untuk %s sudah ada", p.case)
    except StepError as error:
        log.warning("pemantauan untuk %s: %s", p.case, error)
    return None
