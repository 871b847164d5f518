"""An officer goes: the page shows what they alone hold and to whom it goes, before it happens."""

import pytest
from django.urls import reverse

from metrologi.accounts.models import Penugasan, User
from metrologi.notifications.models import Pesan
from metrologi.workflow import registry, terhenti
from tests.workflow.test_grid import browser
from tests.workflow.test_tanpa_pemegang import another

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpainted")]
SERAHKAN = {"alasan": "Pindah tugas", "serahkan": "on"}


@pytest.fixture
def keluhan(office):
    """A complaint that is watched over by a handler who has colleagues."""
    case = office.case_in(registry.get("pengaduan"), "dipantau")
    another(office, "penangan_pengaduan")
    return case


def admin(office):
    client = browser(office.people["admin_satker"])
    session = client.session
    session.save()
    return client


def nonaktif(user):
    return reverse("accounts:pegawai_nonaktif", args=[user.pk])


def test_the_page_names_the_complaint_that_the_handler_alone_holds(office, keluhan):
    page = admin(office).get(nonaktif(keluhan.penangan)).content.decode()
    assert keluhan.nomor in page
    assert "Ketua tim PJTK atau Kepala UML memilih “Alihkan ke penangan lain”" in page


def test_the_account_is_not_closed_while_the_handler_holds_a_complaint(office, keluhan):
    answer = admin(office).post(nonaktif(keluhan.penangan), {"alasan": "Pindah tugas"})
    assert answer.status_code == 422
    assert "masih memegang 1 perkara" in answer.content.decode()
    assert "Pindah tugas" in answer.content.decode()
    assert User.objects.get(pk=keluhan.penangan_id).is_active


def test_handing_over_closes_the_account_and_tells_the_team_leader(office, keluhan):
    assert admin(office).post(nonaktif(keluhan.penangan), SERAHKAN).status_code == 302
    assert not User.objects.get(pk=keluhan.penangan_id).is_active
    assert terhenti.baris(keluhan).exists()
    told = Pesan.objects.filter(judul__contains=keluhan.nomor, judul__startswith="Perkara tanpa")
    assert {"ketua_tim_pjtk", "kepala"} <= set(told.values_list("user__username", flat=True))


def test_ending_the_role_asks_the_same_and_tells_at_once(office, keluhan):
    post = Penugasan.objects.get(user=keluhan.penangan, role="penangan_pengaduan")
    url = reverse("accounts:peran_hentikan", args=[keluhan.penangan_id, post.pk])
    client = admin(office)
    day = {"sampai": "2030-01-01"}
    assert client.post(url, day).status_code == 422
    assert client.post(url, {**day, "serahkan": "on"}).status_code == 302
    told = Pesan.objects.filter(user=office.people["ketua_tim_pjtk"])
    assert told.filter(judul__contains=keluhan.nomor).exists()


def test_who_holds_nothing_alone_goes_without_a_question(office, keluhan):
    colleague = another(office, "administrasi")
    page = admin(office).get(nonaktif(colleague)).content.decode()
    assert "Yang masih dipegang" not in page
    assert admin(office).post(nonaktif(colleague), {"alasan": "Pindah"}).status_code == 302


def test_the_only_penera_shows_the_orders_that_wait_for_a_test(office):
    case = office.case_in(registry.get("orders"), "diuji")
    page = admin(office).get(nonaktif(office.people["penera"])).content.decode()
    assert case.nomor in page
    assert "memberi peran itu kepada orang lain" in page
