"""Two journeys in browsers: a handler whose account is closed in mid-case, a panel member ill."""

import datetime as dt

import pytest

from metrologi.accounts.models import Penugasan, User
from metrologi.clock.now import today
from metrologi.documents.models import Dokumen
from metrologi.workflow import registry
from metrologi.workflow.tasks import cari_terhenti
from tests.banding.keadaan import calon
from tests.office import PASSPHRASE, PASSWORD
from tests.walk import walk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]


def test_a_handler_is_deactivated_in_mid_case_and_the_team_leader_hands_it_over(office, visitor):
    case = office.case_in(registry.get("pengaduan"), "dipantau")
    second = officer(office, "penangan_kedua", "penangan_pengaduan")
    admin = visitor().sign_in("admin_satker", PASSWORD)
    admin.go(f"/akun/pegawai/{case.penangan_id}/nonaktif/").picture("berhalangan-nonaktif")
    assert case.nomor in admin.text() and "Alihkan ke penangan lain" in admin.text()
    admin.fill(alasan="Pindah tugas")
    admin.submit("Nonaktifkan akun", 422)
    assert "masih memegang 1 perkara" in admin.text()
    admin.page.check("[name=serahkan]")
    admin.submit("Nonaktifkan akun")
    admin.go("/tugas/")
    assert "1 perkara tanpa pemegang" in admin.text()
    admin.go("/tanpa-pemegang/").picture("berhalangan-tanpa-pemegang")
    chief = visitor(phone=True).sign_in("ketua_tim_pjtk", PASSWORD)
    chief.go(f"/pengaduan/{case.pk}/").picture("berhalangan-ketua").follow("Alihkan ke penangan")
    chief.page.locator(f"[name=penangan][value='{second.pk}']").check()
    chief.fill(note="Penangan pindah tugas.")
    chief.picture("berhalangan-alihkan").submit("Alihkan ke penangan lain")
    handler = visitor(phone=True).sign_in("penangan_kedua", PASSWORD)
    handler.go("/tugas/")
    assert case.nomor in handler.text()
    handler.go(f"/pengaduan/{case.pk}/").follow("Solusi terbukti berhasil")
    handler.fill(isi="Loket sudah lancar.")
    handler.submit("Solusi terbukti berhasil")
    cari_terhenti()
    admin.go("/tugas/")
    assert "tanpa pemegang" not in admin.text()


def test_a_panel_member_is_ill_and_another_sits_for_them_until_the_meeting(office, visitor):
    case = office.case_in(registry.get("banding"), "investigasi")
    chair, _, ill = case.panel()
    stand_in = calon(office, "panel_keempat")
    kepala = visitor().sign_in("kepala", PASSWORD)
    kepala.go(f"/banding/{case.pk}/").follow("Ganti anggota atau ketua panel")
    kepala.page.select_option("[name=diganti]", str(ill.user_id))
    kepala.page.select_option("[name=pengganti]", str(stand_in.pk))
    kepala.page.select_option("[name=ketua]", str(chair.user_id))
    kepala.fill(note="Dirawat di rumah sakit.", passphrase=PASSPHRASE)
    kepala.picture("berhalangan-panel").submit("Ganti anggota atau ketua panel")
    assert "Calon panel_keempat" in kepala.text() and str(ill.user) not in panel_of(kepala)
    stand_in.set_password(PASSWORD)
    stand_in.save()
    one = visitor(phone=True).sign_in("panel_keempat", PASSWORD)
    one.go(f"/banding/{case.pk}/").follow("Nyatakan ketidakberpihakan")
    one.page.check("[name=setuju]")
    one.submit("Nyatakan ketidakberpihakan")
    case = to_the_meeting(office, case)
    desk = visitor(phone=True).sign_in("staf_pjtk", PASSWORD)
    desk.go(f"/banding/{case.pk}/").follow("Ubah waktu rapat")
    later = f"{today() + dt.timedelta(days=9)}T10:00"
    desk.fill(waktu=later, tempat="Aula kantor", note="Pelanggan berhalangan.")
    desk.picture("berhalangan-rapat").submit("Ubah waktu rapat")
    assert "Aula kantor" in desk.text()
    letters = Dokumen.objects.untuk(case).filter(code="undangan_banding")
    assert sorted(letters.values_list("state", flat=True)) == ["diganti", "terbit"]


def officer(office, name, role):
    user = User.objects.create_user(name, password=PASSWORD, nama="Penangan Kedua", uml=office.uml)
    Penugasan.objects.create(user=user, role=role, uml=office.uml, mulai="2020-01-01")
    return user


def panel_of(visitor):
    return visitor.page.locator("section[aria-labelledby=panel]").inner_text()


def to_the_meeting(office, case):
    fresh = type(case).objects.get(pk=case.pk)
    return walk(fresh, "rapat", office.people, office.samples())
