"""After the SPT is signed the owner wants another day, or a penera of the crew falls ill."""

import datetime as dt

import pytest

from metrologi.accounts.models import Penugasan, User
from metrologi.clock.now import today
from metrologi.documents.models import Dokumen
from metrologi.notifications.models import Pesan
from metrologi.workflow import terhenti
from metrologi.workflow.errors import NotAllowed
from metrologi.workflow.offers import offers
from metrologi.workflow.run import run
from tests.tempat_pakai.keadaan import PASSPHRASE, bertugas, diuji, fresh, perjalanan, terdaftar
from tests.workflow.test_grid import browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpainted")]
NEXT_WEEK = dt.timedelta(days=7)


def ordered(office):
    """An application whose trip has its SPT, a week ahead."""
    case = terdaftar(office)
    bertugas(office, case, tanggal=today() + NEXT_WEEK)
    return fresh(case)


def test_the_owner_asks_for_another_day_after_the_spt_and_says_why(office):
    case = ordered(office)
    trip, owner = case.perjalanan, browser(office.people["wajib_ttu"])
    assert "Minta hari lain" in owner.get(case.get_absolute_url()).content.decode()
    url = f"/tempat_pakai/{case.pk}/minta_hari_lain/"
    assert owner.post(url, {"seen": "ditugaskan", "note": ""}).status_code == 422
    answer = owner.post(url, {"seen": "ditugaskan", "note": "SPBU tutup hari itu."})
    assert answer.status_code == 302
    case = fresh(case)
    assert (case.status, case.perjalanan) == ("terdaftar", None)
    for role in ("administrasi", "penera"):
        told = Pesan.objects.filter(user=office.people[role], isi__contains="SPBU tutup hari itu.")
        assert trip.nomor in told.get().isi
    perjalanan(office, case, tanggal=today() + 2 * NEXT_WEEK)
    assert fresh(case).status == "dijadwalkan"


def test_the_owner_cancels_after_the_spt_and_the_crew_hears_of_it(office):
    case = ordered(office)
    case = run(case, "batalkan", by=office.people["wajib_ttu"], seen="ditugaskan", note="Dijual.")
    assert (case.status, case.perjalanan) == ("dibatalkan", None)
    told = Pesan.objects.filter(user=office.people["penera"], isi__contains="Dijual.")
    assert "Tidak ada kunjungan lain." in told.get().isi


def test_nobody_else_asks_for_another_day(office):
    case = ordered(office)
    for role in ("penera", "administrasi", "kepala"):
        with pytest.raises(NotAllowed):
            run(case, "minta_hari_lain", by=office.people[role], seen=case.status, note="x")


def test_kepala_orders_another_crew_in_the_middle_of_a_visit_and_the_new_penera_tests(office):
    case = diuji(office)
    trip, ill = case.perjalanan, office.people["penera"]
    other = User.objects.create_user("penera_kedua", nama="Penera Kedua", uml=office.uml)
    Penugasan.objects.create(user=other, role="penera", uml=office.uml, mulai="2020-01-01")
    User.objects.filter(pk=ill.pk).update(is_active=False)
    assert terhenti.kekurangan(fresh(case))
    run(
        trip,
        "ganti_petugas",
        by=office.people["kepala"],
        seen="berjalan",
        note="Penera dirawat.",
        secret=PASSPHRASE,
        petugas=[other],
    )
    case = fresh(case)
    assert terhenti.kekurangan(case) == ""
    assert "uji" in [o.step.name for o in offers(case, other) if not o.reasons]
    papers = Dokumen.objects.untuk(trip).filter(code="spt_tempat_pakai")
    assert sorted(papers.values_list("state", flat=True)) == ["diganti", "terbit"]
    assert Pesan.objects.filter(user=other, judul=f"SPT perjalanan {trip.nomor}").exists()


def test_a_crew_without_a_penera_is_refused(office):
    case = diuji(office)
    url = f"/perjalanan/{case.perjalanan_id}/ganti_petugas/"
    answer = browser(office.people["kepala"]).post(
        url,
        {
            "seen": "berjalan",
            "note": "Sakit.",
            "petugas": office.people["administrasi"].pk,
            "passphrase": PASSPHRASE,
        },
    )
    assert answer.status_code == 422
    assert "Pilih sekurangnya satu penera." in answer.content.decode()
