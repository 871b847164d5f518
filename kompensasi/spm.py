"""The numbers of the SPM board.

Promises kept, working times, what is overdue, the trend and who carries the load.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import TruncMonth

from kompensasi.janji import Persentil, diamati, milik_kantor
from kompensasi.machine import MACHINE
from kompensasi.models import Kompensasi
from metrologi.accounts.roles import Role
from metrologi.clock.calendar import WIB
from metrologi.clock.duration import SYARAT_TEKNIS, Duration
from metrologi.clock.indonesia import MINUTES_A_DAY
from metrologi.web import Chip
from metrologi.workflow import registry
from metrologi.workflow.declare import Machine
from metrologi.workflow.models import Jejak

BULAN = 12
# Per cent of promises kept from which on a procedure needs no closer look.
CUKUP = 90
BEBAN = timedelta(days=30)
TERLAMBAT, PETUGAS = 30, 30


@dataclass(frozen=True)
class TahapPapan:
    """One stage of a procedure.

    Finished stays, how many in time, and half and nine tenths of their working minutes.
    """

    label: str
    pemegang: str
    janji: str
    n: int
    tepat: int | None
    p50: int
    p90: int

    @property
    def persen(self) -> int | None:
        return None if self.tepat is None or not self.n else round(100 * self.tepat / self.n)


@dataclass
class LayananPapan:
    """A procedure with its stages; one whose stages promise nothing measurable has no share."""

    machine: Machine
    terlambat: int = 0
    tahap: list[TahapPapan] = field(default_factory=list)

    @property
    def terukur(self) -> int:
        """What can be judged: stages that ended, and those that run past their promise."""
        return self.terlambat + sum(t.n for t in self.tahap if t.tepat is not None)

    @property
    def tepat(self) -> int:
        return sum(t.tepat or 0 for t in self.tahap)

    @property
    def persen(self) -> int | None:
        return round(100 * self.tepat / self.terukur) if self.terukur else None

    @property
    def chip(self) -> Chip | None:
        """The share of promises kept; None where nothing finished can be measured."""
        if self.persen is None:
            return None
        return Chip(f"{self.persen}% ditepati", "ok" if self.persen >= CUKUP else "warn")

    @property
    def perlu_dilihat(self) -> bool:
        """Whether something is overdue or too few promises are kept: the board shows it open."""
        return bool(self.terlambat or (self.persen is not None and self.persen < CUKUP))


@dataclass(frozen=True)
class Lewat:
    """A running case whose promise has passed; `pantauan` is its monitoring item."""

    machine: Machine
    pk: int
    nomor: str
    tahap: str
    pemegang: str
    due_at: datetime
    pantauan: Kompensasi | None = None


@dataclass(frozen=True)
class Bulan:
    """A month of the trend: `n` stays that ended or broke their promise, `tepat` in time."""

    hari: date
    n: int
    tepat: int

    @property
    def persen(self) -> int | None:
        return round(100 * self.tepat / self.n) if self.n else None


@dataclass(frozen=True)
class Petugas:
    """Who finished `n` stages, how many late, and half of their working minutes."""

    nama: str
    n: int
    terlambat: int
    p50: int


def menit(sla: Duration | None) -> int | None:
    """A promise as working minutes, days as full ones; None for what no number tells."""
    if sla is None or sla is SYARAT_TEKNIS or not sla.bounded:
        return None
    if sla.unit == "hari_kalender":
        return sla.amount * MINUTES_A_DAY * 5 // 7
    return sla.amount * MINUTES_A_DAY if sla.unit in ("hari_kerja", "hari") else sla.minutes


def _janji(machines: list[Machine]) -> dict[tuple[str, str], int]:
    """Procedure and stage → promised working minutes, where they can be counted.

    A stage whose promise depends on where the case stems from counts by the longest: the log does
    not know the origin.
    """
    found = {
        (m.code, s): [menit(sla) for sla in (m.states[s].sla, *m.states[s].sla_asal.values())]
        for m in machines
        for s in milik_kantor(m)
    }
    return {
        key: max(n for n in minutes if n is not None)
        for key, minutes in found.items()
        if any(minutes)
    }


def _tepat(promised: dict[tuple[str, str], int]) -> Q:
    """Finished stays that kept their promise."""
    by_minutes: dict[tuple[str, int], list[str]] = defaultdict(list)
    for (code, state), minutes in promised.items():
        by_minutes[code, minutes].append(state)
    kept = Q(pk=None)
    for (code, minutes), states in by_minutes.items():
        kept |= Q(machine=code, source__in=states, minutes__lte=minutes)
    return kept


def _terukur(promised: dict[tuple[str, str], int]) -> Q:
    by_code: dict[str, list[str]] = defaultdict(list)
    for code, state in promised:
        by_code[code].append(state)
    known = Q(pk=None)
    for code, states in by_code.items():
        known |= Q(machine=code, source__in=states)
    return known


class Papan:
    """The board of some units at a moment. Each part is one query, whatever the number of cases."""

    def __init__(self, units: list[int], at: datetime) -> None:
        self.units, self.at, self.machines = units, at, diamati()
        self.janji = _janji(self.machines)
        first = at.astimezone(WIB).date().replace(day=1)
        self.bulan = [_bulan_lalu(first, n) for n in reversed(range(BULAN))]
        self.sejak = datetime.combine(self.bulan[0], datetime.min.time(), WIB)

    def _selesai(self, sejak: datetime) -> QuerySet[Jejak]:
        codes = [m.code for m in self.machines]
        return (
            Jejak.objects.filter(
                machine__in=codes, uml_id__in=self.units, at__gte=sejak, at__lte=self.at
            )
            .exclude(source="")
            .exclude(source=F("target"))
            .order_by()
        )

    def layanan(self) -> list[LayananPapan]:
        rows = (
            self._selesai(self.sejak)
            .values_list("machine", "source")
            .annotate(
                n=Count("pk"),
                tepat=Count("pk", filter=_tepat(self.janji)),
                p50=Persentil("minutes", 0.5),
                p90=Persentil("minutes", 0.9),
            )
        )
        stats = {(code, state): rest for code, state, *rest in rows}
        late = self._jumlah_terlambat()
        return [
            LayananPapan(
                m,
                late.get(m.code, 0),
                [
                    self._tahap(m, s, *stats[m.code, s])
                    for s in milik_kantor(m)
                    if (m.code, s) in stats
                ],
            )
            for m in self.machines
            if milik_kantor(m)
        ]

    def _tahap(
        self, machine: Machine, state: str, n: int, tepat: int, p50: float, p90: float
    ) -> TahapPapan:
        declared = machine.states[state]
        known = (machine.code, state) in self.janji
        return TahapPapan(
            machine.label(state),
            _peran(declared.holder),
            str(declared.sla),
            n,
            tepat if known else None,
            round(p50),
            round(p90),
        )

    def _berjalan(self, machine: Machine) -> QuerySet[Any]:
        return (
            machine.model.objects.filter(
                uml_id__in=self.units, status__in=milik_kantor(machine), due_at__lt=self.at
            )
            .order_by()
            .annotate(kode=Value(machine.code, CharField()))
        )

    def _jumlah_terlambat(self) -> dict[str, int]:
        parts = [
            self._berjalan(m).values_list("kode").annotate(n=Count("pk")) for m in self.machines
        ]
        return dict(parts[0].union(*parts[1:], all=True)) if parts else {}

    def terlambat(self) -> list[Lewat]:
        """The longest overdue cases of all procedures."""
        parts = [
            self._berjalan(m).values_list("kode", "pk", "nomor", "status", "due_at")
            for m in self.machines
        ]
        rows = (
            list(parts[0].union(*parts[1:], all=True).order_by("due_at", "nomor")[:TERLAMBAT])
            if parts
            else []
        )
        watched = Kompensasi.objects.filter(
            uml_id__in=self.units, perkara__in=[row[2] for row in rows]
        ).order_by("pk")
        items = {(k.prosedur, k.perkara, k.tahap): k for k in watched}
        return [self._lewat(*row, items) for row in rows]

    def _lewat(
        self, code: str, pk: int, nomor: str, status: str, due_at: datetime, items: dict
    ) -> Lewat:
        machine = registry.get(code)
        return Lewat(
            machine,
            pk,
            nomor,
            machine.label(status),
            _peran(machine.states[status].holder),
            due_at,
            items.get((code, nomor, status)),
        )

    def tren(self) -> list[Bulan]:
        rows = (
            self._selesai(self.sejak)
            .filter(_terukur(self.janji))
            .annotate(bulan=TruncMonth("at", tzinfo=WIB))
            .values_list("bulan")
            .annotate(n=Count("pk"), tepat=Count("pk", filter=_tepat(self.janji)))
        )
        found = {month.date(): (n, kept) for month, n, kept in rows}
        late = self._bulan_terlambat()
        return [
            Bulan(day, ended + late.get(day, 0), kept)
            for day in self.bulan
            for ended, kept in [found.get(day, (0, 0))]
        ]

    def _bulan_terlambat(self) -> Counter[date]:
        """How many running cases broke their promise in which month; one query."""
        parts = [
            self._berjalan(m)
            .annotate(bulan=TruncMonth("due_at", tzinfo=WIB))
            .values_list("kode", "bulan")
            .annotate(n=Count("pk"))
            for m in self.machines
        ]
        found: Counter[date] = Counter()
        for _, month, n in parts[0].union(*parts[1:], all=True) if parts else ():
            found[month.date()] += n
        return found

    def petugas(self) -> list[Petugas]:
        """Who finished how many stages in the last thirty days, the busiest first."""
        rows = self._selesai(self.at - BEBAN).filter(
            _terukur(self.janji), actor__uml_id__in=self.units
        )
        rows = rows.values_list("actor__nama").annotate(
            n=Count("pk"),
            tepat=Count("pk", filter=_tepat(self.janji)),
            p50=Persentil("minutes", 0.5),
        )
        return [
            Petugas(nama, n, n - kept, round(p50))
            for nama, n, kept, p50 in rows.order_by("-n", "actor__nama")[:PETUGAS]
        ]

    def kompensasi(self) -> list[tuple[str, str, int]]:
        """How many monitoring items stand in each state: state, label, number."""
        rows = (
            Kompensasi.objects.filter(uml_id__in=self.units)
            .order_by()
            .values_list("status")
            .annotate(n=Count("pk"))
        )
        counts = dict(rows)
        return [(s, MACHINE.label(s), counts[s]) for s in MACHINE.states if counts.get(s)]


def _peran(holder: str | None) -> str:
    return str(Role(holder).label) if holder else ""


def _bulan_lalu(first: date, n: int) -> date:
    months = first.year * 12 + first.month - 1 - n
    return date(months // 12, months % 12 + 1, 1)
