"""What nobody does, the clock does.

A wait that ran out takes the step its state names, once, signed by no person.
"""

import datetime as dt

import pytest

from metrologi.accounts.roles import OUTSIDE
from metrologi.clock.models import calendar_for
from metrologi.clock.now import at, now
from metrologi.workflow import registry, trail
from metrologi.workflow.run import run
from metrologi.workflow.tasks import batas_waktu
from tests.kompensasi.keadaan import pantauan

pytestmark = pytest.mark.django_db
LIMITED = [
    pytest.param(m, state, id=f"{m.code}-{state}")
    for m in registry.all_machines()
    for state, told in m.states.items()
    if told.timeout
]


@pytest.mark.parametrize(("machine", "state"), LIMITED)
def test_a_wait_that_ran_out_is_ended_by_the_clock_alone(machine, state, office):
    case = office.case_in(machine, state)
    step = machine.steps[machine.states[state].timeout.step]
    assert case.due_at > now() and batas_waktu() == 0
    machine.model.objects.filter(pk=case.pk).update(due_at=now() - dt.timedelta(minutes=1))
    assert batas_waktu() == 1
    case.refresh_from_db()
    last = trail.rows_of(case)[-1]
    assert (last.step, last.actor, last.role) == (step.name, None, "sistem")
    assert case.status != state and batas_waktu() == 0


@pytest.mark.parametrize(
    ("machine", "state"), [p for p in LIMITED if p.values[0].states[p.values[1]].holder in OUTSIDE]
)
def test_somebody_outside_is_waited_for_as_long_as_the_limit_says(machine, state, office):
    case = office.case_in(machine, state)
    limit = calendar_for(case.uml_id).add(case.status_since, machine.states[state].timeout.after)
    assert case.due_at == (case.jatuh_tempo(case.status_since) or limit)


def test_a_case_that_the_clock_opens_has_no_opener_and_says_so(office):
    case = pantauan(office)
    first = trail.rows_of(case)[0]
    assert case.created_by is None and (first.actor, first.role) == (None, "sistem")
    assert list(trail.faults(case, trail.rows_of(case))) == []


def test_a_step_after_the_clock_was_set_back_counts_no_time(office):
    """The server's clock ran days ahead when the case was opened, and was corrected since."""
    with at(now() + dt.timedelta(days=9)):
        case = office.order()
    case = run(case, "batalkan", by=case.created_by, seen=case.status, note="Tidak jadi.")
    assert trail.last_of(case).minutes == 0
    assert list(trail.faults(case, trail.rows_of(case))) == []
