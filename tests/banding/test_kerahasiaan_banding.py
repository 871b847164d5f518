"""A reporter who is protected in the complaint stays so in its appeal.

Pages, lists, queue, log, papers, messages, tracking.
"""

import io
import json
import zipfile

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from banding.arsip import tambahan
from banding.models import Banding
from metrologi.accounts.roles import Role
from metrologi.documents.bundel import bundle
from metrologi.documents.models.dokumen import papers_of
from metrologi.notifications.models import Pesan
from metrologi.workflow import trail
from metrologi.workflow.queue import queue_for
from metrologi.workflow.run import open_case
from pengaduan.models import Pengaduan
from tests.banding.keadaan import ISI, anggota, banding, ditutup, samples
from tests.halaman import messages, pages_about
from tests.pengaduan.keadaan import IDENTITAS
from tests.pengaduan.test_lampiran import pdf as berkas_bernama
from tests.walk import walk
from tests.watched_painter import PRINTED

pytestmark = pytest.mark.django_db
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"
JALAN = (
    "diverifikasi",
    "perlu_dilengkapi",
    "diverifikasi",
    "pembentukan",
    "penunjukan",
    "investigasi",
    "undangan",
    "rapat",
    "persetujuan",
    "disposisi",
    "penyampaian",
    "selesai",
)
DITANYA = (
    Role.STAF_PJTK,
    Role.KETUA_TIM_PJTK,
    Role.TIM_TEKNIS,
    Role.PANEL_BANDING,
    Role.KEPALA,
    Role.KASI_PJT,
    Role.ADMINISTRASI,
    Role.PETUGAS_PENGADUAN,
    Role.PENANGAN_PENGADUAN,
    Role.PENERA,
)
KATA = [v.casefold() for v in (*IDENTITAS.values(), "+62811777888", "811777888")]


@pytest.fixture(autouse=True)
def papers(settings):
    """Every word that is given to be printed is kept."""
    PRINTED.clear()
    settings.PAPER_PAINTER = "tests.watched_painter.watched"


def leaked_words(text):
    return [w for w in KATA if w in text.casefold()]


@pytest.fixture
def rahasia(office):
    """An appeal of a customer whose complaint was made in confidence."""
    person = office.people["pelanggan"]
    person.nama, person.email, person.phone = IDENTITAS["nama"], IDENTITAS["email"], "+62811777888"
    person.save()
    return banding(office, ditutup(office, kerahasiaan="rahasia", identitas=IDENTITAS))


def stations(office, case):
    """Every state of the road, with what each step leaves behind."""
    yield case
    for state in JALAN:
        extra = {
            "sampaikan_putusan": lambda c, u: {"cara": "langsung", "penerima": str(c.nama_pemohon)},
            "lengkapi_banding": lambda c, u: {
                "note": "Ini.",
                "berkas": [("kelengkapan", berkas_bernama())],
            },
        }
        case = walk(case, state, office.people, samples(office) | extra)
        yield case


def test_no_page_of_any_state_names_the_customer_to_any_of_the_staff(office, rahasia):
    leaks, clients = [], {role: Client() for role in DITANYA}
    for role, client in clients.items():
        client.force_login(office.people[role], backend=BACKEND)
    for case in stations(office, rahasia):
        leaks += [
            (case.status, str(role), url, found)
            for role, client in clients.items()
            for url in pages_about(case, role)
            if (found := leaked_words(client.get(url).text))
        ]
    # Messages stay, so all pages of them are read at the end.
    for role, client in clients.items():
        leaks += [(str(role), found) for text in messages(client) if (found := leaked_words(text))]
    assert leaks == []


def test_the_other_pages_of_an_appeal_do_not_either(office, rahasia, client):
    *_, case = stations(office, rahasia)
    seen = []
    for role in DITANYA:
        client.force_login(office.people[role], backend=BACKEND)
        pages = (
            reverse("workflow:list", args=["banding"]) + f"?cari={IDENTITAS['nama'].split()[0]}",
            case.origin.get_absolute_url(),
            reverse("workflow:banding-akibat"),
            reverse("workflow:banding-keterkaitan"),
        )
        seen += [
            (str(role), url, found)
            for url in pages
            if (found := leaked_words(client.get(url).text.replace("?cari=", "")))
            and "cari" not in url
        ]
        found = client.get(pages[0])
        assert found.status_code == 403 or case.nomor not in found.text, role
    assert seen == []


def test_neither_log_nor_papers_nor_archive_nor_messages_nor_jobs_carry_it(office, rahasia):
    *_, case = stations(office, rahasia)
    person = office.people["pelanggan"]
    rows = trail.rows_of(case)
    assert len(rows) > 12 and person.pk not in {r.actor_id for r in rows}
    log = [f"{r.note} {json.dumps(r.data)} {r.actor.nama if r.actor else ''}" for r in rows]
    papers = [json.dumps(p.payload) for p in papers_of(case)] + PRINTED
    packed = bundle(
        case,
        log=[("", r.label, r.actor.nama if r.actor else "", r.note) for r in rows],
        tambahan=list(tambahan(case, office.people["staf_pjtk"])),
    )
    with zipfile.ZipFile(io.BytesIO(packed)) as box:
        assert not any("kelengkapan" in name or "bukti." in name for name in box.namelist())
        archive = [name + box.read(name).decode("latin-1") for name in box.namelist()]
    wrong = [m.judul + m.isi for m in Pesan.objects.exclude(user=person)]
    mails = [m.subject + m.body for m in mail.outbox if m.to != [person.email]]
    jobs = [json.dumps(j.args) for j in ProcrastinateJob.objects.all()]
    assert len(papers) > 7 and wrong
    assert [t for t in (*log, *papers, *wrong, *mails, *jobs, *archive) if leaked_words(t)] == []


def test_the_compensation_that_a_decision_brings_does_not_name_the_customer_either(
    office, rahasia, client
):
    person = office.people["pelanggan"]
    case = open_case(
        "kompensasi",
        step="buka_atas_putusan",
        by=None,
        uml=rahasia.uml,
        origin=rahasia,
        alasan="Putusan.",
    )
    case = walk(case, "terkirim", office.people, office.samples())
    client.force_login(person, backend=BACKEND)
    url = reverse("workflow:step", args=["kompensasi", case.pk, "terima_surat"])
    assert "identitas dilindungi" in client.get(url).text
    answer = client.post(url, {"seen": case.status, "penerima": person.nama})
    assert answer.status_code == 422 and "dilindungi" in answer.text
    client.post(url, {"seen": case.status, "penerima": "Pelanggan"})
    case.refresh_from_db()
    assert case.status == "selesai" and person.pk not in {r.actor_id for r in trail.rows_of(case)}
    for role in (Role.KASI_PJT, Role.KEPALA, Role.ADMINISTRASI):
        client.force_login(office.people[role], backend=BACKEND)
        assert not leaked_words(client.get(case.get_absolute_url()).text), role
    assert not [
        p
        for p in (*PRINTED, *(m.judul + m.isi for m in Pesan.objects.exclude(user=person)))
        if leaked_words(p)
    ]


def test_the_queue_names_the_matter_and_not_the_customer(office, rahasia):
    for case in stations(office, rahasia):
        for role in DITANYA:
            items = [
                str(item) + item.case.subject()
                for item in queue_for(office.people[role])
                if item.case == case
            ]
            assert not [t for t in items if leaked_words(t)], (case.status, role)


def test_the_tracking_page_of_the_portal_names_nobody(office, rahasia, client):
    for case in stations(office, rahasia):
        answer = client.post(
            reverse("portal:lacak"), {"nomor": case.nomor, "kode": case.kode_akses}
        )
        assert (
            answer.status_code == 200
            and case.nomor in answer.text
            and not leaked_words(answer.text)
        ), case.status


def test_nothing_of_it_reaches_whoever_is_complained_about_not_even_on_the_panel(office, client):
    """Told of while the complaint ran, or found out later.

    The appeal does not exist for this person.
    """
    case = banding(office, ditutup(office, kerahasiaan="rahasia", identitas=IDENTITAS))
    about = office.people["panel_banding"]
    case = walk(case, "investigasi", office.people, samples(office))
    Pengaduan.objects.filter(pk=case.origin.pk).update(terlapor=about)
    Pesan.objects.filter(user=about).delete()
    assert not Banding.objects.visible_to(about).exists()
    assert not [i for i in queue_for(about) if i.case == case]
    client.force_login(about, backend=BACKEND)
    for url in [
        case.get_absolute_url(),
        *(d.get_absolute_url() for d in papers_of(case)),
        reverse("workflow:step", args=["banding", case.pk, "catat_investigasi"]),
    ]:
        assert client.get(url).status_code == 404, url
    said = (
        client.get(reverse("workflow:list", args=["banding"])).text
        + client.get(reverse("portal:tugas")).text
    )
    assert case.nomor not in said and ISI["perihal"] not in said


def test_whoever_is_complained_about_cannot_be_proposed_and_is_sent_no_message(office):
    about = office.people["staf_pjtk"]
    keluhan = ditutup(office, kerahasiaan="rahasia", identitas=IDENTITAS)
    Pengaduan.objects.filter(pk=keluhan.pk).update(terlapor=about)
    keluhan.refresh_from_db()
    case = banding(office, keluhan)
    assert about.pk in dict((c.id, why) for c, why in case.penilai().terhalang())
    assert not Pesan.objects.filter(user=about).exists()
    assert anggota(office)


def test_the_customer_alone_reads_the_own_letters_and_files(office, rahasia, client):
    *_, case = stations(office, rahasia)
    file = case.lampiran.filter(bagian="kelengkapan").get()
    assert not leaked_words(file.nama)
    client.force_login(office.people["pelanggan"], backend=BACKEND)
    url = reverse("workflow:banding-lampiran", args=[case.pk, file.pk])
    assert client.get(url).status_code == 200 and not leaked_words(
        client.get(url)["Content-Disposition"]
    )


def test_nobody_who_knows_the_customer_can_write_the_name_into_the_case(office, rahasia, client):
    case = walk(rahasia, "penyampaian", office.people, samples(office))
    client.force_login(office.people["staf_pjtk"], backend=BACKEND)
    url = reverse("workflow:step", args=["banding", case.pk, "sampaikan_putusan"])
    assert case.nama_pemohon in client.get(url).text
    answer = client.post(
        url,
        {
            "seen": case.status,
            "cara": "langsung",
            "penerima": IDENTITAS["nama"].lower(),
            "bukti": berkas_bernama(),
        },
    )
    assert answer.status_code == 422 and "dilindungi. Hapus" in answer.text
    case.refresh_from_db()
    assert case.status == "penyampaian"


def test_the_customer_is_told_not_to_write_the_own_name_into_the_appeal(office, client):
    person = office.people["pelanggan"]
    person.nama = IDENTITAS["nama"]
    person.save()
    keluhan = ditutup(office, kerahasiaan="rahasia", identitas=IDENTITAS)
    client.force_login(person, backend=BACKEND)
    url = reverse("workflow:open", args=["banding"])
    answer = client.post(
        url, {"pengaduan": keluhan.pk, **ISI, "harapan": f"Hubungi {person.nama}."}
    )
    assert (
        answer.status_code == 422
        and "dilindungi. Hapus" in answer.text
        and not Banding.objects.exists()
    )


def test_one_of_the_office_who_complained_in_confidence_is_not_named_among_the_barred(
    office, rahasia
):
    Banding.objects.filter(pk=rahasia.pk).update(pemohon=office.people["analis"])
    case = Banding.objects.get(pk=rahasia.pk)
    assert office.people["analis"].pk not in case.penilai().calon
    Banding.objects.filter(pk=rahasia.pk).update(dilindungi=False)
    assert office.people["analis"].pk in {
        c.id for c, _ in Banding.objects.get(pk=rahasia.pk).penilai().terhalang()
    }
