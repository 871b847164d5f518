"""The SPM board: its numbers against a hand count, its links, and its cost with many cases."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kompensasi.spm import Papan, menit
from metrologi.clock.duration import SYARAT_TEKNIS, TAK_TENTU, hari_kerja, jam_kerja, menit_kerja
from metrologi.clock.now import at, now
from metrologi.workflow.models import Jejak
from tests.kompensasi.keadaan import pantauan

pytestmark = pytest.mark.django_db
MOST, BYTES = 15, 200_000


def log_rows(office, minutes, source="diajukan", days=1, first=0):
    """Finished stays of that many minutes each, so many days ago."""
    pattern = Jejak.objects.filter(machine="orders").latest("pk")
    skip = {"id", "case_id", "source", "target", "minutes", "at", "actor"}
    values = {
        f.attname: getattr(pattern, f.attname)
        for f in Jejak._meta.concrete_fields
        if f.name not in skip
    }
    when = now() - dt.timedelta(days=days)
    Jejak.objects.bulk_create(
        [
            Jejak(
                case_id=10**6 + first + k,
                source=source,
                target="dibatalkan",
                minutes=m,
                at=when,
                actor=office.people["administrasi"],
                **values,
            )
            for k, m in enumerate(minutes)
        ]
    )


def board(office):
    return Papan([office.uml.pk], now())


def test_a_promise_counts_in_working_minutes():
    assert [
        menit(d)
        for d in (menit_kerja(30), jam_kerja(2), hari_kerja(1), SYARAT_TEKNIS, TAK_TENTU, None)
    ] == [30, 120, 450, None, None, None]


def test_the_share_and_the_percentiles_are_those_of_a_hand_count(office):
    office.order()
    log_rows(office, [10] * 5 + [30] * 4 + [31])
    service = next(s for s in board(office).layanan() if s.machine.code == "orders")
    stage = service.tahap[0]
    assert (stage.label, stage.n, stage.tepat, stage.persen, stage.p50, stage.p90) == (
        "Menunggu kaji ulang",
        10,
        9,
        90,
        20,
        30,
    )
    assert service.persen == 90


def test_the_trend_puts_each_stay_in_its_month(office):
    office.order()
    log_rows(office, [10, 40], days=1)
    log_rows(office, [10], days=70, first=10)
    months = board(office).tren()
    assert len(months) == 12 and sum(m.n for m in months) == 3
    assert [m.persen for m in months if m.n] in ([100, 50], [100, 0, 100])


def test_the_load_names_who_did_how_much_and_how_late(office):
    office.order()
    log_rows(office, [10, 40, 50])
    row = board(office).petugas()[0]
    assert (row.nama, row.n, row.terlambat, row.p50) == ("Pelaksana administrasi Uji", 3, 2, 40)


def test_what_is_overdue_now_links_to_the_case_or_to_its_item(office, client):
    order = office.order()
    item = pantauan(office, order)
    with at(now() + dt.timedelta(days=10)):
        late = board(office).terlambat()
        assert order.nomor in [row.nomor for row in late]
        for name, url in (
            ("kasi_pjt", item.get_absolute_url()),
            ("kepala", order.get_absolute_url()),
        ):
            client.force_login(office.people[name])
            shown = client.get(reverse("workflow:kompensasi-papan")).content.decode()
            assert f'href="{url}"' in shown and "1</p>" in shown


def test_another_offices_cases_are_not_counted(office):
    office.order()
    log_rows(office, [10])
    assert not any(s.tahap for s in Papan([], now()).layanan()) and not Papan([], now()).petugas()


def test_an_empty_office_has_a_board(office, client):
    client.force_login(office.people["kepala_seksi"])
    shown = client.get(reverse("workflow:kompensasi-papan")).content.decode()
    assert "Tidak ada perkara yang melewati janjinya" in shown and 'role="img"' in shown


def test_many_cases_cost_no_more_than_few(office, client):
    client.force_login(office.people["admin_satker"])
    url = reverse("workflow:kompensasi-papan")
    pantauan(office)
    log_rows(office, [10])
    client.get(url)

    def cost():
        with at(now() + dt.timedelta(days=5)):
            client.force_login(office.people["admin_satker"])
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(url)
        assert answer.status_code == 200
        return len(asked), len(answer.content)

    few, _ = cost()
    for _ in range(40):
        office.order()
    log_rows(office, list(range(20_000)), first=100)
    many, size = cost()
    assert many == few <= MOST and size < BYTES
