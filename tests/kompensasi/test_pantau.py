"""The watch over real cases: what it opens, what it leaves, and a simulated year of orders."""

import datetime as dt
import random
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localtime

from kompensasi import pantau as watch
from kompensasi.janji import diamati, milik_kantor, sesudah, terlampaui
from kompensasi.models import Kompensasi
from kompensasi.pantau import pantau_semua
from kompensasi.ramalan import SAMPEL
from kompensasi.surat import isi_usulan
from kompensasi.tasks import pantau as task
from metrologi.accounts.models import User
from metrologi.accounts.roles import OUTSIDE
from metrologi.clock.calendar import WIB
from metrologi.clock.duration import menit_kerja
from metrologi.clock.models import calendar_for
from metrologi.clock.now import at
from metrologi.workflow import registry
from metrologi.workflow.models import Jejak
from metrologi.workflow.queue import queue_for
from metrologi.workflow.run import run
from tests.kompensasi.keadaan import pantauan, pelanggaran
from tests.walk import walk

pytestmark = pytest.mark.django_db
SENIN = dt.datetime(2026, 6, 8, 9, 0, tzinfo=WIB)


def menit(office, start, n):
    return calendar_for(office.uml.pk).add(start, menit_kerja(n))


def order_at(office, moment):
    with at(moment):
        return office.order()


def look(moment):
    with at(moment):
        return pantau_semua()


def test_a_case_in_time_opens_nothing(office):
    order_at(office, SENIN)
    assert look(menit(office, SENIN, 30)) == 0
    assert not Kompensasi.objects.exists()


def test_a_passed_promise_opens_one_item_however_often_one_looks(office):
    order = order_at(office, SENIN)
    assert [look(menit(office, SENIN, n)) for n in (31, 41, 400)] == [1, 0, 0]
    item = Kompensasi.objects.get()
    assert (item.origin, item.jenis, item.nyata, item.tahap) == (order, "nyata", True, "diajukan")
    assert (
        item.created_by is None
        and item.pemilik == office.owner
        and localtime(item.janji_pada).hour == 9
    )
    row = Jejak.objects.get(machine="kompensasi")
    assert (row.actor, row.role, row.step) == (None, "sistem", "pantau")
    with at(menit(office, SENIN, 41)):
        assert item.terlambat() == 11


def test_a_look_sees_every_overdue_case_however_many_there_are(office):
    """Read two at a time, five are seen; the next look asks only for what is not watched yet."""
    orders = [order_at(office, SENIN) for _ in range(5)]
    late = menit(office, SENIN, 400)
    machine = registry.get("orders")

    def seen():
        return [p.case for p in terlampaui(machine, late, sekaligus=2)]

    assert seen() == orders
    assert look(late) == 5
    assert seen() == []
    more = order_at(office, menit(office, SENIN, 60))
    assert seen() == [more]
    assert look(late) == 1 and Kompensasi.objects.count() == 6


def test_a_promise_broken_and_mended_between_two_looks_is_seen_in_the_log(office):
    order = order_at(office, SENIN)
    look(menit(office, SENIN, 20))
    with at(menit(office, SENIN, 33)):
        run(
            order,
            "minta_lengkapi",
            by=office.people["administrasi"],
            seen="diajukan",
            note="Kurang.",
        )
    assert [look(menit(office, SENIN, n)) for n in (35, 45)] == [1, 0]
    assert localtime(Kompensasi.objects.get().lepas_pada).minute == 33


def test_waiting_for_the_applicant_never_counts(office):
    order = order_at(office, SENIN)
    with at(menit(office, SENIN, 10)):
        run(
            order,
            "minta_lengkapi",
            by=office.people["administrasi"],
            seen="diajukan",
            note="Kurang.",
        )
    assert look(SENIN + dt.timedelta(days=60)) == 0
    for machine in diamati():
        assert not [s for s in milik_kantor(machine) if machine.states[s].holder in OUTSIDE]


def test_the_database_itself_forbids_two_items_for_one_breach(office):
    order = office.order()
    pantauan(office, order)
    with pytest.raises(IntegrityError), transaction.atomic():
        pantauan(office, order)


@pytest.mark.django_db(transaction=True)
def test_of_two_looks_at_once_the_slower_leaves_the_item_and_opens_the_others(office):
    """The other look has opened an item and not yet committed when ours comes to the same order."""
    first, second = order_at(office, SENIN), order_at(office, SENIN)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            pantauan(office, first)
            ours = pool.submit(look_and_let_go, menit(office, SENIN, 31))
            wait_for_a_lock()
        assert ours.result(timeout=60) == 1
    assert {item.origin for item in Kompensasi.objects.all()} == {first, second}


def look_and_let_go(moment):
    """A look over a connection of its own."""
    try:
        return look(moment)
    finally:
        connection.close()


def wait_for_a_lock():
    """Until another connection to this database waits for one of ours."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
    end = time.monotonic() + 60
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            # Within a transaction the server tells the same again, unless asked to look anew.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(asked, [connection.settings_dict["NAME"]])
            if cursor.fetchone()[0]:
                return
            time.sleep(0.05)
    raise TimeoutError("nobody waits")


def test_the_watch_does_not_watch_itself_and_its_items_do_not_breed(office):
    order_at(office, SENIN)
    look(menit(office, SENIN, 31))
    assert look(SENIN + dt.timedelta(days=30)) == 0
    assert "kompensasi" not in {m.code for m in diamati()}


def past(office, source, minutes, n=SAMPEL):
    """So many finished stays of that stage in the log."""
    order = order_at(office, SENIN - dt.timedelta(days=30))
    with at(SENIN - dt.timedelta(days=29)):
        run(order, "batalkan", by=office.people["wajib_ttu"], seen="diajukan")
    pattern = Jejak.objects.filter(machine="orders").latest("pk")
    skip = {"id", "case_id", "source", "minutes"}
    values = {
        f.attname: getattr(pattern, f.attname)
        for f in Jejak._meta.concrete_fields
        if f.name not in skip
    }
    Jejak.objects.bulk_create(
        [Jejak(case_id=10**6 + k, source=source, minutes=minutes, **values) for k in range(n)]
    )


def test_a_slow_past_foretells_a_breach_that_has_not_happened(office):
    past(office, "disiapkan", 90)
    watch.Pengamatan.objects.create(kunci=1, at=SENIN)
    order_at(office, SENIN)
    assert [look(menit(office, SENIN, n)) for n in (1, 11)] == [1, 0]
    item = Kompensasi.objects.get()
    assert (item.jenis, item.nyata) == ("ramalan", False) and item.perkiraan_pada > item.janji_pada
    assert sesudah(registry.get("orders"), "diajukan") == ["diuji", "disiapkan", "siap_diserahkan"]


def test_too_few_samples_foretell_nothing(office):
    past(office, "disiapkan", 90, SAMPEL - 2)
    watch.Pengamatan.objects.create(kunci=1, at=SENIN)
    order_at(office, SENIN)
    assert look(menit(office, SENIN, 1)) == 0


def test_a_forecast_that_comes_true_keeps_its_one_item(office):
    past(office, "disiapkan", 90)
    watch.Pengamatan.objects.create(kunci=1, at=SENIN)
    order_at(office, SENIN)
    assert [look(menit(office, SENIN, n)) for n in (1, 31, 60)] == [1, 0, 0]
    item = Kompensasi.objects.get()
    assert item.nyata and item.jenis == "ramalan"


def test_the_kasi_may_look_at_once_and_then_stands_in_the_log(office, client):
    order_at(office, SENIN)
    client.force_login(User.objects.get(username="kasi_pjt"))
    with at(menit(office, SENIN, 31)):
        assert client.post("/kompensasi/pantau/").status_code == 302
    assert Jejak.objects.get(machine="kompensasi").actor.username == "kasi_pjt"


def test_the_periodic_task_looks(office):
    order_at(office, SENIN)
    with at(menit(office, SENIN, 31)):
        assert task() == 1


def test_a_later_stage_that_breaks_its_own_promise_has_its_own_item(office):
    order = order_at(office, SENIN)
    look(menit(office, SENIN, 31))
    with at(menit(office, SENIN, 40)):
        walk(order, "diuji", office.people, office.samples())
    look(menit(office, SENIN, 400))
    assert sorted(Kompensasi.objects.values_list("tahap", flat=True)) == ["diajukan", "diuji"]


# --- a year ---------------------------------------------------------------------------------------
def lives(office, year, count):
    """Orders over the year, the days before Lebaran and Christmas among them.

    (start, minutes, days waiting, minutes).
    """
    dice = random.Random(year)
    fixed = [
        dt.datetime(year, 3, 17, 15, 30, tzinfo=WIB),
        dt.datetime(year, 12, 23, 15, 40, tzinfo=WIB),
        dt.datetime(year, 2, 25, 14, 50, tzinfo=WIB),
    ]
    free = [
        dt.datetime(year, 1, 5, 8, 0, tzinfo=WIB) + dt.timedelta(hours=dice.randrange(24 * 350))
        for _ in range(count)
    ]
    calendar = calendar_for(office.uml.pk)
    return [
        (
            calendar.next_open(start),
            dice.choice((5, 29, 31, 200)),
            dice.randrange(1, 25),
            dice.choice((10, 30, 45, 900)),
        )
        for start in sorted(fixed + free)
    ]


def events(office, life):
    """The steps of one order as (moment, what).

    Opened, sent back, completed by the applicant, withdrawn.
    """
    start, first, days, second = life
    back = menit(office, start, first)
    again = calendar_for(office.uml.pk).next_open(back + dt.timedelta(days=days))
    return [
        (start, "buka"),
        (back, "minta_lengkapi"),
        (again, "lengkapi"),
        (menit(office, again, second), "batalkan"),
    ]


def test_a_simulated_year_has_one_item_for_each_breach_and_none_besides(office):
    todo, orders = [], {}
    for n, life in enumerate(lives(office, 2026, 7)):
        steps = events(office, life)
        todo += [(moment, n, what) for moment, what in steps]
        # One look after each step, and one after each promise has ended.
        todo += [(moment + dt.timedelta(minutes=10), n, "lihat") for moment, _ in steps]
        todo += [(menit(office, steps[k][0], 31), n, "lihat") for k in (0, 2)]
    actors = {"minta_lengkapi": "administrasi", "lengkapi": "wajib_ttu", "batalkan": "wajib_ttu"}
    for moment, n, what in sorted(todo):
        with at(moment):
            if what == "lihat":
                pantau_semua()
            elif what == "buka":
                orders[n] = office.order()
            else:
                orders[n] = run(
                    orders[n],
                    what,
                    by=office.people[actors[what]],
                    seen=orders[n].status,
                    note="Catatan.",
                )
    assert found(orders) == broken(orders)
    assert len(found(orders)) == Kompensasi.objects.count() > 3


def found(orders):
    return {(k.origin_id, k.janji_urut) for k in Kompensasi.objects.all()}


def broken(orders):
    """Read from the log alone.

    Stays in the office's hands of more than the promised thirty minutes.
    """
    return {
        (row.case_id, row.urut - 1)
        for row in Jejak.objects.filter(machine="orders", source="diajukan", minutes__gt=30)
        if row.case_id in {o.pk for o in orders.values()}
    }


def test_the_report_of_a_breach_names_its_stay(office):
    order = office.order()
    assert pelanggaran(order).urut == 1


# --- tolerance and one letter for one service -----------------------------------------------------
def test_a_minute_within_the_tolerance_opens_no_compensation(office):
    office.uml.toleransi_kompensasi = 15
    office.uml.save()
    order = order_at(office, SENIN)
    assert [look(menit(office, SENIN, n)) for n in (31, 44)] == [0, 0]
    assert look(menit(office, SENIN, 46)) == 1
    assert Kompensasi.objects.get().origin == order


def test_delays_of_one_service_come_to_the_kepala_as_one_compensation(office):
    order = order_at(office, SENIN)
    look(menit(office, SENIN, 31))
    with at(menit(office, SENIN, 40)):
        walk(order, "diuji", office.people, office.samples())
    look(menit(office, SENIN, 400))
    first, second = Kompensasi.objects.order_by("pk")
    assert (first.status, second.status) == ("dipantau", "digabung")
    assert first.gabungan() == [second]
    assert second.tahap_label.lower() in isi_usulan(first)


def test_a_delay_after_the_letter_is_signed_is_apologised_for_anew(office):
    order = order_at(office, SENIN)
    look(menit(office, SENIN, 31))
    with at(menit(office, SENIN, 40)):
        walk(Kompensasi.objects.get(), "pengiriman", office.people, office.samples())
        walk(order, "diuji", office.people, office.samples())
    look(menit(office, SENIN, 400))
    assert [item.status for item in Kompensasi.objects.order_by("pk")] == ["pengiriman", "dipantau"]


def test_the_step_proposed_to_the_kasi_is_one_that_can_be_taken(office):
    order_at(office, SENIN)
    look(menit(office, SENIN, 31))
    (waiting,) = queue_for(User.objects.get(username="kasi_pjt"), "kompensasi")
    assert waiting.next_step.name == "konfirmasi_kendala"
