"""Every machine × state × step × role at the door, and every state and step with posting roles in turn through HTTP.

A case is asked in each state on its way; none of the questions may change it.
"""
import pytest
from django.urls import reverse

from metrologi.accounts.roles import PEMOHON, Role
from metrologi.workflow import registry
from metrologi.workflow.errors import NotAllowed, Stale, StepError
from metrologi.workflow.offers import offers
from metrologi.workflow.run import admit, run
from tests.walk import watched

pytestmark = pytest.mark.django_db
# The words of a refusal without the page around them; how that looks is asked in tests/pages.
PROGRAM = {"accept": "application/json"}
POSTING = (Role.WAJIB_TTU, Role.ADMINISTRASI, Role.PENERA, Role.KEPALA, Role.BENDAHARA)


@pytest.mark.parametrize("machine", registry.all_machines(), ids=lambda machine: machine.code)
def test_a_case_moves_only_by_the_steps_roles_and_states_declared(machine, office, client, caplog):
    caplog.set_level("ERROR", "django.request")
    asked = []

    def ask(case):
        if case.machine is machine and case.status not in asked:
            asked.append(case.status)
            everything(type(case).objects.get(pk=case.pk), office, client)

    with watched(ask):
        for state in farthest_first(machine):
            if state not in asked:
                ask(office.case_in(machine, state))
                assert state in asked
    assert len(asked) == len(machine.states)


def farthest_first(machine):
    """Who goes there comes through the others."""
    near = list(dict.fromkeys(s.target for s in machine.openings()))
    for state in near:
        near += [s.target for s in machine.from_state(state) if s.target not in near]
    return [*(state for state in machine.states if state not in near), *reversed(near)]


def everything(case, office, client):
    people, state = office.everyone(case), case.status
    a_step_outside_its_roles_and_states_is_refused(case, people)
    offers_are_exactly_the_steps_of_the_role_from_the_state(case, people)
    a_page_that_shows_another_state_is_refused(case, people)
    http_answers_403_404_or_409_to_a_step_that_is_not_offered(case, people, client)
    case.refresh_from_db()
    assert case.status == state


def a_step_outside_its_roles_and_states_is_refused(case, people):
    """Every role is asked of what `run` asks first; `run` itself of each step that starts here, and through HTTP below."""
    for step, role in not_offered(case, Role):
        if not step.opens:
            with pytest.raises((NotAllowed, Stale)):
                admit(case, step, by=people[role], seen=case.status)
    turn = list(case.machine.states).index(case.status)
    for step in case.machine.from_state(case.status):
        wrong = [role for role in Role if not honoured(case, step, role)]
        with pytest.raises(NotAllowed):
            run(case, step.name, by=people[wrong[turn % len(wrong)]], seen=case.status)


def offers_are_exactly_the_steps_of_the_role_from_the_state(case, people):
    for role in Role:
        offered = {o.step.name for o in offers(case, people[role])}
        assert offered == {s.name for s in case.machine.from_state(case.status) if honoured(case, s, role)}, role


def a_page_that_shows_another_state_is_refused(case, people):
    for step in case.machine.from_state(case.status):
        if not step.reaction:
            with pytest.raises(StepError):
                run(case, step.name, by=people[step.by[0]], seen="keadaan-lain")


def http_answers_403_404_or_409_to_a_step_that_is_not_offered(case, people, client):
    signed_in = None
    for step, role in sorted(over_http(case), key=lambda asked: asked[1]):
        if role != signed_in:
            client.force_login(people[role])
            signed_in = role
        url = reverse("workflow:step", args=[case.machine.code, case.pk, step.name])
        answer = client.post(url, {"seen": case.status}, headers=PROGRAM)
        assert answer.status_code in (403, 404, 409) and answer.json()["pesan"], (role, step.name, answer.status_code)


def not_offered(case, roles):
    """A step that starts here with every other role; one that starts elsewhere with the role that may take it there."""
    for step in case.machine.steps.values():
        asked = roles if case.status in step.sources else step.by[:1] or roles
        yield from ((step, role) for role in asked if step.opens or not honoured(case, step, role))


def over_http(case):
    """Two of the posting roles for a step that starts here, and every seventh that starts elsewhere; others in every state.

    The door behind has refused them all.
    """
    order, states = list(case.machine.steps), list(case.machine.states)
    each = min(7, len(states))  # so that every step is asked in some state
    asked = {}
    for step, role in not_offered(case, POSTING):
        turn = order.index(step.name) + states.index(case.status)
        if case.status in step.sources or turn % each == 0:
            asked.setdefault((step.name, turn), []).append((step, role))
    return [roles[(turn + n) % len(roles)] for (_, turn), roles in asked.items() for n in range(min(2, len(roles)))]


def honoured(case, step, role):
    """Whether the declaration lets that role take the step from where the case is."""
    same = {*step.by, *(PEMOHON if PEMOHON & set(step.by) else ())}
    return role in same and case.status in step.sources and not step.reaction
