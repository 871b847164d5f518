"""Several officers at one instant, over real connections.

Nothing doubled, no queue number lost, one instrument once.
"""

from uuid import uuid4

import pytest
from django.test import Client

from metrologi.cerapan.models import Pengujian
from metrologi.workflow.errors import Blocked
from sidang.models import BarisSidang, PesertaSidang
from sidang.views.register import daftarkan
from tests.readings import bacaan
from tests.sidang.keadaan import antre, baris, sidang_in
from tests.workflow.test_race import hands

BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"
ROUNDS, HANDS = 5, 4


def browsers(user):
    clients = [Client() for _ in range(HANDS)]
    for client in clients:
        client.force_login(user, backend=BACKEND)
    return clients


@pytest.mark.django_db(transaction=True)
def test_four_officers_registering_at_once_number_the_queue_without_a_gap(office):
    sidang, clerk = sidang_in(office, "berlangsung"), office.people["administrasi"]
    uttp = [[office.uttp() for _ in range(HANDS)] for _ in range(ROUNDS)]

    def register(n, alat):
        return daftarkan(
            sidang,
            by=clerk,
            kunci=uuid4(),
            hadirin={"pemilik": office.owner},
            baris=[baris(alat[n])],
        ).antrean

    with hands(HANDS) as together:
        numbers = [number for alat in uttp for number in together(lambda n: register(n, alat))]  # noqa: B023
    assert sorted(numbers) == list(range(1, ROUNDS * HANDS + 1))


@pytest.mark.django_db(transaction=True)
def test_of_four_officers_with_one_instrument_one_wins_and_three_read_who(office):
    sidang, clerk = sidang_in(office, "berlangsung"), office.people["administrasi"]

    def register(uttp):
        try:
            return daftarkan(
                sidang,
                by=clerk,
                kunci=uuid4(),
                hadirin={"pemilik": office.owner},
                baris=[baris(uttp)],
            ).antrean
        except Blocked as refusal:
            return str(refusal)

    with hands(HANDS) as together:
        for done in range(1, ROUNDS + 1):
            uttp = office.uttp()
            answers = together(lambda _: register(uttp))  # noqa: B023
            assert answers.count(done) == 1
            assert (
                all(f"antrean {done}" in a for a in answers if a != done)
                and len(set(map(str, answers))) == 2
            )
    assert BarisSidang.objects.count() == ROUNDS


@pytest.mark.django_db(transaction=True)
def test_the_same_save_sent_four_times_at_once_is_one(office, caplog):
    caplog.set_level("ERROR", "django.request")
    sidang, clients = sidang_in(office, "berlangsung"), browsers(office.people["administrasi"])
    kind = office.uttp().jenis
    with hands(HANDS) as together:
        for _ in range(ROUNDS):
            data = {
                "kunci": str(uuid4()),
                "nama": f"Bu {uuid4().hex[:6]}",
                "b-TOTAL_FORMS": 1,
                "b-INITIAL_FORMS": 0,
                "b-0-kunci": str(uuid4()),
                "b-0-jenis": kind.pk,
                "b-0-merek": "CAS",
                "b-0-jumlah": "2",
            }
            answers = together(lambda n: clients[n].post(f"/sidang/{sidang.pk}/register/", data))  # noqa: B023
            assert {a.status_code for a in answers} == {302} and len(
                {a["Location"] for a in answers}
            ) == 1
    assert (PesertaSidang.objects.count(), BarisSidang.objects.count()) == (ROUNDS, ROUNDS * 2)


@pytest.mark.django_db(transaction=True)
def test_two_sheets_for_one_instrument_leave_one_result_and_name_who_was_faster(office, caplog):
    caplog.set_level("ERROR", "django.request")
    sidang = sidang_in(office, "berlangsung")
    case = antre(office, sidang, office.uttp(), office.uttp())
    item, clients = case.diterima()[0], browsers(office.people["penera"])
    page = f"/peserta_sidang/{case.pk}/uji/{item.pk}/"
    sheet = bacaan(item.uttp, office.standar, tahap=item.tahap)
    with hands(HANDS) as together:
        answers = together(
            lambda n: clients[n].post(
                page, {**sheet, "seen": "diuji", "kunci": str(uuid4()), "percobaan": "1"}
            )
        )
    assert sorted(a.status_code for a in answers) == [302, 409, 409, 409], [
        a.content.decode()[:600] for a in answers
    ]
    late = next(a.content.decode() for a in answers if a.status_code == 409)
    assert office.people["penera"].nama in late and "sah" in late.lower()
    assert Pengujian.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_sheet_sent_again_after_the_signal_was_lost_is_saved_once(office, caplog):
    sidang = sidang_in(office, "berlangsung")
    case = antre(office, sidang, office.uttp(), office.uttp())
    item, client = case.diterima()[0], browsers(office.people["penera"])[0]
    data = {
        **bacaan(item.uttp, office.standar, tahap=item.tahap),
        "seen": "diuji",
        "kunci": str(uuid4()),
        "percobaan": "1",
    }
    page = f"/peserta_sidang/{case.pk}/uji/{item.pk}/"
    first, again = client.post(page, data), client.post(page, data)
    assert (first.status_code, again.status_code) == (302, 302), again.content.decode()[:500]
    assert Pengujian.objects.count() == 1
