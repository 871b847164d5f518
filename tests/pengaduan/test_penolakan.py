"""A rejection: proposed by the verifier, agreed by a second person, objected to by the reporter."""

import pytest
from django.test import Client
from django.urls import reverse

from metrologi.accounts.models import Penugasan
from metrologi.accounts.roles import Role
from metrologi.clock.now import at
from metrologi.documents.models.dokumen import papers_of
from metrologi.notifications.models import Pesan
from metrologi.workflow.errors import NotAllowed
from metrologi.workflow.run import run
from metrologi.workflow.tasks import batas_waktu
from pengaduan.models import Pengaduan
from pengaduan.views.meja import BetulkanForm
from tests.pengaduan.keadaan import IDENTITAS, PENOLAKAN, berpengawas, laporan
from tests.walk import walk

pytestmark = pytest.mark.django_db
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"


def masuk(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def ke(office, case, goal):
    return walk(case, goal, office.people, office.samples())


def oleh(office, case, step, role, **data):
    return run(case, step, by=office.people[role], seen=case.status, **data)


def formulir(**changes):
    """A complaint told at the public form, and the browser that opened its ticket."""
    client = Client()
    data = {
        "judul": "Antre lama",
        "uraian": "Saya menunggu tiga jam.",
        "layanan": "orders",
        "kerahasiaan": "rahasia",
        **IDENTITAS,
        **changes,
    }
    client.post(reverse("workflow:pengaduan-baru"), data)
    case = Pengaduan.objects.latest("pk")
    ticket = client.session["tiket_baru"]
    client.post(reverse("workflow:pengaduan-tiket"), {"nomor": case.nomor, "kode": ticket["kode"]})
    return case, client


def test_a_verifier_alone_rejects_nothing_and_the_reporter_reads_no_reason_yet(office):
    case, reporter = formulir()
    case = oleh(office, case, "tolak_laporan", Role.PETUGAS_PENGADUAN, **PENOLAKAN)
    assert case.status == "penolakan" and not papers_of(case)
    page = reporter.get(reverse("workflow:pengaduan-tiket-lihat")).text
    assert PENOLAKAN["isi"] not in page and "orang kedua" in page
    chief = office.people[Role.KETUA_TIM_PJTK]
    assert Pesan.objects.filter(user=chief, isi__contains="orang kedua").exists()


def test_the_same_person_in_two_roles_does_not_agree_with_herself(office):
    verifier = office.people[Role.PETUGAS_PENGADUAN]
    Penugasan.objects.create(
        user=verifier, role=Role.KETUA_TIM_PJTK, uml=office.uml, mulai="2020-01-01"
    )
    case = oleh(office, laporan(office), "tolak_laporan", Role.PETUGAS_PENGADUAN, **PENOLAKAN)
    with pytest.raises(NotAllowed):
        run(case, "setujui_penolakan", by=verifier, seen=case.status)


def test_the_second_person_sends_a_hasty_rejection_back_to_verification(office):
    case = oleh(office, laporan(office), "tolak_laporan", Role.PETUGAS_PENGADUAN, **PENOLAKAN)
    case = oleh(
        office, case, "kembalikan_penolakan", Role.KETUA_TIM_PJTK, note="Ini wewenang kita."
    )
    assert (case.status, case.alasan_penolakan) == ("diterima", "")


@pytest.mark.parametrize("state", ["terverifikasi", "menunggu_penugasan", "ditangani", "dipantau"])
def test_what_turns_out_to_be_unfounded_later_is_rejected_without_a_proven_solution(office, state):
    case = ke(office, laporan(office), state)
    case = oleh(office, case, "tolak_setelah_verifikasi", Role.PETUGAS_PENGADUAN, **PENOLAKAN)
    case = oleh(office, case, "setujui_penolakan", Role.KETUA_TIM_PJTK)
    assert papers_of(case)[0].code == "surat_penolakan_pengaduan"


def test_a_reporter_without_account_objects_at_the_ticket_and_the_kepala_opens_it_again(office):
    case, reporter = formulir()
    case = ke(office, case, "masa_keberatan")
    page = reporter.get(reverse("workflow:pengaduan-tiket-lihat")).text
    assert PENOLAKAN["isi"] in page and "Ajukan keberatan" in page
    url = reverse("workflow:pengaduan-tiket-langkah", args=["ajukan_keberatan"])
    reporter.post(url, {"seen": "masa_keberatan", "isi": "Ini wewenang kantor metrologi."})
    case.refresh_from_db()
    assert case.status == "keberatan"
    case = oleh(office, case, "terima_keberatan", Role.KEPALA, isi="Benar, kami periksa.")
    assert case.status == "diterima"
    assert "Benar, kami periksa." in reporter.get(reverse("workflow:pengaduan-tiket-lihat")).text


def test_without_objection_a_rejection_stands_after_ten_working_days(office):
    case = ke(office, laporan(office), "masa_keberatan")
    with at(case.due_at.replace(year=case.due_at.year + 1)):
        batas_waktu()
    case.refresh_from_db()
    assert case.status == "ditolak"


def test_a_complaint_about_an_official_is_sent_to_the_supervisor_with_a_letter(office):
    case, reporter = formulir(yang_diadukan="Kepala")
    by = office.people[Role.PETUGAS_PENGADUAN]
    page = masuk(by)
    url = reverse("workflow:step", args=["pengaduan", case.pk, "teruskan_ke_pengawas"])
    assert "Pengawas luar belum ditetapkan" in page.get(url).text
    berpengawas(office)
    page.post(url, {"seen": "diterima", "note": "Yang diadukan Kepala."})
    case.refresh_from_db()
    letter = papers_of(case)[0]
    assert (case.status, letter.code) == ("diteruskan", "surat_penerusan_pengaduan")
    assert letter.payload["kepada"][0] == "Inspektorat Kabupaten"
    assert IDENTITAS["nama"] not in str(letter.payload)
    assert (
        "diteruskan kepada pengawas" in reporter.get(reverse("workflow:pengaduan-tiket-lihat")).text
    )


TERBUKA = [
    *("diterima", "terverifikasi", "menunggu_penugasan", "ditangani", "menunggu_keterangan"),
    *("dipantau", "menyusun_tanggapan", "menunggu_umpan_balik", "permintaan_ulang", "penolakan"),
]


@pytest.mark.parametrize("state", TERBUKA)
def test_in_every_open_state_subject_class_officer_and_case_are_corrected_with_a_reason(
    office, state
):
    case = ke(office, laporan(office), state)
    chief, about = office.people[Role.KETUA_TIM_PJTK], office.people[Role.PENERA]
    page, url = masuk(chief), reverse("workflow:pengaduan-betulkan", args=[case.pk])
    typed = {"judul": "Perihal yang benar", "terlapor": about.pk, "alasan": "Salah pilih."}
    if case.kelas:
        typed |= {"jenis": "perilaku", "tingkat": "berat", "kelas": 5}
    before = case.tenggat_selesai
    assert page.post(url, {**typed, "alasan": ""}).status_code == 422
    assert page.post(url, typed).status_code == 302
    case.refresh_from_db()
    assert (case.status, case.judul, case.terlapor) == (state, "Perihal yang benar", about)
    assert not case.kelas or (case.kelas == 5 and case.tenggat_selesai < before)
    assert "Salah pilih." in page.get(case.get_absolute_url()).text
    assert not Pengaduan.objects.visible_to(about).exists()


def test_a_bar_that_was_wrong_is_lifted_with_a_reason(office):
    about = office.people[Role.PENERA]
    case = laporan(office, yang_diadukan=about.nama)
    assert case.disebut == [about.pk]
    assert list(BetulkanForm(case=case)["disebut"].value()) == [about.pk]
    url = reverse("workflow:pengaduan-betulkan", args=[case.pk])
    typed = {"judul": case.judul, "alasan": "Ia saksi."}
    masuk(office.people[Role.PETUGAS_PENGADUAN]).post(url, typed)
    case.refresh_from_db()
    assert case.disebut == [] and case.terlapor is None


def corrected(office, case, **typed):
    url = reverse("workflow:pengaduan-betulkan", args=[case.pk])
    known = {"judul": case.judul, "alasan": "Salah ketik.", "disebut": case.disebut}
    answer = masuk(office.people[Role.PETUGAS_PENGADUAN]).post(url, {**known, **typed})
    case.refresh_from_db()
    return answer


def test_a_correction_of_the_subject_keeps_out_whoever_is_named_and_has_no_office_now(office):
    named, meant = office.people[Role.PENERA], office.people[Role.ADMINISTRASI]
    case = laporan(office, yang_diadukan=named.nama, terlapor=meant)
    Penugasan.objects.filter(user__in=[named, meant]).update(sampai="2021-01-01")
    assert corrected(office, case, judul="Lain", terlapor=meant.pk).status_code == 302
    assert (case.judul, case.disebut, case.terlapor) == ("Lain", [named.pk], meant)
    Penugasan.objects.filter(user__in=[named, meant]).update(sampai=None)
    assert not Pengaduan.objects.visible_to(named).exists()


@pytest.mark.parametrize("box", ["terlapor", "disebut"])
def test_who_handles_the_complaint_is_not_barred_before_another_has_it(office, box):
    case = ke(office, laporan(office), "ditangani")
    sorted_as = {"jenis": case.jenis, "tingkat": case.tingkat, "kelas": case.kelas}
    answer = corrected(office, case, **sorted_as, **{box: case.penangan_id})
    assert answer.status_code == 422 and "Alihkan dulu" in answer.text
    assert not case.diadukan(case.penangan)
