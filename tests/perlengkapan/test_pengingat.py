"""Reminders: each lead time once, to those who can act."""

import datetime as dt

import pytest

from metrologi.clock.calendar import WIB
from metrologi.clock.now import at, now, today
from metrologi.notifications.models import Pesan
from metrologi.perlengkapan.pengingat.ingatkan import ambang, ingatkan
from metrologi.perlengkapan.pengingat.models import Pengingat
from metrologi.perlengkapan.segel import gerak
from metrologi.perlengkapan.segel.seri import rentang
from metrologi.perlengkapan.segel.tutup import tutup
from metrologi.perlengkapan.tasks import pengingat
from metrologi.uttp.models import Standar, Uttp
from tests.perlengkapan.conftest import segel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def silence(office):
    Standar.objects.update(berlaku_sampai=today() + dt.timedelta(days=400))


def on_day(n):
    return at(now() + dt.timedelta(days=n))


@pytest.mark.parametrize(
    "sisa, lead", [(91, None), (90, 90), (31, 90), (30, 30), (8, 30), (7, 7), (0, 7)]
)
def test_the_shortest_lead_reached_is_due(sisa, lead):
    assert ambang(sisa, (90, 30, 7)) == lead


def test_a_certificate_is_announced_at_ninety_thirty_and_seven_days_and_once_each(office):
    Standar.objects.filter(pk=office.standar.pk).update(
        berlaku_sampai=today() + dt.timedelta(days=100)
    )
    said = []
    for n in range(101):
        with on_day(n):
            said += [n] * ingatkan() + [n] * ingatkan()
    assert said == [10, 70, 93]
    told = Pesan.objects.filter(judul__startswith="Sertifikat standar berakhir")
    assert told.count() == 9 and {p.user.username for p in told} == {
        "administrasi",
        "admin_satker",
        "kepala",
    }


def test_an_office_that_starts_late_hears_once_not_thrice(office):
    Standar.objects.filter(pk=office.standar.pk).update(
        berlaku_sampai=today() + dt.timedelta(days=5)
    )
    assert (ingatkan(), ingatkan()) == (1, 0) and Pengingat.objects.get().hari == 7


def test_a_new_certificate_begins_anew(office):
    row = office.standar
    Standar.objects.filter(pk=row.pk).update(berlaku_sampai=today() + dt.timedelta(days=30))
    assert ingatkan() == 1
    Standar.objects.filter(pk=row.pk).update(berlaku_sampai=today() + dt.timedelta(days=29))
    assert ingatkan() == 1


def test_the_end_of_an_agreement_is_announced_too(office):
    Standar.objects.filter(pk=office.standar.pk).update(
        pinjaman_dari="UML Palembang",
        perjanjian="PKS/7",
        perjanjian_sampai=today() + dt.timedelta(days=20),
    )
    assert ingatkan() == 1 and "PKS/7" in Pesan.objects.first().isi


def test_an_owner_gets_one_message_for_all_instruments_and_only_for_valid_ones(office):
    ends = today() + dt.timedelta(days=60)
    for _ in range(25):
        office.uttp()
    Uttp.objects.update(putusan_terakhir="sah", diputus_pada=today(), berlaku_sampai=ends)
    Uttp.objects.filter(pk=Uttp.objects.first().pk).update(gugur_pada=today())
    assert pengingat(timestamp=0) == 24 and pengingat(timestamp=0) == 0
    told = Pesan.objects.filter(judul__contains="24 alat")
    assert {p.user.username for p in told} == {
        "wajib_ttu",
        "pelanggan",
    } and "dan 4 alat lain" in told[0].isi
    with on_day(30):
        assert ingatkan() == 24


def test_a_forgotten_day_close_is_told_to_administrasi_on_the_next_working_day_and_once(office):
    clerk, penera = office.people["administrasi"], office.people["penera"]
    monday = dt.datetime(2026, 3, 16, 10, tzinfo=WIB)
    with at(monday):
        segel(office)
        gerak.serah(office.uml, ["MB-001"], penera=penera, oleh=clerk)
        assert ingatkan() == 0
        tutup(office.uml, rentang("MB-002", "MB-020"), pemegang=None, oleh=clerk)
    with at(monday + dt.timedelta(days=1)):
        assert (ingatkan(), ingatkan()) == (1, 0)
    told = Pesan.objects.get(judul="Tutup hari 16 Maret 2026 terlewat")
    assert told.user == clerk and penera.nama in told.isi and "gudang" not in told.isi


def test_a_day_off_has_no_close_and_a_late_one_counts(office):
    friday, penera = dt.datetime(2026, 4, 10, 10, tzinfo=WIB), office.people["penera"]
    with at(friday):
        segel(office)
    with at(friday + dt.timedelta(days=1)):
        assert ingatkan() == 0
        tutup(office.uml, rentang("MB-001", "MB-020"), pemegang=None, oleh=penera)
    with at(friday + dt.timedelta(days=3)):
        assert ingatkan() == 0
    with at(friday + dt.timedelta(days=4)):
        assert (
            ingatkan() == 1
            and "gudang" in Pesan.objects.get(judul__startswith="Tutup hari 13 April").isi
        )
