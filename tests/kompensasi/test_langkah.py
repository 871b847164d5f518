"""The steps of compensation: closing in time, hindrance to receipt, and what each person sees."""

import datetime as dt
import io
import subprocess
from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail
from django.urls import reverse
from openpyxl import load_workbook

from kompensasi.aturan_awal import muat_aturan
from kompensasi.models import AturanKompensasi, Kompensasi
from kompensasi.surat import isi_usulan
from kompensasi.views.lembar import KOLOM
from metrologi.accounts.models import User
from metrologi.clock.now import at, now, today
from metrologi.documents import store
from metrologi.documents.models import Dokumen
from metrologi.documents.models.dokumen import papers_of
from metrologi.notifications.models import Pesan
from metrologi.workflow import registry
from metrologi.workflow.errors import Blocked
from metrologi.workflow.queue import queue_for
from metrologi.workflow.run import open_case, run
from metrologi.workflow.tasks import batas_waktu
from tests.banding.keadaan import banding, ditutup
from tests.kompensasi.keadaan import PASSPHRASE, aturan, pantauan
from tests.walk import walk

pytestmark = pytest.mark.django_db


def at_state(office, state, **rest):
    return walk(pantauan(office, **rest), state, office.people, office.samples())


def page(client, case, username, step=""):
    client.force_login(User.objects.get(username=username))
    return client.get(case.get_absolute_url() + (f"{step}/" if step else ""))


def post(client, case, step, username, **data):
    client.force_login(User.objects.get(username=username))
    url = reverse("workflow:step", args=["kompensasi", case.pk, step])
    return client.post(url, {"seen": case.status, **data})


# --- closing in time ------------------------------------------------------------------------------
def test_a_broken_promise_cannot_be_closed_without_compensation(office):
    case = pantauan(office)
    with pytest.raises(Blocked, match="sudah terlampaui"):
        run(case, "konfirmasi_selesai", by=office.people["kasi_pjt"], seen="dipantau")


@pytest.mark.parametrize(
    ("nyata", "proposed"), [(True, "konfirmasi_kendala"), (False, "konfirmasi_selesai")]
)
def test_the_step_proposed_is_one_that_can_be_taken(office, nyata, proposed):
    case = pantauan(office, nyata=nyata, lepas=now())
    mine = [m for m in queue_for(office.people["kasi_pjt"]) if m.case == case]
    assert [m.next_step.name for m in mine] == [proposed]


def test_work_that_still_runs_is_not_handed_over(office):
    case = pantauan(office, nyata=False)
    with pytest.raises(Blocked, match="belum selesai"):
        run(case, "konfirmasi_selesai", by=office.people["kasi_pjt"], seen="dipantau")


def test_a_forecast_that_was_wrong_closes_with_its_form_and_no_letter(office):
    order = office.order()
    case = pantauan(office, order, nyata=False)
    walk(order, "dibatalkan", office.people, office.samples())
    case = walk(case, "tepat_waktu", office.people, office.samples())
    assert [d.code for d in papers_of(case)] == ["monitoring_spm"]
    assert "tidak diperlukan kompensasi" in text_of(papers_of(case)[0])


def text_of(dokumen):
    said = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],
        input=store.read(dokumen.file),
        capture_output=True,
        check=True,
    )
    return " ".join(said.stdout.decode().split())


# --- hindrance to receipt -------------------------------------------------------------------------
def test_the_whole_road_ends_with_the_customers_receipt(office):
    case = at_state(office, "selesai")
    papers = papers_of(case)
    assert [d.code for d in papers] == [
        "monitoring_spm",
        "surat_permintaan_maaf",
        "tanda_terima_kompensasi",
    ]
    assert papers[1].ditandatangani and papers[1].penandatangan.username == "kepala"
    assert papers[1].nomor in text_of(papers[2]) and "Budi" in text_of(papers[2])


def test_the_cause_and_the_date_are_asked_for(office, client):
    case = at_state(office, "kendala")
    answer = post(
        client,
        case,
        "informasikan_kendala",
        "pj_teknis",
        kendala="Rusak",
        perkiraan_selesai=(today() - dt.timedelta(days=1)).isoformat(),
    )
    assert answer.status_code == 422 and "Pilih penyebabnya" in answer.content.decode()
    assert (
        "tidak boleh sudah lewat" in answer.content.decode() and "Rusak" in answer.content.decode()
    )


def test_the_customer_hears_of_the_delay_before_the_letter(office, client):
    case = at_state(office, "evaluasi")
    answer = post(
        client, case, "sampaikan_evaluasi", "kepala_seksi", evaluasi="Dipinjam dari UML tetangga."
    )
    assert answer.status_code == 302
    told = Pesan.objects.filter(judul="Layanan Anda terlambat", user__username="wajib_ttu").get()
    assert told.url == case.origin.get_absolute_url() and "kerusakan alat" in told.isi
    assert all("Dipinjam" not in message.body for message in mail.outbox)


def test_the_rule_proposes_and_a_departure_needs_its_reason(office, client):
    aturan(office.uml, dari_menit=0, suvenir="Payung")
    case = at_state(office, "instruksi")
    assert "Menurut aturan: Payung" in page(client, case, "kepala", "instruksikan").content.decode()
    answer = post(client, case, "instruksikan", "kepala", suvenir="Mug")
    assert answer.status_code == 422 and "Tulis alasannya" in answer.content.decode()
    assert (
        post(
            client, case, "instruksikan", "kepala", suvenir="Mug", alasan_beda="Payung habis"
        ).status_code
        == 302
    )


def test_the_letter_is_proposed_from_what_is_known(office, client):
    case = at_state(office, "penyusunan")
    words = isi_usulan(case)
    assert (
        case.perkara in words
        and "kerusakan alat: Anak timbangan rusak." in words
        and "didahulukan" not in words.split()[0]
    )
    shown = page(client, case, "kasi_pjt", "susun").content.decode()
    assert "Toko Uji Sekayu" in shown and "kami memohon maaf" in shown
    answer = post(
        client, case, "susun", "kasi_pjt", kepada="Toko", alamat="Sekayu", isi_surat="Maaf."
    )
    assert answer.status_code == 422 and "Siapkan suvenirnya" in answer.content.decode()


def test_a_courier_needs_name_and_number(office, client):
    case = at_state(office, "pengiriman")
    answer = post(client, case, "kirim_surat", "kasi_pjt", cara="kurir")
    assert (
        answer.status_code == 422
        and answer.content.decode().count("Wajib diisi untuk pengiriman") >= 2
    )
    assert post(client, case, "kirim_surat", "kasi_pjt", cara="langsung").status_code == 302


def test_a_wrong_passphrase_signs_nothing(office, client):
    case = at_state(office, "penandatanganan")
    assert post(client, case, "tandatangani_surat", "kepala", passphrase="salah").status_code == 422
    assert not [d for d in papers_of(case) if d.code == "surat_permintaan_maaf"]
    assert (
        post(client, case, "tandatangani_surat", "kepala", passphrase=PASSPHRASE).status_code == 302
    )


def test_a_returned_draft_keeps_its_words(office, client):
    case = at_state(office, "validasi")
    case = run(
        case,
        "kembalikan_konsep",
        by=office.people["kepala_seksi"],
        seen="validasi",
        note="Salah nama.",
    )
    assert "Kami memohon maaf." in page(client, case, "kasi_pjt", "susun").content.decode()


def test_the_customer_sees_it_once_it_is_sent_and_confirms(office, client):
    case = at_state(office, "pengiriman")
    assert page(client, case, "wajib_ttu").status_code == 404
    case = walk(case, "terkirim", office.people, office.samples())
    shown = page(client, case, "wajib_ttu").content.decode()
    assert "RB123" in shown and "Sudah saya terima" in shown
    assert "Anak timbangan rusak" not in shown and "Dipinjam" not in shown
    assert Pesan.objects.filter(user__username="wajib_ttu", isi__contains="sudah dikirim").exists()
    assert post(client, case, "terima_surat", "wajib_ttu", penerima="Siti").status_code == 302
    case.refresh_from_db()
    assert (case.status, case.penerima) == ("selesai", "Siti")


def test_a_letter_without_answer_is_closed_by_the_clock_after_two_weeks_not_ten_minutes(office):
    case = at_state(office, "terkirim")
    assert case.due_at - now() > dt.timedelta(days=13)
    batas_waktu()
    case.refresh_from_db()
    assert case.status == "terkirim"
    with at(now() + dt.timedelta(days=15)):
        batas_waktu()
    case.refresh_from_db()
    assert case.status == "selesai" and not case.penerima


def test_a_second_item_of_the_same_case_may_join_the_first(office):
    order = office.order()
    case = walk(pantauan(office, order), "instruksi", office.people, office.samples())
    kepala = office.people["kepala"]
    with pytest.raises(Blocked, match="Belum ada kompensasi lain"):
        run(case, "gabungkan", by=kepala, seen="instruksi", note="Sama.")
    decided = open_case(
        "kompensasi",
        step="buka_atas_putusan",
        by=None,
        uml=office.uml,
        origin=order,
        alasan="Banding dikabulkan.",
    )
    second = walk(decided, "instruksi", office.people, office.samples())
    assert run(second, "gabungkan", by=kepala, seen="instruksi", note="Sama.").status == "digabung"


def test_a_decision_may_open_compensation_once(office):
    order = office.order()
    case = open_case(
        "kompensasi",
        step="buka_atas_putusan",
        by=None,
        uml=office.uml,
        origin=order,
        alasan="Banding dikabulkan.",
    )
    assert (case.jenis, case.nyata, case.perkara) == ("putusan", True, order.nomor)
    case = walk(case, "selesai", office.people, office.samples())
    assert Kompensasi.objects.count() == 1


# --- rules ----------------------------------------------------------------------------------------
def test_the_closest_rule_wins(office):
    AturanKompensasi.objects.all().delete()
    general = aturan(None, dari_menit=0, suvenir="Umum")
    unit = aturan(office.uml, dari_menit=60, suvenir="Unit")
    own = aturan(None, dari_menit=0, suvenir="Order", prosedur="orders")
    aturan(office.uml, dari_menit=0, suvenir="Lama", sampai=dt.date(2021, 1, 1))

    def rule(code, minutes):
        return AturanKompensasi.untuk(office.uml, code, minutes, today())

    assert rule("skhp", 10) == general and rule("skhp", 60) == unit and rule("orders", 500) == own


def test_a_new_office_starts_with_the_rules_of_the_sop(office):
    muat_aturan(
        AturanKompensasi
    )  # a test over real connections, which empties every table, may have run before
    assert AturanKompensasi.untuk(office.uml, "orders", 1, today()).sumber.startswith(
        "SOP 21-BIPA/5"
    )


def test_the_administrator_writes_rules_and_bad_ones_are_refused_in_words(office, client):
    client.force_login(office.people["admin_satker"])
    url = reverse("workflow:kompensasi-aturan_baru")
    good = {
        "prosedur": "orders",
        "dari_menit": "450",
        "suvenir": "Payung",
        "sumber": "SK 1",
        "mulai": "2026-01-01",
    }
    answer = client.post(url, good | {"sampai": "2025-01-01"})
    assert answer.status_code == 422 and "tidak boleh sebelum" in answer.content.decode()
    assert client.post(url, good | {"dari_menit": "banyak"}).status_code == 422
    assert client.post(url, good).status_code == 302
    assert client.post(url, good).status_code == 422
    assert "Payung" in client.get(reverse("workflow:kompensasi-aturan")).content.decode()


# --- the workbook and the draft -------------------------------------------------------------------
def test_the_workbook_has_the_columns_of_the_form_and_no_formulas(office, client):
    case = at_state(office, "evaluasi")
    Kompensasi.objects.filter(pk=case.pk).update(kendala="=1+1")
    client.force_login(office.people["kasi_pjt"])
    for url in (
        reverse("workflow:kompensasi-monitoring", args=[case.pk]),
        reverse("workflow:kompensasi-monitoring_semua"),
    ):
        sheet = load_workbook(io.BytesIO(client.get(url).content)).active
        assert [c.value for c in sheet[1]] == [name for name, _ in KOLOM]
        assert (
            sheet[2][0].value == case.nomor
            and sheet[2][10].value == "=1+1"
            and sheet[2][10].data_type == "s"
        )


def test_the_draft_is_shown_only_while_it_is_one(office, client):
    case = at_state(office, "validasi")
    client.force_login(office.people["kepala_seksi"])
    url = reverse("workflow:kompensasi-pratinjau", args=[case.pk])
    assert client.get(url)["Content-Type"] == "application/pdf"
    walk(case, "pengiriman", office.people, office.samples())
    assert client.get(url).status_code == 404


def test_an_upheld_appeal_opens_it_with_its_decision(office):
    appeal = office.case_in(registry.get("banding"), "selesai")
    duty, _ = apps.get_model("banding", "Akibat").objects.get_or_create(
        banding=appeal, jenis="kompensasi"
    )
    case = import_module("banding.akibat").buka(
        duty, by=office.people["kepala"], catatan="Dua minggu terlambat."
    )
    assert (case.machine.code, case.jenis, case.origin) == ("kompensasi", "putusan", appeal)
    assert appeal.nomor in case.alasan and case.punya_pelanggan()


# --- what the letter says -------------------------------------------------------------------------
def test_a_verdict_apologises_for_the_service_at_fault_and_speaks_of_no_delay(office, client):
    order = office.order()
    appeal = banding(office, ditutup(office, terkait=order))
    appeal = walk(appeal, "selesai", office.people, office.samples())
    case = open_case(
        "kompensasi",
        step="buka_atas_putusan",
        by=None,
        uml=office.uml,
        origin=appeal,
        alasan=f"Putusan banding {appeal.nomor}",
    )
    assert (case.perkara, case.prosedur) == (order.nomor, "orders")
    case = walk(case, "kendala", office.people, office.samples())
    client.force_login(office.people["pj_teknis"])
    page = reverse("workflow:step", args=["kompensasi", case.pk, "informasikan_kendala"])
    answer = client.post(page, {"seen": "kendala", "kendala": "Pemanasan dilewati."})
    assert answer.status_code == 302
    case.refresh_from_db()
    letter = isi_usulan(case)
    assert order.nomor in letter and appeal.nomor in letter and "Pemanasan dilewati" in letter
    case = walk(case, "pengiriman", office.people, office.samples())
    papers = {paper.code: paper.payload for paper in Dokumen.objects.untuk(case)}
    said = letter + papers["surat_permintaan_maaf"]["hal"]
    assert "lambat" not in said and papers["monitoring_spm"]["janji"] == ""


def test_paragraphs_typed_in_a_browser_survive_on_paper(office, client):
    case = walk(pantauan(office), "penyusunan", office.people, office.samples())
    client.force_login(office.people["kasi_pjt"])
    page = reverse("workflow:step", args=["kompensasi", case.pk, "susun"])
    typed = {"kepada": "Toko", "alamat": "Sekayu", "isi_surat": "Satu.\r\n\r\nDua.\r\nLanjut."}
    client.post(page, {"seen": "penyusunan", "suvenir_siap": "on", **typed})
    case.refresh_from_db()
    walk(case, "pengiriman", office.people, office.samples())
    paper = Dokumen.objects.untuk(case).get(code="surat_permintaan_maaf")
    assert paper.payload["paragraf"] == ["Satu.", "Dua.\nLanjut."]
