"""No case without a door: every open state of every machine, when whoever holds it is gone.

For each state three things happen: everybody who could act is deactivated, everybody is barred by
what the case says, nobody has the role. Then somebody living has a door, or the nightly look tells
Kepala and administrator.
"""

import pytest
from django.db import transaction
from django.db.models import Q

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import OUTSIDE
from metrologi.notifications.models import Pesan
from metrologi.workflow import registry, terhenti
from metrologi.workflow.models import Jejak, Terhenti
from metrologi.workflow.offers import offers
from metrologi.workflow.tasks import cari_terhenti
from tests.workflow.test_grid import browser as masuk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpainted")]
HELD = [
    (machine, code)
    for machine in registry.all_machines()
    for code, state in machine.states.items()
    if not state.final and (state.bound or (state.holder and state.holder not in OUTSIDE))
]
LEADERS = {"kepala", "admin_satker"}


def name(cell):
    return f"{cell[0].code}-{cell[1]}"


def holders(case):
    """Everybody alive who may take a step of the SOP for which the case waits."""
    return [u for u in User.objects.filter(is_active=True) if may_one(case, u)]


def may_one(case, user):
    steps = case.machine.turn(case.status)
    if not steps:
        return case.state.holder in case.roles_of(user)
    free = {o.step.name for o in offers(case, user) if not barred(case, o.step, user)}
    return bool(free & {step.name for step in steps})


def barred(case, step, user):
    return bool(case.halangan(step, user))


def told_of(case):
    """Who has a message about this case at a stand."""
    rows = Pesan.objects.filter(judul__icontains="perkara tanpa pemegang")
    rows = rows.filter(Q(judul__contains=case.nomor) | Q(isi__contains=case.nomor))
    return set(rows.values_list("user__username", flat=True))


def fresh(case):
    return type(case).objects.get(pk=case.pk)


@pytest.mark.parametrize("cell", HELD, ids=name)
def test_somebody_living_has_a_door_or_the_night_tells(cell, office):
    """One walk for each state; each question is asked of it as it stands, and tells its faults."""
    made, wrong = office.case_in(*cell), {}
    for ask in QUESTIONS:
        with transaction.atomic():
            if fault := ask(office, fresh(made)):
                wrong[ask.__name__] = fault
            transaction.set_rollback(True)
    assert wrong == {}


def somebody_can_go_on(office, case):
    """Before anybody leaves nothing is told."""
    return terhenti.kekurangan(case)


def everybody_who_could_act_is_deactivated(office, case):
    people = [u.pk for u in holders(case) if u.username not in LEADERS]
    User.objects.filter(pk__in=people).update(is_active=False)
    return not_told(fresh(case))


def nobody_has_the_role_any_more(office, case):
    roles = {role for step in case.machine.turn(case.status) for role in step.by}
    posts = Penugasan.objects.filter(role__in=roles or {case.state.holder}, uml=office.uml)
    posts.exclude(user__username="admin_satker").update(sampai="2020-01-02")
    return not_told(fresh(case))


def an_earlier_act_bars_everybody(office, case):
    """Four eyes: whoever holds the state is entered as who took the steps that bar from it."""
    steps = [s for s in case.machine.turn(case.status) if s.four_eyes]
    for user in holders(case) if steps else ():
        for step in steps:
            took(case, step.four_eyes[0].split(".")[-1], user)
    if not steps:
        return ""
    return not_told(case) or ("" if terhenti.baris(case).exists() else "not seen")


def the_people_named_are_gone(office, case):
    """Their colleagues of the same role are not: a leader puts one of them in their place."""
    if not case.state.bound:
        return ""
    gone = {*case.orang_kunci(), *getattr(getattr(case, "perjalanan", None), "regu", ())}
    User.objects.filter(pk__in=[u.pk for u in gone]).update(is_active=False)
    step = terhenti.pengganti(case)
    where = case if step.name in case.machine.steps else case.perjalanan
    leader = another(office, step.by[0])
    if step.name not in [o.step.name for o in offers(fresh(where), leader) if not o.reasons]:
        return f"{step.name} is not offered"
    cari_terhenti()
    return "" if gone and leader.username in told_of(case) else "the leader is not told"


def a_colleague_of_the_same_role_may_go_on(office, case):
    """What binds a state to persons is declared, so that no machine can bind it in silence."""
    if case.state.bound or may_one(case, another(office, case.state.holder)):
        return ""
    return "only people whom the case names may act, and the state does not say so"


QUESTIONS = (
    somebody_can_go_on,
    everybody_who_could_act_is_deactivated,
    nobody_has_the_role_any_more,
    an_earlier_act_bars_everybody,
    the_people_named_are_gone,
    a_colleague_of_the_same_role_may_go_on,
)


# --- tools ----------------------------------------------------------------------------------------


def another(office, role):
    user = User.objects.create_user(f"rekan-{role}", nama=f"Rekan {role}", uml=office.uml)
    Penugasan.objects.create(user=user, role=role, uml=office.uml, mulai="2020-01-01")
    return user


def took(case, step, user):
    """A row of the log by which this person took the step."""
    row = Jejak.objects.filter(case_id=case.pk, machine=case.machine.code).latest("urut")
    row.pk, row.urut, row.step, row.actor = None, row.urut + 50 + user.pk, step, user
    row.save(force_insert=True)


def not_told(case):
    """Nobody can go on, and the night tells neither Kepala nor administrator."""
    cari_terhenti()
    if terhenti.baris(case).exists():
        return "" if LEADERS & told_of(case) else "nobody is told"
    return "" if holders(case) else "nobody can go on, and the night does not see it"


# --- what Kepala and administrator see ------------------------------------------------------------


def test_kepala_and_administrator_find_a_case_at_a_stand_in_their_tasks(office):
    case = office.case_in(registry.get("pengaduan"), "dipantau")
    User.objects.filter(pk=case.penangan_id).update(is_active=False)
    cari_terhenti()
    for who in ("kepala", "admin_satker"):
        client = masuk(office.people[who])
        assert "1 perkara tanpa pemegang" in client.get("/tugas/").content.decode()
        page = client.get("/tanpa-pemegang/").content.decode()
        assert case.nomor in page
        assert "Alihkan ke penangan lain" in page
    assert masuk(office.people["penera"]).get("/tanpa-pemegang/").status_code == 403


def test_a_case_that_goes_on_again_leaves_the_list(office):
    case = office.case_in(registry.get("pengaduan"), "dipantau")
    User.objects.filter(pk=case.penangan_id).update(is_active=False)
    cari_terhenti()
    assert cari_terhenti() == 1
    assert (
        Pesan.objects.filter(judul__contains=case.nomor, user=office.people["kepala"]).count() == 1
    )
    User.objects.filter(pk=case.penangan_id).update(is_active=True)
    kepala = masuk(office.people["kepala"])
    assert kepala.post("/tanpa-pemegang/").status_code == 302
    assert "Tidak ada yang berhenti" in kepala.get("/tanpa-pemegang/").content.decode()
    assert not Terhenti.objects.exists()


def test_who_is_complained_about_is_told_nothing_of_the_stand(office):
    case = office.case_in(registry.get("pengaduan"), "dipantau")
    type(case).objects.filter(pk=case.pk).update(terlapor=office.people["kepala"])
    User.objects.filter(pk=case.penangan_id).update(is_active=False)
    cari_terhenti()
    assert "kepala" not in told_of(case)
    assert case.nomor not in masuk(office.people["kepala"]).get("/tanpa-pemegang/").content.decode()


def test_a_role_without_people_is_one_message_for_all_its_cases(office):
    cases = [office.case_in(registry.get("orders"), "diajukan") for _ in range(3)]
    Penugasan.objects.filter(role="administrasi", uml=office.uml).update(sampai="2020-01-02")
    cari_terhenti()
    (told,) = Pesan.objects.filter(user=office.people["kepala"], judul__contains="tanpa pemegang")
    assert told.judul == "3 perkara tanpa pemegang"
    assert all(case.nomor in told.isi for case in cases)
