"""Any steps by anybody in any order: the case keeps to its machine and its log stays whole.

Beside the grid, which asks each state once, this goes on from where it came to: the same steps
again, those of other states, with data and without, on pages that are out of date.
"""

import random

import pytest

from metrologi.accounts.roles import Role
from metrologi.documents.signing import SigningError
from metrologi.workflow import registry
from metrologi.workflow.errors import StepError
from metrologi.workflow.run import run
from metrologi.workflow.trail import faults, rows_of
from tests.workflow.test_grid import takes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpainted")]
MACHINES = list(registry.all_machines())
ATTEMPTS = 40
# Of ten attempts so many are a step that the state offers, by somebody who may take it.
FITTING = 5


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.code)
@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_people_try_the_case_keeps_to_its_machine(machine, seed, office):
    draw = random.Random(f"{machine.code}-{seed}")
    state = draw.choice([s for s in machine.states if not machine.states[s].final])
    case, samples, moved = office.case_in(machine, state), office.samples(), 0
    for _ in range(ATTEMPTS):
        step, role, seen = attempt(draw, case)
        before = type(case).objects.get(pk=case.pk)
        took = tried(before, step, office.everyone(before)[role], seen, samples, draw)
        case = type(case).objects.get(pk=case.pk)
        assert list(faults(case, rows_of(case))) == []
        assert case.status in machine.states and case.nomor == before.nomor
        if took:
            moved += 1
            assert takes(step, role) and before.status in step.sources and seen == before.status
            assert case.log_count > before.log_count
        else:
            assert (case.status, case.log_head) == (before.status, before.log_head), step.name
    assert moved or not machine.from_state(state)


def attempt(draw, case):
    """A step, a role and the state that the page showed; half of them fit."""
    fitting = [s for s in case.machine.from_state(case.status) if not s.reaction]
    if fitting and draw.randrange(10) < FITTING:
        step = draw.choice(fitting)
        return step, Role(draw.choice([str(r) for r in step.by])), case.status
    step = draw.choice(list(case.machine.steps.values()))
    seen = draw.choice([case.status, *case.machine.states])
    return step, draw.choice(list(Role)), seen


def tried(case, step, user, seen, samples, draw):
    """Whether `run` took the step; its data are now and then forgotten."""
    data = {}
    if step.name in samples and case.status in step.sources and draw.randrange(10):
        data = sample(samples[step.name], case, user)
    note = data.pop("note", "Catatan uji." if step.note == "wajib" else "")
    secret = data.pop("secret", None)
    try:
        run(case, step.name, by=user, seen=seen, note=note, secret=secret, **data)
    except (StepError, SigningError):
        return False
    except TypeError as error:
        # What a form would have asked for is missing; the data of a step are bound to its names.
        assert "missing data" in str(error)
        return False
    return True


def sample(make, case, user):
    """The data of the step; none where another machine has a step of that name."""
    try:
        return make(case, user)
    except AttributeError:
        return {}
