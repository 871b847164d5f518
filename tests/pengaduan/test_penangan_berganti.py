"""The handler of a complaint is on leave, gone or the one complained about: the case goes on."""

import pytest

from metrologi.accounts.models import Penugasan, User
from metrologi.workflow import registry
from metrologi.workflow.errors import NotAllowed
from metrologi.workflow.offers import offers
from metrologi.workflow.run import run
from pengaduan.machine import PUNYA_PENANGAN
from tests.walk import walk
from tests.workflow.test_grid import browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpainted")]
PENGADUAN = registry.get("pengaduan")


@pytest.fixture
def colleague(office):
    user = User.objects.create_user("penangan_kedua", nama="Penangan Kedua", uml=office.uml)
    Penugasan.objects.create(
        user=user, role="penangan_pengaduan", uml=office.uml, mulai="2020-01-01"
    )
    return user


def fresh(case):
    return type(case).objects.get(pk=case.pk)


@pytest.mark.parametrize("leader", ["ketua_tim_pjtk", "kepala"])
@pytest.mark.parametrize("state", [str(s) for s in PUNYA_PENANGAN])
def test_a_leader_hands_the_complaint_to_another_wherever_it_stands(
    office, colleague, state, leader
):
    case = office.case_in(PENGADUAN, state)
    before = fresh(case)
    case = run(
        case,
        "alihkan_penangan",
        by=office.people[leader],
        seen=state,
        note="Cuti melahirkan.",
        penangan=colleague,
    )
    assert (case.status, case.penangan) == (state, colleague)
    assert (case.due_at, case.status_since) == (before.due_at, before.status_since)
    assert case.log_count == before.log_count + 1


def test_the_new_handler_goes_on_and_the_old_one_no_longer_may(office, colleague):
    case = office.case_in(PENGADUAN, "dipantau")
    old = case.penangan
    chief = office.people["ketua_tim_pjtk"]
    case = run(
        case, "alihkan_penangan", by=chief, seen="dipantau", note="Sakit.", penangan=colleague
    )
    with pytest.raises(NotAllowed, match="penangan lain"):
        run(case, "pantau_solusi", by=old, seen="dipantau", isi="Sudah.")
    case = run(case, "solusi_terbukti", by=colleague, seen="dipantau", isi="Loket lancar.")
    assert case.status == "menyusun_tanggapan"


def test_a_reason_is_asked_for(office, colleague):
    case = office.case_in(PENGADUAN, "dipantau")
    client = browser(office.people["ketua_tim_pjtk"])
    url = f"/pengaduan/{case.pk}/alihkan_penangan/"
    answer = client.post(url, {"seen": "dipantau", "penangan": colleague.pk})
    assert answer.status_code == 422
    assert fresh(case).penangan != colleague


def test_where_the_only_handler_is_complained_about_kepala_takes_over_and_answers(office):
    case = office.case_in(PENGADUAN, "menunggu_penugasan")
    only = office.people["penangan_pengaduan"]
    type(case).objects.filter(pk=case.pk).update(terlapor=only)
    kepala = office.people["kepala"]
    url = f"/pengaduan/{case.pk}/tugaskan_penangan/"
    page = browser(office.people["ketua_tim_pjtk"]).get(url).content.decode()
    assert "mengambil alih" in page and "Ia yang diadukan." in page
    case = run(
        fresh(case),
        "tugaskan_penangan",
        by=office.people["ketua_tim_pjtk"],
        seen="menunggu_penugasan",
        penangan=kepala,
    )
    people = {**office.people, "penangan_pengaduan": kepala}
    case = walk(fresh(case), "menunggu_umpan_balik", people, office.samples())
    assert case.tanggapan


def test_kepala_assigns_where_the_team_leader_is_complained_about(office):
    case = office.case_in(PENGADUAN, "menunggu_penugasan")
    chief = office.people["ketua_tim_pjtk"]
    type(case).objects.filter(pk=case.pk).update(terlapor=chief)
    case = fresh(case)
    assert not [o for o in offers(case, chief) if not o.reasons]
    case = run(
        case,
        "tugaskan_oleh_kepala",
        by=office.people["kepala"],
        seen="menunggu_penugasan",
        note="Ketua tim yang diadukan.",
        penangan=office.people["penangan_pengaduan"],
    )
    assert case.status == "ditangani"


def test_the_page_offers_no_button_where_nobody_can_be_chosen(office):
    case = office.case_in(PENGADUAN, "menunggu_penugasan")
    for role in ("penangan_pengaduan", "kepala"):
        Penugasan.objects.filter(role=role, uml=office.uml).update(sampai="2020-01-02")
    chief = office.people["ketua_tim_pjtk"]
    type(case).objects.filter(pk=case.pk).update(created_by=chief, kanal="akun")
    url = f"/pengaduan/{case.pk}/tugaskan_penangan/"
    page = browser(chief).get(url).content.decode()
    assert "Tidak seorang pun dapat ditugaskan" in page
