"""What the running machines promise, and which cases break it or are forecast to.

By the clock, the log and the past.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, F, FloatField, OuterRef, Q, QuerySet
from django.db.models.aggregates import Aggregate

from kompensasi.machine import MACHINE
from kompensasi.ramalan import PERSENTIL, TahapRamalan, ramalkan
from metrologi.accounts.roles import OUTSIDE
from metrologi.clock.duration import SYARAT_TEKNIS, menit_kerja
from metrologi.clock.models import calendar_for
from metrologi.workflow import registry
from metrologi.workflow.cases import Case
from metrologi.workflow.declare import Machine
from metrologi.workflow.models import Jejak

# How far back the log speaks for a stage.
SETAHUN = timedelta(days=365)
# So many of a machine's cases are read at one time; a look goes on until it has seen them all.
SEKALIGUS = 500


class Persentil(Aggregate):
    """PostgreSQL's percentile_cont of a column."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(bagian)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: str, bagian: float, **extra: Any) -> None:
        super().__init__(expression, bagian=bagian, **extra)


@dataclass(frozen=True)
class Pelanggaran:
    """A promise broken, or forecast to be: of which case, in which stay, when it ends or ended."""

    case: Case
    nyata: bool
    tahap: str
    urut: int
    sejak: datetime
    janji_pada: datetime
    perkiraan_pada: datetime | None = None
    lepas_pada: datetime | None = None


def diamati() -> list[Machine]:
    """Every machine but this one, and but those that are the office's own affair."""
    return [m for m in registry.all_machines() if m.code != MACHINE.code and not m.internal]


def milik_kantor(machine: Machine) -> list[str]:
    """The states in which the office owes something within a time.

    What waits for somebody outside never counts.
    """
    return [
        code
        for code, s in machine.states.items()
        if s.holder
        and s.holder not in OUTSIDE
        and not s.final
        and not s.resting
        and s.sla
        and (s.sla.bounded or s.sla is SYARAT_TEKNIS)
    ]


def sesudah(machine: Machine, state: str) -> list[str]:
    """The office's own stages that follow on the main road."""
    road, mine = machine.road(), milik_kantor(machine)
    return [s for s in road[road.index(state) + 1 :] if s in mine] if state in road else []


def masuk(
    model: type[Case], ids: Iterable[int], sebelum: int | None = None
) -> dict[int, tuple[int, datetime]]:
    """Log row and moment with which the present stay of each case began (or the stay left by row
    `sebelum`).
    """
    kind = ContentType.objects.get_for_model(model)
    rows = Jejak.objects.filter(case_type=kind, case_id__in=list(ids)).exclude(source=F("target"))
    if sebelum is not None:
        rows = rows.filter(urut__lt=sebelum)
    return {
        case: (urut, at)
        for case, urut, at in rows.order_by("case_id", "urut").values_list("case_id", "urut", "at")
    }


def berkelompok(rows: QuerySet[Case], sekaligus: int) -> Iterator[list[Case]]:
    """All these cases, so many at a time, in the order in which they were made."""
    last = 0
    while found := list(rows.filter(pk__gt=last).order_by("pk")[:sekaligus]):
        yield found
        last = found[-1].pk


def terlampaui(machine: Machine, at: datetime, sekaligus: int = SEKALIGUS) -> Iterator[Pelanggaran]:
    """Running cases whose promise has passed, without those that are watched for it already."""
    rows = machine.model.objects.filter(
        ~Exists(_sudah_nyata(machine.model)), status__in=milik_kantor(machine), due_at__lt=at
    )
    for late in berkelompok(rows.select_related("uml"), sekaligus):
        began = masuk(machine.model, [case.pk for case in late])
        for case in late:
            yield Pelanggaran(
                case, True, case.status, began[case.pk][0], case.status_since, case.due_at
            )


def _sudah_nyata(model: type[Case]) -> QuerySet[Case]:
    """The items about the present stay of a case that say that its promise was broken."""
    items: QuerySet[Case] = MACHINE.model.objects.filter(
        origin_type=ContentType.objects.get_for_model(model),
        origin_id=OuterRef("pk"),
        janji_sejak=OuterRef("status_since"),
        nyata=True,
    )
    return items.exclude(jenis="putusan")


def terlambat_lepas(rows: list[Jejak]) -> Iterator[Pelanggaran]:
    """Stays that ended after their promise, among these log rows.

    What broke and was mended between two looks.
    """
    for row in rows:
        machine = registry.find(row.machine)
        if machine and machine.code != MACHINE.code and row.source in milik_kantor(machine):
            yield from _lepas(machine, row)


def _lepas(machine: Machine, row: Jejak) -> Iterator[Pelanggaran]:
    sla = machine.states[row.source].sla
    if (
        sla
        and sla.unit == "menit_kerja"
        and row.minutes < sla.minutes
        and not machine.states[row.source].sla_asal
    ):
        return
    case = machine.model.objects.select_related("uml").filter(pk=row.case_id).first()
    if case is None:
        return
    urut, since = masuk(machine.model, [case.pk], row.urut)[case.pk]
    due = janji_pada(case, row.source, since)
    if due and row.at > due:
        yield Pelanggaran(case, True, row.source, urut, since, due, lepas_pada=row.at)


def janji_pada(case: Case, state: str, since: datetime) -> datetime | None:
    """Until when a stay that began then was promised; None without a promise."""
    declared = case.machine.states[state]
    sla = (
        declared.janji(case.origin.machine.code)
        if declared.sla_asal and case.origin
        else declared.sla
    )
    if sla is SYARAT_TEKNIS:
        sla = case.syarat_teknis()
    begun = case.awal_janji(state, since)
    return calendar_for(case.uml_id).add(begun, sla) if sla and sla.bounded else None


class Peramal:
    """The forecasts of one machine.

    Its stages' past is read once, then every running case is weighed.
    """

    def __init__(self, machine: Machine, at: datetime) -> None:
        self.machine, self.at, self.states = machine, at, milik_kantor(machine)

    @cached_property
    def lalu(self) -> dict[tuple[int, str], tuple[int, int]]:
        """Unit and stage → p90 of finished stays in working minutes, and how many there were."""
        rows = Jejak.objects.filter(
            machine=self.machine.code,
            at__gte=self.at - SETAHUN,
            at__lte=self.at,
            source__in=self.states,
        ).exclude(source=F("target"))
        found = (
            rows.values_list("uml_id", "source")
            .annotate(n=Count("pk"), p=Persentil("minutes", PERSENTIL))
            .order_by()
        )
        return {(uml, state): (round(p), n) for uml, state, n, p in found}

    def tahap(self, case: Case, state: str, janji: int) -> TahapRamalan:
        """A stage of this case.

        One promised by its technical need depends on the case, not on the past of others.
        """
        if self.machine.states[state].sla is SYARAT_TEKNIS:
            return TahapRamalan(janji)
        p90, n = self.lalu.get((case.uml_id, state), (None, 0))
        return TahapRamalan(janji, p90, n)

    def janji(self, case: Case, state: str) -> int:
        due = janji_pada(case, state, self.at)
        return calendar_for(case.uml_id).minutes_between(self.at, due) if due else 0

    def ramalan(self) -> Iterator[Pelanggaran]:
        """Cases that still keep their promise and are forecast to end after it."""
        if not self.lalu:
            return
        rows = self.machine.model.objects.filter(status__in=self.states, due_at__gte=self.at)
        for group in berkelompok(rows.select_related("uml"), SEKALIGUS):
            yield from self._ramalkan(group)

    def _ramalkan(self, group: list[Case]) -> Iterator[Pelanggaran]:
        found = [(case, late) for case in group if (late := self._terlambat(case))]
        began = masuk(self.machine.model, [case.pk for case, _ in found]) if found else {}
        for case, (promised, ends) in found:
            yield Pelanggaran(
                case, False, case.status, began[case.pk][0], case.status_since, promised, ends
            )

    def _terlambat(self, case: Case) -> tuple[datetime, datetime] | None:
        calendar = calendar_for(case.uml_id)
        spent = calendar.minutes_between(case.status_since, self.at)
        kini = self.tahap(case, case.status, spent + calendar.minutes_between(self.at, case.due_at))
        rest = [
            self.tahap(case, s, self.janji(case, s)) for s in sesudah(self.machine, case.status)
        ]
        forecast = ramalkan(spent, kini, rest)
        if not forecast.terlambat:
            return None
        return (
            calendar.add(self.at, menit_kerja(forecast.sisa_janji)),
            calendar.add(self.at, menit_kerja(forecast.sisa_kerja)),
        )


def per_perkara(found: Iterable[Pelanggaran]) -> dict[tuple[int, int], list[Pelanggaran]]:
    """The breaches by case: content type and primary key."""
    by_case: dict[tuple[int, int], list[Pelanggaran]] = defaultdict(list)
    for breach in found:
        by_case[ContentType.objects.get_for_model(breach.case).pk, breach.case.pk].append(breach)
    return by_case


def tentang(keys: Iterable[tuple[int, int]]) -> Q:
    """The monitoring items about these cases; nothing for no cases."""
    kinds: dict[int, list[int]] = defaultdict(list)
    for kind, pk in keys:
        kinds[kind].append(pk)
    where = Q(pk__in=[])
    for kind, ids in kinds.items():
        where |= Q(origin_type_id=kind, origin_id__in=ids)
    return where
