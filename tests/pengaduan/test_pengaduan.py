"""A complaint from telling to closing.

Public ticket, desk, conflict of interest, pauses, reopening, clocks.
"""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from metrologi.accounts.models import Penugasan, User
from metrologi.clock.calendar import WIB
from metrologi.clock.duration import hari_kerja
from metrologi.clock.models import HariLibur, calendar_for
from metrologi.clock.muat import muat_kalender
from metrologi.clock.now import at, today
from metrologi.documents.models.dokumen import papers_of
from metrologi.notifications.models import Pesan
from metrologi.workflow.errors import Blocked, NotAllowed
from metrologi.workflow.run import run
from metrologi.workflow.tasks import batas_waktu
from metrologi.workflow.tracking import find
from pengaduan.akun import akun_umum
from pengaduan.evaluasi import ringkasan, untuk_umum
from pengaduan.models import Balasan, Eskalasi, Evaluasi, Identitas, Pengaduan
from pengaduan.tasks import eskalasi, kabari_surel
from pengaduan.tenggat import jam_dari
from tests.pengaduan.keadaan import IDENTITAS, LAPORAN, laporan
from tests.walk import walk

pytestmark = pytest.mark.django_db
MULAI = dt.datetime(2026, 2, 2, 9, tzinfo=WIB)


def another(office, role, name):
    user = User.objects.create_user(name, f"{name}@contoh.id", nama=name.title(), uml=office.uml)
    Penugasan.objects.create(user=user, role=role, uml=office.uml, mulai=dt.date(2020, 1, 1))
    return user


def ke(office, case, state):
    return walk(case, state, office.people, office.samples())


def langkah(office, case, name, role, **data):
    data = data or office.samples().get(name, lambda c, u: {})(case, office.people[role])
    return run(
        case, name, by=office.people[role], seen=case.status, note=data.pop("note", ""), **data
    )


def isi(**data):
    return {**LAPORAN, "kerahasiaan": "rahasia", **IDENTITAS, **data}


def kode_di(answer):
    return re.search(r"data-kode>(\w+)<", answer.text)[1]


# --- telling it -----------------------------------------------------------------------------------
def test_anyone_tells_a_complaint_and_sees_ticket_and_code_for_ten_minutes(office, client):
    answer = client.post(reverse("workflow:pengaduan-baru"), isi(), follow=True)
    case = Pengaduan.objects.get()
    code = kode_di(answer)
    assert case.nomor in answer.text and code in answer.text and len(code) == 10
    assert case.kode_akses != code and code not in case.kode_sidik
    again = client.get(reverse("workflow:pengaduan-tercatat"))
    assert kode_di(again) == code
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=11)):
        late = client.get(reverse("workflow:pengaduan-tercatat"), follow=True)
    assert code not in late.text
    assert find(case.nomor, code).case == case and find(case.nomor, case.kode_akses) is None


def test_a_complaint_without_a_name_must_be_anonymous(office, client):
    answer = client.post(reverse("workflow:pengaduan-baru"), isi(kerahasiaan="terbuka", nama=""))
    assert (
        answer.status_code == 422
        and "pilih anonim" in answer.text
        and LAPORAN["judul"] in answer.text
    )
    client.post(reverse("workflow:pengaduan-baru"), isi(kerahasiaan="anonim"))
    assert Pengaduan.objects.get().kerahasiaan == "anonim" and not Identitas.objects.exists()


def test_the_same_form_sent_twice_is_one_complaint(office, client):
    data = isi(kunci="8b4c21f2-5a7d-4f37-9d08-6b5c5ae7c001")
    for _ in range(2):
        client.post(reverse("workflow:pengaduan-baru"), data)
    assert Pengaduan.objects.count() == 1 and Identitas.objects.count() == 1


def test_whoever_lost_the_first_answer_is_shown_the_code_by_the_second(office):
    """The first answer never came, not even its cookie; the same form is sent again."""
    data, address = isi(kunci="8b4c21f2-5a7d-4f37-9d08-6b5c5ae7c002"), "pengaduan-baru"
    lost, seen = Client(), Client()
    lost.post(reverse(f"workflow:{address}"), data)
    answer = seen.post(reverse(f"workflow:{address}"), data, follow=True)
    case = Pengaduan.objects.get()
    assert case.nomor in answer.text and case.cocok(kode_di(answer))


def test_what_a_second_try_tells_otherwise_is_kept_with_the_first(office):
    """The answer was lost; the reporter went on writing and sent the page once more, and again."""
    data, address = isi(kunci="8b4c21f2-5a7d-4f37-9d08-6b5c5ae7c004"), "workflow:pengaduan-baru"
    Client().post(reverse(address), data)
    for _ in range(2):
        Client().post(reverse(address), data | {"uraian": "Sudah dua kali saya datang."})
    case = Pengaduan.objects.get()
    assert case.uraian == LAPORAN["uraian"]
    assert [b.isi for b in case.balasan.all()] == ["Sudah dua kali saya datang."]


def test_after_an_hour_the_same_form_tells_no_code(office, client):
    data = isi(kunci="8b4c21f2-5a7d-4f37-9d08-6b5c5ae7c003")
    client.post(reverse("workflow:pengaduan-baru"), data)
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=61)):
        answer = Client().post(reverse("workflow:pengaduan-baru"), data, follow=True)
    assert "data-kode>" not in answer.text and "lebih dari satu jam" in answer.text


@pytest.mark.parametrize(
    ("nama", "uraian"),
    [
        ("Ika", "Jika petugas tidak ada, loket tutup."),
        ("Adi", "Tadi pagi antre tiga jam."),
        ("Ari", "Tiga hari menunggu."),
        ("Ita", "Kita semua menunggu."),
    ],
)
def test_a_name_inside_another_word_names_nobody(office, client, nama, uraian):
    data = isi(nama=nama, uraian=uraian, email="", alamat="")
    assert client.post(reverse("workflow:pengaduan-baru"), data).status_code == 302


def test_a_text_that_names_the_reporter_is_asked_about_once(office, client):
    data = isi(nama="Ika Sari", uraian="Saya, Ika, menunggu di Pasar Sari.")
    answer = client.post(reverse("workflow:pengaduan-baru"), data)
    assert answer.status_code == 422 and "memuat “Ika”" in answer.text
    assert 'name="apa_adanya"' in answer.text and not Pengaduan.objects.exists()
    sent = client.post(reverse("workflow:pengaduan-baru"), {**data, "apa_adanya": "on"})
    assert sent.status_code == 302 and Pengaduan.objects.count() == 1


def test_the_telephone_of_a_reporter_is_kept_in_one_form(office, client):
    client.post(reverse("workflow:pengaduan-baru"), isi(telepon="\u202a+62 812-3456-7890\u202c"))
    assert Identitas.objects.get().telepon == "+6281234567890"


def test_a_flood_of_complaints_from_one_visitor_is_stopped(office, client):
    codes = [client.post(reverse("workflow:pengaduan-baru"), isi()).status_code for _ in range(21)]
    assert codes == [302] * 20 + [429]


def test_an_applicant_complains_with_the_account_he_has(office, client):
    order = office.order()
    client.force_login(
        office.people["wajib_ttu"], backend="metrologi.accounts.backends.UsernamePhoneEmailBackend"
    )
    page = client.get(order.get_absolute_url())
    assert f"nomor_terkait={order.nomor}" in page.text.replace("%2F", "/")
    client.post(
        reverse("workflow:pengaduan-baru"),
        {**LAPORAN, "kerahasiaan": "terbuka", "nomor_terkait": order.nomor},
    )
    case = Pengaduan.objects.get()
    assert (case.kanal, case.created_by, case.perkara_terkait()) == (
        "akun",
        office.people["wajib_ttu"],
        order,
    )
    assert client.get(case.get_absolute_url()).status_code == 200
    run(case, "tarik_laporan", by=office.people["wajib_ttu"], seen="diterima")


# --- ticket and code ------------------------------------------------------------------------------
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
    codes = [
        client.post(door, {"nomor": case.nomor, "kode": "AAAAAAAAAA"}).status_code
        for _ in range(16)
    ]
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
    assert (
        "Ada fotonya." in page.text
        and "Catatan dalam." not in page.text
        and "Loket ditambah." in page.text
    )
    paper = next(p for p in papers_of(case) if p.code == "surat_tanggapan_pengaduan")
    assert client.get(reverse("workflow:pengaduan-tiket-surat", args=[paper.pk])).status_code == 200
    client.post(
        reverse("workflow:pengaduan-tiket-langkah", args=["nilai_tanggapan"]),
        {"seen": case.status, "nilai": "3"},
    )
    assert Pengaduan.objects.get().nilai == 3 and Pengaduan.objects.get().status == "ditutup"


def test_one_ticket_does_not_open_the_letters_of_another(office, client, tiket):
    other = ke(office, laporan(office), "menunggu_umpan_balik")
    paper = papers_of(other)[0]
    assert client.get(reverse("workflow:pengaduan-tiket-surat", args=[paper.pk])).status_code == 404


def test_nobody_can_take_the_name_of_the_common_account_or_sign_in_with_it(office):
    common = akun_umum(office.uml)
    with pytest.raises(ValidationError):
        User(username=common.username, nama="Penyamar").clean_fields(exclude=["password"])
    assert not common.has_usable_password() and not common.email and common.uml is None


# --- who may handle it ----------------------------------------------------------------------------
def test_neither_the_one_complained_about_nor_who_acted_on_the_matter_handles_it(office):
    order = walk(office.order(), "diuji", office.people, office.samples())
    Penugasan.objects.create(
        user=office.people["administrasi"],
        role="penangan_pengaduan",
        uml=office.uml,
        mulai=dt.date(2020, 1, 1),
    )
    bad = another(office, "penangan_pengaduan", "terlapor")
    case = langkah(
        office,
        laporan(office),
        "nyatakan_lengkap",
        "petugas_pengaduan",
        akar_masalah="petugas",
        terlapor=bad,
        terkait=order,
    )
    case = ke(office, case, "menunggu_penugasan")
    for user in (bad, User.objects.get(username="administrasi")):
        with pytest.raises(Blocked, match="tidak dapat ditugaskan"):
            run(
                case,
                "tugaskan_penangan",
                by=office.people["ketua_tim_pjtk"],
                seen=case.status,
                penangan=user,
            )
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


# --- clocks ---------------------------------------------------------------------------------------
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
    HariLibur.objects.create(
        tanggal=dt.date(2026, 3, 10), nama="Libur uji", jenis="lokal", dihitung_libur=True
    )
    start = dt.datetime(2026, 3, 2, 9, tzinfo=WIB)
    with at(start):
        case = ke(office, laporan(office), "menunggu_penugasan")
    calendar = calendar_for(office.uml.pk)
    days = (start.date() + dt.timedelta(days=n) for n in range(1, 40))
    fourteenth = [day for day in days if calendar.is_workday(day)][13]
    assert case.tenggat_selesai.date() == fourteenth
    assert case.tenggat_selesai == calendar.add(start, hari_kerja(14))
    assert case.tenggat_akui.astimezone(WIB).time() in (dt.time(15), dt.time(15, 30))


def test_thirty_days_of_silence_are_a_withdrawal_and_no_feedback_closes(office):
    with at(MULAI):
        silent = langkah(
            office, laporan(office), "minta_dilengkapi", "petugas_pengaduan", isi="Lengkapi."
        )
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
    assert (
        eskalasi_pada(MULAI + dt.timedelta(days=3, hours=2)) == 1
    )  # Kamis pukul 11: 80 % dari tiga hari kerja
    assert eskalasi_pada(MULAI + dt.timedelta(days=3, hours=3)) == 0
    assert eskalasi_pada(MULAI + dt.timedelta(days=4)) == 1
    told = Eskalasi.objects.filter(pengaduan=case, jam="akui").values_list("persen", flat=True)
    assert sorted(told) == [80, 100]
    assert (
        Pesan.objects.filter(user=office.people["kepala"], judul__contains=case.nomor).count() == 2
    )


def eskalasi_pada(moment):
    with at(moment):
        return eskalasi()


def test_a_clock_that_stands_still_does_not_escalate(office):
    with at(MULAI):
        case = langkah(
            office,
            ke(office, laporan(office), "ditangani"),
            "tanya_pelapor",
            "penangan_pengaduan",
            isi="Di mana?",
        )
    with at(MULAI + dt.timedelta(days=29)):
        eskalasi()
        assert {j.kode: j.berjalan for j in jam_dari(case)}["selesai"] is False
    assert not Eskalasi.objects.filter(jam="selesai").exists()


# --- the end --------------------------------------------------------------------------------------
def test_who_is_not_satisfied_asks_and_the_kepala_decides(office):
    case = ke(office, laporan(office), "menunggu_umpan_balik")
    case = langkah(office, case, "minta_buka_kembali", "pelapor", nilai=1, isi="Masih antre.")
    assert case.due_at is not None
    case = langkah(office, case, "buka_kembali", "kepala", isi="Periksa lagi.")
    assert (case.status, case.penangan, case.dibuka_kembali) == ("menunggu_penugasan", None, 1)
    case = langkah(
        office,
        ke(office, case, "menunggu_umpan_balik"),
        "minta_buka_kembali",
        "pelapor",
        nilai=2,
        isi="Lagi.",
    )
    case = langkah(office, case, "tolak_buka_kembali", "kepala", isi="Sudah selesai.")
    assert (
        case.status == "ditutup"
        and Balasan.objects.filter(pengaduan=case, isi="Sudah selesai.", internal=False).exists()
    )


def test_a_rejection_gives_reason_referral_and_letter(office):
    case = ke(office, laporan(office), "penolakan")
    assert not papers_of(case)
    case = langkah(office, case, "setujui_penolakan", "ketua_tim_pjtk")
    assert (case.status, case.rujukan, papers_of(case)[0].code) == (
        "masa_keberatan",
        "Ombudsman",
        "surat_penolakan_pengaduan",
    )


def test_a_reporter_without_account_gets_an_e_mail_that_tells_nothing_of_the_matter(office):
    case = laporan(
        office, by="petugas_pengaduan", kanal="telepon", kerahasiaan="rahasia", identitas=IDENTITAS
    )
    kabari_surel(case.pk)
    letter = mail.outbox[0]
    assert letter.to == [IDENTITAS["email"]] and case.nomor in letter.body
    assert LAPORAN["judul"] not in letter.body and IDENTITAS["nama"] not in letter.body


def test_an_evaluation_counts_what_closed_and_small_groups_have_no_number(
    office, django_assert_num_queries
):
    cases = [ke(office, laporan(office), "ditutup") for _ in range(2)]
    office.case_in(type(cases[0]).machine, "ditolak")
    # Those that ended and those that are late, however many a year brings.
    with django_assert_num_queries(2):
        told = ringkasan(office.uml, today(), today())
    assert (told["berakhir"], told["ditutup"], told["ditolak"], told["nilai"]) == (3, 2, 1, "4,00")
    assert told["jam"][0]["persen"] == "100 %" and told["jenis"] == [["Keterlambatan", 2]]
    assert untuk_umum(told["jenis"]) == [("Keterlambatan", "kurang dari 3")]


def test_a_small_group_cannot_be_reckoned_from_the_whole():
    told = dict(untuk_umum([["Biaya", 9], ["Waktu", 4], ["Hasil", 2]]))
    assert told == {"Biaya": "9", "Waktu": "tidak disebut", "Hasil": "kurang dari 3"}
    both = dict(untuk_umum([["Biaya", 9], ["Waktu", 1], ["Hasil", 2]]))
    assert both["Biaya"] == "9" and both["Waktu"] == both["Hasil"] == "kurang dari 3"


def test_the_public_statistics_and_the_kepalas_pages_answer(office, client):
    ke(office, laporan(office), "ditutup")
    assert client.get(reverse("workflow:pengaduan-statistik")).status_code == 200
    client.force_login(
        office.people["kepala"], backend="metrologi.accounts.backends.UsernamePhoneEmailBackend"
    )
    url = reverse("workflow:open", args=["evaluasi_pengaduan"])
    answer = client.post(url, {"mulai": "2026-01-01", "sampai": "2026-06-30"}, follow=True)
    assert answer.status_code == 200 and "Janji waktu" in answer.text
    case = Evaluasi.objects.get()
    step = reverse("workflow:step", args=["evaluasi_pengaduan", case.pk, "tulis_rencana"])
    assert (
        client.post(step, {"seen": "disusun", "temuan": "Antre", "uraian_1": "Loket"}).status_code
        == 422
    )
    plan = {"uraian_1": "Loket", "penanggung_jawab_1": "Kepala", "tenggat_1": "2027-01-31"}
    client.post(step, {"seen": "disusun", "temuan": "Antre", **plan})
    sign = {"seen": "disusun", "passphrase": "demo-passphrase"}
    client.post(step.replace("tulis_rencana", "sahkan_evaluasi"), sign)
    case.refresh_from_db()
    report = papers_of(case)[0]
    assert case.status == "selesai" and report.code == "evaluasi_pengaduan"
    assert report.penandatangan == office.people["kepala"]
