"""A petition of a protected appellant lies apart; a re-test goes to another penera, without why."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.urls import reverse

from banding.akibat import buka
from banding.models.baris import Akibat, BacaanLampiran
from banding.perbuatan import penguji
from metrologi.accounts.roles import STAFF, Role
from metrologi.workflow import registry
from metrologi.workflow.queue import queue_for
from pengaduan.models import Pengaduan
from tests.banding.keadaan import banding, ditutup, samples
from tests.pengaduan.keadaan import IDENTITAS
from tests.pengaduan.test_lampiran import pdf
from tests.pengaduan.test_penolakan import formulir, ke, masuk
from tests.walk import walk

pytestmark = pytest.mark.django_db
MENGENAL = {Role.STAF_PJTK, Role.KEPALA}


@pytest.fixture
def rahasia(office):
    keluhan = ditutup(office, kerahasiaan="rahasia", identitas=IDENTITAS)
    return banding(office, keluhan, berkas=[("permohonan", pdf())])


@pytest.mark.parametrize("role", sorted(STAFF))
def test_of_every_role_only_who_may_know_opens_the_petition_for_a_reason_that_is_kept(
    office, rahasia, role
):
    file = rahasia.lampiran.get()
    url = reverse("workflow:banding-lampiran", args=[rahasia.pk, file.pk])
    page = masuk(office.people[role])
    asked = page.get(url)
    given = page.post(url, {"alasan": "Mencatat permohonan."})
    if role in MENGENAL:
        assert "application/pdf" not in asked["Content-Type"] and asked.status_code == 200
        assert given["Content-Type"] == "application/pdf"
        assert page.post(url, {"alasan": ""}).status_code == 422
        assert BacaanLampiran.objects.get().user == office.people[role]
    else:
        assert {asked.status_code, given.status_code} <= {403, 404}
        assert not BacaanLampiran.objects.exists()


def test_a_look_at_a_petition_is_neither_changed_nor_removed(office, rahasia):
    row = rahasia.lampiran.get().bacaan.create(
        user=office.people[Role.KEPALA], role="kepala", alasan="Memeriksa."
    )
    for change in (lambda: BacaanLampiran.objects.update(alasan="Lain."), row.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_customer_opens_the_own_petition_without_a_reason(office, rahasia):
    url = reverse("workflow:banding-lampiran", args=[rahasia.pk, rahasia.lampiran.get().pk])
    assert masuk(office.people["pelanggan"]).get(url)["Content-Type"] == "application/pdf"


def test_the_linked_number_of_a_protected_report_lies_with_the_identity(office):
    order = office.case_in(registry.get("orders"), "disiapkan")
    case, _ = formulir(nomor_terkait=order.nomor)
    verifier = masuk(office.people[Role.PETUGAS_PENGADUAN])
    step = reverse("workflow:step", args=["pengaduan", case.pk, "nyatakan_lengkap"])
    assert order.nomor not in verifier.get(case.get_absolute_url()).text
    assert order.nomor not in verifier.get(step).text
    verifier.post(step, {"seen": "diterima", "akar_masalah": "prosedur"})
    case.refresh_from_db()
    assert case.terkait == order
    case = ke(office, case, "ditangani")
    url = reverse("workflow:pengaduan-identitas", args=[case.pk])
    for role in (Role.PENANGAN_PENGADUAN, Role.KETUA_TIM_PJTK, Role.KEPALA):
        page = masuk(office.people[role])
        assert order.nomor not in page.get(case.get_absolute_url()).text, role
        answer = page.post(url, {"alasan": "Memeriksa perkara."})
        opens = role != Role.KETUA_TIM_PJTK
        assert (order.nomor in answer.text) is opens, role
        assert (IDENTITAS["nama"] in answer.text) is (role == Role.KEPALA), role


def test_a_re_test_is_not_for_whoever_tested_and_tells_nobody_why(office, rahasia):
    order = office.case_in(registry.get("orders"), "disiapkan")
    Pengaduan.objects.filter(pk=rahasia.origin.pk).update(
        terkait_type=ContentType.objects.get_for_model(order), terkait_id=order.pk
    )
    rahasia.refresh_from_db()
    assert penguji(rahasia), "nobody tested"
    duty = Akibat.objects.create(banding=rahasia, jenis="uji_ulang")
    made = buka(duty, by=office.people[Role.ADMINISTRASI])
    penera = office.people[Role.PENERA]
    assert penera.pk in made.tanpa_penera
    made = walk(made, "diuji", office.people, office.samples() | samples(office))
    assert not [item for item in queue_for(penera) if item.case == made]
    page = masuk(penera)
    told = page.get(made.get_absolute_url()).text
    assert rahasia.nomor not in told and "banding" not in told.split("<main")[1].casefold()
    item = made.items.first()
    sheet = page.get(reverse("pengujian:uji", args=[made.machine.code, made.pk, item.pk]))
    assert sheet.status_code == 403 and "penera lain" in sheet.text
