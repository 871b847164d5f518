"""Every declared step, from every state, by every role: it succeeds through the page a person uses.

What is refused is asked in `test_grid.py`; here each step is taken once, with what people type
(`isian.py`) in the form that the page shows. Reactions have no page and no person.
"""

from contextlib import nullcontext
from urllib.parse import urljoin

import pytest
from django.db import transaction
from django.test import Client

from metrologi.accounts.roles import OUTSIDE, PEMOHON
from metrologi.clock.now import at
from metrologi.workflow import registry
from metrologi.workflow.errors import StepError
from metrologi.workflow.models import Jejak
from tests.borang import find
from tests.workflow import bersiap
from tests.workflow.isian import ISIAN, PEMBUKA

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpainted")]
# The log of these says in which role somebody from outside acted, and never who it was.
UNNAMED = {"pengaduan"}
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"


def by_hand(machine, state):
    return [step for step in machine.from_state(state) if not step.reaction]


CELLS = [(m, state) for m in registry.all_machines() for state in m.states if by_hand(m, state)]
OPENINGS = [(m, step) for m in registry.all_machines() for step in m.openings()]


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell[0].code}-{cell[1]}")
def test_every_step_succeeds_through_its_page(cell, office):
    machine, state = cell
    made, wrong = office.case_in(machine, state), {}
    for step in by_hand(machine, state):
        for role in step.actors:
            if fault := undone(take, office, machine, step, role, made):
                wrong[step.name, str(role)] = fault
    assert wrong == {}


@pytest.mark.parametrize("cell", OPENINGS, ids=lambda cell: f"{cell[0].code}-{cell[1].name}")
def test_every_opening_succeeds_through_its_page(cell, office):
    machine, step = cell
    roles = [*step.by, *([step.proxy] if step.proxy else [])]
    told = {str(role): undone(open_it, office, machine, step, role) for role in roles}
    assert {role: fault for role, fault in told.items() if fault} == {}


def test_no_sample_is_for_a_step_that_is_gone():
    declared = {(m.code, name) for m in registry.all_machines() for name in m.steps}
    names = {name for _, name in declared}
    samples = [*ISIAN, *PEMBUKA]
    assert [s for s in samples if s not in declared and s not in names] == []


def undone(attempt, *args):
    """What went wrong, in words; whatever the try did is rolled back."""
    with transaction.atomic():
        try:
            return attempt(*args)
        except (LookupError, StepError) as error:
            return f"{type(error).__name__}: {error}"
        finally:
            transaction.set_rollback(True)


def take(office, machine, step, role, made):
    """One step of a case at hand."""
    coba, page = bersiap.langkah(office, machine, step, role, made)
    before = Jejak.objects.order_by("-pk").first().pk
    return send(coba.user, page) or not_logged(before, machine, step, coba, page, coba.case)


def open_it(office, machine, step, role):
    """One opening."""
    coba, page = bersiap.pembukaan(office, machine, step, role)
    last = Jejak.objects.order_by("-pk").first()
    before = last.pk if last else 0
    return send(coba.user, page) or not_logged(before, machine, step, coba, page)


def send(user, page):
    """Open the page, fill in its form, send it; what came back where it was no redirection."""
    with at(page.saat) if page.saat else nullcontext():
        client = Client()
        client.force_login(user, backend=BACKEND)
        shown = client.get(page.url)
        if shown.status_code != 200:
            return f"GET {page.url}: {shown.status_code}"
        form = find(shown.content, page.ketikan)
        answer = client.post(urljoin(page.url, form.action), form.filled(page.ketikan))
    if answer.status_code == 302 and not answer["Location"].startswith("/akun/"):
        return ""
    errors = getattr((answer.context or {}).get("form"), "errors", "")
    return f"POST {page.url}: {answer.status_code} {errors.as_json() if errors else ''}"


def not_logged(before, machine, step, coba, page, case=None):
    """Why the log does not tell of this step by this person in this role; "" where it does."""
    rows = Jejak.objects.filter(pk__gt=before, machine=machine.code, step=step.name)
    row = rows.filter(case_id=case.pk).first() if case else rows.first()
    if row is None:
        return "sent, but the log has no such step"
    unnamed = page.tanpa_pelaku or (machine.code in UNNAMED and coba.role in OUTSIDE)
    actor = None if unnamed else coba.user.pk
    told = (row.source, row.target, row.actor_id)
    source = case.status if case else ""
    if told != (source, step.target or source, actor):
        return f"the log tells {told}"
    if row.role != coba.role and not {row.role, coba.role} <= PEMOHON and not page.tanpa_pelaku:
        return f"taken as {row.role}"
    return ""
