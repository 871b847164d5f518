"""A complaint from telling to closing: public ticket, desk, conflict of interest, pauses, reopening, clocks."""
import datetime as dt
import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from metrologi.accounts.models import Penugasan, User
from metrologi.clock.calendar import WIB
from metrologi.clock.duration import hari_kerja
from metrologi.clock.models import HariLibur, calendar_for
from metrologi.clock.muat import muat_kalender
from metrologi.clock.now import at, today
from metrologi.documents.issuing import of
from metrologi.notifications.models import Pesan
from metrologi.workflow.errors import Blocked, NotAllowed
from metrologi.workflow.run import run
from metrologi.workflow.tasks import batas_waktu
from metrologi.workflow.tracking import find
from pengaduan.akun import akun_umum
from pengaduan.evaluasi import ringkasan, untuk_umum
from pengaduan.jam import jam_dari
from pengaduan.models import Balasan, Eskalasi, Evaluasi, Identitas, Pengaduan
from pengaduan.tasks import eskalasi, kabari_surel
from tests.pengaduan.keadaan import IDENTITAS, LAPORAN, laporan
from tests.walk import walk

pytestmark = pytest.mark.django_db
MULAI = dt.datetime(2026, 2, 2, 9, tzinfo=WIB)


@pytest.fixture(autouse=True)
def cheap_papers(monkeypatch):
    """How papers look is asked elsewhere."""
    monkeypatch.setattr("metrologi.documents.render.render", lambda *a, **k: b"%PDF-1.7 kosong")


def another(office, role, name):
    user = User.objects.create_user(name, f"{name}@contoh.id", nama=name.title(), uml=office.uml)
    Penugasan.objects.create(user=user, role=role, uml=office.uml, mulai=dt.date(2020, 1, 1))
    return user


def ke(office, case, state):
    return walk(case, state, office.people, office.samples())


def langkah(office, case, name, role, **data):
    data = data or office.samples().get(name, lambda c, u: {})(case, office.people[role])
    return run(case, name, by=office.people[role], seen=case.status, note=data.pop("note", ""), **data)


def isi(**data):
    return {**LAPORAN, "kerahasiaan": "rahasia", **IDENTITAS, **data}


def kode_di(answer):
    return re.search(r'data-kode>(\w+)<', answer.text)[1]


# --- telling it ----------------------------------------------------------------------------------------
def test_anyone_tells_a_complaint_and_sees_ticket_and_code_once(office, client):
    answer = client.post(reverse("workflow:pengaduan-baru"), isi(), follow=True)
    case = Pengaduan.objects.get()
    code = kode_di(answer)
    assert case.nomor in answer.text and code in answer.text and len(code) == 10
    assert case.kode_akses != code and code not in case.kode_sidik
    again = client.get(reverse("workflow:pengaduan-tercatat"), follow=True)
    assert code not in again.text
    assert find(case.nomor, code).case == case and find(case.nomor, case.kode_akses) is None


def test_a_complaint_without_a_name_must_be_anonymous(office, client):
    answer = client.post(reverse("workflow:pengaduan-baru"), isi(kerahasiaan="terbuka", nama=""))
    assert answer.status_code == 422 and "pilih anonim" in answer.text and LAPORAN["judul"] in answer.text
    client.post(reverse("workflow:pengaduan-baru"), isi(kerahasiaan="anonim"))
    assert Pengaduan.objects.get().kerahasiaan == "anonim" and not Identitas.objects.exists()


def test_the_same_form_sent_twice_is_one_complaint(office, client):
    data = isi(kunci="8b4c21f2-5a7d-4f37-9d08-6b5c5ae7c001")
    for _ in range(2):
        client.post(reverse("workflow:pengaduan-baru"), data)
    assert Pengaduan.objects.count() == 1 and Identitas.objects.count() == 1


def test_a_flood_of_complaints_from_one_visitor_is_stopped(office, client):
    codes = [client.post(reverse("workflow:pengaduan-baru"), isi()).status_code for _ in range(9)]
    assert codes == [302] * 8 + [429]


def test_an_applicant_complains_with_the_account_he_has(office, client):
    order = office.order()
    client.force_login(office.people["wajib_ttu"], backend="metrologi.accounts.backends.UsernamePhoneEmailBackend")
    page = client.get(order.get_absolute_url())
    assert f"nomor_terkait={order.nomor}" in page.text.replace("%2F", "/")
    client.post(reverse("workflow:pengaduan-baru"), {**LAPORAN, "kerahasiaan": "terbuka", "nomor_terkait": order.nomor})
    case = Pengaduan.objects.get()
    assert (case.kanal, case.created_by, case.perkara_terkait()) == ("akun", office.people["wajib_ttu"], order)
    assert client.get(case.get_absolute_url()).status_code == 200
    run(case, "tarik_laporan", by=office.people["wajib_ttu"], seen="diterima")


# --- ticket and code -----------------------------------------------------------------------------------
@pytest.fixture
def tiket(office, client):
    client.post(reverse("workflow:pengaduan-baru"), isi())
    code = kode_di(client.get(reverse("workflow:pengaduan-tercatat")))
    case = Pengaduan.objects.get()
    client.post(reverse("workflow:pengaduan-tiket"), {"nomor": case.nomor, "kode": code.lower()})
    return case


def test_a_wrong_code_opens_nothing_and_too_many_are_stopped(office, client):
    case = laporan(office)
    door = reverse("workflow:pengaduan-tiket")
    codes = [client.post(door, {"nomor": case.nomor, "kode": "AAAAAAAAAA"}).status_code for _ in range(16)]
    assert codes == [422] * 15 + [429]
    assert client.get(reverse("workflow:pengaduan-tiket-lihat")).status_code == 302


def test_with_the_ticket_the_reporter_reads_answers_adds_and_rates(office, client, tiket):
    case = langkah(office, tiket, "minta_dilengkapi", "petugas_pengaduan", isi="Kapan kejadiannya?")
    page = client.get(reverse("workflow:pengaduan-tiket-lihat"))
    assert "Kapan kejadiannya?" in page.text and "Lengkapi pengaduan" in page.text
    step = reverse("workflow:pengaduan-tiket-langkah", args=["lengkapi_laporan"])
    assert client.post(step, {"seen": case.status, "isi": ""}).status_code == 422
    client.post(step, {"seen": case.status, "isi": "Hari Senin."})
    client.post(reverse("workflow:pengaduan-tiket-tambah"), {"isi": "Ada fotonya."})
    case = ke(office, Pengaduan.objects.get(), "ditangani")
    case = langkah(office, case, "catat_penanganan", "penangan_pengaduan", isi="Catatan dalam.")
    case = ke(office, case, "menunggu_umpan_balik")
    page = client.get(reverse("workflow:pengaduan-tiket-lihat"))
    assert "Ada fotonya." in page.text and "Catatan dalam." not in page.text and "Loket ditambah." in page.text
    paper = next(p for p in of(case) if p.code == "surat_tanggapan_pengaduan")
    assert client.get(reverse("workflow:pengaduan-tiket-surat", args=[paper.pk])).status_code == 200
    client.post(reverse("workflow:pengaduan-tiket-langkah", args=["nilai_tanggapan"]), {"seen": case.status, "nilai": "3"})
    assert Pengaduan.objects.get().nilai == 3 and Pengaduan.objects.get().status == "ditutup"


def test_one_ticket_does_not_open_the_letters_of_another(office, client, tiket):
    other = ke(office, laporan(office), "menunggu_umpan_balik")
    paper = of(other)[0]
    assert client.get(reverse("workflow:pengaduan-tiket-surat", args=[paper.pk])).status_code == 404


def test_nobody_can_take_the_name_of_the_common_account_or_sign_in_with_it(office):
    common = akun_umum(office.uml)
    with pytest.raises(ValidationError):
        User(username=common.username, nama="Penyamar").clean_fields(exclude=["password"])
    assert not common.has_usable_password() and not common.email and common.uml is None


# --- who may handle it ---------------------------------------------------------------------------------
def test_neither_the_one_complained_about_nor_who_acted_on_the_matter_handles_it(office):
    order = walk(office.order(), "diuji", office.people, office.samples())
    Penugasan.objects.create(user=office.people["administrasi"], role="penangan_pengaduan", uml=office.uml,
                             mulai=dt.date(2020, 1, 1))
    bad = another(office, "penangan_pengaduan", "terlapor")
    case = langkah(office, laporan(office), "nyatakan_lengkap", "petugas_pengaduan", akar_masalah="petugas", terlapor=bad,
                   terkait=order)
    case = ke(office, case, "menunggu_penugasan")
    for user in (bad, User.objects.get(username="administrasi")):
        with pytest.raises(Blocked, match="tidak dapat ditugaskan"):
            run(case, "tugaskan_penangan", by=office.people["ketua_tim_pjtk"], seen=case.status, penangan=user)
    assert not Pengaduan.objects.visible_to(bad).exists()
    case = ke(office, case, "ditangani")
    with pytest.raises(NotAllowed):
        run(case, "catat_penanganan", by=bad, seen="ditangani", isi="x")


def test_a_handler_sees_only_what_is_assigned_to_him(office):
    other = another(office, "penangan_pengaduan", "lain")
    case = ke(office, laporan(office), "ditangani")
    assert Pengaduan.objects.visible_to(office.people["penangan_pengaduan"]).get() == case
    assert not Pengaduan.objects.visible_to(other).exists()
    with pytest.raises(NotAllowed, match="penangan lain"):
        run(case, "catat_penanganan", by=other, seen="ditangani", isi="x")


# --- clocks --------------------------------------------------------------------------------------------
def test_waiting_for_the_reporter_pauses_the_class_clock_but_not_the_law(office):
    with at(MULAI):
        case = ke(office, laporan(office), "ditangani")
        before, law = case.tenggat_selesai, case.tenggat_hukum
        case = langkah(office, case, "tanya_pelapor", "penangan_pengaduan", isi="Di mana?")
    with at(MULAI + dt.timedelta(days=7)):
        case = langkah(office, case, "jawab_pertanyaan", "pelapor", isi="Di loket.")
    calendar = calendar_for(office.uml.pk)
    waited = calendar.minutes_between(MULAI, MULAI + dt.timedelta(days=7))
    assert calendar.minutes_between(before, case.tenggat_selesai) == waited == case.jeda_selesai
    assert case.tenggat_hukum == law == MULAI + dt.timedelta(days=60)
    assert case.due_at == case.tenggat_selesai


def test_class_deadlines_skip_holidays_and_keep_ramadan_hours(office):
    muat_kalender([2026])
    HariLibur.objects.create(tanggal=dt.date(2026, 3, 10), nama="Libur uji", jenis="lokal", dihitung_libur=True)
    start = dt.datetime(2026, 3, 2, 9, tzinfo=WIB)
    with at(start):
        case = ke(office, laporan(office), "menunggu_penugasan")
    calendar = calendar_for(office.uml.pk)
    assert calendar.workdays_between(start.date(), case.tenggat_selesai.date()) == 14
    assert case.tenggat_selesai == calendar.add(start, hari_kerja(14))
    assert case.tenggat_akui.astimezone(WIB).time() in (dt.time(15), dt.time(15, 30))


def test_thirty_days_of_silence_are_a_withdrawal_and_no_feedback_closes(office):
    with at(MULAI):
        silent = langkah(office, laporan(office), "minta_dilengkapi", "petugas_pengaduan", isi="Lengkapi.")
        answered = ke(office, laporan(office), "menunggu_umpan_balik")
    with at(MULAI + dt.timedelta(days=29)):
        batas_waktu()
        assert Pengaduan.objects.get(pk=silent.pk).status == "menunggu_pelapor"
        assert Pengaduan.objects.get(pk=answered.pk).status == "ditutup"
    with at(MULAI + dt.timedelta(days=31)):
        batas_waktu()
    assert Pengaduan.objects.get(pk=silent.pk).status == "ditarik"


def test_each_clock_tells_the_kepala_at_80_and_at_100_per_cent_once(office):
    with at(MULAI):
        case = laporan(office)
    assert eskalasi_pada(MULAI + dt.timedelta(hours=2)) == 0
    assert eskalasi_pada(MULAI + dt.timedelta(days=3, hours=2)) == 1  # Kamis pukul 11: 80 % dari tiga hari kerja
    assert eskalasi_pada(MULAI + dt.timedelta(days=3, hours=3)) == 0
    assert eskalasi_pada(MULAI + dt.timedelta(days=4)) == 1
    told = Eskalasi.objects.filter(pengaduan=case, jam="akui").values_list("persen", flat=True)
    assert sorted(told) == [80, 100]
    assert Pesan.objects.filter(user=office.people["kepala"], judul__contains=case.nomor).count() == 2


def eskalasi_pada(moment):
    with at(moment):
        return eskalasi()


def test_a_clock_that_stands_still_does_not_escalate(office):
    with at(MULAI):
        case = langkah(office, ke(office, laporan(office), "ditangani"), "tanya_pelapor", "penangan_pengaduan", isi="Di mana?")
    with at(MULAI + dt.timedelta(days=29)):
        eskalasi()
        assert {j.kode: j.berjalan for j in jam_dari(case)}["selesai"] is False
    assert not Eskalasi.objects.filter(jam="selesai").exists()


# --- the end -------------------------------------------------------------------------------------------
def test_who_is_not_satisfied_asks_and_the_kepala_decides(office):
    case = ke(office, laporan(office), "menunggu_umpan_balik")
    case = langkah(office, case, "minta_buka_kembali", "pelapor", nilai=1, isi="Masih antre.")
    assert case.due_at is not None
    case = langkah(office, case, "buka_kembali", "kepala", isi="Periksa lagi.")
    assert (case.status, case.penangan, case.dibuka_kembali) == ("menunggu_penugasan", None, 1)
    case = langkah(office, ke(office, case, "menunggu_umpan_balik"), "minta_buka_kembali", "pelapor", nilai=2, isi="Lagi.")
    case = langkah(office, case, "tolak_buka_kembali", "kepala", isi="Sudah selesai.")
    assert case.status == "ditutup" and Balasan.objects.filter(pengaduan=case, isi="Sudah selesai.", internal=False).exists()


def test_a_rejection_gives_reason_referral_and_letter(office):
    case = langkah(office, laporan(office), "tolak_laporan", "petugas_pengaduan")
    assert (case.status, case.rujukan, of(case)[0].code) == ("ditolak", "Ombudsman", "surat_penolakan_pengaduan")


def test_a_reporter_without_account_gets_an_e_mail_that_tells_nothing_of_the_matter(office):
    case = laporan(office, by="petugas_pengaduan", kanal="telepon", kerahasiaan="rahasia", identitas=IDENTITAS)
    kabari_surel(case.pk)
    letter = mail.outbox[0]
    assert letter.to == [IDENTITAS["email"]] and case.nomor in letter.body
    assert LAPORAN["judul"] not in letter.body and IDENTITAS["nama"] not in letter.body


def test_an_evaluation_counts_what_closed_and_small_groups_have_no_number(office, django_assert_num_queries):
    cases = [ke(office, laporan(office), "ditutup") for _ in range(2)]
    office.case_in(type(cases[0]).machine, "ditolak")
    with django_assert_num_queries(1):  # however many complaints a year brings
        told = ringkasan(office.uml, today(), today())
    assert (told["berakhir"], told["ditutup"], told["ditolak"], told["nilai"]) == (3, 2, 1, "4,00")
    assert told["jam"][0]["persen"] == "100 %" and told["jenis"] == [["Keterlambatan", 2]]
    assert untuk_umum(told["jenis"]) == [("Keterlambatan", "kurang dari 3")]


def test_the_public_statistics_and_the_kepalas_pages_answer(office, client):
    ke(office, laporan(office), "ditutup")
    assert client.get(reverse("workflow:pengaduan-statistik")).status_code == 200
    client.force_login(office.people["kepala"], backend="metrologi.accounts.backends.UsernamePhoneEmailBackend")
    url = reverse("workflow:open", args=["evaluasi_pengaduan"])
    answer = client.post(url, {"mulai": "2026-01-01", "sampai": "2026-06-30"}, follow=True)
    assert answer.status_code == 200 and "Janji waktu" in answer.text
    case = Evaluasi.objects.get()
    step = reverse("workflow:step", args=["evaluasi_pengaduan", case.pk, "tulis_rencana"])
    assert client.post(step, {"seen": "disusun", "temuan": "Antre", "uraian_1": "Loket"}).status_code == 422
    plan = {"uraian_1": "Loket", "penanggung_jawab_1": "Kepala", "tenggat_1": "2027-01-31"}
    client.post(step, {"seen": "disusun", "temuan": "Antre", **plan})
    client.post(step.replace("tulis_rencana", "sahkan_evaluasi"), {"seen": "disusun"})
    case.refresh_from_db()
    assert case.status == "selesai" and of(case)[0].code == "evaluasi_pengaduan"
