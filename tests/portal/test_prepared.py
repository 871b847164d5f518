"""A question that was made into SQL once answers like the ORM's, for every value and every person who asks."""
import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Count
from django.db.models.expressions import RawSQL
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from metrologi.accounts.backends import posts_of
from metrologi.accounts.models import Penugasan, Uml
from metrologi.accounts.roles import Role
from metrologi.accounts.sesi import SessionStore, session
from metrologi.prepared import MARKS, Prepared
from metrologi.workflow import queue, registry
from metrologi.workflow.cases import whole
from metrologi.workflow.queue import queue_for
from metrologi.workflow.run import held
from tests.pages.dua_kantor import mereka
from tests.walk import walk

pytestmark = pytest.mark.django_db


def test_each_value_finds_its_own_row_and_what_was_read_with_it(office, django_assert_num_queries):
    posts = Prepared(lambda user: Penugasan.objects.filter(user=user).select_related("user", "uml").order_by("pk"))
    for role in (Role.KEPALA, Role.PENERA, Role.WAJIB_TTU):
        person = office.people[role]
        with django_assert_num_queries(1):
            found = posts(person.pk)
            assert [(p.role, p.user, p.user.nama) for p in found] == [(role, person, person.nama)]
            assert [p.uml and p.uml.nama for p in found] == [None if role == Role.WAJIB_TTU else office.uml.nama]
    assert posts(0) == posts(2**70) == posts(-2**70) == posts(None) == []


def test_it_counts_limits_and_annotates_as_the_queryset_does(office):
    users = get_user_model().objects
    many = Prepared(lambda one: users.annotate(n=Count("daftar_penugasan"), satu=RawSQL("%s::int", (one,))).order_by("-pk")[:2])
    assert [(u.pk, u.n, u.satu) for u in many(7)] == [(u.pk, u.daftar_penugasan.count(), 7) for u in users.order_by("-pk")[:2]]


def test_a_value_that_would_not_reach_the_database_is_a_mistake_at_once(office):
    with pytest.raises(ValueError, match="not every value is a parameter"):
        Prepared(lambda pk, other: Uml.objects.filter(pk=pk))(office.uml.pk, 1)


def test_no_value_is_left_out(office):
    one = Prepared(lambda *pks: Uml.objects.filter(pk__in=pks))
    assert one(office.uml.pk) == [office.uml]
    for wrong in ((), (0, office.uml.pk)):
        with pytest.raises(ValueError, match="values where 1"):
            one(*wrong)
    with pytest.raises(ValueError, match="values where"):
        Prepared(lambda *pks: Uml.objects.filter(pk__in=pks))(*range(len(MARKS) + 1))


def test_a_row_changed_in_between_is_read_as_it_is_now(office):
    found = whole(type(office.order()))
    case = office.order()
    assert found(case.pk)[0].penerima == ""
    type(case).objects.filter(pk=case.pk).update(penerima="Siti")
    assert found(case.pk)[0].penerima == "Siti"


def test_every_machine_reads_its_cases_so(office):
    for machine in registry.all_machines():
        assert whole(machine.model)(0) == held(machine.model)(0) == []
        with pytest.raises(machine.model.DoesNotExist):
            held(machine.model).one(0)


@pytest.mark.parametrize(("code", "state"), [("orders", "diajukan"), ("skhp", "konsep"), ("sidang", "rencana"),
                                             ("pengaduan", "menunggu_penugasan"), ("banding", "diajukan")])
def test_a_page_of_a_case_opens_for_exactly_those_in_whose_list_it_stands(code, state, office):
    machine = registry.get(code)
    case = office.case_in(machine, state)
    seen = set()
    for role, person in office.everyone(case).items():
        listed = machine.model.objects.visible_to(person).filter(pk=case.pk).exists()
        assert (machine.model.objects.one_for(person, case.pk) == case) is listed, role
        seen |= {listed}
    assert seen == {True, False}


@pytest.mark.django_db(transaction=True)
def test_a_row_is_held_in_a_transaction_or_not_at_all(office):
    case = office.order()
    with transaction.atomic():
        assert held(type(case))(case.pk) == [case]
    with pytest.raises(TransactionManagementError):
        held(type(case))(case.pk)


def test_a_session_ends_with_its_time_and_with_its_row(office, client):
    client.force_login(office.people["penera"])
    key = next(iter(client.cookies.values())).value
    assert SessionStore(key).load()["_auth_user_id"] == str(office.people["penera"].pk)
    other = SessionStore("x" * 32)
    assert other.load() == {} and other.session_key is None
    Session.objects.filter(session_key=key).update(expire_date=timezone.now())
    assert SessionStore(key).load() == {} and session(key, timezone.now()) == []


def test_a_person_without_a_post_is_still_found(office, client):
    plain = get_user_model().objects.create_user("polos", "polos@contoh.id", "sandi-pengujian-1", nama="Polos")
    assert posts_of(plain.pk) == []
    client.force_login(plain)
    assert client.get("/pesan/").wsgi_request.user == plain


def test_the_working_list_is_the_one_that_the_orm_would_give(office, monkeypatch):
    cases = [office.order(), walk(office.order(), "diuji", office.people, office.samples()), office.konsep(),
             office.case_in(registry.get("perjalanan"), "disusun")]
    elsewhere = mereka(office)

    def lists():
        return {role: [(i.case, i.next_step and i.next_step.name) for i in queue_for(get_user_model().objects.get(pk=one.pk))]
                for role, one in office.people.items()}

    prepared = lists()
    with monkeypatch.context() as patch:
        patch.setattr(queue, "_waits_for_all", lambda model: False)
        assert prepared == lists()
    assert {case for rows in prepared.values() for case, _ in rows} >= set(cases)
    assert elsewhere.order not in {case for case, _ in prepared[Role.PENERA]}
    Penugasan.objects.create(user=office.people[Role.PENERA], role=Role.PENERA, uml=elsewhere.uml)
    both = {case for case, _ in lists()[Role.PENERA]}
    assert elsewhere.order in both and cases[1] in both
