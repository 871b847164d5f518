"""The SOP as table and as sheets of a flow chart, made from the machines.

The sheets follow the form of Permenpan RB 35/2012: a row an activity, a column an actor, the
symbols in the columns of who acts, and beside them what is needed, how long it may take, what comes
out. The main road runs straight down; what returns, ends early or leads elsewhere leaves a symbol
sideways to a connector that names the row it goes to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from textwrap import wrap

from metrologi.accounts.roles import Role
from metrologi.workflow import registry
from metrologi.workflow.declare import Machine, Step

# What a sheet of A4 in landscape has room for, in tenths of a millimetre.
LEBAR, TINGGI = 2770, 1760
KEPALA, TEKAN = 130, 34
# Columns beside those of the actors, and the characters that fit into a line of each.
NO, KEGIATAN, SYARAT, WAKTU, KELUARAN = 90, 760, 330, 200, 390
MUAT = {"kegiatan": 47, "syarat": 19, "waktu": 12, "keluaran": 23}
TERKECIL, BARIS_SELEMBAR = 130, 10
SIMBOL_W, SIMBOL_H, LINGKAR, SELANG = 92, 60, 20, 46


class Bentuk(Enum):
    """A symbol of Permenpan RB 35/2012."""

    TERMINATOR = "terminator"
    PROSES = "proses"
    KEPUTUSAN = "keputusan"


@dataclass(frozen=True)
class Line:
    """One row of the SOP table."""

    no: int
    steps: list[tuple[Machine, Step]]
    remark: str = ""
    code: str = ""

    @property
    def actors(self) -> list[str]:
        return list(dict.fromkeys(Role(r).label for _, s in self.steps for r in s.by))

    @property
    def times(self) -> list[str]:
        return list(
            dict.fromkeys(str(sla) for m, s in self.steps if (sla := m.sla_of(s, self.code)))
        )

    @property
    def outputs(self) -> list[str]:
        return list(dict.fromkeys(o for _, s in self.steps for o in s.outputs))

    @property
    def labels(self) -> list[str]:
        return list(dict.fromkeys(s.label for _, s in self.steps))


@dataclass(frozen=True)
class Cabang:
    """What leaves an activity beside the main road; `ke` is a row, None for the end."""

    huruf: str
    step: Step
    ke: int | None


@dataclass
class Kegiatan:
    """One activity of the main road with what leaves it sideways."""

    urut: int
    line: Line
    machine: Machine
    step: Step
    serta: list[str] = field(default_factory=list)
    cabang: list[Cabang] = field(default_factory=list)
    syarat: list[str] = field(default_factory=list)
    terakhir: bool = False
    # Not on the main road: where a case goes that left it.
    samping: bool = False

    @property
    def pelaku(self) -> Role:
        return self.step.by[0]

    @property
    def bentuk(self) -> Bentuk:
        if self.urut == 1 or self.terakhir:
            return Bentuk.TERMINATOR
        ways = [self.step.branches, *(c.step.branches for c in self.cabang if c.huruf)]
        return Bentuk.KEPUTUSAN if len(ways) > 1 and any(ways) else Bentuk.PROSES

    @property
    def tulisan(self) -> list[str]:
        """The lines of the column of activities: the step, what goes with it, the side roads."""
        said = wrap(self.step.label, MUAT["kegiatan"])
        if self.serta:
            said += wrap(f"Dapat pula: {', '.join(self.serta)}", MUAT["kegiatan"])
        for side in filter(lambda each: each.huruf, self.cabang):
            where = "berakhir" if side.ke is None else f"ke {side.ke}"
            who = side.step.by[0]
            by = "" if who == self.pelaku else f" ({who.label})"
            said += wrap(f"{side.huruf}. {side.step.label}{by}: {where}", MUAT["kegiatan"])
        return said

    @property
    def kolom(self) -> dict[str, list[str]]:
        """The lines of the other columns by name."""
        sla = self.machine.sla_of(self.step, self.line.code)
        return {
            "syarat": wrap("; ".join(self.syarat) or "–", MUAT["syarat"]),
            "waktu": wrap(str(sla) if sla else "–", MUAT["waktu"]),
            "keluaran": wrap("; ".join(self.step.outputs) or "–", MUAT["keluaran"]),
        }

    @property
    def tinggi(self) -> int:
        lines = max(len(self.tulisan), *map(len, self.kolom.values()))
        return max(TERKECIL, TEKAN * lines + 40, SELANG * len(self.cabang) + 40)


@dataclass(frozen=True)
class Simbol:
    """A symbol on a sheet; `cx` and `cy` are its middle."""

    bentuk: Bentuk
    cx: int
    cy: int

    @property
    def kiri(self) -> int:
        return self.cx - SIMBOL_W // 2

    @property
    def atas(self) -> int:
        return self.cy - SIMBOL_H // 2

    @property
    def titik(self) -> str:
        """The corners of a diamond."""
        w, h = SIMBOL_W // 2, SIMBOL_H // 2
        corners = ((0, -h), (w, 0), (0, h), (-w, 0))
        return " ".join(f"{self.cx + x},{self.cy + y}" for x, y in corners)


@dataclass(frozen=True)
class Penghubung:
    """A connector: the circle of a side road, or where the main road goes to another sheet.

    `kata` is the row, "" where a side road ends the case.
    """

    x: int
    y: int
    kata: str
    huruf: str = ""
    lembar: bool = False
    garis: str = ""

    @property
    def titik(self) -> str:
        """The corners of the off-page connector, which points downwards."""
        n = LINGKAR
        corners = ((-n, -n), (n, -n), (n, 6), (0, n + 4), (-n, 6))
        return " ".join(f"{self.x + x},{self.y + y}" for x, y in corners)


@dataclass
class Baris:
    """A row of a sheet: where it stands and its columns as (y, words)."""

    kegiatan: Kegiatan
    y: int
    simbol: Simbol
    penghubung: list[Penghubung] = field(default_factory=list)

    @property
    def tinggi(self) -> int:
        return self.kegiatan.tinggi

    def _kata(self, lines: list[str]) -> list[tuple[int, str]]:
        return [(self.y + 46 + TEKAN * n, words) for n, words in enumerate(lines)]

    @property
    def tulisan(self) -> list[tuple[int, str]]:
        return self._kata(self.kegiatan.tulisan)

    @property
    def syarat(self) -> list[tuple[int, str]]:
        return self._kata(self.kegiatan.kolom["syarat"])

    @property
    def waktu(self) -> list[tuple[int, str]]:
        return self._kata(self.kegiatan.kolom["waktu"])

    @property
    def keluaran(self) -> list[tuple[int, str]]:
        return self._kata(self.kegiatan.kolom["keluaran"])


@dataclass
class Lembar:
    """One sheet: rows, arrows, and the off-page connectors at its ends."""

    no: int
    baris: list[Baris] = field(default_factory=list)
    panah: list[str] = field(default_factory=list)
    penghubung: list[Penghubung] = field(default_factory=list)

    @property
    def tinggi(self) -> int:
        last = self.baris[-1]
        return last.y + last.tinggi + (90 if any(p.y > last.y for p in self.penghubung) else 10)


@dataclass(frozen=True)
class Lajur:
    """The column of an actor: left edge, middle, and its name in lines."""

    x: int
    tengah: int
    kata: list[tuple[int, str]]


@dataclass
class Chart:
    """All that the template draws; coordinates in tenths of a millimetre."""

    lines: list[Line]
    kegiatan: list[Kegiatan] = field(default_factory=list)
    lajur: list[Lajur] = field(default_factory=list)
    lembar: list[Lembar] = field(default_factory=list)
    lebar: int = LEBAR
    syarat_x: int = LEBAR - KELUARAN - WAKTU - SYARAT
    waktu_x: int = LEBAR - KELUARAN - WAKTU
    keluaran_x: int = LEBAR - KELUARAN
    kegiatan_x: int = NO

    @property
    def tegak(self) -> tuple[int, ...]:
        """Where the other columns begin."""
        return (self.kegiatan_x, self.syarat_x, self.waktu_x, self.keluaran_x)


def chart_of(code: str) -> Chart:
    """The chart of SOP `code`, whichever machines serve its rows."""
    remarks = registry.get(code).remarks if registry.find(code) else {}
    lines = [
        Line(no, steps, remarks.get(no, ""), code) for no, steps in sorted(_rows(code).items())
    ]
    found = _kegiatan(lines)
    actors = list(dict.fromkeys(each.pelaku for each in found))
    chart = Chart(lines, found, _lajur(actors))
    middle = {role: lane.tengah for role, lane in zip(actors, chart.lajur, strict=True)}
    chart.lembar = [_lembar(no, rows, middle) for no, rows in enumerate(_halaman(found), 1)]
    for sheet, following in pairwise(chart.lembar):
        _sambung(sheet, following)
    return chart


def served_by(machine: Machine) -> list[Machine]:
    """The machines whose SOP has the rows of this one's steps, in the order of the office."""
    codes = _sops([machine])
    return [each for each in registry.all_machines() if each.code in codes]


def with_a_sop() -> list[Machine]:
    """The machines whose code names an SOP of its own; the others serve rows of these."""
    codes = _sops(registry.all_machines())
    return [machine for machine in registry.all_machines() if machine.code in codes]


def _sops(machines: Iterable[Machine]) -> set[str]:
    steps = [step for machine in machines for step in machine.steps.values()]
    return {row.partition(":")[0] for step in steps for row in step.sop}


# --- the activities -------------------------------------------------------------------------------
def _rows(code: str) -> dict[int, list[tuple[Machine, Step]]]:
    rows: dict[int, list[tuple[Machine, Step]]] = {}
    machines = sorted(registry.all_machines(), key=lambda m: m.code != code)
    for machine in machines:
        for step in machine.steps.values():
            for row in step.sop:
                kode, _, no = row.partition(":")
                if kode == code and not step.reaction:
                    rows.setdefault(int(no), []).append((machine, step))
    return rows


def _kegiatan(lines: list[Line]) -> list[Kegiatan]:
    """The activities in the order of the SOP: every step that leads on along the main road.

    A row of the SOP without such a step stands there by its first step.
    """
    machines = {m.code: m for line in lines for m, _ in line.steps}
    road = {code: jalan_utama(machine) for code, machine in machines.items()}
    found: list[Kegiatan] = []
    for line in lines:
        main = [(m, s) for m, s in line.steps if s in road[m.code]]
        found += [Kegiatan(0, line, m, s, samping=not main) for m, s in main or line.steps[:1]]
    for number, each in enumerate(found, 1):
        each.urut = number
    main_road = [each for each in found if not each.samping]
    if main_road:
        main_road[-1].terakhir = True
    before: list[str] = []
    for each in found:
        each.syarat, before = before, list(each.step.outputs) or before
        _samping(each, found)
    return found


def jalan_utama(machine: Machine) -> list[Step]:
    """The steps of the main road: the first opening, and the shortest way from each of its states
    to the next one.
    """
    road, openings = machine.road(), machine.openings()
    found = openings[:1]
    for here, there in pairwise(road):
        found += _jalan(machine, here, there)
    return found


def _jalan(machine: Machine, here: str, there: str) -> list[Step]:
    """The fewest steps from one state to another; nothing where only reactions lead there."""
    ways: list[tuple[str, list[Step]]] = [(here, [])]
    seen = {here}
    for state, steps in ways:
        if state == there:
            return steps
        for step in machine.from_state(state):
            if not step.reaction and step.target not in seen:
                seen.add(step.target)
                ways.append((step.target, [*steps, step]))
    return []


def _samping(each: Kegiatan, found: list[Kegiatan]) -> None:
    """What else may be done where this activity is done: beside it, or away from the road."""
    drawn = [k.step for k in found]
    for machine, step in each.line.steps:
        if step in drawn or not _di_sini(each, machine, step, found):
            continue
        if step.target in step.sources:
            each.serta.append(step.label)
            continue
        letter = "abcdefghijklmnop"[len(each.cabang)]
        each.cabang.append(Cabang(letter, step, _tujuan(machine, step, found)))
    if each.samping:
        each.cabang.append(Cabang("", each.step, _tujuan(each.machine, each.step, found)))


def _di_sini(each: Kegiatan, machine: Machine, step: Step, found: list[Kegiatan]) -> bool:
    """Whether the side step belongs to this activity of its row: by state, else to the first."""
    same = [k for k in found if k.line is each.line]
    by_state = [k for k in same if k.machine is machine and set(k.step.sources) & set(step.sources)]
    return each is (by_state or same)[0]


def _tujuan(machine: Machine, step: Step, found: list[Kegiatan]) -> int | None:
    """The nearest activity with which it goes on after a side step; None where the case ends."""
    todo, seen = [step.target], {step.target}
    for state in todo:
        goal = next((k for k in found if k.machine is machine and state in k.step.sources), None)
        if goal:
            return goal.urut
        onward = [s.target for s in machine.from_state(state) if s.target not in seen]
        todo += dict.fromkeys(onward)
        seen.update(onward)
    return None


# --- the sheets -----------------------------------------------------------------------------------
def _lajur(actors: list[Role]) -> list[Lajur]:
    """The columns of the actors share what the other columns leave."""
    left, room = NO + KEGIATAN, LEBAR - NO - KEGIATAN - SYARAT - WAKTU - KELUARAN
    width = room // max(len(actors), 1)
    return [
        Lajur(
            left + n * width,
            left + n * width + width // 2,
            [(46 + 32 * row, word) for row, word in enumerate(_nama(role, width))],
        )
        for n, role in enumerate(actors)
    ]


def _nama(role: Role, width: int) -> list[str]:
    """The name of a role in the lines that its column has room for."""
    return wrap(role.label.replace("/", "/ "), max(width // 17, 6))[:3]


def _halaman(found: list[Kegiatan]) -> Iterator[list[Kegiatan]]:
    """The activities sheet by sheet: at most ten rows, and no more than a page is high."""
    sheet: list[Kegiatan] = []
    height = KEPALA
    for each in found:
        if sheet and (len(sheet) == BARIS_SELEMBAR or height + each.tinggi > TINGGI - 100):
            yield sheet
            sheet, height = [], KEPALA
        sheet.append(each)
        height += each.tinggi
    if sheet:
        yield sheet


def _lembar(no: int, rows: list[Kegiatan], middle: dict[Role, int]) -> Lembar:
    sheet = Lembar(no)
    # The sheets after the first begin with the connector from the one before.
    y = KEPALA if no == 1 else KEPALA + 70
    for each in rows:
        symbol = Simbol(each.bentuk, middle[each.pelaku], y + each.tinggi // 2)
        row = Baris(each, y, symbol)
        row.penghubung = _keluar(row)
        sheet.baris.append(row)
        y += each.tinggi
    main = [row for row in sheet.baris if not row.kegiatan.samping]
    sheet.panah = [_turun(a, b, sheet.baris) for a, b in pairwise(main)]
    return sheet


def _keluar(row: Baris) -> list[Penghubung]:
    """The connectors of the side roads, one under the other beside the symbol."""
    sides, cx, cy = row.kegiatan.cabang, row.simbol.cx, row.simbol.cy
    top = cy - (len(sides) - 1) * SELANG // 2
    # At the right, but in the last column at the left, where no words stand.
    way = 1 if cx + 120 < LEBAR - KELUARAN - WAKTU - SYARAT else -1
    edge, bend, x = (cx + way * n for n in (SIMBOL_W // 2, SIMBOL_W // 2 + 9, SIMBOL_W // 2 + 42))
    found = []
    for n, side in enumerate(sides):
        y = top + SELANG * n
        line = f"{edge},{cy} {bend},{cy} {bend},{y} {x - way * LINGKAR},{y}"
        word = "" if side.ke is None else str(side.ke)
        found.append(Penghubung(x, y, word, side.huruf, garis=line))
    return found


def _turun(a: Baris, b: Baris, rows: list[Baris]) -> str:
    """The main road from one symbol to the next: down, along a line between rows, down.

    Rows of the side roads that lie between are passed where they have no symbol.
    """
    between = [row for row in rows if a.y < row.y < b.y]
    start, end = a.simbol.cy + SIMBOL_H // 2, b.simbol.cy - SIMBOL_H // 2
    x = _bebas(a, b, between)
    first = between[0].y if between else b.y
    points = [(a.simbol.cx, start), (a.simbol.cx, first), (x, first), (x, b.y)]
    points += [(b.simbol.cx, b.y), (b.simbol.cx, end)]
    return " ".join(f"{x},{y}" for x, y in dict.fromkeys(points))


def _bebas(a: Baris, b: Baris, between: list[Baris]) -> int:
    """Where a line can go down past these rows without touching a symbol or its connectors."""
    if not between:
        return b.simbol.cx
    taken = [row.simbol.cx for row in between]
    ways = (a.simbol.cx, b.simbol.cx, min(taken) - SIMBOL_W)
    return next(x for x in ways if all(abs(x - other) >= SIMBOL_W for other in taken))


def _jalan_pertama(sheet: Lembar) -> Baris:
    """The first row of the main road on a sheet, else its first row."""
    return next((row for row in sheet.baris if not row.kegiatan.samping), sheet.baris[0])


def _jalan_terakhir(sheet: Lembar) -> Baris:
    """The last row of the main road on a sheet, else its last row."""
    main = [row for row in sheet.baris if not row.kegiatan.samping]
    return (main or sheet.baris)[-1]


def _sambung(sheet: Lembar, following: Lembar) -> None:
    """An off-page connector at the end of a sheet, and its twin where the next one begins."""
    last, first = _jalan_terakhir(sheet), _jalan_pertama(following)
    word = chr(ord("A") + sheet.no - 1)
    end = sheet.baris[-1]
    foot = end.y + end.tinggi + 44
    sheet.penghubung.append(Penghubung(last.simbol.cx, foot, word, lembar=True))
    sheet.panah.append(
        f"{last.simbol.cx},{last.simbol.cy + SIMBOL_H // 2} {last.simbol.cx},{foot - LINGKAR}"
    )
    head = KEPALA + 32
    following.penghubung.append(Penghubung(first.simbol.cx, head, word, lembar=True))
    down = first.simbol.cy - SIMBOL_H // 2
    following.panah.append(f"{first.simbol.cx},{head + LINGKAR + 4} {first.simbol.cx},{down}")
