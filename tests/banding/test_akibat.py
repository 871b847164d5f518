"""What a decision demands is opened once, or a sentence says why it cannot be."""

import pytest
from django.urls import reverse

from banding import akibat
from banding.akibat import buka
from banding.models import Banding
from banding.models.baris import Akibat
from banding.reactions import PELAKSANA, catat_akibat
from metrologi.notifications.models import Pesan
from metrologi.workflow import registry
from metrologi.workflow.errors import Blocked
from metrologi.workflow.terhenti import kekurangan
from pengaduan.models import Pengaduan
from tests.banding.keadaan import banding, ditutup
from tests.pengaduan.test_penolakan import masuk

pytestmark = pytest.mark.django_db


def duty(case, jenis):
    return Akibat.objects.create(banding=case, jenis=jenis)


def about_an_order(office):
    """An appeal about an application that nobody has reviewed."""
    return banding(office, ditutup(office, terkait=office.order()))


BARRED = {
    "uji_ulang": "Pengaduan ini tidak menunjuk permohonan tera, sehingga tidak ada UTTP yang dapat "
    "diuji ulang.",
    "dokumen_pengganti": "Tidak ada surat terbit pada perkara yang disengketakan yang dapat "
    "diganti.",
    "lainnya": "Tulis apa yang sudah dilakukan untuk melaksanakan putusan ini.",
}


@pytest.mark.parametrize("jenis", BARRED)
def test_what_the_matter_does_not_hold_is_not_opened_and_says_why(office, jenis):
    asked = duty(banding(office), jenis)
    with pytest.raises(Blocked) as told:
        buka(asked, by=office.people["administrasi"])
    assert str(told.value) == BARRED[jenis]
    asked.refresh_from_db()
    assert (asked.dibuka_at, asked.dibuka_oleh, asked.perkara) == (None, None, None)


def test_instruments_that_nobody_took_in_are_not_tested_again(office):
    with pytest.raises(Blocked, match="tidak memuat UTTP yang diuji"):
        buka(duty(about_an_order(office), "uji_ulang"), by=office.people["administrasi"])


def test_compensation_opens_of_itself_with_the_decision_as_its_reason_and_only_once(office):
    case, by = banding(office), office.people["kasi_pjt"]
    asked = duty(case, "kompensasi")
    made = buka(asked, by=by, catatan="Segera.")
    assert (made.machine.code, made.origin, made.uml) == ("kompensasi", case, case.uml)
    assert made.alasan == f"Putusan banding {case.nomor}. Segera."
    asked.refresh_from_db()
    assert (asked.perkara, asked.dibuka_oleh, asked.catatan) == (made, by, "Segera.")
    assert buka(asked, by=office.people["administrasi"]) == made


def test_another_duty_is_noted_with_who_did_what(office):
    asked, by = duty(banding(office), "lainnya"), office.people["staf_pjtk"]
    assert buka(asked, by=by, catatan="Prosedur pemanasan diubah.") is None
    asked.refresh_from_db()
    assert asked.dibuka_at and (asked.dibuka_oleh, asked.perkara) == (by, None)
    assert asked.catatan == "Prosedur pemanasan diubah."


def test_every_kind_of_duty_can_be_carried_out():
    assert set(akibat._BUKA) == set(Akibat.Jenis)


@pytest.mark.parametrize("jenis", sorted(Akibat.Jenis.values))
def test_whom_the_complaint_is_about_neither_reads_nor_carries_out_a_duty(office, jenis):
    role = PELAKSANA[jenis]
    person = office.people[role]
    case = banding(office, ditutup(office))
    Pengaduan.objects.filter(pk=case.origin_id).update(disebut=[person.pk])
    asked, page = duty(case, jenis), masuk(person)
    assert case.nomor not in page.get(reverse("workflow:banding-akibat")).text
    done = page.post(reverse("workflow:banding-akibat-buka", args=[asked.pk]), {"catatan": "Saya."})
    asked.refresh_from_db()
    assert done.status_code == 404 and asked.dibuka_at is None


@pytest.mark.parametrize("jenis", sorted(Akibat.Jenis.values))
def test_where_only_they_could_carry_it_out_the_kepala_is_told_and_not_they(office, jenis):
    person, kepala = office.people[PELAKSANA[jenis]], office.people["kepala"]
    case = banding(office, ditutup(office))
    Pengaduan.objects.filter(pk=case.origin_id).update(disebut=[person.pk])
    case = Banding.objects.get(pk=case.pk)
    case.akibat = [jenis]
    catat_akibat(case, by=kepala, data={})
    told = Pesan.objects.filter(judul="Akibat putusan banding", isi__contains=case.nomor)
    assert [message.user for message in told] == [kepala]
    assert "Beri orang lain peran itu" in told.get().isi


def test_an_appeal_that_waits_for_the_kepala_it_is_about_counts_as_standing_still(office):
    case = office.case_in(registry.get("banding"), "persetujuan")
    Pengaduan.objects.filter(pk=case.origin_id).update(disebut=[office.people["kepala"].pk])
    assert "terhalang" in kekurangan(Banding.objects.get(pk=case.pk))
