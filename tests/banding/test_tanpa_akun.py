"""Whoever complained without an account appeals with number and code, and follows the appeal."""

from uuid import uuid4

import pytest
from django.urls import reverse

from banding.models import Banding
from metrologi.accounts.roles import Role
from metrologi.workflow.run import run
from pengaduan.akun import akun_umum
from tests.banding.keadaan import ISI, samples
from tests.pengaduan.keadaan import IDENTITAS
from tests.pengaduan.test_penolakan import formulir, ke, masuk
from tests.walk import walk

pytestmark = pytest.mark.django_db
TIKET, BANDING = "workflow:pengaduan-tiket-lihat", "workflow:banding-tiket"


def ditutup(office):
    case, reporter = formulir()
    people = {**office.people, "pelapor": akun_umum(office.uml)}
    return walk(case, "ditutup", people, office.samples()), reporter


def isi():
    return {**ISI, "kunci": str(uuid4())}


def test_the_ticket_of_a_closed_complaint_leads_to_the_appeal(office):
    _, reporter = ditutup(office)
    page = reporter.get(reverse(TIKET)).text
    assert reverse(BANDING) in page and "Ajukan banding" in page
    assert reporter.get(reverse(BANDING)).status_code == 200
    answer = reporter.post(reverse(BANDING), isi(), follow=True)
    appeal = Banding.objects.get()
    assert answer.status_code == 200 and appeal.nomor in answer.text
    assert (appeal.dilindungi, appeal.pemohon) == (True, None)
    assert appeal.nomor in reporter.get(reverse(TIKET)).text
    assert appeal.rahasia() is not None and IDENTITAS["nama"] not in appeal.nama_pemohon


def test_an_open_complaint_is_not_appealed_and_a_stranger_is_sent_to_the_ticket(office, client):
    case, reporter = formulir()
    ke(office, case, "ditangani")
    assert reporter.get(reverse(BANDING)).status_code == 302
    assert client.get(reverse(BANDING))["Location"] == reverse("workflow:pengaduan-tiket")
    assert not Banding.objects.exists()


def test_what_is_missing_is_sent_at_the_ticket_or_typed_at_the_desk(office):
    for way in ("tiket", "meja"):
        _, reporter = ditutup(office)
        reporter.post(reverse(BANDING), isi())
        appeal = walk(
            Banding.objects.latest("pk"), "perlu_dilengkapi", office.people, samples(office)
        )
        if way == "tiket":
            reporter.post(reverse(BANDING), {"note": "Ini tanggal kejadiannya."})
        else:
            url = reverse("workflow:step", args=["banding", appeal.pk, "lengkapi_banding"])
            page = masuk(office.people[Role.STAF_PJTK])
            page.post(url, {"seen": appeal.status, "note": "Kata pemohon.", "lewat": "telepon"})
        appeal.refresh_from_db()
        assert appeal.status == "diverifikasi", way


def test_the_letters_of_the_appeal_are_read_at_the_ticket(office, client):
    _, reporter = ditutup(office)
    reporter.post(reverse(BANDING), isi())
    appeal = Banding.objects.get()
    run(appeal, "catat_banding", by=office.people[Role.STAF_PJTK], seen=appeal.status)
    page = reporter.get(reverse(BANDING)).text
    url = page.split('href="/banding/tiket/surat/')[1].split('"')[0]
    assert reporter.get(f"/banding/tiket/surat/{url}").status_code == 200
    assert client.get(f"/banding/tiket/surat/{url}").status_code == 302


def test_whoever_is_not_content_is_asked_before_the_complaint_is_closed(office):
    case, reporter = formulir()
    case = ke(office, case, "menunggu_umpan_balik")
    url = reverse("workflow:pengaduan-tiket-langkah", args=["nilai_tanggapan"])
    answer = reporter.post(url, {"seen": case.status, "nilai": "1"})
    assert answer.status_code == 422 and "Anda belum puas" in answer.text
    reporter.post(url, {"seen": case.status, "nilai": "1", "lanjut": "ajukan"})
    case.refresh_from_db()
    assert case.status == "ditutup"
    assert "Ajukan banding" in reporter.get(reverse(TIKET)).text
