"""An appeal from letter to delivery.

Who may do what, who sees what, and what an upheld one brings.
"""

import datetime as dt
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from banding.akibat import buka
from banding.kantor_lain import terdekat
from banding.models import Banding
from banding.models.baris import AnggotaPanel, Keterkaitan
from kompensasi.janji import terlambat_lepas
from metrologi.accounts.models import Penugasan, User
from metrologi.clock.models import calendar_for
from metrologi.clock.now import at, now, today
from metrologi.documents.models.dokumen import papers_of
from metrologi.documents.signing.demo import buat_kunci_demo
from metrologi.documents.unggahan import bersih
from metrologi.workflow import trail
from metrologi.workflow.chart import chart_of
from metrologi.workflow.errors import Blocked, NotAllowed
from metrologi.workflow.layanan import larangan
from metrologi.workflow.offers import offers
from metrologi.workflow.queue import queue_for
from metrologi.workflow.run import run
from pengaduan.models import Pengaduan
from tests.banding.keadaan import (
    PASSPHRASE,
    banding,
    calon,
    case_in,
    ditutup,
    menyatakan,
    putusan,
    samples,
    terikat,
    usulan,
)
from tests.unpainted import blank
from tests.walk import walk

pytestmark = pytest.mark.django_db
# Cleaned as every document that comes in, so that cleaning it again changes nothing.
PDF = bersih(SimpleUploadedFile("a.pdf", blank())).read()


def to(office, state, case=None):
    return walk(case or banding(office), state, office.people, samples(office))


def disputed(office):
    """An appeal about a tested and signed order, whose people are involved; and that order."""
    order = office.case_in(office.konsep().machine, "terbit").origin
    return banding(office, ditutup(office, terkait=order)), order


def acting_head(office):
    """A Kepala for a while, with a key of their own."""
    acting = User.objects.create_user("plh", nama="Pejabat Plh", uml=office.uml)
    Penugasan.objects.create(
        user=acting,
        role="kepala",
        uml=office.uml,
        sifat="plh",
        mulai=today(),
        atas_jabatan="Kepala UPTD Metrologi Legal",
    )
    buat_kunci_demo(acting, PASSPHRASE)
    return acting


# --- the panel ------------------------------------------------------------------------------------
def test_who_tested_reviewed_or_signed_is_not_eligible_and_the_portal_says_why(office):
    case, order = disputed(office)
    barred = to(office, "pembentukan", case).penilai().terhalang()
    reasons = {c.nama: " ".join(why) for c, why in barred}
    assert "menguji" in reasons["Penera Uji"] and order.nomor in reasons["Penera Uji"]
    assert (
        "menandatangani" in reasons["Kepala UML Uji"] and "menyetujui" in reasons["Kepala UML Uji"]
    )
    assert "Pelaksana administrasi Uji" in reasons and "Ketua tim PJTK Uji" in reasons
    assert "Analis Uji" not in reasons and "Panel banding Uji" not in reasons


def test_an_unlawful_panel_is_refused_at_the_door_and_on_the_form(office, client):
    case = to(office, "pembentukan")
    kepala = office.people["kepala"].pk
    wrong = usulan(office)["anggota"][:2] + [kepala]
    with pytest.raises(Blocked, match="tidak berhak"):
        run(
            case,
            "usulkan_panel",
            by=office.people["tim_teknis"],
            seen=case.status,
            anggota=wrong,
            ketua=wrong[0],
        )
    client.force_login(office.people["tim_teknis"])
    url = reverse("workflow:step", args=["banding", case.pk, "usulkan_panel"])
    answer = client.post(
        url, {"seen": case.status, "anggota": usulan(office)["anggota"][:2], "ketua": wrong[0]}
    )
    assert answer.status_code == 422 and "sekurangnya 3 orang" in answer.content.decode()
    page = client.get(url).content.decode()
    assert "tidak berhak, dan sebabnya" in page and "menyetujui putusan panel" in page.lower()


def test_a_tie_declared_after_the_proposal_stops_the_appointment(office):
    case = to(office, "penunjukan")
    Keterkaitan.objects.create(
        user=office.people["panel_banding"], banding=case, uraian="saudara", at=now()
    )
    with pytest.raises(Blocked, match="saudara"):
        run(case, "tunjuk_panel", by=office.people["kepala"], seen=case.status, secret=PASSPHRASE)
    assert not papers_of(case)[-1].code.startswith("sk_panel")


def test_where_no_lawful_panel_exists_another_office_is_proposed(office, client):
    case = to(office, "pembentukan")
    with pytest.raises(Blocked, match="masih dapat dibentuk"):
        run(
            case,
            "usulkan_pelimpahan",
            by=office.people["tim_teknis"],
            seen=case.status,
            note="-",
            tujuan=office.near,
        )
    terikat(case)
    client.force_login(office.people["tim_teknis"])
    page = client.get(
        reverse("workflow:step", args=["banding", case.pk, "usulkan_panel"])
    ).content.decode()
    assert "tidak dapat dibentuk di kantor ini" in page and terdekat(office.uml)[0][0].nama in page
    case = to(office, "dilimpahkan", case)
    assert (
        case.tujuan == office.near
        and papers_of(case)[-1].code == "pelimpahan_banding"
        and papers_of(case)[-1].ditandatangani
    )


def test_the_decree_gives_the_role_and_the_end_takes_it(office):
    analis = office.people["analis"]
    case = to(office, "pembentukan")
    ids = [analis.pk, *usulan(office)["anggota"][:2]]
    case = run(
        case,
        "usulkan_panel",
        by=office.people["tim_teknis"],
        seen=case.status,
        anggota=ids,
        ketua=ids[1],
    )
    case = to(office, "investigasi", case)
    analis = User.objects.get(pk=analis.pk)
    assert analis.holds("panel_banding", office.uml) and case.pk in {
        i.case.pk for i in queue_for(analis)
    }
    to(office, "disposisi", case)
    assert Penugasan.objects.get(user=analis, role="panel_banding").sampai == today()


def test_a_member_of_the_roster_who_does_not_sit_neither_sees_nor_acts(office):
    outsider = calon(office, "panel_lain")
    case = to(office, "investigasi")
    assert (
        not Banding.objects.visible_to(outsider).exists()
        and not queue_for(outsider)
        and not offers(case, outsider)
    )
    with pytest.raises(NotAllowed):
        run(case, "nyatakan_netral", by=outsider, seen=case.status)
    assert Banding.objects.visible_to(office.people["panel_banding"]).get() == case


def test_nobody_investigates_before_declaring_impartiality(office):
    case = to(office, "investigasi")
    member = office.people["panel_banding"]
    with pytest.raises(NotAllowed, match="Nyatakan ketidakberpihakan"):
        run(case, "catat_investigasi", by=member, seen=case.status, judul="A", uraian="B")
    run(case, "nyatakan_netral", by=member, seen=case.status)
    with pytest.raises(NotAllowed, match="sudah menyatakan"):
        run(case, "nyatakan_netral", by=member, seen=case.status)
    with pytest.raises(Blocked, match="Belum menyatakan"):
        run(case, "selesai_investigasi", by=member, seen=case.status, kesimpulan="x")


def test_a_member_who_steps_down_dissolves_the_panel_and_is_barred(office):
    case = to(office, "investigasi")
    member = office.people["panel_banding"]
    case = run(
        case, "mundur_dari_panel", by=member, seen=case.status, note="Sepupu saya bekerja di sana."
    )
    assert case.status == "pembentukan" and not case.panel()
    assert "Sepupu" in dict((c.id, " ".join(w)) for c, w in case.penilai().terhalang())[member.pk]


# --- what is seen ---------------------------------------------------------------------------------
def test_what_the_panel_found_is_read_by_its_members_only_until_the_decision(office, client):
    case = to(office, "investigasi")
    menyatakan(case)
    member = office.people["panel_banding"]
    client.force_login(member)
    url = reverse("workflow:step", args=["banding", case.pk, "catat_investigasi"])
    client.post(
        url,
        {
            "seen": case.status,
            "judul": "Wawancara",
            "uraian": "Rahasia panel",
            "dokumen": SimpleUploadedFile("a.pdf", PDF),
        },
    )
    found = case.bahan.get()
    file = reverse("workflow:banding-bahan", args=[case.pk, found.pk])
    assert (
        client.get(file).content == PDF
        and "Rahasia panel" in client.get(case.get_absolute_url()).content.decode()
    )
    for role in ("staf_pjtk", "ketua_tim_pjtk", "kepala", "pelanggan"):
        client.force_login(office.people[role])
        assert "Rahasia panel" not in client.get(case.get_absolute_url()).content.decode()
        assert client.get(file).status_code == 404
    case = to(office, "persetujuan", case)
    client.force_login(office.people["kepala"])
    assert client.get(file).status_code == 200


def test_the_customer_gets_letters_and_decrees_but_not_the_offices_own_papers(office, client):
    case = to(office, "selesai")
    codes = [d.code for d in papers_of(case)]
    assert codes == [
        "tanda_terima_banding",
        "nota_dinas_banding",
        "sk_panel_banding",
        "undangan_banding",
        "daftar_hadir_banding",
        "notulen_banding",
        "keputusan_banding",
        "penyampaian_banding",
    ]
    assert len({d.nomor for d in papers_of(case)}) == len(codes)
    client.force_login(office.people["pelanggan"])
    page = client.get(case.get_absolute_url()).content.decode()
    assert (
        "Keputusan Penyelesaian Banding" in page
        and "Notulen" not in page
        and "Nota Dinas" not in page
    )
    inner = next(d for d in papers_of(case) if d.code == "notulen_banding")
    assert client.get(inner.get_absolute_url()).status_code == 404
    assert client.get(papers_of(case)[0].get_absolute_url()).status_code == 200


def test_the_attendance_list_is_printed_before_the_meeting_and_lists_who_stays_away(office):
    case = to(office, "rapat")
    listed = next(d for d in papers_of(case) if d.code == "daftar_hadir_banding")
    invited = [name for name, _ in listed.payload["undangan"]]
    assert invited == [*(str(a.user) for a in case.panel()), case.nama_pemohon]
    case = to(office, "persetujuan", case)
    minutes = next(d for d in papers_of(case) if d.code == "notulen_banding")
    assert [case.nama_pemohon, "Pelanggan"] in minutes.payload["tidak_hadir"]


def test_the_letter_of_delivery_exists_before_its_delivery_is_proven(office):
    case = to(office, "penyampaian")
    letter = next(d for d in papers_of(case) if d.code == "penyampaian_banding")
    assert letter.payload["penandatangan"]["nama"] == office.people["ketua_tim_pjtk"].nama
    assert case.penerima == ""


# --- meeting and decision -------------------------------------------------------------------------
def test_a_meeting_held_in_time_is_a_promise_kept_however_early_it_was_called(office):
    start = calendar_for(office.uml.pk).next_open(now() + dt.timedelta(days=1))
    meets = calendar_for(office.uml.pk).next_open(start + dt.timedelta(days=7))
    with at(start):
        case = to(office, "undangan")
        staff = office.people["staf_pjtk"]
        where = {"waktu": meets, "tempat": "Ruang rapat"}
        case = run(case, "undang_rapat", by=staff, seen="undangan", **where)
    assert case.due_at > meets
    with at(meets + dt.timedelta(hours=2)):
        case = to(office, "persetujuan", case)
    held = trail.rows_of(case)[-1]
    assert held.minutes <= 120
    assert not list(terlambat_lepas([held]))


def test_the_meeting_is_due_a_day_after_it_is_held_not_after_the_invitation(office):
    case = to(office, "rapat")
    case.refresh_from_db()
    assert case.due_at > case.rapat_at


def test_nothing_is_decided_before_the_meeting(office):
    case = to(office, "undangan")
    case = run(
        case,
        "undang_rapat",
        by=office.people["staf_pjtk"],
        seen=case.status,
        waktu=now() + dt.timedelta(days=2),
        tempat="Ruang rapat",
    )
    with pytest.raises(Blocked, match="belum berlangsung"):
        run(
            case,
            "putuskan_banding",
            by=office.people["panel_banding"],
            seen=case.status,
            **putusan(case),
        )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"hadir": []}, "kuorum"),
        ({"putusan": "lain"}, "Pilih putusan"),
        ({"akibat": []}, "akibat"),
        ({"putusan": "ditolak"}, "tidak berakibat"),
    ],
)
def test_a_decision_that_does_not_hold_is_refused(office, change, words):
    case = to(office, "rapat")
    with pytest.raises(Blocked, match=words):
        run(
            case,
            "putuskan_banding",
            by=office.people["panel_banding"],
            seen=case.status,
            **putusan(case, **change),
        )


def test_quorum_needs_the_chair_and_more_than_half(office):
    case = to(office, "rapat")
    chair, *others = [a.user_id for a in case.panel()]
    assert (
        case.kuorum({chair, others[0]})
        and not case.kuorum({chair})
        and not case.kuorum(set(others))
    )


def test_a_kepala_who_signed_the_disputed_paper_leaves_approval_to_an_acting_one(
    office,
):
    case, _ = disputed(office)
    case = to(office, "persetujuan", case)
    with pytest.raises(NotAllowed, match="menandatangani surat yang disengketakan"):
        run(
            case, "setujui_putusan", by=office.people["kepala"], seen=case.status, secret=PASSPHRASE
        )
    offer = next(
        o for o in offers(case, office.people["kepala"]) if o.step.name == "setujui_putusan"
    )
    assert "pelaksana harian" in offer.reasons[0]
    acting = acting_head(office)
    case = run(case, "setujui_putusan", by=acting, seen=case.status, secret=PASSPHRASE)
    assert papers_of(case)[-1].payload["penandatangan"]["awalan"] == "Plh."


def test_an_upheld_appeal_opens_a_new_order_for_the_same_instruments_with_a_link(office, client):
    case, order = disputed(office)
    case, acting = to(office, "persetujuan", case), acting_head(office)
    case = run(case, "setujui_putusan", by=acting, seen=case.status, secret=PASSPHRASE)
    duty = case.daftar_akibat.get()
    client.force_login(office.people["administrasi"])
    assert case.nomor in client.get(reverse("workflow:banding-akibat")).content.decode()
    answer = client.post(reverse("workflow:banding-akibat-buka", args=[duty.pk]))
    duty.refresh_from_db()
    assert answer.status_code == 302 and answer.url == duty.perkara.get_absolute_url()
    assert [i.uttp for i in duty.perkara.daftar] == [i.uttp for i in order.diterima()]
    assert (
        duty.perkara.origin == case and buka(duty, by=office.people["administrasi"]) == duty.perkara
    )


def test_an_upheld_appeal_drafts_a_replacement_of_the_letter_in_force(office):
    case, order = disputed(office)
    case = to(office, "rapat", case)
    case = run(
        case,
        "putuskan_banding",
        by=office.people["panel_banding"],
        seen=case.status,
        **putusan(case, akibat=["dokumen_pengganti", "lainnya"]),
    )
    acting = acting_head(office)
    case = run(case, "setujui_putusan", by=acting, seen=case.status, secret=PASSPHRASE)
    made = buka(case.daftar_akibat.get(jenis="dokumen_pengganti"), by=office.people["administrasi"])
    assert made.menggantikan == order.children("skhp").exclude(pk=made.pk).get()
    rest = case.daftar_akibat.get(jenis="lainnya")
    with pytest.raises(Blocked):
        buka(rest, by=office.people["staf_pjtk"])
    assert buka(rest, by=office.people["staf_pjtk"], catatan="Prosedur pemanasan diubah.") is None


# --- the rest of the road -------------------------------------------------------------------------
def test_an_incomplete_appeal_goes_back_and_forth_and_lapses_after_14_days(office):
    case = to(office, "perlu_dilengkapi")
    assert (case.due_at - now()) > dt.timedelta(days=13)
    file = SimpleUploadedFile("bukti.pdf", PDF)
    case = run(
        case,
        "lengkapi_banding",
        by=office.people["pelanggan"],
        seen=case.status,
        note="Ini",
        berkas=[("kelengkapan", file)],
    )
    assert case.status == "diverifikasi" and case.lampiran.get().nama == "bukti.pdf"
    case = to(office, "perlu_dilengkapi", case)
    with pytest.raises(Blocked):
        run(case, "tutup_tidak_lengkap", by=office.people["ketua_tim_pjtk"], seen=case.status)


def test_the_letter_of_rejection_carries_the_reason_of_the_team_leader(office):
    case = to(office, "diverifikasi")
    case = run(
        case,
        "nyatakan_tidak_relevan",
        by=office.people["ketua_tim_pjtk"],
        seen=case.status,
        note="Di luar layanan.",
        alasan="Di luar layanan.",
    )
    case = to(office, "ditolak", case)
    assert ["Alasan penolakan", "Di luar layanan."] in papers_of(case)[-1].payload["butir"]


def test_delivery_asks_for_proof_and_keeps_it(office, client):
    case = to(office, "penyampaian")
    client.force_login(office.people["staf_pjtk"])
    url = reverse("workflow:step", args=["banding", case.pk, "sampaikan_putusan"])
    answer = client.post(url, {"seen": case.status, "cara": "ekspedisi", "penerima": "Budi"})
    said = answer.content.decode()
    assert (
        answer.status_code == 422
        and "Isi nomor resi" in said
        and "Unggah bukti" in said
        and "Budi" in said
    )
    answer = client.post(
        url,
        {
            "seen": case.status,
            "cara": "ekspedisi",
            "penerima": "Budi",
            "resi": "JP123",
            "bukti": SimpleUploadedFile("resi.exe", b"MZ-bukan dokumen"),
        },
    )
    assert answer.status_code == 422 and "Unggah PDF, JPG, atau PNG" in answer.content.decode()
    client.post(
        url,
        {
            "seen": case.status,
            "cara": "ekspedisi",
            "penerima": "Budi",
            "resi": "JP123",
            "bukti": SimpleUploadedFile("resi.pdf", PDF),
        },
    )
    case.refresh_from_db()
    assert case.status == "selesai" and case.lampiran.get(bagian="bukti").ukuran == len(PDF)
    archive = client.get(reverse("workflow:banding-arsip", args=[case.pk])).content
    with zipfile.ZipFile(io.BytesIO(archive)) as kept:
        names = {name.partition("-")[2]: name for name in kept.namelist()}
        assert kept.read(names["bukti.pdf"]) == PDF


def test_a_tie_is_declared_on_a_page_of_its_own(office, client):
    client.force_login(office.people["analis"])
    url = reverse("workflow:banding-keterkaitan")
    assert client.post(url, {"uraian": "saudara"}).status_code == 422
    client.post(url, {"pemilik": office.owner.pk, "uraian": "saudara"})
    assert (
        "saudara" in client.get(url).content.decode()
        and Keterkaitan.objects.get().user == office.people["analis"]
    )


def test_calibration_proficiency_testing_allows_no_appeal_and_says_on_what_ground():
    assert "17043" in larangan("uji_profisiensi") and larangan("tera") == ""


def test_a_customer_can_complain_of_proficiency_testing_and_is_told_why_it_cannot_be_appealed(
    office, client
):
    customer = office.people["pelanggan"]
    client.force_login(customer)
    page = client.get(reverse("workflow:pengaduan-baru")).text
    assert '<option value="uji_profisiensi">Uji profisiensi kalibrasi</option>' in page
    client.post(
        reverse("workflow:pengaduan-baru"),
        {
            "judul": "Nilai uji profisiensi",
            "layanan": "uji_profisiensi",
            "uraian": "Nilai z kami salah.",
            "kerahasiaan": "terbuka",
        },
    )
    case = ditutup(office, case=Pengaduan.objects.get())
    client.force_login(customer)
    said = client.get(case.get_absolute_url()).text
    assert (
        "Uji profisiensi kalibrasi" in said
        and "ISO/IEC 17043" in said
        and f"pengaduan={case.pk}" not in said
    )
    url = reverse("workflow:open", args=["banding"])
    page = client.get(url, {"pengaduan": case.pk}).text
    assert "Banding tidak dapat diajukan" in page and "ISO/IEC 17043" in page
    answer = client.post(
        url, {"pengaduan": case.pk, "perihal": "Banding", "uraian": "Salah.", "harapan": "Ubah."}
    )
    assert (
        answer.status_code == 422
        and "ISO/IEC 17043" in answer.text
        and not Banding.objects.exists()
    )


def test_row_8_is_marked_as_a_reconstruction_on_the_flow_page(client):
    row = next(line for line in chart_of("banding").lines if line.no == 8)
    assert "Rekonstruksi" in row.remark
    assert "Rekonstruksi" in client.get("/banding/alur/").content.decode()


def test_case_in_walks_real_people_through_all_of_it(office):
    case = case_in(office, None, "selesai")
    assert AnggotaPanel.objects.filter(banding=case, pernyataan_at__isnull=False).count() == 3


def test_a_protected_customer_gets_the_decision_on_the_portal_without_an_invented_receiver(
    office, client
):
    case = to(office, "penyampaian", banding(office, ditutup(office, kerahasiaan="rahasia")))
    client.force_login(office.people["staf_pjtk"])
    url = reverse("workflow:step", args=["banding", case.pk, "sampaikan_putusan"])
    assert case.dilindungi and 'value="portal"' in client.get(url).text
    sent = {"seen": case.status, "cara": "portal", "penerima": case.nama_pemohon}
    assert client.post(url, sent).status_code == 302


def test_nobody_is_invited_to_a_meeting_of_the_same_day(office, client):
    case = to(office, "undangan")
    client.force_login(office.people["staf_pjtk"])
    url = reverse("workflow:step", args=["banding", case.pk, "undang_rapat"])
    soon = f"{today()}T23:59"
    sent = {"seen": case.status, "waktu": soon, "tempat": "Ruang rapat", "acara": "Putusan"}
    answer = client.post(url, sent)
    assert answer.status_code == 422 and "pilih besok" in answer.text


def test_a_member_who_has_declared_is_offered_the_next_thing_to_do(office):
    case = to(office, "investigasi")
    member = office.people["panel_banding"]
    assert [i.next_step.name for i in queue_for(member)] == ["nyatakan_netral"]
    run(case, "nyatakan_netral", by=member, seen=case.status)
    assert [i.next_step.name for i in queue_for(member)] == ["catat_investigasi"]
