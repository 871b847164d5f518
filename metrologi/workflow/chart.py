"""The SOP as its table and its chart, drawn from the declarations that run: one row a step, one lane an actor."""
from __future__ import annotations

from dataclasses import dataclass, field
from textwrap import wrap

from metrologi.accounts.roles import Role
from metrologi.workflow import registry
from metrologi.workflow.declare import Machine, Step

LANE, ROW, HEAD, BOX_W, BOX_H, MARGIN = 190, 92, 56, 158, 54, 34


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

    @property
    def actors(self) -> list[str]:
        return list(dict.fromkeys(Role(r).label for _, s in self.steps for r in s.by))

    @property
    def times(self) -> list[str]:
        return list(dict.fromkeys(str(sla) for m, s in self.steps if (sla := m.sla_of(s))))

    @property
    def outputs(self) -> list[str]:
        return list(dict.fromkeys(o for _, s in self.steps for o in s.outputs))

    @property
    def labels(self) -> list[str]:
        return list(dict.fromkeys(s.label for _, s in self.steps))


@dataclass
class Chart:
    lines: list[Line]
    lanes: list[tuple[int, str]] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    width: int = 0
    height: int = 0


def of(code: str) -> Chart:
    """The chart of SOP `code`, whichever machines serve its rows."""
    lines = [Line(no, steps) for no, steps in sorted(_rows(code).items())]
    chart = Chart(lines)
    lanes = _lanes(lines)
    chart.lanes = [(MARGIN + n * LANE + LANE // 2, Role(r).label) for n, r in enumerate(lanes)]
    _place(chart, lanes)
    chart.edges = _edges(chart.nodes)
    chart.width, chart.height = MARGIN * 2 + len(lanes) * LANE, HEAD + len(chart.nodes) * ROW + 12
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
        for n, (machine, step) in enumerate(line.steps):
            x = MARGIN + lanes.index(step.by[0]) * LANE + (LANE - BOX_W) // 2
            y = HEAD + len(chart.nodes) * ROW + (ROW - BOX_H) // 2
            chart.nodes.append(Node(line.no, step, machine, x, y, main=n == 0))


def _edges(nodes: list[Node]) -> list[Edge]:
    main = [n for n in nodes if n.main]
    edges = [_down(a, b) for a, b in zip(main, main[1:], strict=False)]
    for place, node in enumerate(nodes):
        before = next((n for n in reversed(nodes[:place]) if _leads(n, node)), None)
        if not node.main and before:
            edges.append(_down(before, node))
        goal = next((n for n in nodes[: place + 1] if _leads(node, n)), None)
        if goal and goal is not node:
            edges.append(_up(node, goal))
    return edges


def _leads(a: Node, b: Node) -> bool:
    return a.machine is b.machine and a.step.target in b.step.sources


def _down(a: Node, b: Node) -> Edge:
    middle = b.y - (ROW - BOX_H) // 2
    points = [(a.cx, a.y + BOX_H), (a.cx, middle), (b.cx, middle), (b.cx, b.y - 3)]
    return Edge(" ".join(f"{x},{y}" for x, y in points), back=False)


def _up(a: Node, b: Node) -> Edge:
    side = max(a.x, b.x) + BOX_W + 14
    points = [(a.x + BOX_W, a.cy), (side, a.cy), (side, b.cy), (b.x + BOX_W + 3, b.cy)]
    return Edge(" ".join(f"{x},{y}" for x, y in points), back=True)
