"""Setting a password by link, and changing one's own."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from metrologi.accounts import tasks
from metrologi.accounts.models import User
from metrologi.accounts.views.sandi import TO_ONE
from tests.accounts.conftest import SANDI

LUPA = reverse("accounts:sandi_lupa")
BARU = "neraca-emas-2027"


def link(email):
    tasks.kirim_atur_ulang(email)
    return re.search(r"http\S+(/akun/sandi/\S+)", mail.outbox[-1].body)[1]


def open_link(client, email="budi@contoh.id"):
    return client.get(link(email), follow=True).redirect_chain[-1][0]


def test_known_and_unknown_addresses_get_the_same_answer_and_the_same_work(client, pedagang):
    answers = []
    for email in ("budi@contoh.id", "tidak.ada@contoh.id"):
        response = client.post(LUPA, {"email": email}, follow=True)
        answers.append(
            (
                response.redirect_chain,
                re.sub(r'(csrf\w*|CSRFToken)"[^>]*?>|nonce="[^"]*"', "", response.content.decode()),
            )
        )
    assert answers[0][0] == answers[1][0]
    assert ProcrastinateJob.objects.filter(task_name="accounts.sandi").count() == 2


def test_an_unknown_or_sleeping_account_gets_no_letter(pedagang):
    User.objects.create_user("tidur", nama="Tidur", email="tidur@contoh.id", is_active=False)
    for email in ("tidak.ada@contoh.id", "tidur@contoh.id", ""):
        tasks.kirim_atur_ulang(email)
    assert mail.outbox == []


def test_the_token_leaves_the_address_at_once(client, pedagang):
    address = open_link(client)
    assert address.endswith("/pilih/")


def test_a_new_password_signs_in_and_kills_the_link(client, pedagang):
    first = link("budi@contoh.id")
    address = client.get(first)["Location"]
    assert client.post(address, {"sandi": BARU, "ulangi": BARU})["Location"] == reverse(
        "portal:tugas"
    )
    pedagang.refresh_from_db()
    assert pedagang.check_password(BARU)
    assert pedagang.catatan.first().peristiwa == "sandi"
    client.post(reverse("accounts:keluar"))
    assert client.get(first, follow=True).status_code == 410


def test_a_weak_new_password_is_refused_at_the_field(client, pedagang):
    address = open_link(client)
    response = client.post(address, {"sandi": "budi-abcde", "ulangi": "budi-abcde"})
    assert response.status_code == 422
    assert "terlalu mirip" in response.content.decode()


@pytest.mark.parametrize("uid", ["x", "MQ", "////", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "é"])
@pytest.mark.parametrize("token", ["pilih", "abc-123"])
def test_a_made_up_link_is_refused_politely(client, db, uid, token):
    assert client.get(f"/akun/sandi/{uid}/{token}/", follow=True).status_code in {404, 410}


def test_changing_ones_own_password_asks_for_the_old_and_keeps_the_session(client, pedagang):
    client.force_login(pedagang)
    address = reverse("accounts:sandi_ganti")
    wrong = client.post(address, {"lama": "salah", "sandi": BARU, "ulangi": BARU})
    assert "Sandi tidak cocok" in wrong.content.decode()
    assert client.post(address, {"lama": SANDI, "sandi": BARU, "ulangi": BARU}).status_code == 302
    assert client.get(reverse("accounts:profil")).status_code == 200


def test_other_sessions_end_when_the_password_changes(client, pedagang):
    from django.test import Client

    other = Client()
    other.force_login(pedagang)
    client.force_login(pedagang)
    client.post(reverse("accounts:sandi_ganti"), {"lama": SANDI, "sandi": BARU, "ulangi": BARU})
    assert other.get(reverse("accounts:profil")).status_code == 302


def test_a_stranger_does_not_use_up_the_letters_of_the_owner(client, pedagang):
    """Ten requests from one address; the owner asks from another one and is answered."""
    ask = {"email": "Budi@contoh.id"}
    codes = [client.post(LUPA, ask, REMOTE_ADDR="10.9.9.9").status_code for _ in range(10)]
    assert codes == [302] * TO_ONE.most + [429] * (10 - TO_ONE.most)
    assert client.post(LUPA, {"email": "lain@contoh.id"}, REMOTE_ADDR="10.9.9.9").status_code == 302
    assert client.post(LUPA, ask, REMOTE_ADDR="10.1.1.1").status_code == 302
    for job in ProcrastinateJob.objects.filter(task_name="accounts.sandi"):
        tasks.kirim_atur_ulang(**job.args)
    assert len([m for m in mail.outbox if m.to == ["budi@contoh.id"]]) == TO_ONE.most + 1


def test_letters_that_strangers_ask_for_leave_room_for_letters_of_other_kinds(pedagang):
    for _ in range(tasks.RESETS_PER_HOUR + 3):
        tasks.kirim_atur_ulang("budi@contoh.id")
    assert len(mail.outbox) == tasks.RESETS_PER_HOUR
    tasks.kirim_konfirmasi_surel(pedagang.pk, "budi.baru@contoh.id")
    assert mail.outbox[-1].to == ["budi.baru@contoh.id"]


def test_the_database_pages_change_no_password_past_ours(client, db):
    """Theirs would write no log, send no letter and leave other sessions open."""
    boss = User.objects.create_superuser("induk", "induk@contoh.id", SANDI, nama="Induk")
    client.force_login(boss)
    words = {"old_password": SANDI, "new_password1": "neraca-emas-2027"}
    page = reverse("admin:password_change")
    for answer in (
        client.get(page),
        client.post(page, words | {"new_password2": "neraca-emas-2027"}),
    ):
        assert answer["Location"] == reverse("accounts:sandi_ganti")
    boss.refresh_from_db()
    assert boss.check_password(SANDI)
