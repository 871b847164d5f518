"""Tera in the field from application to file.

The schedule, the SPT, the visit, and what may not happen on the way.
"""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile

from metrologi.clock.now import today
from metrologi.documents.models.dokumen import papers_of
from metrologi.notifications.models import Pesan
from metrologi.pengujian.fasilitasi import dirujuk
from metrologi.workflow import trail
from metrologi.workflow.errors import Blocked, NotAllowed
from metrologi.workflow.queue import queue_for
from metrologi.workflow.run import open_case, run
from tests.tempat_pakai import keadaan
from tests.walk import walk

pytestmark = pytest.mark.django_db


def end(office, case):
    """From the konsep to the hand-over."""
    case = run(case, "siapkan", by=office.people["administrasi"], seen="disiapkan")
    for letter in case.children("skhp"):
        walk(letter, "ditandatangani", office.people, office.samples())
    return run(
        keadaan.fresh(case),
        "serahkan",
        by=office.people["administrasi"],
        seen="siap_diserahkan",
        penerima="Budi",
    )


def test_a_visit_ends_with_signed_letters_and_a_complete_file(office):
    case = keadaan.terdaftar(office, office.uttp(), office.uttp("meter_kwh", kelas="1", satuan="A"))
    assert [i.get_kaji_display() for i in case.daftar] == ["Diterima", "Diterima"]
    trip = keadaan.bertugas(office, case)
    case = run(
        keadaan.fresh(case), "mulai_kunjungan", by=office.people["penera"], seen="ditugaskan"
    )
    case = office.test_item(case, case.diterima()[0])
    with pytest.raises(Blocked, match="Belum diuji"):
        run(case, "berita_acara", by=office.people["penera"], seen="diuji", **keadaan.tanda())
    assert keadaan.fresh(trip).status == "berjalan"


def test_every_paper_of_an_application_lies_in_its_file(office):
    case = walk(keadaan.selesai_diuji(office), "disiapkan", office.people, office.samples())
    trip = case.perjalanan
    assert keadaan.fresh(trip).status == "selesai"
    case = end(office, case)
    everything = papers_of(case, trip, *case.children("skhp"), *case.children("skrd"))
    assert sorted(d.code for d in everything) == [
        "berita_acara_tempat_pakai",
        "bukti_order",
        "cerapan",
        "kaji_ulang",
        "skhp",
        "skrd",
        "spt_tempat_pakai",
        "surat_permohonan",
        "tanda_terima",
    ]
    assert {d.code for d in everything if d.ditandatangani} == {"skhp", "spt_tempat_pakai"}
    assert list(trail.faults(case, trail.rows_of(case))) == []
    assert "1 jam" in {
        str(s.janji("tempat_pakai")) for s in case.children("skhp").get().machine.states.values()
    }


def test_the_draft_after_a_visit_has_an_hour(office):
    case = walk(keadaan.selesai_diuji(office), "disiapkan", office.people, office.samples())
    case = run(case, "siapkan", by=office.people["administrasi"], seen="disiapkan")
    assert str(case.children("skhp").get().janji()) == "1 jam"
    assert str(office.konsep().janji()) == "30 menit"


def test_an_application_out_of_scope_is_refused_forwarded_and_listed_for_fasilitasi(office):
    case = keadaan.permohonan(office, office.uttp("meter_kwh", kelas="1", satuan="A"))
    with pytest.raises(Blocked, match="Tidak ada UTTP yang diterima"):
        run(
            case,
            "terima",
            by=office.people["administrasi"],
            seen="diajukan",
            putusan=[
                {"item": i.pk, "kaji": "dirujuk", "rujukan": office.near} for i in case.daftar
            ],
        )
    case = run(case, "tolak", by=office.people["administrasi"], seen="diajukan")
    assert case.status == "ditolak"
    assert [d.code for d in papers_of(case)] == ["surat_permohonan", "kaji_ulang"]
    row = case.items.get()
    assert row.rujukan and row in dirujuk([office.uml.pk])[0:10]
    kaji = papers_of(case)[-1].__class__.objects.get(code="kaji_ulang").payload["uttp"][0]
    assert (
        kaji["putusan"] == "Ditolak, diteruskan ke UML lain" and kaji["rujukan"] == row.rujukan.nama
    )


def test_an_application_within_scope_cannot_be_refused(office):
    with pytest.raises(Blocked, match="masih dalam ruang lingkup"):
        run(keadaan.permohonan(office), "tolak", by=office.people["administrasi"], seen="diajukan")


def test_a_letter_that_was_brought_is_not_written_again(office):
    case = keadaan.permohonan(office, surat=ContentFile(b"%PDF-1.4", name="surat.pdf"))
    assert papers_of(case) == [] and case.surat.name.endswith(".pdf")


def test_two_applications_share_one_trip_and_one_spt(office):
    first, second = keadaan.terdaftar(office), keadaan.terdaftar(office)
    trip = keadaan.bertugas(office, first, second)
    paper = papers_of(trip)[0]
    payload = type(paper).objects.get(pk=paper.pk).payload
    assert [t["nomor"] for t in payload["tujuan"]] == [first.nomor, second.nomor]
    assert {keadaan.fresh(c).status for c in (first, second)} == {"ditugaskan"}
    assert payload["regu"][0]["jabatan"] == "Penera" and "/SPT/TP/" in paper.nomor


def test_only_the_crew_of_the_spt_may_test(office):
    case = keadaan.terdaftar(office)
    keadaan.bertugas(office, case)
    from metrologi.accounts.models import Penugasan, User

    other = User.objects.create_user("penera-lain", nama="Penera Lain", uml=office.uml)
    Penugasan.objects.create(user=other, role="penera", uml=office.uml, mulai="2020-01-01")
    with pytest.raises(NotAllowed, match="tidak tercantum pada SPT"):
        run(keadaan.fresh(case), "mulai_kunjungan", by=other, seen="ditugaskan")
    assert [i.case.pk for i in queue_for(office.people["penera"], "tempat_pakai")] == [case.pk]
    assert queue_for(other, "tempat_pakai") == []


def test_nobody_tests_before_the_days_of_the_spt(office):
    case = keadaan.terdaftar(office)
    keadaan.bertugas(office, case, tanggal=today() + dt.timedelta(days=9))
    with pytest.raises(Blocked, match="SPT baru berlaku"):
        run(keadaan.fresh(case), "mulai_kunjungan", by=office.people["penera"], seen="ditugaskan")


def test_a_new_date_withdraws_the_spt_and_tells_the_owner_why(office):
    case = keadaan.terdaftar(office)
    trip = keadaan.bertugas(office, case)
    trip = run(
        trip,
        "jadwal_ulang",
        by=office.people["administrasi"],
        seen="berjalan",
        note="Jalan putus.",
        **keadaan.rencana(office, tanggal=today() + dt.timedelta(days=3)),
    )
    assert papers_of(trip)[0].state == "dicabut"
    assert keadaan.fresh(case).status == "dijadwalkan"
    assert (
        Pesan.objects.filter(user=office.people["wajib_ttu"], isi__contains="Jalan putus.").count()
        == 1
    )
    trip = walk(trip, "berjalan", office.people, office.samples())
    assert [d.state for d in papers_of(trip)] == ["dicabut", "terbit"]
    assert keadaan.fresh(case).status == "ditugaskan"


def test_a_cancelled_trip_gives_its_applications_back_to_the_schedule(office):
    case = keadaan.terdaftar(office)
    trip = keadaan.bertugas(office, case)
    run(
        trip,
        "batalkan_perjalanan",
        by=office.people["administrasi"],
        seen="berjalan",
        note="Kendaraan rusak.",
    )
    case = keadaan.fresh(case)
    assert (case.status, case.perjalanan) == ("terdaftar", None)
    assert papers_of(trip)[0].state == "dicabut"


def test_a_trip_whose_visit_has_begun_is_not_moved(office):
    case = keadaan.diuji(office)
    with pytest.raises(Blocked, match="Kunjungan sudah dimulai"):
        run(
            case.perjalanan,
            "jadwal_ulang",
            by=office.people["administrasi"],
            seen="berjalan",
            note="x",
            **keadaan.rencana(office),
        )


def test_an_instrument_tested_again_makes_the_berita_acara_anew(office):
    case = keadaan.selesai_diuji(office, "perlu_perbaikan")
    case = office.test_item(case, case.items.get(), "sah")
    with pytest.raises(Blocked, match="belum ditandatangani"):
        run(case, "selesai_uji", by=office.people["penera"], seen="diuji")
    case = run(case, "berita_acara", by=office.people["penera"], seen="diuji", **keadaan.tanda())
    papers = [d.state for d in papers_of(case) if d.code == "berita_acara_tempat_pakai"]
    assert papers == ["diganti", "terbit"]


def test_after_repair_a_new_visit_is_scheduled(office):
    case = walk(
        keadaan.selesai_diuji(office, "perlu_perbaikan"),
        "menunggu_perbaikan",
        office.people,
        office.samples(),
    )
    assert keadaan.fresh(case.perjalanan).status == "selesai"
    case = run(case, "sudah_diperbaiki", by=office.people["wajib_ttu"], seen="menunggu_perbaikan")
    keadaan.bertugas(office, case)
    case = run(
        keadaan.fresh(case), "mulai_kunjungan", by=office.people["penera"], seen="ditugaskan"
    )
    case = office.test_item(case, case.items.get())
    case = run(case, "berita_acara", by=office.people["penera"], seen="diuji", **keadaan.tanda())
    assert run(case, "selesai_uji", by=office.people["penera"], seen="diuji").status == "disiapkan"


def test_a_repeated_key_returns_the_application_that_the_first_try_made(office):
    key, uttp = uuid4(), office.uttp()
    item = {"uttp": uttp, "tahap": "tera", "minta_skhp": False}
    first, second = (
        open_case(
            "tempat_pakai",
            by=office.people["wajib_ttu"],
            uml=office.uml,
            kunci=key,
            pemilik=office.owner,
            items=[item],
        )
        for _ in range(2)
    )
    assert first.pk == second.pk
