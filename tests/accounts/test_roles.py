"""What a person may do follows from their appointments of the day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from metrologi.accounts.models import Penugasan, Uml, User
from metrologi.accounts.roles import PEMOHON, Role

DAY = date(2026, 3, 17)
pytestmark = pytest.mark.django_db


def give(user, role, uml=None, **fields):
    return Penugasan.objects.create(
        user=user, role=role, uml=uml, **{"mulai": date(2026, 1, 1), **fields}
    )


def test_a_role_holds_from_its_first_day_to_its_last(orang, uml):
    user = orang("andi")
    give(user, Role.PENERA, uml, mulai=date(2026, 3, 1), sampai=date(2026, 3, 31))
    held = [
        user.holds(Role.PENERA, uml, date(2026, *day)) for day in ((2, 28), (3, 1), (3, 31), (4, 1))
    ]
    assert held == [False, True, True, False]


def test_a_role_of_one_unit_is_none_of_another(orang, uml):
    other = Uml.objects.create(kode="lain", nama="Lain")
    user = orang("andi", Role.PENERA)
    assert user.roles(uml, DAY) == {Role.PENERA}
    assert user.roles(other, DAY) == frozenset()
    assert user.roles_anywhere(DAY) == {Role.PENERA}
    assert user.units_with({Role.PENERA, Role.KEPALA}) == [uml.pk]
    assert user.units_with({Role.KEPALA}) == []


def test_an_applicant_is_one_everywhere_and_under_both_names(pedagang, uml):
    assert pedagang.roles(uml, DAY) == PEMOHON
    assert pedagang.holds(Role.PELANGGAN, uml)
    assert pedagang.penugasan(Role.PELANGGAN, uml).role == Role.WAJIB_TTU
    assert pedagang.units_with(PEMOHON) == []


def test_the_definitive_appointment_comes_before_an_acting_one(orang, uml):
    user = orang("hasan")
    give(user, Role.KEPALA, uml, sifat="plt", mulai=date(2025, 1, 1))
    definitive = give(user, Role.KEPALA, uml, mulai=date(2026, 2, 1))
    assert user.penugasan(Role.KEPALA, uml, DAY) == definitive
    assert user.penugasan(Role.KEPALA, uml, date(2026, 1, 15)).awalan == "Plt."
    assert user.penugasan(Role.PENERA, uml, DAY) is None


def test_a_closed_account_holds_nothing(orang, uml):
    user = orang("andi", Role.PENERA)
    user.is_active = False
    assert user.roles(uml) == frozenset()


def test_roles_cost_one_query_an_instance_and_follow_a_new_appointment(
    orang, uml, django_assert_num_queries
):
    user = User.objects.get(pk=orang("andi", Role.PENERA).pk)
    with django_assert_num_queries(1):
        assert (
            user.roles(uml)
            and user.roles_anywhere()
            and user.holds(Role.PENERA, uml)
            and user.penugasan(Role.PENERA, uml)
        )
    give(user, Role.ANALIS, uml)
    assert Role.ANALIS in user.roles(uml)


def test_the_database_refuses_dates_out_of_order_and_staff_without_a_unit(orang, uml):
    user = orang("andi")
    for fields in (
        {"role": Role.PENERA, "uml": uml, "sampai": date(2025, 12, 31)},
        {"role": Role.PENERA},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            give(user, **fields)


def test_an_empty_portal_gets_an_office_of_its_own(db):
    office = Uml.objects.default()
    assert office.nama == "Unit Metrologi Legal"
    assert Uml.default() == office


def test_the_default_office_is_the_first_active_one(uml):
    Uml.objects.create(kode="lain", nama="Lain")
    assert Uml.objects.default() == uml
    Uml.objects.filter(pk=uml.pk).update(aktif=False)
    assert Uml.objects.default().kode == "lain"


def test_two_active_accounts_cannot_share_a_contact_but_a_waiting_one_may(pedagang):
    User.objects.create_user("lain", nama="Lain", email="BUDI@contoh.id", is_active=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ketiga", nama="Ketiga", email="BUDI@contoh.id")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("keempat", nama="Keempat", phone="0812 3456 7890")


def test_user_names_differ_in_more_than_case(orang):
    orang("andi")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ANDI", nama="Andi")


def test_the_log_of_an_account_is_never_rewritten(pedagang):
    row = pedagang.catatan.create(peristiwa="data")
    with pytest.raises(TypeError):
        row.save()
