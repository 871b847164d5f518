"""The story of an appeal in browsers.

A complaint reopened and closed again, the appeal, its decision carried out.
"""

import datetime as dt
import os
from pathlib import Path

import pytest

from banding.models import Banding
from metrologi.clock.now import now, today
from metrologi.documents import store
from metrologi.documents.models.dokumen import papers_of
from metrologi.workflow import registry
from metrologi.workflow.run import run
from tests.banding.keadaan import anggota, ditanggapi
from tests.office import PASSPHRASE, PASSWORD
from tests.unpainted import blank
from tests.walk import walk

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.e2e,
    pytest.mark.skipif(
        registry.find("pengaduan") is None, reason="belum ada pengaduan di portal ini"
    ),
]
COMPENSATED = registry.find("kompensasi") is not None
PDF = {"name": "bukti.pdf", "mimeType": "application/pdf", "buffer": blank()}


def test_from_a_complaint_reopened_to_an_appeal_upheld_and_compensated(office, visitor):
    order = walk(office.order(), "diuji", office.people, office.samples())
    complaint = ditanggapi(office, terkait=order)
    panel = anggota(office)
    roles = ("staf_pjtk", "ketua_tim_pjtk", "kepala", "panel_banding")
    who = {role: visitor(phone=role != "staf_pjtk").sign_in(role, PASSWORD) for role in roles}
    customer = visitor(phone=True).sign_in("pelanggan", PASSWORD)
    it_is_reopened_and_closed_again(office, customer, who["kepala"], complaint)
    case = she_appeals(customer, complaint)
    the_desk_and_the_team_leader(who, case)
    a_panel_is_appointed(
        visitor(phone=True).sign_in("tim_teknis", PASSWORD), who["kepala"], case, panel
    )
    the_panel_investigates(who["panel_banding"], visitor, case, panel[1:])
    they_meet_and_decide(who, case)
    it_is_approved_and_delivered(who, case)
    customer.go(f"/banding/{case.pk}/").picture("banding-pelanggan")
    assert "Banding diterima" in customer.text() and "Notulen" not in customer.text()
    she_is_tested_again(visitor().sign_in("administrasi", PASSWORD), case, order)
    if COMPENSATED:
        and_compensated(visitor(phone=True).sign_in("kasi_pjt", PASSWORD), case)
    keep_papers(case)


def it_is_reopened_and_closed_again(office, customer, kepala, complaint):
    customer.go(f"/pengaduan/{complaint.pk}/").follow("Saya belum puas")
    customer.page.locator("[name=nilai]").first.check()
    customer.fill(isi="Keberatan saya tidak dijawab.")
    customer.submit("Saya belum puas")
    kepala.go(f"/pengaduan/{complaint.pk}/").follow("Buka kembali")
    kepala.fill(isi="Tangani sekali lagi.")
    kepala.submit("Buka kembali")
    complaint.refresh_from_db()
    ditanggapi(office, complaint)
    customer.go(f"/pengaduan/{complaint.pk}/").follow("Nilai tanggapan")
    customer.page.locator("[name=nilai]").last.check()
    customer.page.check("[name=lanjut][value=ajukan]")
    customer.submit("Nilai tanggapan")
    complaint.refresh_from_db()


def she_appeals(customer, complaint):
    customer.go(f"/pengaduan/{complaint.pk}/").follow("Ajukan banding").picture("banding-baru")
    assert complaint.nomor in customer.page.input_value("[name=perihal]")
    customer.type(uraian="Timbangan diuji tanpa pemanasan.", harapan="Uji ulang oleh penera lain.")
    customer.page.set_input_files("[name=surat]", PDF)
    customer.submit("Kirim permohonan banding").picture("banding-diajukan")
    case = Banding.objects.get()
    assert (case.origin, case.lampiran.count()) == (complaint, 1)
    customer.go(f"/pengaduan/{complaint.pk}/")
    assert case.nomor in customer.text()
    return case


def the_desk_and_the_team_leader(who, case):
    desk, leader = who["staf_pjtk"], who["ketua_tim_pjtk"]
    desk.go("/tugas/")
    assert case.nomor in desk.text()
    desk.go(f"/banding/{case.pk}/").follow("Catat dan laporkan").submit("Catat dan laporkan")
    leader.go(f"/banding/{case.pk}/").follow("Relevan: kirim nota dinas")
    leader.fill(relevansi="Keberatan menyangkut cara menguji.")
    leader.page.check("[name=lengkap]")
    leader.submit("Relevan: kirim nota dinas")


def a_panel_is_appointed(teknis, kepala, case, panel):
    teknis.go(f"/banding/{case.pk}/usulkan_panel/")
    for person in panel[:2]:
        teknis.page.check(f"[name=anggota][value='{person.pk}']")
    teknis.page.select_option("[name=ketua]", str(panel[0].pk))
    teknis.submit("Usulkan panel", status=422)
    assert "sekurangnya 3 orang" in teknis.text()
    teknis.page.check(f"[name=anggota][value='{panel[2].pk}']")
    teknis.picture("banding-usulkan").submit("Usulkan panel")
    kepala.go(f"/banding/{case.pk}/").picture("banding-kepala").follow("Tunjuk panel")
    kepala.fill(passphrase=PASSPHRASE)
    kepala.submit("Tunjuk panel")


def the_panel_investigates(chair, visitor, case, others):
    """Two of the three say in a browser that they are neutral."""
    member, last = others
    member.set_password(PASSWORD)
    member.save()
    for one in (chair, visitor(phone=True).sign_in(member.username, PASSWORD)):
        one.go(f"/banding/{case.pk}/").follow("Nyatakan ketidakberpihakan")
        one.page.check("[name=setuju]")
        one.submit("Nyatakan ketidakberpihakan")
    run(case, "nyatakan_netral", by=last, seen="investigasi")
    chair.follow("Tambah hasil investigasi")
    chair.fill(judul="Wawancara penera", uraian="Pemanasan dilewati.")
    chair.page.set_input_files("[name=dokumen]", PDF)
    chair.submit("Tambah hasil investigasi").picture("banding-investigasi").follow(
        "Selesai menyelidiki"
    )
    chair.fill(kesimpulan="Prosedur pengujian tidak lengkap.")
    chair.submit("Selesai menyelidiki")


def they_meet_and_decide(who, case):
    desk, chair = who["staf_pjtk"], who["panel_banding"]
    desk.go(f"/banding/{case.pk}/")
    assert "Pemanasan dilewati" not in desk.text()
    desk.follow("Undang ke rapat panel")
    desk.fill(
        waktu=f"{today() + dt.timedelta(days=3)}T09:00",
        tempat="Ruang rapat kantor",
        pihak="Ahmad Fauzi, penera",
    )
    desk.picture("banding-undang").submit("Undang ke rapat panel")
    chair.go(f"/banding/{case.pk}/")
    assert "Rapat panel belum berlangsung" in chair.text()
    Banding.objects.filter(pk=case.pk).update(rapat_at=now())
    chair.go(f"/banding/{case.pk}/").follow("Catat rapat dan putusan")
    for box in chair.page.query_selector_all("[name=hadir]"):
        box.check()
    chair.fill(
        notulen="Rapat dibuka ketua panel.",
        pertimbangan="Pemanasan dilewati sehingga hasilnya tidak dapat dipakai.",
    )
    chair.page.check("[name=putusan][value=diterima]")
    chair.page.check("[name=akibat][value=uji_ulang]")
    if COMPENSATED:
        chair.page.check("[name=akibat][value=kompensasi]")
    chair.picture("banding-putuskan").submit("Catat rapat dan putusan")


def it_is_approved_and_delivered(who, case):
    kepala, leader, desk = who["kepala"], who["ketua_tim_pjtk"], who["staf_pjtk"]
    kepala.go(f"/banding/{case.pk}/").picture("banding-persetujuan").follow("Setujui")
    kepala.fill(passphrase=PASSPHRASE)
    kepala.submit("Setujui")
    leader.go(f"/banding/{case.pk}/").follow("Disposisikan").submit("Disposisikan")
    desk.go(f"/banding/{case.pk}/").follow("Sampaikan dan arsipkan")
    desk.page.check("[name=cara][value=langsung]")
    desk.fill(penerima="Siti Aminah")
    desk.page.set_input_files("[name=bukti]", PDF)
    desk.submit("Sampaikan dan arsipkan").picture("banding-selesai")
    assert desk.download(f"/banding/{case.pk}/arsip.zip").startswith(b"PK")


def she_is_tested_again(admin, case, order):
    admin.go("/banding/akibat/").picture("banding-akibat").submit("Buka pengujian ulang")
    made = case.daftar_akibat.get(jenis="uji_ulang").perkara
    assert made.nomor in admin.text() and [i.uttp for i in made.daftar] == [
        i.uttp for i in order.diterima()
    ]


def and_compensated(officer, case):
    officer.go("/banding/akibat/").submit("Buka kompensasi")
    made = case.daftar_akibat.get(jenis="kompensasi").perkara
    assert made.nomor in officer.text() and made.origin == case


def keep_papers(case):
    """With a folder for pictures, the papers too, for a person to look at."""
    for paper in papers_of(case) if (folder := os.environ.get("E2E_PICTURES")) else ():
        Path(folder, f"{paper.code}.pdf").write_bytes(store.read(paper.file))
