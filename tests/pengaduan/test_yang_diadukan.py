"""Whoever is complained about is barred from the moment of sending; somebody else goes on."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import STAFF, Role
from metrologi.notifications.models import Pesan
from metrologi.workflow.errors import NotAllowed
from metrologi.workflow.offers import offers
from metrologi.workflow.queue import queue_for
from metrologi.workflow.run import run
from pengaduan.disebut import disebut
from pengaduan.identitas import boleh_baca
from pengaduan.models import Pengaduan
from tests.pengaduan.keadaan import IDENTITAS, LAPORAN
from tests.walk import walk

pytestmark = pytest.mark.django_db
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"
NAMA = "Drs. Zulkarnain Effendi, M.M."
# How a report can say whom it is about.
CARA = {
    "nama_lengkap": {"yang_diadukan": "Zulkarnain Effendi"},
    "satu_kata": {"yang_diadukan": "pak zulkarnain yang di depan"},
    "cerita_bergelar": {"uraian": "Drs. Zulkarnain meminta uang."},
    "cerita_nama": {"uraian": "Surat saya dibuang zulkarnain effendi di loket."},
}


def bernama(office, role, nama=NAMA):
    person = office.people[role]
    User.objects.filter(pk=person.pk).update(nama=nama)
    person.refresh_from_db()
    return person


def masuk(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def dikirim(**changes):
    """A protected complaint, sent by anybody at the public form."""
    data = {**LAPORAN, "kerahasiaan": "rahasia", **IDENTITAS, **changes}
    answer = Client().post(reverse("workflow:pengaduan-baru"), data)
    assert answer.status_code == 302, answer.text
    return Pengaduan.objects.latest("pk")


@pytest.mark.parametrize("cara", CARA)
def test_the_public_names_the_kepala_and_he_never_sees_it_nor_the_identity(office, cara):
    kepala = bernama(office, Role.KEPALA)
    case = dikirim(**CARA[cara])
    page = masuk(kepala)
    identity = reverse("workflow:pengaduan-identitas", args=[case.pk])
    assert page.get(case.get_absolute_url()).status_code == 404
    assert page.post(identity, {"alasan": "Ingin tahu."}).status_code == 404
    assert case.nomor not in page.get(reverse("workflow:list", args=["pengaduan"])).text
    assert not boleh_baca(case, kepala) and not case.bacaan.exists()


# Who takes part in the walk itself is tried beside it.
BERJALAN = {Role.KETUA_TIM_PJTK, Role.PENANGAN_PENGADUAN}


@pytest.mark.parametrize("role", sorted(STAFF - BERJALAN))
def test_of_every_role_whoever_is_named_is_barred_in_every_state(office, role):
    """One complaint taken along its road; the person named may nowhere see, step, read or count."""
    person = bernama(office, role)
    case = dikirim(yang_diadukan="Zulkarnain Effendi")
    people = {**office.people}
    if role == Role.PETUGAS_PENGADUAN:
        people[role] = office.people[Role.KEPALA]
    for state in ("diterima", "terverifikasi", "menunggu_penugasan", "ditangani", "dipantau"):
        case = walk(case, state, people, office.samples())
        assert not Pengaduan.objects.visible_to(person).exists(), state
        assert not [o for o in offers(case, person) if not o.reasons], state
        assert not [i for i in queue_for(person) if i.case == case], state
        assert not boleh_baca(case, person), state
    assert not Pesan.objects.filter(user=person, isi__contains=case.nomor).exists()


@pytest.mark.parametrize("role", sorted(BERJALAN))
def test_those_who_would_go_on_are_barred_too_and_the_kepala_assigns(office, role):
    person = bernama(office, role)
    case = dikirim(yang_diadukan="Zulkarnain Effendi")
    case = walk(case, "menunggu_penugasan", office.people, office.samples())
    assert not Pengaduan.objects.visible_to(person).exists()
    with pytest.raises(NotAllowed):
        run(case, "tugaskan_penangan", by=person, seen=case.status, penangan=person)
    if role == Role.KETUA_TIM_PJTK:
        data = office.samples()["tugaskan_penangan"](case, None)
        case = run(
            case, "tugaskan_penangan", by=office.people[Role.KEPALA], seen=case.status, **data
        )
        assert case.status == "ditangani"


def test_a_complaint_about_the_verifier_is_verified_by_the_kepala_who_finds_it_in_the_tasks(
    office,
):
    bernama(office, Role.PETUGAS_PENGADUAN, "Sri Wahyuni")
    kepala = office.people[Role.KEPALA]
    case = dikirim(uraian="Sri Wahyuni membuang surat saya.")
    assert case.nomor in masuk(kepala).get(reverse("portal:tugas")).text
    assert Pesan.objects.filter(user=kepala, judul__contains=case.nomor).exists()
    url = reverse("workflow:step", args=["pengaduan", case.pk, "nyatakan_lengkap"])
    answer = masuk(kepala).post(url, {"seen": "diterima", "akar_masalah": "petugas"})
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.status == "terverifikasi"


def test_while_unverified_the_kepala_does_not_open_an_identity_and_the_verifier_does(office):
    case = dikirim()
    assert not boleh_baca(case, office.people[Role.KEPALA])
    assert boleh_baca(case, office.people[Role.PETUGAS_PENGADUAN])
    case = walk(case, "terverifikasi", office.people, office.samples())
    assert boleh_baca(case, office.people[Role.KEPALA])


def test_about_kepala_and_verifier_a_plh_is_asked_for_and_takes_it_up(office):
    case = dikirim(yang_diadukan="Kepala dan petugas pengaduan")
    admin = office.people[Role.ADMIN_SATKER]
    assert Pesan.objects.filter(user=admin, judul__contains="Plh.").exists()
    assert case.nomor not in Pesan.objects.filter(user=admin).latest("pk").isi
    plh = User.objects.create_user("plh_uji", nama="Rahmat Hidayat", uml=office.uml)
    Penugasan.objects.create(
        user=plh, role=Role.KEPALA, uml=office.uml, mulai=dt.date(2020, 1, 1), sifat="plh"
    )
    case = walk(case, "terverifikasi", {Role.PETUGAS_PENGADUAN: plh}, office.samples())
    assert case.status == "terverifikasi"


def test_the_desk_names_the_officer_and_the_officer_who_types_it_about_himself_is_led_on(office):
    person = office.people[Role.PETUGAS_PENGADUAN]
    page = masuk(person)
    url = reverse("workflow:pengaduan-baru")
    form = page.get(url).text
    assert "Pegawai yang diadukan" in form and "Pelapor tanpa akun" not in form
    data = {**LAPORAN, "kanal": "loket", "kerahasiaan": "terbuka", "nama": "Marni"}
    answer = page.post(url, {**data, "terlapor": person.pk}, follow=True)
    case = Pengaduan.objects.latest("pk")
    assert case.terlapor == person and case.nomor in answer.text
    assert case.get_absolute_url() not in answer.text


def test_the_verifier_who_names_herself_is_told_that_another_goes_on(office):
    person = office.people[Role.PETUGAS_PENGADUAN]
    case = dikirim()
    url = reverse("workflow:step", args=["pengaduan", case.pk, "nyatakan_lengkap"])
    data = {"seen": "diterima", "akar_masalah": "petugas", "terlapor": person.pk}
    answer = masuk(person).post(url, data, follow=True)
    assert answer.status_code == 200 and "dikerjakan orang lain" in answer.text
    assert case.nomor in masuk(office.people[Role.KEPALA]).get(reverse("portal:tugas")).text


def test_the_account_of_those_without_one_cannot_be_chosen_as_the_officer_complained_about(office):
    case = dikirim()
    url = reverse("workflow:step", args=["pengaduan", case.pk, "nyatakan_lengkap"])
    page = masuk(office.people[Role.PETUGAS_PENGADUAN])
    assert "Pelapor tanpa akun" not in page.get(url).text
    data = {"seen": "diterima", "akar_masalah": "petugas", "terlapor": case.created_by_id}
    assert page.post(url, data).status_code == 422


@pytest.mark.parametrize(
    ("cerita", "tertuju"),
    [
        ("Ibu Ika menolak saya.", True),
        ("ibu ika menolak saya.", True),
        ("Saya marah jika antre lama.", False),
        ("Pelayanannya indah sekali.", False),
        ("Petugas itu bernama IKA.", False),
        ("Saya dilayani ika indah kemarin.", True),
    ],
)
def test_a_name_in_the_story_is_a_whole_word_written_as_a_name(office, cerita, tertuju):
    person = bernama(office, Role.PENERA, "Ika Indah, S.T.")
    assert (person.pk in disebut(office.uml, cerita)) is tertuju
