"""An account is given back to its owner by two people of the office, never by one."""

import datetime as dt

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from metrologi.accounts import faktor, jabatan, pemulihan_akun
from metrologi.accounts.faktor import aplikasi, pemulihan
from metrologi.accounts.models import CatatanAkun, PemulihanAkun, Penugasan, Sesi, Uml, User
from metrologi.accounts.pendaftaran import TidakBisa
from metrologi.accounts.roles import Role
from tests.accounts.conftest import SANDI
from tests.accounts.test_masuk import sign_in, signed_in
from tests.anggaran import Client

BARU = "penera-baru@contoh.id"


@pytest.fixture
def kepala(orang):
    return orang("zul", Role.KEPALA)


@pytest.fixture
def penera(orang):
    user = orang("fauzi", Role.PENERA)
    aplikasi.pasang(user, aplikasi.rahasia_baru(), 0)
    pemulihan.baru(user)
    return user


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def ask(admin, user, **data):
    page = reverse("accounts:pegawai_pulihkan", args=[user.pk])
    return browser(admin).post(page, {"alasan": "Ponsel hilang", **data})


def decide(who, row, putusan="setuju"):
    page = reverse("accounts:pemulihan_putus", args=[row.pk])
    return browser(who).post(page, {"putusan": putusan})


def letters():
    jobs = ProcrastinateJob.objects.order_by("pk")
    return [(job.task_name, job.args.get("surel") or job.args.get("email")) for job in jobs]


def test_one_asks_another_agrees_and_the_owner_begins_anew(client, admin, kepala, penera):
    client.force_login(penera)
    assert ask(admin, penera).status_code == 302
    row = PemulihanAkun.objects.get()
    assert faktor.punya(penera)
    assert (
        "Ponsel hilang"
        in browser(kepala).get(reverse("accounts:pemulihan_putus", args=[row.pk])).text
    )
    assert decide(kepala, row).status_code == 302
    assert not faktor.punya(penera) and not pemulihan.tersisa(penera)
    assert not Sesi.objects.filter(user=penera).exists()
    said = CatatanAkun.objects.filter(user=penera, peristiwa="pulih").first()
    assert "diminta Ratna, disetujui Zul" in said.keterangan
    assert ("accounts.sandi", penera.email) in letters()
    assert letters().count(("accounts.perubahan", penera.email)) == 2
    sign_in(client, "fauzi")
    assert signed_in(client)


def test_a_lost_mailbox_is_replaced_and_both_addresses_hear_of_it(client, admin, kepala, penera):
    ask(admin, penera, surel_baru=BARU.upper())
    penera.refresh_from_db()
    assert penera.email == "fauzi@contoh.id"
    decide(kepala, PemulihanAkun.objects.get())
    penera.refresh_from_db()
    assert penera.email == BARU and not penera.check_password(SANDI)
    told = letters()
    assert ("accounts.sandi", BARU) in told
    assert {("accounts.perubahan", to) for to in ("fauzi@contoh.id", BARU)} <= set(told)
    assert ("accounts.sandi", "fauzi@contoh.id") not in told


def test_nobody_is_both_people_nor_decides_about_oneself(admin, kepala, penera, orang):
    ask(admin, penera)
    row = PemulihanAkun.objects.get()
    for who in (admin, penera, orang("dewi", Role.PENERA)):
        assert decide(who, row).status_code in (403, 404)
    with pytest.raises(TidakBisa):
        pemulihan_akun.setujui(row.pk, oleh=admin)
    assert "dipulihkan oleh dua orang lain" in ask(admin, admin).text
    ask(admin, kepala)
    assert decide(kepala, PemulihanAkun.objects.get(user=kepala)).status_code == 404
    assert decide(orang("tuti", Role.ADMIN_SATKER), PemulihanAkun.objects.get(user=kepala))[
        "Location"
    ] == reverse("accounts:pemulihan_daftar")
    assert faktor.punya(penera)


def test_whom_the_administrator_just_let_in_is_no_second_person(admin, kepala, penera):
    """One person with two accounts would be both; after a week the Kepala has long been told."""
    puppet = User(username="boneka", nama="Boneka", email="boneka@contoh.id", uml=admin.uml)
    jabatan.tambah_pegawai(puppet, oleh=admin)
    post = Penugasan(user=puppet, role=Role.ADMIN_SATKER, uml=admin.uml, mulai=dt.date(2024, 1, 1))
    jabatan.beri(post, oleh=admin)
    ask(admin, penera, surel_baru=BARU)
    row = PemulihanAkun.objects.get()
    assert list(pemulihan_akun.untuk_diputus(puppet)) == []
    with pytest.raises(TidakBisa):
        pemulihan_akun.setujui(row.pk, oleh=puppet)
    assert list(pemulihan_akun.untuk_diputus(kepala)) == [row]
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=8)):
        later = pemulihan_akun.minta(penera, alasan="Lagi", surel_baru="", oleh=admin)
        assert list(pemulihan_akun.untuk_diputus(puppet)) == [later]


def test_after_the_recovery_the_new_address_is_not_simply_corrected(admin, kepala, penera):
    """The password is gone, but the account has an owner: one administrator alone moves nothing."""
    browser(penera)
    ask(admin, penera, surel_baru=BARU)
    decide(kepala, PemulihanAkun.objects.get())
    words = {"nama": penera.nama, "username": penera.username, "email": "penyusup@contoh.id"}
    browser(admin).post(reverse("accounts:pegawai_ubah", args=[penera.pk]), words)
    penera.refresh_from_db()
    assert not penera.has_usable_password() and penera.email == BARU


def test_the_database_knows_that_two_people_are_needed(admin, penera):
    row = pemulihan_akun.minta(penera, alasan="x", surel_baru="", oleh=admin)
    for who in (None, admin):
        with pytest.raises(IntegrityError), transaction.atomic():
            PemulihanAkun.objects.filter(pk=row.pk).update(putusan="setuju", diputus_oleh=who)


def test_the_head_of_another_office_decides_nothing(admin, penera, orang):
    other = Uml.objects.create(kode="lain", nama="UML Lain")
    stranger = orang("jauh", Role.KEPALA, uml=other)
    ask(admin, penera)
    assert decide(stranger, PemulihanAkun.objects.get()).status_code == 404
    assert ask(orang("adm", Role.ADMIN_SATKER, uml=other), penera).status_code == 404


@pytest.mark.parametrize("days", [2, 4])
def test_a_request_is_good_for_three_days(admin, kepala, penera, days):
    ask(admin, penera)
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=days)):
        decide(kepala, PemulihanAkun.objects.get())
    assert faktor.punya(penera) == (days > 3)


def test_a_refusal_changes_nothing_and_a_request_is_decided_once(admin, kepala, penera):
    ask(admin, penera)
    row = PemulihanAkun.objects.get()
    assert decide(kepala, row, "tolak").status_code == 302
    assert decide(kepala, row).status_code == 404
    assert faktor.punya(penera)


def test_an_address_of_somebody_else_is_refused_and_the_reason_stays(admin, penera, kepala):
    answer = ask(admin, penera, surel_baru=kepala.email)
    assert answer.status_code == 422 and 'value="Ponsel hilang"' in answer.text
    assert not PemulihanAkun.objects.exists()


def test_whoever_runs_the_server_is_the_last_door(penera, kepala, capsys):
    call_command("pulihkan_akun", "fauzi", "--surel", BARU)
    penera.refresh_from_db()
    assert penera.email == BARU and not faktor.punya(penera)
    said = CatatanAkun.objects.get(user=penera, peristiwa="pulih")
    assert said.oleh is None and "Lewat perintah di server" in said.keterangan
    for name, surel in (("tidak-ada", ""), ("fauzi", kepala.email)):
        with pytest.raises(CommandError):
            call_command("pulihkan_akun", name, "--surel", surel)
