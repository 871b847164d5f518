"""Who is told that the case has moved on learns no more of who moved it than its page tells."""

import pytest
from django.test import Client
from django.urls import reverse

from metrologi.accounts.roles import OUTSIDE
from metrologi.workflow import registry, trail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpainted")]
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"


def theirs(machine, state):
    """The first step that somebody from outside takes from there by a page of the kernel."""
    steps = [s for s in machine.from_state(state) if not (s.reaction or s.surface)]
    return next((s for s in steps if set(s.by) & OUTSIDE), None)


CELLS = [(m, s) for m in registry.all_machines() for s in m.states if theirs(m, s)]


def late(user, case, step):
    """The page that answers a form from a state long past."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    url = reverse("workflow:step", args=[case.machine.code, case.pk, step.name])
    return client.post(url, {"seen": "dahulu"})


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell[0].code}-{cell[1]}")
def test_outside_the_role_is_told_and_not_the_name(cell, office):
    machine, state = cell
    step, case = theirs(machine, state), office.case_in(machine, state)
    case = type(case).objects.get(pk=case.pk)
    role = next(role for role in step.by if role in OUTSIDE)
    answer, last = late(office.everyone(case)[role], case, step), trail.last_of(case)
    assert answer.status_code == 409
    told = answer.text.split("<main")[1]
    assert f"“{last.label}” oleh {last.role_label};" in told


def test_within_the_office_the_name_is_told_too(office):
    case = office.case_in(registry.get("orders"), "diuji")
    clerk, last = office.people["administrasi"], trail.last_of(case)
    step = case.machine.steps["minta_lengkapi"]
    told = late(clerk, case, step).text
    assert f"“{last.label}” oleh {last.actor.nama}, {last.role_label};" in told
