"""The SOP as its table and its chart, drawn from the declarations that run: one row a step, one lane an actor."""
from __future__ import annotations

from dataclasses import dataclass, field
from textwrap import wrap

from metrologi.accounts.roles import Role
from metrologi.workflow import registry
from metrologi.workflow.declare import Machine, Step

LANE, ROW, HEAD, BOX_W, BOX_H, MARGIN = 216, 84, 56, 158, 54, 44
# The last two columns: the promised time and what comes out, as words.
TIME, OUTPUT, RAIL = 120, 240, 14


@dataclass(frozen=True)
class Node:
    """A step as a box; coordinates in SVG units of the top-left corner."""

    no: int
    step: Step
    machine: Machine
    x: int
    y: int
    main: bool

    @property
    def cx(self) -> int:
        return self.x + BOX_W // 2

    @property
    def cy(self) -> int:
        return self.y + BOX_H // 2

    @property
    def lines(self) -> list[tuple[int, str]]:
        lines = wrap(self.step.label, 24)[:2]
        first = self.cy + (5 if len(lines) == 1 else -4)
        return [(first + 17 * n, line) for n, line in enumerate(lines)]

    @property
    def ends(self) -> bool:
        return self.machine.states[self.step.target].final


@dataclass(frozen=True)
class Edge:
    points: str
    back: bool


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
        return list(dict.fromkeys(str(sla) for m, s in self.steps if (sla := m.sla_of(s, self.code))))

    @property
    def outputs(self) -> list[str]:
        return list(dict.fromkeys(o for _, s in self.steps for o in s.outputs))

    @property
    def labels(self) -> list[str]:
        return list(dict.fromkeys(s.label for _, s in self.steps))


@dataclass(frozen=True)
class Band:
    """One SOP row across the chart: its top and height, and its time and outputs as lines of text."""

    no: int
    y: int
    height: int
    time: list[tuple[int, str]]
    output: list[tuple[int, str]]


@dataclass
class Chart:
    lines: list[Line]
    bands: list[Band] = field(default_factory=list)
    lanes: list[tuple[int, str]] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    width: int = 0
    height: int = 0
    time_x: int = 0
    output_x: int = 0


def of(code: str) -> Chart:
    """The chart of SOP `code`, whichever machines serve its rows."""
    remarks = registry.get(code).remarks if registry.find(code) else {}
    lines = [Line(no, steps, remarks.get(no, ""), code) for no, steps in sorted(_rows(code).items())]
    chart = Chart(lines)
    lanes = _lanes(lines)
    chart.lanes = [(MARGIN + n * LANE + LANE // 2, Role(r).label) for n, r in enumerate(lanes)]
    _place(chart, lanes)
    chart.edges = _edges(chart.nodes)
    words = MARGIN + len(lanes) * LANE
    chart.time_x, chart.output_x = words, words + TIME
    chart.width, chart.height = words + TIME + OUTPUT, HEAD + len(chart.nodes) * ROW + 12
    return chart


def title(machine: Machine) -> str:
    return machine.title


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


def _lanes(lines: list[Line]) -> list[Role]:
    return list(dict.fromkeys(s.by[0] for line in lines for _, s in line.steps))


def _place(chart: Chart, lanes: list[Role]) -> None:
    for line in chart.lines:
        top = HEAD + len(chart.nodes) * ROW
        for n, (machine, step) in enumerate(line.steps):
            x = MARGIN + lanes.index(step.by[0]) * LANE + (LANE - BOX_W) // 2
            y = HEAD + len(chart.nodes) * ROW + (ROW - BOX_H) // 2
            chart.nodes.append(Node(line.no, step, machine, x, y, main=n == 0))
        chart.bands.append(Band(line.no, top, len(line.steps) * ROW, _words(", ".join(line.times) or "–", 16, top),
                                _words("; ".join(line.outputs), 32, top)))


def _words(text: str, width: int, top: int) -> list[tuple[int, str]]:
    return [(top + 24 + 17 * n, line) for n, line in enumerate(wrap(text, width))]


def _edges(nodes: list[Node]) -> list[Edge]:
    main = [n for n in nodes if n.main]
    edges = [_onward(a, b, nodes) for a, b in zip(main, main[1:], strict=False)]
    for place, node in enumerate(nodes):
        before = next((n for n in reversed(nodes[:place]) if _leads(n, node)), None)
        if not node.main and before:
            edges.append(_aside(before, node))
        goal = next((n for n in nodes[: place + 1] if _leads(node, n)), None)
        if goal and goal is not node:
            edges.append(_up(node, goal))
    return edges


def _leads(a: Node, b: Node) -> bool:
    return a.machine is b.machine and a.step.target in b.step.sources


def _onward(a: Node, b: Node, nodes: list[Node]) -> Edge:
    """From one row's first step to the next row's: straight down, or past the boxes that stand between."""
    middle = b.y - (ROW - BOX_H) // 2
    if any(n.x == a.x and a.y < n.y < b.y for n in nodes):
        side = a.x + BOX_W + RAIL // 2
        return _line((a.x + BOX_W, a.cy), (side, a.cy), (side, middle), (b.cx, middle), (b.cx, b.y - 3))
    return _line((a.cx, a.y + BOX_H), (a.cx, middle), (b.cx, middle), (b.cx, b.y - 3))


def _aside(a: Node, b: Node) -> Edge:
    """To a step beside the main road, along the left of its lane."""
    if b.y - a.y == ROW and a.x == b.x:
        return _line((a.cx, a.y + BOX_H), (b.cx, b.y - 3))
    side, middle = a.x - RAIL, b.y - (ROW - BOX_H) // 2
    if a.x == b.x:
        return _line((a.x, a.cy), (side, a.cy), (side, b.cy), (b.x - 3, b.cy))
    return _line((a.x, a.cy), (side, a.cy), (side, middle), (b.cx, middle), (b.cx, b.y - 3))


def _up(a: Node, b: Node) -> Edge:
    side = max(a.x, b.x) + BOX_W + RAIL + 6
    return _line((a.x + BOX_W, a.cy), (side, a.cy), (side, b.cy), (b.x + BOX_W + 3, b.cy), back=True)


def _line(*points: tuple[int, int], back: bool = False) -> Edge:
    return Edge(" ".join(f"{x},{y}" for x, y in points), back)
