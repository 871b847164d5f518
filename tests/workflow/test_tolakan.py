"""What a person is told where a step is barred: the sentences of all guards, in every state.

`tolakan.txt` holds them: as a walk leaves the case, and where one thing of it is otherwise
(`ubahan.py`). After a wanted change: `UBAH_TOLAKAN=1 bin/test tests/workflow/test_tolakan.py`
writes them anew; a person looks at the diff.
"""

import ast
import inspect
import os
import re
from pathlib import Path

import pytest
from django.db import transaction

from metrologi.perlengkapan.cap import guards as cap
from metrologi.workflow import registry
from tests.workflow.ubahan import UBAHAN

pytestmark = pytest.mark.django_db
FILE = Path(__file__).with_name("tolakan.txt")
# Days and years follow the clock, serial numbers are random.
RENEW = "UBAH_TOLAKAN=1 bin/test tests/workflow/test_tolakan.py"
MOVING = re.compile(r"(?<=seri )\w+|\d+( (Jan|Feb|Mar|Apr|Mei|Jun|Jul|Agu|Sep|Okt|Nov|Des)\w*)?")
CELLS = [
    (machine, state)
    for machine in registry.all_machines()
    for state in machine.states
    if any(step.guards for step in machine.from_state(state))
]


def kept():
    """{"<machine>-<state>": its lines}."""
    found = {}
    for line in FILE.read_text().splitlines() if FILE.exists() else ():
        if line.startswith("["):
            lines = found[line.strip("[]")] = []
        elif line:
            lines.append(line)
    return found


def rewrite(name, lines):
    sections = kept() | {name: lines}
    text = ["\n".join([f"[{key}]", *sections[key]]) for key in sorted(sections)]
    FILE.write_text("\n\n".join(text) + "\n")


def told(case):
    """A line for each guard of each step that leaves the state; "boleh" where it does not bar."""
    return [
        f"{step.name} {guard.__name__}: {MOVING.sub('#', guard(case)) or 'boleh'}"
        for step in case.machine.from_state(case.status)
        for guard in step.guards
    ]


def otherwise(case, office, changes):
    """The same once one thing of the case is another: only the lines that then differ."""
    usual = told(case)
    for words, change in changes.items():
        with transaction.atomic():
            change(office, again(case))
            yield from [
                f"  bila {words}:",
                *(f"  {row}" for row in told(again(case)) if row not in usual),
            ]
            transaction.set_rollback(True)


def again(case):
    return type(case).objects.get(pk=case.pk)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell[0].code}-{cell[1]}")
def test_a_barred_step_says_what_it_said(cell, office):
    machine, state = cell
    name, case = f"{machine.code}-{state}", again(office.case_in(machine, state))
    said = [*told(case), *otherwise(case, office, UBAHAN.get(name, {}))]
    if os.environ.get("UBAH_TOLAKAN"):
        rewrite(name, said)
    assert said == kept()[name], f"wanted? then `{RENEW}`, and read the diff"


def test_the_file_holds_no_state_that_is_gone():
    assert kept().keys() == {f"{machine.code}-{state}" for machine, state in CELLS}
    assert UBAHAN.keys() <= kept().keys()


# Only a loan of the former release has no record; `test_setiap_langkah.py` makes one.
ONE_SIDED = {cap.belum_ada_berita_acara}


# --- every sentence -------------------------------------------------------------------------------
def guards():
    """Every guard that a step names, once."""
    steps = [step for machine in registry.all_machines() for step in machine.steps.values()]
    return sorted({guard for step in steps for guard in step.guards}, key=lambda g: g.__qualname__)


def sentences(guard):
    """Patterns of the sentences that stand in a guard; what is put into one may be anything."""
    tree = ast.parse(inspect.getsource(guard))
    inside = {id(part) for node in ast.walk(tree) for part in inner(node)}
    texts = [n for n in ast.walk(tree) if isinstance(n, ast.JoinedStr | ast.Constant)]
    return filter(None, [as_pattern(node) for node in texts if id(node) not in inside])


def inner(node):
    """The parts of a text that is put together, and docstrings: no sentences of their own."""
    if isinstance(node, ast.JoinedStr):
        return [part for part in ast.walk(node) if part is not node]
    if isinstance(node, ast.Expr):
        return [node.value]
    return []


def as_pattern(node):
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    words = [part.value if isinstance(part, ast.Constant) else None for part in parts]
    if any(isinstance(word, str) and word.strip().endswith((".", ";")) for word in words):
        return "".join(".+" if word is None else re.escape(MOVING.sub("#", word)) for word in words)
    return ""


def said():
    """{guard: all it has answered}."""
    found = {guard: set() for guard in guards()}
    for cell, rows in kept().items():
        steps = registry.get(cell.partition("-")[0]).steps
        for match in filter(None, (re.match(r" *(\w+) (\w+): (.*)", row) for row in rows)):
            if match[1] in steps:
                guard = next(g for g in steps[match[1]].guards if g.__name__ == match[2])
                found[guard].add(match[3])
    return found


def test_every_guard_bars_and_lets_through_somewhere():
    one_sided = {g for g, found in said().items() if "boleh" not in found or len(found) < 2}
    assert one_sided == ONE_SIDED


def test_every_sentence_of_a_guard_is_said_in_some_state():
    answers = said()
    silent = [
        (guard.__name__, pattern)
        for guard in guards()
        for pattern in sentences(guard)
        if not any(re.fullmatch(pattern, one) for one in answers[guard])
    ]
    assert silent == [], "add what brings it about to tests/workflow/ubahan.py"
