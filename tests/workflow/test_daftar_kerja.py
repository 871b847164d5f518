"""Whose cases a person sees: the page of a case, and the list of what waits for them."""

import pytest
from django.contrib.auth import get_user_model

from metrologi.accounts.models import Penugasan
from metrologi.accounts.roles import Role
from metrologi.workflow import registry
from metrologi.workflow.queue import queue_for
from tests.pages.dua_kantor import mereka
from tests.walk import walk

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("orders", "diajukan"),
        ("skhp", "konsep"),
        ("sidang", "rencana"),
        ("pengaduan", "menunggu_penugasan"),
        ("banding", "diajukan"),
    ],
)
def test_a_page_of_a_case_opens_for_exactly_those_in_whose_list_it_stands(code, state, office):
    machine = registry.get(code)
    case = office.case_in(machine, state)
    seen = set()
    for role, person in office.everyone(case).items():
        listed = machine.model.objects.visible_to(person).filter(pk=case.pk).exists()
        assert (machine.model.objects.one_for(person, case.pk) == case) is listed, role
        seen |= {listed}
    assert seen == {True, False}


def test_a_person_without_a_post_is_still_found(client):
    plain = get_user_model().objects.create_user(
        "polos", "polos@contoh.id", "sandi-pengujian-1", nama="Polos"
    )
    client.force_login(plain)
    assert client.get("/pesan/").wsgi_request.user == plain


def test_the_working_list_holds_what_waits_for_a_role_at_a_unit_of_the_person(office):
    cases = [
        office.order(),
        walk(office.order(), "diuji", office.people, office.samples()),
        office.konsep(),
        office.case_in(registry.get("perjalanan"), "disusun"),
    ]
    elsewhere = mereka(office)

    def listed(person):
        # Asked anew, since an account remembers its posts.
        return {item.case for item in queue_for(get_user_model().objects.get(pk=person.pk))}

    for case in cases:
        holder = case.state.holder
        assert [r for r, one in office.people.items() if case in listed(one)] == [holder]
    penera = office.people[Role.PENERA]
    assert elsewhere.order not in listed(penera)
    Penugasan.objects.create(user=penera, role=Role.PENERA, uml=elsewhere.uml)
    assert {elsewhere.order, cases[1]} <= listed(penera)


def test_the_working_list_is_sorted_by_the_procedures_that_have_something_waiting(client, office):
    office.order()
    client.force_login(office.people["administrasi"])
    told = client.get("/tugas/").content.decode()
    assert "?prosedur=" not in told
    office.konsep()
    told = client.get("/tugas/").content.decode()
    offered = [m.code for m in registry.all_machines() if f"?prosedur={m.code}" in told]
    assert offered == ["skhp", "orders"] and "Tera dan tera ulang di kantor (1)" in told
    told = client.get("/tugas/?prosedur=skhp").content.decode()
    assert "?prosedur=orders" in told


def test_an_empty_list_speaks_of_a_search_only_to_who_searched(client, office):
    client.force_login(office.people["administrasi"])
    assert "Belum ada perkara" in client.get("/orders/").content.decode()
    assert "Ubah kata pencarian" in client.get("/orders/?cari=tak-ada").content.decode()
