"""The calendar of a unit from its rows: seed, exceptions of one unit, and staying up to date."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from metrologi.accounts.models import Uml
from metrologi.clock.calendar import WIB
from metrologi.clock.duration import hari_kerja, menit_kerja
from metrologi.clock.models import (
    HariLibur,
    JamKerja,
    MasaRamadan,
    Versi,
    calendar_for,
    peringatan_cuti_bersama,
)
from metrologi.clock.muat import muat_kalender

pytestmark = pytest.mark.django_db
RECEIVED = datetime(2026, 3, 17, 9, tzinfo=WIB)


@pytest.fixture
def uml():
    return Uml.objects.create(kode="muba", nama="UPTD Metrologi Legal")


@pytest.fixture
def seeded(uml):
    muat_kalender([2026])
    return uml


def test_an_empty_calendar_works_the_usual_hours(uml):
    assert calendar_for(uml.pk).add(RECEIVED, menit_kerja(30)).time() == time(9, 30)


def test_the_seeded_calendar_keeps_the_promise_of_the_service_standard(seeded):
    assert calendar_for(seeded.pk).add(RECEIVED, hari_kerja(3)) == datetime(
        2026, 3, 27, 16, 30, tzinfo=WIB
    )


def test_the_seed_has_the_holidays_and_cuti_bersama_of_2026(seeded):
    kinds = HariLibur.objects.filter(tanggal__year=2026)
    assert kinds.filter(jenis="nasional").count() == 17
    assert kinds.filter(jenis="cuti_bersama").count() == 8
    assert HariLibur.objects.get(tanggal=date(2026, 3, 19)).nama == "Hari Suci Nyepi"


def test_the_seed_has_the_hours_of_ramadan(seeded):
    assert MasaRamadan.objects.get().mulai == date(2026, 2, 19)
    early = datetime(2026, 3, 2, 7, 45, tzinfo=WIB)
    assert calendar_for(seeded.pk).next_open(early) > early


def test_the_years_of_the_seed_all_have_ramadan_and_cuti_bersama():
    call_command("muat_kalender", 2024, 2025, 2026, 2027, verbosity=0)
    assert MasaRamadan.objects.count() == 4
    years = (
        HariLibur.objects.filter(jenis="cuti_bersama")
        .values_list("tanggal__year", flat=True)
        .distinct()
    )
    assert set(years) == {2024, 2025, 2026, 2027}


def test_seeding_again_changes_nothing_and_keeps_what_people_edited(seeded):
    HariLibur.objects.filter(jenis="cuti_bersama").update(dihitung_libur=False)
    JamKerja.objects.filter(hari=0, ramadan=False).update(tutup=time(15))
    assert muat_kalender([2026]) == {"jam kerja": 0, "Ramadan": 0, "hari libur": 0}
    assert not HariLibur.objects.filter(jenis="cuti_bersama", dihitung_libur=True).exists()
    assert JamKerja.objects.get(hari=0, ramadan=False).tutup == time(15)


def test_an_estimated_day_that_moved_leaves_the_old_date(seeded):
    row = HariLibur.objects.get(nama="Hari Raya Idul Adha")
    HariLibur.objects.filter(pk=row.pk).update(tanggal=date(2026, 5, 26))
    muat_kalender([2026])
    assert (
        HariLibur.objects.filter(nama="Hari Raya Idul Adha").values_list("tanggal", flat=True).get()
        == row.tanggal
    )


def test_a_unit_may_stay_open_on_a_cuti_bersama(seeded):
    HariLibur.objects.create(
        uml=seeded,
        tanggal=date(2026, 3, 18),
        nama="Loket buka",
        jenis="cuti_bersama",
        dihitung_libur=False,
    )
    other = Uml.objects.create(kode="lain", nama="Lain")
    assert calendar_for(seeded.pk).is_workday(date(2026, 3, 18))
    assert not calendar_for(other.pk).is_workday(date(2026, 3, 18))


def test_a_local_holiday_closes_one_unit_only(seeded):
    HariLibur.objects.create(uml=seeded, tanggal=date(2026, 9, 28), nama="Hari jadi kabupaten")
    other = Uml.objects.create(kode="lain", nama="Lain")
    assert not calendar_for(seeded.pk).is_workday(date(2026, 9, 28))
    assert calendar_for(other.pk).is_workday(date(2026, 9, 28))


def test_a_unit_has_hours_of_its_own(seeded):
    JamKerja.objects.create(uml=seeded, hari=5, buka=time(8), tutup=time(12))
    JamKerja.objects.create(uml=seeded, hari=0)
    calendar = calendar_for(seeded.pk)
    moment = datetime(2026, 4, 11, 9, tzinfo=WIB)
    assert calendar.next_open(moment) == moment
    assert not calendar.is_workday(date(2026, 4, 13))
    assert calendar_for(None).is_workday(date(2026, 4, 13))


def test_an_edit_is_seen_at_once_and_without_one_nothing_is_read_again(
    seeded, django_assert_num_queries
):
    calendar = calendar_for(seeded.pk)
    with django_assert_num_queries(1):
        assert calendar_for(seeded.pk) is calendar
    row = HariLibur.objects.create(uml=seeded, tanggal=date(2026, 4, 7), nama="Libur")
    assert not calendar_for(seeded.pk).is_workday(date(2026, 4, 7))
    row.delete()
    assert calendar_for(seeded.pk).is_workday(date(2026, 4, 7))


def test_every_edit_changes_the_version(seeded):
    before = Versi.kini()
    JamKerja.objects.first().save()
    assert Versi.kini() != before


@pytest.mark.parametrize(
    "fields",
    [
        {"buka": time(8)},
        {"tutup": time(8)},
        {"buka": time(16), "tutup": time(8)},
        {"buka": time(8), "tutup": time(16), "istirahat_mulai": time(12)},
        {
            "buka": time(8),
            "tutup": time(16),
            "istirahat_mulai": time(13),
            "istirahat_selesai": time(12),
        },
    ],
)
def test_hours_out_of_order_are_refused_at_the_form(fields):
    with pytest.raises(ValidationError):
        JamKerja(hari=0, **fields).full_clean()


def test_the_same_weekday_cannot_be_entered_twice(seeded):
    with pytest.raises(ValidationError, match="sudah ada"):
        JamKerja(hari=0, buka=time(8), tutup=time(9)).full_clean()


def test_from_october_on_missing_cuti_bersama_of_next_year_are_pointed_out(seeded):
    assert peringatan_cuti_bersama(date(2026, 9, 30)) == ""
    assert "2027" in peringatan_cuti_bersama(date(2026, 10, 1))
    muat_kalender([2027])
    assert peringatan_cuti_bersama(date(2026, 10, 1)) == ""
