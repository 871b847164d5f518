"""Changes of an account: its owner is told, and an administrator cannot become an officer."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from metrologi.accounts import jabatan, tasks, tautan
from metrologi.accounts.models import CatatanAkun, Penugasan, User
from metrologi.accounts.pendaftaran import DIBERITAHUKAN, catat
from metrologi.accounts.roles import Role
from metrologi.clock.now import today

pytestmark = pytest.mark.django_db
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"


def on_their_way():
    jobs = ProcrastinateJob.objects.filter(task_name="accounts.perubahan")
    return {(job.args["catatan_id"], job.args["surel"]) for job in jobs}


@pytest.fixture
def told(office):
    """`told()` says who is written to since the office stands: (row of the log, address)."""
    before = on_their_way()
    return lambda: on_their_way() - before


def data_of(user, **changes):
    fields = ("nama", "username", "email", "phone", "nip", "pangkat", "golongan", "jabatan")
    return {name: getattr(user, name) for name in fields} | changes


@pytest.mark.parametrize("peristiwa", sorted(DIBERITAHUKAN))
def test_whatever_a_thief_would_change_is_told_to_the_owner_and_the_kepala(office, told, peristiwa):
    penera, admin = office.people["penera"], office.people["admin_satker"]
    catat(penera, peristiwa, admin, "Sesuatu", surel_lama="lama@contoh.id")
    row = CatatanAkun.objects.get(user=penera, peristiwa=peristiwa, keterangan="Sesuatu")
    kepala = office.people["kepala"].email
    assert told() == {(row.pk, to) for to in (penera.email, "lama@contoh.id", kepala)}
    tasks.kabari_perubahan(row.pk, penera.email)
    letter = mail.outbox[-1]
    assert admin.nama in letter.body and penera.nama in letter.body and "Sesuatu" in letter.body


def test_what_one_does_oneself_is_told_to_oneself_alone(office, told):
    penera = office.people["penera"]
    catat(penera, CatatanAkun.Peristiwa.SANDI, penera, "Oleh pemilik akun")
    assert [to for _, to in told()] == [penera.email]


def test_an_administrator_who_writes_another_address_does_not_become_the_kepala(
    office, told, client
):
    """The address waits until the Kepala signs in and confirms it.

    Links to set a password go to the old one.
    """
    kepala, admin = office.people["kepala"], office.people["admin_satker"]
    old = kepala.email
    client.force_login(admin, backend=BACKEND)
    url = reverse("accounts:pegawai_ubah", args=[kepala.pk])
    answer = client.post(url, data_of(kepala, email="penyusup@contoh.id"), follow=True)
    assert "Surel lama tetap dipakai" in answer.text
    kepala = User.objects.get(pk=kepala.pk)
    assert kepala.email == old and {to for _, to in told()} == {old}
    client.post(reverse("accounts:pegawai_sandi", args=[kepala.pk]))
    job = ProcrastinateJob.objects.get(task_name="accounts.sandi")
    assert job.args["email"] == old


def test_an_officer_without_an_address_gets_none_by_the_administrator_alone(office, client):
    """Whoever took the address out of the profile is not easier to become."""
    penera, admin = office.people["penera"], office.people["admin_satker"]
    User.objects.filter(pk=penera.pk).update(email="", phone="+6281344445555")
    client.force_login(admin, backend=BACKEND)
    url = reverse("accounts:pegawai_ubah", args=[penera.pk])
    words = data_of(User.objects.get(pk=penera.pk), email="penyusup@contoh.id")
    assert "baru dipakai setelah" in client.post(url, words, follow=True).text
    assert User.objects.get(pk=penera.pk).email == ""
    client.post(reverse("accounts:pegawai_sandi", args=[penera.pk]))
    assert not ProcrastinateJob.objects.filter(task_name="accounts.sandi").exists()


def test_an_administrator_makes_no_kepala_of_themself_beside_another(office, client):
    admin = office.people["admin_satker"]
    client.force_login(admin, backend=BACKEND)
    url = reverse("accounts:peran_beri", args=[admin.pk])
    words = {"role": "kepala", "sifat": "plh", "atas_jabatan": "Kepala UPTD", "mulai": today()}
    answer = client.post(url, words)
    assert answer.status_code == 422 and "kepada diri sendiri" in answer.text
    assert not admin.daftar_penugasan.filter(role="kepala").exists()
    other = reverse("accounts:peran_beri", args=[office.people["penera"].pk])
    assert client.post(other, words).status_code == 302


def test_where_there_is_no_kepala_the_first_administrator_may_be_it(office, client):
    admin = office.people["admin_satker"]
    Penugasan.objects.filter(role=Role.KEPALA).delete()
    client.force_login(admin, backend=BACKEND)
    words = {"role": "kepala", "sifat": "definitif", "mulai": today()}
    url = reverse("accounts:peran_beri", args=[admin.pk])
    assert client.post(url, words).status_code == 302


def test_the_kepala_hears_of_roles_that_an_administrator_takes_alone(office, told):
    admin = office.people["admin_satker"]
    post = Penugasan(user=admin, role=Role.PENERA, uml=office.uml, mulai=today())
    jabatan.beri(post, oleh=admin)
    assert {to for _, to in told()} == {admin.email, office.people["kepala"].email}


def test_the_link_in_the_new_mailbox_asks_whoever_opens_it_to_sign_in_as_the_owner(
    office, told, client
):
    kepala, admin = office.people["kepala"], office.people["admin_satker"]
    tasks.kirim_konfirmasi_surel(kepala.pk, "penyusup@contoh.id")
    link = re.search(r"http\S+(/akun/surel/\S+)", mail.outbox[-1].body)[1]
    assert client.post(link)["Location"].startswith("/akun/masuk/")
    client.force_login(admin, backend=BACKEND)
    assert client.post(link).status_code == 403
    assert User.objects.get(pk=kepala.pk).email == kepala.email
    client.force_login(kepala, backend=BACKEND)
    assert client.post(link).status_code == 302
    assert User.objects.get(pk=kepala.pk).email == "penyusup@contoh.id"
    assert {to for _, to in told()} == {kepala.email, "penyusup@contoh.id"}


def test_the_address_of_an_officer_who_never_had_a_password_is_simply_corrected(office, client):
    admin = office.people["admin_satker"]
    new = User(username="baru.sekali", nama="Baru Sekali", email="salh@contoh.id", uml=office.uml)
    jabatan.tambah_pegawai(new, oleh=admin)
    client.force_login(admin, backend=BACKEND)
    url = reverse("accounts:pegawai_ubah", args=[new.pk])
    client.post(url, data_of(new, email="salah@contoh.id"))
    assert User.objects.get(pk=new.pk).email == "salah@contoh.id"


def test_a_role_given_to_an_officer_is_told_to_both(office, told):
    penera, admin = office.people["penera"], office.people["admin_satker"]
    post = Penugasan(user=penera, role=Role.ADMINISTRASI, uml=office.uml, mulai=today())
    jabatan.beri(post, oleh=admin)
    assert {to for _, to in told()} == {penera.email, office.people["kepala"].email}


def test_a_confirmed_link_is_used_once(office, client):
    kepala = office.people["kepala"]
    token = tautan.buat(kepala, tautan.SUREL, "baru@contoh.id")
    client.force_login(kepala, backend=BACKEND)
    url = reverse("accounts:surel", args=[token])
    assert (client.post(url).status_code, client.post(url).status_code) == (302, 410)
