"""One's own sessions: what is told of them, how long they last, and how they end."""

import datetime as dt

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from metrologi.accounts import jabatan, sesi
from metrologi.accounts.faktor import aplikasi
from metrologi.accounts.models import Sesi
from metrologi.accounts.roles import Role
from tests.accounts.conftest import SANDI
from tests.accounts.test_dua_langkah import APLIKASI, secret_on
from tests.accounts.test_masuk import sign_in
from tests.anggaran import Client

KEAMANAN = reverse("accounts:keamanan")
PROFIL = reverse("accounts:profil")
ANDROID = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"


def browser(user, **headers):
    """A browser in which the person has signed in at the door."""
    client = Client(headers=headers)
    sign_in(client, user.username)
    return client


def opened(user):
    """The same for somebody who would be asked for a second factor at the door."""
    client = Client()
    client.force_login(user)
    return client


def is_in(client):
    return client.get(PROFIL).status_code == 200


def later(**time):
    return time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(**time))


def test_the_page_lists_browser_address_and_times_of_ones_own_alone(petugas, pedagang):
    browser(petugas, user_agent=ANDROID)
    browser(pedagang, user_agent="Mozilla/5.0 (Windows NT 10.0) Firefox/128.0")
    here = browser(petugas, user_agent="Mozilla/5.0 (Windows NT 10.0) Chrome/130 Edg/130")
    text = here.get(KEAMANAN).text
    assert "Chrome di Android" in text and "127.0.0.1" in text
    assert "Edge di Windows" in text and "sesi ini" in text
    assert "Firefox" not in text
    assert here.session.session_key not in text


def test_one_session_is_ended_and_the_others_stay(petugas):
    lost, kept, here = browser(petugas), browser(petugas), browser(petugas)
    name = Sesi.objects.get(pk=lost.session.session_key).sebutan
    here.post(reverse("accounts:sesi_akhiri", args=[name]))
    assert [is_in(each) for each in (lost, kept, here)] == [False, True, True]
    assert here.post(reverse("accounts:sesi_akhiri", args=[name])).status_code == 404


def test_nobody_ends_the_session_of_another(petugas, pedagang):
    theirs, here = browser(pedagang), browser(petugas)
    name = Sesi.objects.get(pk=theirs.session.session_key).sebutan
    assert here.post(reverse("accounts:sesi_akhiri", args=[name])).status_code == 404
    assert is_in(theirs)


def test_all_others_are_ended_at_once(petugas, pedagang):
    lost, theirs, here = browser(petugas), browser(pedagang), browser(petugas)
    here.post(reverse("accounts:sesi_lain_akhiri"))
    assert [is_in(each) for each in (lost, theirs, here)] == [False, True, True]


def test_an_officer_who_went_away_is_signed_out_and_keeps_what_was_typed(petugas):
    here = browser(petugas)
    with later(minutes=59):
        assert is_in(here)
    with later(minutes=118):
        assert is_in(here)
    with later(minutes=179):
        answer = here.post(
            reverse("accounts:profil_ubah"),
            {"nama": "Sari Baru"},
            headers={"Origin": "http://testserver"},
        )
        assert answer.status_code == 403 and "Sesi Anda sudah berakhir" in answer.text
        assert 'value="Sari Baru"' in answer.text
        assert here.get(PROFIL)["Location"].endswith(f"?next={PROFIL}")


def test_the_limit_is_a_setting(petugas, settings):
    settings.SESSION_IDLE_MINUTES = 15
    here = browser(petugas)
    with later(minutes=16):
        assert not is_in(here)


def test_an_applicant_is_signed_out_only_after_the_working_day(pedagang):
    here = browser(pedagang)
    with later(hours=7, minutes=59):
        assert is_in(here)
    with later(hours=8, minutes=1):
        assert not is_in(here)


def test_no_use_makes_a_session_last_longer_than_the_working_day(petugas):
    here = browser(petugas)
    for hour in range(1, 8):
        with later(hours=hour, minutes=-1 * hour):
            session = here.session
            session["dipakai"] = hour
            session.save()
            assert is_in(here)
    with later(hours=8, minutes=1):
        assert not is_in(here)


def test_a_new_password_ends_the_others(petugas):
    lost, here = browser(petugas), browser(petugas)
    new = "anak-timbangan-77"
    sent = {"lama": SANDI, "sandi": new, "ulangi": new}
    here.post(reverse("accounts:sandi_ganti"), sent)
    assert [is_in(lost), is_in(here)] == [False, True]
    assert Sesi.objects.filter(user=petugas).count() == 1


def test_a_new_second_factor_ends_the_others(petugas):
    lost, here = browser(petugas), browser(petugas)
    secret = secret_on(here.get(APLIKASI))
    here.post(APLIKASI, {"otp": aplikasi.kode(secret)})
    assert [is_in(lost), is_in(here)] == [False, True]
    assert Sesi.objects.filter(user=petugas).count() == 1


def test_closing_an_account_ends_its_sessions_for_good(petugas, admin):
    lost = browser(petugas)
    jabatan.nonaktifkan(petugas, alasan="Pindah", oleh=admin)
    jabatan.aktifkan_lagi(petugas, oleh=admin)
    assert not is_in(lost)


def test_the_administrator_ends_all_sessions_of_an_officer_who_is_told(petugas, admin):
    lost, other = browser(petugas), browser(petugas)
    here = opened(admin)
    page = reverse("accounts:pegawai_satu", args=[petugas.pk])
    assert "Akhiri semua sesi" in here.get(page).text
    answer = here.post(reverse("accounts:pegawai_sesi", args=[petugas.pk]), {"password": SANDI})
    assert answer["Location"] == page
    assert [is_in(each) for each in (lost, other, here)] == [False, False, True]
    assert "Akhiri semua sesi" not in here.get(page).text
    row = petugas.catatan.get(peristiwa="sesi")
    assert (row.oleh, row.keterangan) == (admin, "2 sesi")
    told = ProcrastinateJob.objects.filter(task_name="accounts.perubahan", args__catatan_id=row.pk)
    assert told.get().args["surel"] == petugas.email


def test_an_administrator_who_ends_ones_own_stays_here(admin):
    lost, here = opened(admin), opened(admin)
    here.post(reverse("accounts:pegawai_sesi", args=[admin.pk]), {"password": SANDI})
    assert [is_in(lost), is_in(here)] == [False, True]


def test_the_counter_ends_the_sessions_of_who_lost_the_telephone(petugas, pedagang):
    lost, here = browser(pedagang), browser(petugas)
    page = reverse("accounts:periksa", args=[pedagang.pk])
    assert "Sesi yang terbuka: 1" in here.get(page).text
    here.post(reverse("accounts:akun_sesi", args=[pedagang.pk]), {"password": SANDI})
    assert [is_in(lost), is_in(here)] == [False, True]
    assert pedagang.catatan.get(peristiwa="sesi").oleh == petugas


def test_whoever_runs_the_server_signs_out_one_account_or_everybody(petugas, pedagang):
    lost, other = browser(petugas), browser(pedagang)
    call_command("akhiri_sesi", petugas.username, verbosity=0)
    assert [is_in(lost), is_in(other)] == [False, True]
    call_command("akhiri_sesi", "--semua", verbosity=0)
    assert not is_in(other)


@pytest.mark.parametrize("words", [[], ["budi", "--semua"], ["tidak-ada"]])
def test_a_command_that_names_nobody_ends_nothing(petugas, words):
    open_ = browser(petugas)
    with pytest.raises(CommandError):
        call_command("akhiri_sesi", *words)
    assert is_in(open_)


def test_sessions_that_ended_are_swept_away(petugas, orang):
    browser(petugas)
    with later(hours=9):
        browser(orang("dewi", Role.PENERA))
        call_command("clearsessions")
        assert list(Sesi.objects.values_list("user__username", flat=True)) == ["dewi"]


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("", "Peramban lain"),
        ("curl/8", "Peramban lain"),
        (ANDROID, "Chrome di Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604", "Safari di iPhone"),
    ],
)
def test_a_browser_is_named_in_words(agent, said):
    assert sesi.nama_perangkat(agent) == said
