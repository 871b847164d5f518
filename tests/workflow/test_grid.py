"""Every machine × state × step × role, through the door and through HTTP: what is offered equals what is honoured."""
import pytest
from django.urls import reverse

from metrologi.accounts.roles import Role
from metrologi.workflow import registry
from metrologi.workflow.errors import NotAllowed, Stale, StepError
from metrologi.workflow.offers import offers
from metrologi.workflow.run import run

pytestmark = pytest.mark.django_db


def machines():
    return [pytest.param(m, id=m.code) for m in registry.all_machines()]


@pytest.mark.parametrize("machine", machines())
def test_a_step_outside_its_roles_and_states_changes_nothing(machine, office):
    for state in machine.states:
        case = office.case_in(machine, state)
        for step in machine.steps.values():
            if step.opens:
                continue
            for role in Role:
                user = office.person(role, case)
                allowed = role in _same(step.by) and state in step.sources and not step.reaction
                if allowed:
                    continue
                with pytest.raises((NotAllowed, Stale)):
                    run(case, step.name, by=user, seen=state)
        case.refresh_from_db()
        assert case.status == state


@pytest.mark.parametrize("machine", machines())
def test_offers_are_exactly_the_steps_of_the_role_from_the_state(machine, office):
    for state in machine.states:
        case = office.case_in(machine, state)
        for role in Role:
            offered = {o.step.name for o in offers(case, office.person(role, case))}
            assert offered == {s.name for s in machine.from_state(state) if role in _same(s.by) and not s.reaction}


def _same(roles):
    return {*roles, *({Role.PELANGGAN} if Role.WAJIB_TTU in roles else ())}


@pytest.mark.parametrize("machine", machines())
def test_http_answers_403_404_or_409_to_a_step_that_is_not_offered(machine, office, client):
    for state in machine.states:
        case = office.case_in(machine, state)
        for role in (Role.WAJIB_TTU, Role.ADMINISTRASI, Role.PENERA, Role.KEPALA, Role.BENDAHARA):
            user = office.person(role, case)
            client.force_login(user)
            for step in machine.steps.values():
                offered = role in _same(step.by) and state in step.sources and not step.reaction and not step.opens
                if offered:
                    continue
                url = reverse("workflow:step", args=[machine.code, case.pk, step.name])
                answer = client.post(url, {"seen": state})
                assert answer.status_code in (403, 404, 409), (state, role, step.name, answer.status_code)
        case.refresh_from_db()
        assert case.status == state


@pytest.mark.parametrize("machine", machines())
def test_a_page_that_shows_another_state_gets_409(machine, office, client):
    for state in machine.states:
        case = office.case_in(machine, state)
        for step in machine.from_state(state):
            if step.reaction:
                continue
            user = office.person(step.by[0], case)
            with pytest.raises(StepError):
                run(case, step.name, by=user, seen="keadaan-lain")
        case.refresh_from_db()
        assert case.status == state
