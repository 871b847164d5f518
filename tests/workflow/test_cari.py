"""Every procedure's list finds a case by part of its number, and each question has its index."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from metrologi.workflow import registry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpainted")]
MACHINES = registry.all_machines()
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"


@pytest.fixture
def no_scan():
    """The planner takes an index wherever one serves the question, also in small tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        yield


def some_case(office, machine):
    return office.case_in(machine, next(iter(machine.states)))


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.code)
def test_the_list_finds_a_case_by_part_of_its_number(machine, office):
    case = some_case(office, machine)
    client = Client()
    reader = next(
        user
        for user in office.everyone(case).values()
        if machine.model.objects.visible_to(user).filter(pk=case.pk).exists()
    )
    client.force_login(reader, backend=BACKEND)
    place, shown = reverse("workflow:list", args=[machine.code]), case.get_absolute_url()
    for part in (case.nomor, case.nomor[:-2].lower(), case.nomor[2:]):
        assert shown in client.get(place, {"cari": part}).text, part
    assert shown not in client.get(place, {"cari": f"{case.nomor}-x"}).text


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.code)
def test_what_the_public_and_the_counter_ask_has_an_index(machine, no_scan):
    rows = machine.model.objects
    wanted = {
        "_lacak": rows.filter(nomor__iexact="A/0001").order_by(),
        "_cari": rows.filter(nomor__icontains="0001/XII").order_by(),
        "_daftar": rows.filter(uml=1, status="x").order_by("-created_at", "-pk"),
    }
    for name, asked in wanted.items():
        assert f"{name} " in asked.explain(), name
