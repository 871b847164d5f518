"""A member or the chair of a panel falls ill: somebody else sits, and the appeal goes on."""

import datetime as dt

import pytest

from banding.models.baris import Keterkaitan
from metrologi.accounts.models import Penugasan, User
from metrologi.clock.now import now, today
from metrologi.documents.models import Dokumen
from metrologi.documents.signing.demo import buat_kunci_demo
from metrologi.notifications.models import Pesan
from metrologi.workflow import terhenti
from metrologi.workflow.errors import Blocked
from metrologi.workflow.offers import offers
from metrologi.workflow.run import run
from tests.banding.keadaan import PASSPHRASE, calon, case_in, menyatakan, putusan, terikat
from tests.banding.keadaan import banding as appeal
from tests.banding.keadaan import ditutup as closed
from tests.walk import walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unpainted")]


def replace(office, case, **data):
    return run(
        case,
        "ganti_panel",
        by=office.people["kepala"],
        seen=case.status,
        note="Anggota dirawat di rumah sakit.",
        secret=PASSPHRASE,
        **data,
    )


def fresh(case):
    return type(case).objects.get(pk=case.pk)


def test_kepala_seats_another_for_a_member_who_fell_ill_and_the_panel_finishes(office):
    case = case_in(office, None, "investigasi")
    chair, _, ill = case.panel()
    stand_in = calon(office, "panel_keempat")
    case = replace(office, case, ketua=chair.user_id, diganti=ill.user_id, pengganti=stand_in.pk)
    assert {seat.user_id for seat in case.panel()} >= {chair.user_id, stand_in.pk}
    assert ill.user_id not in {seat.user_id for seat in case.panel()}
    decree = Dokumen.objects.terbit_untuk(case, code="sk_panel_banding").get()
    assert stand_in.nama in str(decree.payload)
    assert Pesan.objects.filter(user=stand_in, judul="Susunan panel banding berubah").exists()
    walk(case, "rapat", office.people, office.samples())


def test_the_declarations_of_those_who_stay_are_kept(office):
    case = case_in(office, None, "investigasi")
    menyatakan(case)
    chair, _, ill = case.panel()
    stand_in = calon(office, "panel_keempat")
    case = fresh(
        replace(office, case, ketua=chair.user_id, diganti=ill.user_id, pengganti=stand_in.pk)
    )
    said = {seat.user_id for seat in case.panel() if seat.pernyataan_at}
    assert said == {seat.user_id for seat in case.panel()} - {stand_in.pk}


def test_kepala_makes_another_member_the_chair_who_then_notes_the_decision(office):
    case = case_in(office, None, "rapat")
    chair, member, _ = case.panel()
    User.objects.filter(pk=chair.user_id).update(is_active=False)
    assert "belum diganti" in terhenti.kekurangan(fresh(case))
    case = fresh(replace(office, fresh(case), ketua=member.user_id))
    assert terhenti.kekurangan(case) == ""
    case.rapat_at = now()
    present = [
        {"user": s.user_id, "nama": str(s.user), "sebagai": "Anggota panel"}
        for s in case.panel()
        if s.user_id != chair.user_id
    ]
    case = run(
        case,
        "putuskan_banding",
        by=member.user,
        seen="rapat",
        **putusan(case, hadir=present),
    )
    assert case.status == "persetujuan"


def test_who_is_tied_to_the_customer_does_not_come_in_for_the_ill(office):
    case = case_in(office, None, "investigasi")
    chair, _, ill = case.panel()
    tied = calon(office, "panel_keempat")
    Keterkaitan.objects.create(user=tied, banding=case, uraian="saudara", at=now())
    with pytest.raises(Blocked, match="tidak berhak"):
        replace(office, case, ketua=chair.user_id, diganti=ill.user_id, pengganti=tied.pk)
    assert ill.user_id in {seat.user_id for seat in fresh(case).panel()}


def test_where_nobody_neutral_is_left_kepala_dissolves_the_panel_for_another_office(office):
    case = case_in(office, None, "rapat")
    chair = case.panel()[0].user
    case = run(
        case,
        "bentuk_ulang_panel",
        by=office.people["kepala"],
        seen="rapat",
        note="Dua anggota pindah tugas.",
    )
    assert (case.status, fresh(case).panel()) == ("pembentukan", [])
    assert Pesan.objects.filter(user=chair, judul="Panel banding dibentuk ulang").exists()
    terikat(case)
    walk(fresh(case), "dilimpahkan", office.people, office.samples())


def test_the_desk_moves_the_meeting_and_everybody_gets_a_new_invitation(office):
    case = case_in(office, None, "rapat")
    later = now() + dt.timedelta(days=5)
    case = run(
        case,
        "ubah_waktu_rapat",
        by=office.people["staf_pjtk"],
        seen="rapat",
        note="Pelanggan berhalangan.",
        waktu=later,
        tempat="Aula",
    )
    assert (case.status, case.rapat_at) == ("rapat", later)
    assert case.due_at > later
    letters = Dokumen.objects.untuk(case).filter(code="undangan_banding")
    assert sorted(letters.values_list("state", flat=True)) == ["diganti", "terbit"]
    assert Pesan.objects.filter(
        user=case.panel()[0].user, judul="Undangan rapat panel banding"
    ).exists()


def test_admin_is_told_at_once_that_kepala_signed_the_disputed_letter_and_the_plh_approves(office):
    letter = office.konsep()
    walk(letter, "terbit", office.people, office.samples())
    complaint = closed(office, terkait=letter.origin)
    case = appeal(office, complaint)
    case = walk(case, "persetujuan", office.people, office.samples())
    told = Pesan.objects.filter(user=office.people["admin_satker"])
    assert told.filter(judul=f"Perkara tanpa pemegang: {case.nomor}").exists()
    assert "Plh." in told.latest("pk").isi
    deputy = calon(office, "pelaksana_harian")
    Penugasan.objects.create(
        user=deputy, role="kepala", sifat="plh", uml=office.uml, mulai=today(), sampai=today()
    )
    buat_kunci_demo(deputy, PASSPHRASE)
    deputy = User.objects.get(pk=deputy.pk)
    assert "setujui_putusan" in [o.step.name for o in offers(fresh(case), deputy) if not o.reasons]
    case = run(fresh(case), "setujui_putusan", by=deputy, seen="persetujuan", secret=PASSPHRASE)
    assert case.status == "disposisi"
