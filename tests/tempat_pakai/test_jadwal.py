"""The earliest trip: what fits a day, what takes several, what may join."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tempat_pakai.jadwal import Hari, Perlu, Rencana, beban, muat, usulkan

SENIN, SELASA, RABU = date(2026, 3, 16), date(2026, 3, 17), date(2026, 3, 18)


def hari(day, penera=2, kendaraan=1, *trips, menit=450):
    return Hari(day, menit, penera, kendaraan, trips)


def perlu(menit=120, tempat=1, kecamatan=(1,), tempuh=30):
    return Perlu(menit, tempat, frozenset(kecamatan), tempuh)


def test_the_first_day_with_people_and_a_vehicle_is_proposed():
    days = [hari(SENIN, penera=0), hari(SELASA, kendaraan=0), hari(RABU)]
    found = usulkan(days, perlu())
    assert (found.tanggal, found.penera, found.menit, found.hari) == (RABU, 2, 60 + 15 + 60, 1)


def test_more_work_than_a_day_holds_takes_the_next_days_too():
    found = usulkan([hari(SENIN), hari(SELASA)], perlu(menit=1200))
    assert (found.tanggal, found.sampai, found.hari) == (SENIN, SELASA, 2)


def test_a_trip_the_same_way_with_room_is_joined_before_a_new_one():
    trip = Rencana("PJ/1", frozenset({1, 2}), sisa=100, penera=2, pk=7)
    assert usulkan([hari(SENIN, 0, 0, trip)], perlu()).gabung == trip
    assert usulkan([hari(SENIN, 0, 0, trip), hari(SELASA)], perlu(menit=400)).tanggal == SELASA
    assert usulkan([hari(SENIN, 0, 0, trip), hari(SELASA)], perlu(kecamatan=(3,))).gabung is None


def test_nothing_is_proposed_where_nothing_ever_fits():
    assert usulkan([], perlu()) is None
    assert usulkan([hari(SENIN)], perlu(menit=5000)) is None


def test_a_plan_that_is_too_much_says_by_how_much():
    assert (
        muat([hari(SENIN)], perlu(menit=600), 1)
        == "Perlu 675 menit, sedangkan jam kerja pada tanggal itu 450 menit."
    )
    assert muat([hari(SENIN)], perlu(menit=600), 2) == ""
    assert muat([], perlu(), 1) == "Tidak ada hari kerja pada tanggal itu."


def test_minutes_that_fill_a_day_or_a_trip_to_the_last_one_still_fit():
    full = beban(perlu(), 2)
    assert full == 60 + 15 + 2 * 30
    assert beban(perlu(), 0) == beban(perlu(), 1) == 120 + 15 + 2 * 30
    assert usulkan([hari(SENIN, menit=full)], perlu()).tanggal == SENIN
    assert usulkan([hari(SENIN, menit=full - 1)], perlu()) is None
    assert muat([hari(SENIN, menit=full)], perlu(), 2) == ""
    assert muat([hari(SENIN, menit=full - 1)], perlu(), 2) != ""
    trip = Rencana("PJ/1", frozenset({1}), sisa=60 + 15, penera=2)
    assert usulkan([hari(SENIN, 0, 0, trip)], perlu()).gabung == trip
    short = Rencana("PJ/1", frozenset({1}), sisa=60 + 14, penera=2)
    assert usulkan([hari(SENIN, 0, 0, short)], perlu()) is None


def test_a_proposal_names_at_most_two_penera_and_lasts_at_most_five_days():
    assert usulkan([hari(SENIN, penera=4)], perlu()).penera == 2
    days = [hari(date(2026, 3, 2 + n)) for n in range(8)]
    of_five = 2 * (5 * (450 - 60) - 15)
    assert usulkan(days, perlu(menit=of_five)).hari == 5
    assert usulkan(days, perlu(menit=of_five + 1)) is None


@given(
    menit=st.integers(1, 3000),
    tempuh=st.integers(0, 300),
    penera=st.lists(st.integers(0, 4), min_size=1, max_size=12),
)
def test_a_proposal_always_fits_its_days_and_no_earlier_single_day_did(menit, tempuh, penera):
    days = [hari(date(2026, 3, 2 + n), free) for n, free in enumerate(penera)]
    need = perlu(menit=menit, tempuh=tempuh)
    found = usulkan(days, need)
    if found is None:
        assert all(d.penera == 0 or beban(need, min(2, d.penera)) > d.menit for d in days)
        return
    span = [d for d in days if found.tanggal <= d.tanggal <= found.sampai]
    assert all(d.penera >= found.penera for d in span)
    assert beban(need, found.penera, len(span)) <= sum(d.menit for d in span)
    earlier = [d for d in days if d.tanggal < found.tanggal and d.penera]
    assert all(beban(need, min(2, d.penera)) > d.menit for d in earlier)
