"""After every step beside the SOP, each role's pages of that case still open.

The crawl visits cases that came the ordinary way; here each relief is taken once and then the page
of the case, all its steps, the list and Tugas are asked by everybody.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from metrologi.workflow import registry
from tests.workflow import bersiap
from tests.workflow.test_setiap_langkah import BACKEND, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpainted")]
OPENS, CLOSED = (200,), (302, 403, 404)


def reliefs(machine, state):
    return [step for step in machine.from_state(state) if step.relief]


CELLS = [(m, state) for m in registry.all_machines() for state in m.states if reliefs(m, state)]


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell[0].code}-{cell[1]}")
def test_the_pages_of_a_case_open_after_a_step_beside_the_sop(cell, office):
    machine, state = cell
    made, wrong = office.case_in(machine, state), {}
    for step in reliefs(machine, state):
        with transaction.atomic():
            coba, page = bersiap.langkah(office, machine, step, step.actors[0], made)
            assert send(coba.user, page) == "", step.name
            opened, odd = pages_after(office, coba.case)
            transaction.set_rollback(True)
        assert opened, step.name
        wrong |= {(step.name, *place): status for place, status in odd.items()}
    assert wrong == {}


def pages_after(office, made):
    """How many pages opened, and those that answered oddly, by role and address."""
    case = type(made).objects.get(pk=made.pk)
    opened, odd = 0, {}
    for role, user in office.everyone(case).items():
        client = Client()
        client.force_login(user, backend=BACKEND)
        for url in pages_of(case):
            status = client.get(url).status_code
            opened += status in OPENS
            if status not in OPENS + CLOSED:
                odd[str(role), url] = status
    return opened, odd


def pages_of(case):
    code, machine = case.machine.code, case.machine
    steps = [s.name for s in machine.from_state(case.status) if not s.reaction]
    return [
        reverse("workflow:detail", args=[code, case.pk]),
        *[reverse("workflow:step", args=[code, case.pk, name]) for name in steps],
        reverse("workflow:list", args=[code]),
        reverse("portal:tugas"),
    ]
