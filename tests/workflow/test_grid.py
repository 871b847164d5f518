"""Every machine in every state: every step asked by every role, through `run` and through HTTP.

The case gets to its state by real steps. What is not offered is refused and changes nothing: the
row, the log, the papers and the messages are compared before and after.
"""

import pytest
from django.test import Client
from django.urls import reverse

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import OUTSIDE, PEMOHON, Role
from metrologi.documents.models import Dokumen
from metrologi.notifications.models import Pesan
from metrologi.workflow import registry
from metrologi.workflow.cases import CaseQuerySet
from metrologi.workflow.errors import NotAllowed, Stale
from metrologi.workflow.models import Jejak
from metrologi.workflow.offers import offers
from metrologi.workflow.run import open_case, run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpainted")]
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"
# The words of a refusal without the page around them; how that looks is asked in tests/pages.
PROGRAM = {"accept": "application/json"}
NOT_NOW = "Langkah ini tidak tersedia saat keadaan perkara"
CELLS = [(machine, state) for machine in registry.all_machines() for state in machine.states]


@pytest.fixture(autouse=True)
def quiet(caplog):
    """Thousands of refusals are asked for here; their log lines would bury the one that matters."""
    caplog.set_level("ERROR", "django.request")


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell[0].code}-{cell[1]}")
def test_a_case_moves_only_by_the_steps_roles_and_states_declared(cell, office):
    """One walk for each state; each question is asked of all roles and tells all its faults."""
    machine, state = cell
    made = office.case_in(machine, state)
    case = type(made).objects.get(pk=made.pk)
    assert case.status == state
    people, before, wrong = office.everyone(case), everything(case), {}
    for role in Role:
        for ask in (run_refuses, offers_are_declared, http_refuses, pages_answer):
            if found := ask(case, people[role], role):
                wrong[ask.__name__, str(role)] = found
        assert everything(case) == before, role
    if found := a_stranger_finds_nothing(case):
        wrong["a_stranger_finds_nothing"] = found
    assert everything(case) == before
    assert wrong == {}


def run_refuses(case, user, role):
    """The steps that `run` takes although they are not offered, or for a page of another state."""
    found = []
    for step in case.machine.steps.values():
        if not honoured(case, step, role):
            found += accepted(case, step, user, seen=case.status)
        else:
            found += accepted(case, step, user, seen="keadaan-lain")
    return found


def accepted(case, step, user, seen):
    """The step if `run` takes it; a refusal for another reason than role and state is an error."""
    try:
        run(case, step.name, by=user, seen=seen)
    except (NotAllowed, Stale):
        return []
    return [(step.name, seen)]


def offers_are_declared(case, user, role):
    """Offered and declared steps where they are not the same."""
    declared = [s.name for s in case.machine.from_state(case.status) if acts(s, role)]
    offered = [o.step.name for o in offers(case, user)]
    return [] if offered == declared else [offered, declared]


def http_refuses(case, user, role):
    """What GET and POST of a step's page answer where that is not what the declaration says."""
    client, found = browser(user), []
    for step in case.machine.steps.values():
        url = reverse("workflow:step", args=[case.machine.code, case.pk, step.name])
        got = client.get(url, headers=PROGRAM)
        if honoured(case, step, role) and not barred(case, step, user):
            posted = client.post(url, {"seen": "keadaan-lain"}, headers=PROGRAM)
            # A work surface of its own may look at the form before it looks at the state.
            refusal = (409, 422) if step.surface else (409,)
            right = got.status_code == 200 and posted.status_code in refusal
        else:
            posted = client.post(url, {"seen": case.status}, headers=PROGRAM)
            right = posted.status_code in (403, 404, 409)
            right = right and (got.status_code in (403, 404) or not_now(got, case, step, role))
        if not right:
            found.append((step.name, got.status_code, posted.status_code))
    return found


def not_now(answer, case, step, role):
    """Whether the role may take the step from another state, and the page says: not now."""
    told = answer.status_code == 200 and NOT_NOW in answer.content.decode()
    elsewhere = acts(step, role) and case.status not in step.sources
    return elsewhere and (told or answer.status_code == 409)


def pages_answer(case, user, role):
    """The case is there for whom it is there; its list and the person's tasks for everybody."""
    client = browser(user)
    right = {
        case.get_absolute_url(): 200 if sees(case, user, role) else 404,
        reverse("workflow:list", args=[case.machine.code]): 200,
        reverse("portal:tugas"): 200,
    }
    return [(url, code) for url, code in right.items() if client.get(url).status_code != code]


def a_stranger_finds_nothing(case):
    """An applicant and reporter to whom the case does not belong."""
    stranger, found = User.objects.create_user("orang-lain", nama="Orang Lain"), []
    for role in sorted(OUTSIDE):
        Penugasan.objects.create(user=stranger, role=role, mulai="2020-01-01")
    client = browser(stranger)
    addresses = {case.get_absolute_url(): ""}
    for step in case.machine.steps.values():
        args = [case.machine.code, case.pk, step.name]
        addresses[reverse("workflow:step", args=args)] = step.name
        found += accepted(case, step, stranger, seen=case.status)
    for url in addresses:
        got = client.get(url, headers=PROGRAM).status_code
        posted = client.post(url, {"seen": case.status}, headers=PROGRAM).status_code
        if not {got, posted} <= {403, 404}:
            found.append((url, got, posted))
    if offers(case, stranger) or case.nomor in client.get(reverse("portal:tugas")).text:
        found.append("ditawarkan")
    return found


@pytest.mark.parametrize("machine", registry.all_machines(), ids=lambda machine: machine.code)
def test_a_case_is_opened_only_by_the_roles_declared(machine, office):
    before = machine.model.objects.count()
    for step in machine.openings():
        for role in Role:
            if not takes(step, role) and role != step.proxy and not twin_of_proxy(step, role):
                with pytest.raises(NotAllowed):
                    open_case(machine.code, by=office.people[role], uml=office.uml, step=step.name)
    assert machine.model.objects.count() == before


# --- what the declaration says --------------------------------------------------------------------


def takes(step, role):
    """Whether the declaration names the role; the two names of an applicant are one."""
    wanted = {*step.by, *(PEMOHON if PEMOHON & set(step.by) else ())}
    return role in wanted and not step.reaction


def twin_of_proxy(step, role):
    return role in PEMOHON and step.proxy in PEMOHON


def acts(step, role):
    """As `takes`, or for somebody at the counter."""
    stands_in = role == step.proxy or twin_of_proxy(step, role)
    return takes(step, role) or stands_in and not step.reaction


def honoured(case, step, role):
    """Whether the declaration lets that role take the step from where the case is."""
    return acts(step, role) and case.status in step.sources


def barred(case, step, user):
    """Whether the case itself, or a step that this person took before, stands in the way."""
    return bool(case.halangan(step, user)) or did_one_of(case, step.four_eyes, user)


def did_one_of(case, names, user):
    """Whether this person took one of the steps, on the case or on those that it stems from."""
    wanted, link = {name.split(".")[-1] for name in names}, case
    while link is not None:
        rows = Jejak.objects.filter(case_type__model=link._meta.model_name, case_id=link.pk)
        if rows.filter(step__in=wanted, actor=user).exists():
            return True
        link = link.origin
    return False


def sees(case, user, role):
    """Staff with a step in the machine, and whose case it is; some procedures hide more."""
    rows = type(case).objects.all()
    if type(rows).visible_to is not CaseQuerySet.visible_to:
        return rows.visible_to(user).filter(pk=case.pk).exists()
    return role in case.machine.staff_roles() or case.is_applicant(user)


# --- tools ----------------------------------------------------------------------------------------


def browser(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def everything(case):
    """The row of the case, and how many of everything that a step can leave behind there are."""
    row = type(case).objects.filter(pk=case.pk).values().get()
    counted = [Jejak, Dokumen, Pesan, *(m.model for m in registry.all_machines())]
    return row, [model.objects.count() for model in counted]
