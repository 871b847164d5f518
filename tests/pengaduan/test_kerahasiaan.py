"""A protected identity shows up nowhere for a wrong role.

Pages, lists, log, papers, messages, e-mails, jobs.
"""

import json

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from metrologi.accounts.models import User
from metrologi.accounts.roles import Role
from metrologi.documents.models.dokumen import papers_of
from metrologi.notifications.models import Pesan
from metrologi.workflow import trail
from metrologi.workflow.errors import Stale
from metrologi.workflow.run import run
from pengaduan.identitas import baca, boleh_baca
from pengaduan.models import BacaanIdentitas, Balasan, Identitas, Pengaduan
from pengaduan.tasks import eskalasi
from tests.halaman import messages, pages_about
from tests.pengaduan.keadaan import IDENTITAS, laporan
from tests.walk import walk
from tests.watched_painter import PRINTED

pytestmark = pytest.mark.django_db
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"
JALAN = (
    "diterima",
    "menunggu_pelapor",
    "terverifikasi",
    "menunggu_penugasan",
    "ditangani",
    "menunggu_keterangan",
    "dipantau",
    "menyusun_tanggapan",
    "menunggu_umpan_balik",
    "permintaan_ulang",
    "ditutup",
)
PEMBACA = {Role.PETUGAS_PENGADUAN, Role.KEPALA}
# Those who work on complaints, and one of each other kind of person.
DITANYA = (
    Role.PETUGAS_PENGADUAN,
    Role.KETUA_TIM_PJTK,
    Role.PENANGAN_PENGADUAN,
    Role.KEPALA,
    Role.PENERA,
    Role.WAJIB_TTU,
)


@pytest.fixture(autouse=True)
def papers(settings):
    """Every word that is given to be printed is kept."""
    PRINTED.clear()
    settings.PAPER_PAINTER = "tests.watched_painter.watched"


@pytest.fixture(params=["akun", "formulir"])
def rahasia(request, office):
    """A protected complaint by account, and one told at the public form."""
    person = office.people["pelapor"]
    person.nama, person.email, person.phone = IDENTITAS["nama"], IDENTITAS["email"], "+62811777888"
    person.save()
    if request.param == "akun":
        return laporan(office, kerahasiaan="rahasia", identitas=IDENTITAS)
    return laporan(
        office, by="petugas_pengaduan", kanal="telepon", kerahasiaan="rahasia", identitas=IDENTITAS
    )


def words(office):
    return [v.casefold() for v in (*IDENTITAS.values(), "+62811777888", "811777888")]


def leaked_words(text, office):
    return [w for w in words(office) if w in text.casefold()]


def as_reporter(office):
    """Whoever told the desk acts with ticket and code."""
    from pengaduan.akun import akun_umum

    return {**office.people, "pelapor": akun_umum(office.uml)}


def stations(office, case):
    people = office.people if case.kanal == "akun" else as_reporter(office)
    yield case
    for state in JALAN[1:]:
        try:
            case = walk(case, state, people, office.samples())
        except LookupError:
            continue
        yield case


def test_no_page_of_any_state_names_the_reporter_to_any_of_the_staff(office, rahasia):
    leaks, clients = [], {role: Client() for role in DITANYA}
    for role, client in clients.items():
        client.force_login(office.people[role], backend=BACKEND)
    for case in stations(office, rahasia):
        for role, client in clients.items():
            leaks += [
                (case.status, str(role), url, found)
                for url in pages_about(case, role)
                if (found := leaked_words(client.get(url).text, office))
            ]
    # Messages stay, so all pages of them are read at the end.
    for role, client in clients.items():
        leaks += [
            (str(role), found) for text in messages(client) if (found := leaked_words(text, office))
        ]
    assert leaks == []


def test_neither_log_nor_texts_nor_papers_nor_messages_nor_jobs_carry_it(office, rahasia):
    *_, case = stations(office, rahasia)
    eskalasi()
    rows = [
        f"{r.note} {json.dumps(r.data)} {r.actor.nama if r.actor else ''} {r.actor_id}"
        for r in trail.rows_of(case)
    ]
    assert len(rows) > 8 and office.people["pelapor"].pk not in {
        r.actor_id for r in trail.rows_of(case)
    }
    texts = [b.isi + (b.penulis.nama if b.penulis else "") for b in Balasan.objects.all()]
    wrong = Pesan.objects.exclude(user=office.people["pelapor"])
    messages = [m.judul + m.isi for m in wrong] + [m.body + m.subject for m in mail.outbox]
    jobs = [json.dumps(j.args) for j in ProcrastinateJob.objects.all()]
    papers = [json.dumps(p.payload) for p in papers_of(case)] + PRINTED
    assert papers and jobs
    assert [t for t in (*rows, *texts, *messages, *jobs, *papers) if leaked_words(t, office)] == []


def test_a_stale_page_names_the_role_and_not_the_person(office):
    person = office.people["pelapor"]
    case = laporan(office, kerahasiaan="rahasia")
    run(case, "tarik_laporan", by=person, seen="diterima")
    with pytest.raises(Stale) as refusal:
        run(
            case,
            "nyatakan_lengkap",
            by=office.people["petugas_pengaduan"],
            seen="diterima",
            akar_masalah="prosedur",
        )
    assert "oleh Pelapor;" in str(refusal.value) and person.nama not in str(refusal.value).replace(
        "oleh Pelapor;", ""
    )


def test_the_identity_opens_for_a_reason_that_is_kept_and_for_no_other_role(
    office, rahasia, client
):
    case = walk(rahasia, "ditangani", office.people, office.samples())
    url = reverse("workflow:pengaduan-identitas", args=[case.pk])
    for role in (*DITANYA, Role.ADMIN_SATKER):
        client.force_login(office.people[role], backend=BACKEND)
        answer = client.post(url, {"alasan": "Menghubungi pelapor."})
        assert (answer.status_code == 200) == (role in PEMBACA), role
        assert bool(leaked_words(answer.text, office)) == (role in PEMBACA), role
    assert BacaanIdentitas.objects.filter(pengaduan=case).count() == 2
    client.force_login(office.people["kepala"], backend=BACKEND)
    assert client.post(url, {"alasan": ""}).status_code == 422 and not leaked_words(
        client.get(url).text, office
    )
    assert BacaanIdentitas.objects.filter(pengaduan=case).count() == 2


def test_the_handler_of_an_open_complaint_may_read_it_and_one_complained_about_never(office):
    case = laporan(office, by="petugas_pengaduan", kanal="loket", identitas=IDENTITAS)
    kepala = office.people["kepala"]
    case = run(
        case,
        "nyatakan_lengkap",
        by=office.people["petugas_pengaduan"],
        seen="diterima",
        akar_masalah="petugas",
        terlapor=kepala,
    )
    assert not boleh_baca(case, kepala) and not Pengaduan.objects.visible_to(kepala).exists()
    case = walk(case, "ditangani", office.people, office.samples())
    handler = office.people["penangan_pengaduan"]
    assert baca(case, handler, "Menelepon.").nama == IDENTITAS["nama"]
    with pytest.raises(PermissionError):
        baca(case, office.people["ketua_tim_pjtk"], "Ingin tahu.")
    assert Pesan.objects.filter(user=kepala).count() == 0


def test_who_knows_the_identity_cannot_write_it_into_the_case(office, rahasia, client):
    client.force_login(office.people["petugas_pengaduan"], backend=BACKEND)
    url = reverse("workflow:step", args=["pengaduan", rahasia.pk, "minta_dilengkapi"])
    answer = client.post(
        url, {"seen": "diterima", "isi": f"Mohon {IDENTITAS['nama'].upper()} menambah bukti."}
    )
    assert answer.status_code == 422 and "dilindungi" in answer.text
    assert not Balasan.objects.exists()


def test_an_anonymous_complaint_keeps_no_identity_at_all(office):
    case = laporan(
        office, by="petugas_pengaduan", kanal="telepon", kerahasiaan="anonim", identitas=IDENTITAS
    )
    assert not Identitas.objects.filter(pengaduan=case).exists()
    assert not any(boleh_baca(case, user) for user in User.objects.all())


def test_the_tracking_page_of_the_portal_names_nobody(office, client):
    case = laporan(office, kerahasiaan="rahasia", identitas=IDENTITAS)
    answer = client.post(reverse("portal:lacak"), {"nomor": case.nomor, "kode": case.kode_sekali})
    assert (
        answer.status_code == 200
        and not leaked_words(answer.text, office)
        and office.people["pelapor"].nama not in answer.text
    )
