"""Decisions at one instant, over real connections.

Exactly one wins, one row in the log, and no number is lost.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from metrologi.clock.now import today
from metrologi.documents.issuing import issue
from metrologi.documents.models import Dokumen
from metrologi.perlengkapan.segel.models import Penerimaan, Seri
from metrologi.portal.sekali import FIELD
from metrologi.workflow import trail
from metrologi.workflow.models import Jejak
from metrologi.workflow.run import open_case, run
from tests.pages.test_bad_input import Formulir, semua_isian

ROUNDS, HANDS = 100, 8
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"
PROGRAM = {"accept": "application/json"}


@contextmanager
def hands(count=HANDS):
    """As many threads as hands, each with a connection of its own that is given back at the end."""

    def let_go(_):
        barrier.wait()
        connection.close()

    barrier = Barrier(count, timeout=30)
    with ThreadPoolExecutor(count) as pool:
        yield lambda work: list(
            pool.map(lambda n: (barrier.wait(), work(n))[1], range(count), timeout=60)
        )
        list(pool.map(let_go, range(count)))


@pytest.mark.django_db(transaction=True)
def test_of_eight_identical_posts_exactly_one_wins(office, caplog):
    caplog.set_level("ERROR", "django.request")
    letter, clerk, head = office.konsep(), office.people["administrasi"], office.people["kepala"]
    clients = [Client() for _ in range(HANDS)]
    for client in clients:
        client.force_login(clerk, backend="metrologi.accounts.backends.UsernamePhoneEmailBackend")
    url = f"/skhp/{letter.pk}/ajukan/"
    with hands() as together:
        for done in range(ROUNDS):
            seen = letter.status
            answers = together(
                lambda n, seen=seen: (
                    clients[n].post(url, {"seen": seen}, headers=PROGRAM).status_code
                )
            )
            assert sorted(answers) == [302] + [409] * (HANDS - 1)
            letter.refresh_from_db()
            assert (
                Jejak.objects.filter(case_id=letter.pk, machine="skhp", step="ajukan").count()
                == done + 1
            )
            letter = run(letter, "kembalikan", by=head, seen="diperiksa", note="Sekali lagi.")
    assert list(trail.faults(letter, trail.rows_of(letter))) == []


@pytest.mark.django_db(transaction=True)
def test_orders_opened_at_one_instant_are_numbered_without_a_gap(office):
    trader, items = (
        office.people["wajib_ttu"],
        [[{"uttp": office.uttp(), "tahap": "tera"}] for _ in range(2 * HANDS)],
    )

    def apply(n):
        if n % 2:  # every second one fails after its number was drawn
            with pytest.raises(IntegrityError):
                open_case("orders", by=trader, uml=office.uml, pemilik=None, items=items[n])
        return open_case(
            "orders", by=trader, uml=office.uml, pemilik=office.owner, items=items[n]
        ).nomor

    with hands() as together:
        numbers = together(apply) + together(lambda n: apply(HANDS + n))
    assert sorted(int(n.split("/")[1]) for n in numbers) == list(range(1, 2 * HANDS + 1))


@pytest.mark.django_db(transaction=True)
def test_papers_issued_at_one_instant_are_numbered_without_a_gap(office):
    order, clerk = office.order(), office.people["administrasi"]

    def give(n):
        if n % 2:
            with pytest.raises(TypeError):  # a paper that cannot be made gives its number back
                issue("kaji_ulang", order, by=clerk, extra={"salah": object()})
        return issue("kaji_ulang", order, by=clerk).urut

    with hands(4) as together:
        assert sorted(together(give)) == [1, 2, 3, 4]
    assert Dokumen.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_a_double_click_on_send_makes_one_order(office, caplog):
    caplog.set_level("ERROR", "django.request")
    trader, uttp = office.people["wajib_ttu"], office.uttp()
    data = {
        "kunci": "6b0ad1c6-7a0e-4d0c-9a3e-0f5f3c6d1e11",
        "pemilik": office.owner.pk,
        "uttp": [uttp.pk],
    }
    clients = [Client() for _ in range(HANDS)]
    for client in clients:
        client.force_login(trader, backend="metrologi.accounts.backends.UsernamePhoneEmailBackend")
    with hands() as together:
        answers = together(lambda n: clients[n].post("/orders/baru/", data))
    assert {a.status_code for a in answers} == {302}
    assert len({a["Location"] for a in answers}) == 1


def sorted_doors(office):
    """Every form of `test_bad_input`, and the forms that write under a unique constraint."""
    store = Formulir(
        "administrasi",
        "/perlengkapan/segel/terima/",
        {
            "jenis": "segel",
            "dari": "A-101",
            "sampai": "A-110",
            "asal": "Direktorat",
            "tanggal": today(),
        },
    )
    role = Formulir(
        "admin_satker",
        f"/akun/pegawai/{office.people['penera'].pk}/peran/",
        {"role": "bendahara", "mulai": today(), "sifat": "tetap"},
    )
    return semua_isian(office) | {"segel": store, "peran": role}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("with_key", [True, False], ids=["kunci yang sama", "tanpa kunci"])
def test_eight_identical_posts_at_any_door_do_the_work_of_one(office, caplog, with_key):
    """Whatever constraint they meet: no broken page; with the form's key all lead to one place."""
    caplog.set_level("CRITICAL")
    doors = sorted_doors(office)
    for name, form in doors.items():
        clients = [Client(raise_request_exception=False) for _ in range(HANDS)]
        for client in clients if form.role else []:
            client.force_login(office.people[form.role], backend=BACKEND)
        data = {**form.data, **({FIELD: str(uuid4())} if with_key else {})}
        with hands() as together:
            answers = together(lambda n, c=clients, u=form.url, d=data: c[n].post(u, d))
        codes = {answer.status_code for answer in answers}
        assert codes <= {200, 302, 403, 409, 422, 429}, (name, codes)
        if with_key and 302 in codes:
            assert codes == {302} and len({a["Location"] for a in answers}) == 1, (name, codes)
    assert Seri.objects.filter(nomor__startswith="A-1").count() == 10
    assert Penerimaan.objects.count() == 1
