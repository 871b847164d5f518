"""Registering, and activating by the link in the e-mail."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from metrologi.accounts import pendaftaran, tasks, tautan
from metrologi.accounts.models import User
from metrologi.accounts.roles import PEMOHON, Role
from metrologi.accounts.telepon import normal, tampil
from metrologi.clock.now import at, now
from tests.accounts.conftest import SANDI

DAFTAR = reverse("accounts:daftar")
ISIAN = {
    "nama": "Rini Astuti",
    "phone": "",
    "email": "Rini@Contoh.id",
    "sandi": SANDI,
    "ulangi": SANDI,
    "setuju": "on",
}
TELEPON = {**ISIAN, "email": "", "phone": "0813-1111-2222"}


def register(client, **changes):
    return client.post(DAFTAR, {**ISIAN, **changes})


def new_user():
    return User.objects.get(nama="Rini Astuti")


def link(client, **changes):
    """The address in the letter to someone who has just registered."""
    register(client, **changes)
    tasks.kirim_aktivasi(new_user().pk)
    return re.search(r"http\S+(/akun/aktivasi/\S+)", mail.outbox[-1].body)[1]


def test_someone_with_mail_registers_opens_the_link_and_is_in(client, uml):
    response = client.post(DAFTAR, ISIAN, follow=True)
    assert "rini@contoh.id" in response.content.decode()
    address = link(client)
    assert client.get(address).status_code == 200
    assert not new_user().is_active
    assert client.post(address, {"password": SANDI})["Location"] == reverse("portal:tugas")
    assert new_user().roles_anywhere() == PEMOHON | {Role.PELAPOR}
    assert new_user().diaktifkan_oleh is None
    assert client.get(reverse("accounts:profil")).status_code == 200


def test_the_letter_waits_in_the_same_transaction_and_carries_no_token(client, uml):
    register(client)
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("accounts.aktivasi", {"user_id": new_user().pk})


def test_someone_with_a_telephone_only_is_told_that_an_officer_looks_at_it(client, uml):
    response = client.post(DAFTAR, TELEPON, follow=True)
    assert "0813-1111-2222" in response.content.decode()
    assert new_user().phone == "+6281311112222"
    assert not ProcrastinateJob.objects.exists()


def test_the_consent_is_kept_and_the_registration_logged(client, uml):
    register(client)
    assert new_user().setuju_at is not None
    assert new_user().catatan.get().peristiwa == "daftar"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"nama": ""}, "Bagian ini wajib diisi."),
        ({"nama": "12345"}, "Tulis nama dengan huruf."),
        ({"nama": "🙂🙂"}, "Tulis nama dengan huruf."),
        ({"email": ""}, "Isi nomor telepon atau surel."),
        ({"email": "rini"}, "Masukkan alamat email yang valid."),
        ({"phone": "abc"}, "Nomor telepon tidak dikenali."),
        ({"phone": "9" * 40}, "30"),
        ({"sandi": "pendek", "ulangi": "pendek"}, "terlalu pendek"),
        ({"sandi": "1029384756", "ulangi": "1029384756"}, "pernah bocor"),
        ({"sandi": "Rini Astuti", "ulangi": "Rini Astuti"}, "nama lengkap"),
        ({"ulangi": "lain-sekali-ini"}, "Kedua sandi tidak sama."),
        ({"setuju": ""}, "memerlukan persetujuan"),
    ],
)
def test_a_wrong_field_says_so_and_the_rest_stays(client, uml, changes, message):
    response = register(client, **changes)
    text = response.content.decode()
    assert response.status_code == 422
    assert message in text
    assert "error-summary" in text
    assert SANDI not in text
    assert changes.get("nama", "Rini Astuti") in text
    assert not User.objects.filter(is_active=False).exists()


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        ({"email": "BUDI@contoh.id"}, {"email": "lain@contoh.id"}),
        ({"email": "", "phone": "081234567890"}, {"email": "", "phone": "081311112223"}),
    ],
)
def test_the_page_does_not_tell_whether_a_contact_has_an_account(uml, pedagang, known, unknown):
    def page(changes):
        answer = Client().post(DAFTAR, {**ISIAN, **changes}, follow=True)
        text = re.sub(r'(value|nonce|hx-headers)=("[^"]*"|\'[^\']*\')', "", answer.text)
        for named in changes.values():
            shown = tampil(normal(named)) if named.startswith("0") else named.lower()
            text = text.replace(shown, "-") if named else text
        return answer.redirect_chain, text

    assert page(known) == page(unknown)


def test_the_owner_of_a_known_address_gets_a_letter_instead_of_a_link(client, uml, pedagang):
    register(client, email="budi@contoh.id")
    for _ in range(tasks.PER_HOUR + 2):
        tasks.kirim_aktivasi(new_user().pk)
    assert [m.to for m in mail.outbox] == [["budi@contoh.id"]] * tasks.PER_HOUR
    assert "sudah punya akun" in mail.outbox[0].body and "aktivasi" not in mail.outbox[0].body
    assert "Yth. Budi" in mail.outbox[0].body


def test_many_registrations_with_one_address_do_not_fill_its_mailbox(client, uml):
    for number in range(tasks.PER_HOUR + 3):
        user = pendaftaran.daftarkan(
            nama=f"Rini {number}", email="rini@contoh.id", phone="", sandi=f"{SANDI}{number}"
        )
        tasks.kirim_aktivasi(user.pk)
    assert len(mail.outbox) == tasks.PER_HOUR


def test_sent_twice_it_stays_one_account(client, uml):
    register(client)
    register(client)
    assert User.objects.filter(nama="Rini Astuti").count() == 1


def test_the_link_alone_activates_nobody(client, uml):
    address = link(client)
    client.get(address)
    response = client.post(address, {"password": "bukan-sandinya"})
    assert "Sandi tidak cocok" in response.content.decode()
    assert not new_user().is_active


def test_guessing_the_password_behind_the_link_is_throttled(client, uml):
    address = link(client)
    codes = [client.post(address, {"password": f"tebakan-{n}"}).status_code for n in range(6)]
    assert codes[-1] == 429


def test_the_link_works_once(client, uml):
    address = link(client)
    client.post(address, {"password": SANDI})
    client.post(reverse("accounts:keluar"))
    response = client.get(address)
    assert response.status_code == 410
    assert "sudah pernah dipakai" in response.content.decode()


def test_the_link_lasts_three_days(client, uml):
    address = link(client)
    with at(now() + timedelta(days=3, minutes=1)):
        assert "lewat tiga hari" in client.get(address).content.decode()


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "é", "eyJ1Ijo5OTk5OX0:1tX:abc"])
def test_a_made_up_link_is_refused_politely(client, uml, token):
    assert client.get(f"/akun/aktivasi/{token}/").status_code in {400, 410}


def test_a_link_for_another_purpose_does_not_activate(client, uml):
    register(client)
    token = tautan.buat(new_user(), tautan.SUREL, "x@contoh.id")
    assert client.get(reverse("accounts:aktivasi", args=[token])).status_code == 410


def test_the_letter_can_be_asked_for_again_by_the_same_browser(client, uml):
    register(client)
    client.post(reverse("accounts:kirim_ulang"))
    assert ProcrastinateJob.objects.filter(task_name="accounts.aktivasi").count() == 2


def test_another_browser_learns_nothing_of_the_account(client, uml):
    register(client)
    from django.test import Client

    stranger = Client()
    assert stranger.get(reverse("accounts:terdaftar")).status_code == 302
    assert stranger.post(reverse("accounts:kirim_ulang")).status_code == 302
    assert ProcrastinateJob.objects.count() == 1


def test_a_mailbox_is_not_filled(client, uml):
    register(client)
    for _ in range(8):
        tasks.kirim_aktivasi(new_user().pk)
    assert len(mail.outbox) == tasks.PER_HOUR


def test_of_two_registrations_with_one_mail_the_first_link_wins(uml):
    first = pendaftaran.daftarkan(nama="Rini", email="rini@contoh.id", phone="", sandi=SANDI)
    second = pendaftaran.daftarkan(
        nama="Rina", email="rini@contoh.id", phone="", sandi="lain-sekali-2026"
    )
    assert first != second
    pendaftaran.aktifkan(first)
    with pytest.raises(pendaftaran.TidakBisa, match="Sudah ada akun aktif"):
        pendaftaran.aktifkan(second)
    second.refresh_from_db()
    assert not second.is_active
    assert second.username != first.username


def test_a_user_name_is_made_of_the_name_or_stands_in_for_it(db):
    for nama in ("Ñoño 7", "李小龙", "-- -", "9 Saudara"):
        made = pendaftaran.nama_pengguna(nama)
        User(username=made, nama=nama).full_clean(exclude=["password"])
