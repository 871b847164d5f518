"""Signing in in two steps, through the real door, by people who must and people who may."""

import datetime as dt
import re
from threading import Thread

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth import authenticate
from django.contrib.auth.tokens import default_token_generator
from django.core.checks import run_checks
from django.db import connection
from django.forms import Form, PasswordInput
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from metrologi.accounts import faktor, langkah_masuk
from metrologi.accounts.checks import all_views
from metrologi.accounts.faktor import aplikasi, pemulihan
from metrologi.accounts.models import (
    AplikasiKode,
    CatatanAkun,
    KodePemulihan,
    Passkey,
    Penugasan,
    User,
)
from metrologi.accounts.roles import Role
from tests.accounts.conftest import SANDI
from tests.accounts.test_masuk import sign_in, signed_in

KODE = reverse("accounts:faktor_kode")
PEMULIHAN = reverse("accounts:faktor_pemulihan")
SIAPKAN = reverse("accounts:faktor_siapkan")
APLIKASI = reverse("accounts:aplikasi_kode")
RAHASIA = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
BERAT = [Role.KEPALA, Role.BENDAHARA, Role.ADMIN_SATKER]


@pytest.fixture
def kepala(orang):
    """A Kepala whose telephone shows codes."""
    user = orang("zul", Role.KEPALA)
    aplikasi.pasang(user, RAHASIA, 0)
    return user


def secret_on(page):
    return "".join(re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page.text).group(1).split())


def wrong():
    """Six figures that are no code of these minutes."""
    near = {aplikasi.kode(RAHASIA)}
    for step in (-60, -30, 30, 60):
        with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=step)):
            near.add(aplikasi.kode(RAHASIA))
    return next(f"{n:06}" for n in range(10) if f"{n:06}" not in near)


@pytest.mark.parametrize("role", BERAT)
def test_a_heavy_role_without_a_factor_sets_one_up_before_anything_opens(client, orang, role):
    orang("zul", role)
    assert sign_in(client, "zul", next="/akun/profil/")["Location"] == SIAPKAN
    assert not signed_in(client)
    assert "Siapkan verifikasi dua langkah" in client.get(SIAPKAN).text
    secret = secret_on(client.get(APLIKASI))
    assert secret_on(client.post(APLIKASI, {"otp": "12"})) == secret
    assert not signed_in(client)
    codes = client.post(APLIKASI, {"otp": aplikasi.kode(secret)})
    assert len(re.findall(r"<code>[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}</code>", codes.text)) == 10
    assert 'href="/akun/profil/"' in codes.text
    assert client.get("/akun/profil/").status_code == 200


@pytest.mark.parametrize("role", sorted(set(Role) - set(BERAT)))
def test_other_roles_are_not_asked(client, orang, role):
    orang("sari", role)
    sign_in(client, "sari")
    assert signed_in(client)


def test_a_superuser_is_asked_too(client, db):
    User.objects.create_superuser("induk", nama="Induk", password=SANDI)
    assert sign_in(client, "induk")["Location"] == SIAPKAN


def test_a_code_of_the_app_opens_and_leads_where_one_wanted(client, kepala):
    assert sign_in(client, "zul", next="/akun/profil/")["Location"] == KODE
    assert not signed_in(client)
    typed = aplikasi.kode(RAHASIA)
    answer = client.post(KODE, {"otp": f" {typed[:3]} {typed[3:]} "})
    assert answer["Location"] == "/akun/profil/"
    assert client.get("/akun/profil/").status_code == 200


def test_who_set_up_a_factor_freely_is_asked_for_it(client, pedagang):
    aplikasi.pasang(pedagang, RAHASIA, 0)
    assert sign_in(client, "budi-abcde")["Location"] == KODE
    client.post(KODE, {"otp": aplikasi.kode(RAHASIA)})
    assert signed_in(client)


def test_who_has_a_factor_cannot_set_up_another_with_the_password_alone(client, kepala):
    sign_in(client, "zul")
    for page in (SIAPKAN, APLIKASI):
        assert client.get(page)["Location"] == reverse("accounts:masuk")
    client.post(APLIKASI, {"otp": "000000"})
    assert aplikasi.buka(AplikasiKode.objects.get().rahasia) == RAHASIA


SETTING_UP = {
    "accounts:faktor_siapkan",
    "accounts:aplikasi_kode",
    "accounts:passkey_baru",
    "accounts:keluar",
}
PAGES = [page for page in all_views() if page.ours and "<" not in page.route]


def asked(client, page):
    """What the page answers to looking and to sending, without the codes that differ each time."""
    answers = client.get(reverse(page.name)), client.post(reverse(page.name))
    return [(answer.status_code, answer.get("Location")) for answer in answers]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize("role", BERAT)
def test_between_the_steps_every_page_answers_as_it_does_to_a_stranger(client, orang, page, role):
    """Also where a session was opened before the role was given."""
    if page.name in SETTING_UP:
        return
    user, stranger = orang("zul", role), type(client)()
    sign_in(client, "zul")
    before = type(client)()
    Penugasan.objects.filter(user=user).update(mulai="2099-01-01")
    sign_in(before, "zul")
    Penugasan.objects.filter(user=user).update(mulai="2020-01-01")
    assert signed_in(before)
    assert asked(client, page) == asked(before, page) == asked(stranger, page)


def test_a_session_that_was_opened_by_another_door_is_nobody(client, kepala, settings):
    """Such as a sign-in page of a library, which knows no second factor."""
    client.force_login(kepala)
    session = client.session
    del session[langkah_masuk.FAKTOR]
    session.save()
    assert client.get("/akun/profil/").status_code == 302


def test_the_sign_in_page_of_the_database_pages_is_ours(client, db):
    assert client.get("/admin/login/?next=/admin/auth/")["Location"] == (
        "/akun/masuk/?next=/admin/auth/"
    )


def test_a_code_counts_once(client, kepala):
    typed = aplikasi.kode(RAHASIA)
    for found in (True, False):
        sign_in(client, "zul")
        answer = client.post(KODE, {"otp": typed})
        assert signed_in(client) == found
        client.post(reverse("accounts:keluar"))
    assert "salah atau sudah dipakai" in answer.text


@pytest.mark.parametrize(("seconds", "right"), [(-60, False), (-30, True), (30, True), (60, False)])
def test_the_clock_of_a_telephone_may_be_one_step_off(client, kepala, seconds, right):
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds)):
        typed = aplikasi.kode(RAHASIA)
    sign_in(client, "zul")
    client.post(KODE, {"otp": typed})
    assert signed_in(client) == right


@pytest.mark.django_db(transaction=True)
def test_one_code_in_eight_browsers_opens_one(kepala, settings):
    settings.AXES_ENABLED = False
    typed, found = aplikasi.kode(RAHASIA), []

    def give():
        found.append(authenticate(None, username="zul", otp=typed, cara="aplikasi"))
        connection.close()

    hands = [Thread(target=give) for _ in range(8)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert found.count(kepala) == 1


def test_five_wrong_codes_close_the_door_like_wrong_passwords(client, kepala):
    sign_in(client, "zul")
    for _ in range(5):
        last = client.post(KODE, {"otp": wrong()})
    assert last.status_code == 429
    assert client.post(KODE, {"otp": aplikasi.kode(RAHASIA)}).status_code in (422, 429)
    assert not signed_in(client)


def test_wrong_codes_are_counted_over_all_addresses_and_the_owner_hears(client, kepala):
    for n in range(faktor.PALING_BANYAK):
        sign_in(client, "zul", REMOTE_ADDR=f"10.0.0.{n}")
        client.post(KODE, {"otp": wrong()}, REMOTE_ADDR=f"10.0.0.{n}")
    answer = client.post(KODE, {"otp": aplikasi.kode(RAHASIA)}, REMOTE_ADDR="10.0.1.1")
    assert "Terlalu banyak kode salah" in answer.text
    assert not signed_in(client)
    row = CatatanAkun.objects.get(user=kepala, peristiwa="faktor")
    assert "10 kode salah" in row.keterangan
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=61)):
        sign_in(client, "zul")
        client.post(KODE, {"otp": aplikasi.kode(RAHASIA)})
        assert signed_in(client)


def test_a_recovery_code_opens_once_in_any_spelling_and_is_told(client, kepala):
    code = pemulihan.baru(kepala)[3]
    for found in (True, False):
        sign_in(client, "zul", next="/akun/profil/")
        client.post(PEMULIHAN, {"otp": code.upper().replace("-", " ")})
        assert signed_in(client) == found
        client.post(reverse("accounts:keluar"))
    assert pemulihan.tersisa(kepala) == 9
    row = CatatanAkun.objects.get(user=kepala, peristiwa="faktor")
    assert row.keterangan == "Masuk dengan kode pemulihan; tersisa 9"


def test_recovery_codes_are_known_by_their_hash_and_the_secret_is_encrypted(kepala):
    codes = pemulihan.baru(kepala)
    kept = str(list(KodePemulihan.objects.values())) + AplikasiKode.objects.get().rahasia
    assert RAHASIA not in kept
    assert not [code for code in codes if code[5:] in kept or code[5:].replace("-", "") in kept]
    assert len(set(codes)) == 10


def test_the_secret_is_lost_with_another_key_of_the_portal_and_kept_by_a_former_one(
    kepala, settings
):
    former, settings.SECRET_KEY = settings.SECRET_KEY, "lain-" + "y" * 60
    assert not aplikasi.cocok(kepala, aplikasi.kode(RAHASIA))
    settings.SECRET_KEY_FALLBACKS = [former]
    assert aplikasi.cocok(kepala, aplikasi.kode(RAHASIA))


def test_the_password_is_forgotten_after_a_quarter_of_an_hour(client, kepala):
    sign_in(client, "zul")
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=16)):
        answer = client.post(KODE, {"otp": aplikasi.kode(RAHASIA)})
    assert answer["Location"] == reverse("accounts:masuk")


def test_another_password_meanwhile_means_beginning_again(client, kepala):
    sign_in(client, "zul")
    kepala.set_password("sandi-lain-yang-panjang")
    kepala.save()
    assert client.get(KODE)["Location"] == reverse("accounts:masuk")


def test_a_link_to_a_new_password_does_not_open_past_the_second_step(client, kepala):
    uid, token = urlsafe_base64_encode(force_bytes(kepala.pk)), default_token_generator
    client.get(reverse("accounts:sandi_baru", args=[uid, token.make_token(kepala)]))
    page = reverse("accounts:sandi_baru", args=[uid, "pilih"])
    new = {"sandi": "anak-timbangan-77", "ulangi": "anak-timbangan-77"}
    assert client.post(page, new)["Location"] == KODE
    assert not signed_in(client)


def test_setting_up_replacing_and_removing_is_logged_and_mailed(client, pedagang):
    client.force_login(pedagang)
    for _ in range(2):
        secret = secret_on(client.get(APLIKASI))
        client.post(APLIKASI, {"otp": aplikasi.kode(secret)})
    assert aplikasi.buka(AplikasiKode.objects.get().rahasia) == secret
    client.post(reverse("accounts:aplikasi_kode_hapus"))
    assert not AplikasiKode.objects.exists()
    told = CatatanAkun.objects.filter(peristiwa="faktor").values_list("keterangan", flat=True)
    assert sorted(told) == ["Aplikasi kode dihapus", *["Aplikasi kode dipasang"] * 2]


def test_a_heavy_role_cannot_remove_the_last_factor(client, kepala):
    client.force_login(kepala)
    answer = client.post(reverse("accounts:aplikasi_kode_hapus"), follow=True)
    assert "Peran Anda selalu memerlukan langkah kedua" in answer.text
    key = Passkey.objects.create(user=kepala, nama="Ponsel", kredensial=b"1", kunci_publik=b"2")
    client.post(reverse("accounts:passkey_hapus", args=[key.pk]))
    assert faktor.banyak(kepala) == 1
    client.post(reverse("accounts:aplikasi_kode_hapus"))
    assert faktor.banyak(kepala) == 1


DALAM = "[" * 50_000


@pytest.mark.parametrize(
    "answer",
    ["", "{}", "[]", "x", '{"id": "AQ"}', '{"id": 1}', '{"id": []}', '"AQ"', DALAM],
    ids=lambda answer: answer[:12],
)
def test_an_answer_that_no_passkey_gave_is_refused_and_counted(client, kepala, answer):
    Passkey.objects.create(user=kepala, nama="Ponsel", kredensial=b"\x01", kunci_publik=b"2")
    page = reverse("accounts:faktor_passkey")
    assert sign_in(client, "zul")["Location"] == page
    assert "data-pilihan" in client.get(page).text
    refused = client.post(page, {"jawaban": answer})
    assert refused.status_code == 422 and "Passkey tidak diterima" in refused.text
    assert not signed_in(client)
    assert CatatanAkun.objects.filter(user=kepala, peristiwa="kode_salah").count() == 1


@pytest.mark.parametrize(
    "answer",
    ["{}", "[]", "x", '{"id": "AQ", "rawId": "AQ"}', "null", DALAM],
    ids=lambda answer: answer[:12],
)
def test_a_passkey_that_no_device_made_is_not_kept(client, pedagang, answer):
    client.force_login(pedagang)
    page = reverse("accounts:passkey_baru")
    client.get(page)
    refused = client.post(page, {"nama": "Ponsel", "jawaban": answer})
    assert refused.status_code == 422 and 'value="Ponsel"' in refused.text
    assert not Passkey.objects.exists()


def test_new_recovery_codes_make_the_old_ones_worthless(client, kepala):
    old = pemulihan.baru(kepala)[0]
    client.force_login(kepala)
    shown = client.post(reverse("accounts:kode_pemulihan")).text
    assert not pemulihan.cocok(kepala, old)
    assert pemulihan.cocok(kepala, re.search(r"<code>(\S+)</code>", shown).group(1))


def test_the_demo_asks_only_its_one_account_and_tells_the_code(client, kepala, orang, settings):
    settings.DEMO, settings.SECOND_FACTOR_REQUIRED, settings.DEMO_TOTP = True, False, RAHASIA
    orang("kas", Role.BENDAHARA)
    assert "Di kantor sungguhan ada langkah kedua" in client.get(reverse("accounts:masuk")).text
    sign_in(client, "kas")
    assert signed_in(client)
    client.post(reverse("accounts:keluar"))
    sign_in(client, "zul")
    assert aplikasi.kode(RAHASIA) in client.get(KODE).text


@pytest.mark.parametrize(("demo", "shown"), [(False, RAHASIA), (True, ""), (True, "A" * 32)])
def test_no_other_account_is_ever_told_its_code(client, kepala, settings, demo, shown):
    settings.DEMO, settings.DEMO_TOTP = demo, shown
    sign_in(client, "zul")
    page = client.get(KODE)
    assert aplikasi.kode(RAHASIA) not in page.text and "Hanya di demo" not in page.text


@pytest.mark.parametrize(
    ("demo", "asked", "errors"),
    [(True, False, []), (False, True, []), (False, False, ["accounts.E002"])],
)
def test_only_the_demo_may_switch_it_off(settings, demo, asked, errors):
    settings.DEMO, settings.SECOND_FACTOR_REQUIRED = demo, asked
    assert [e.id for e in run_checks() if e.id == "accounts.E002"] == errors


def all_forms(kind):
    for form in kind.__subclasses__():
        yield form
        yield from all_forms(form)


def test_a_wrong_try_keeps_no_secret_of_any_form(client, kepala, settings):
    list(all_views())
    secrets = {
        name
        for form in all_forms(Form)
        if not form.__module__.startswith("django.")
        for name, field in form.base_fields.items()
        if isinstance(field.widget, PasswordInput) or name == "otp"
    }
    assert "passphrase" in secrets
    assert secrets <= set(settings.AXES_SENSITIVE_PARAMETERS)
    sign_in(client, "zul")
    typed = wrong()
    client.post(KODE, {"otp": typed})
    kept = list(AccessAttempt.objects.values_list("post_data", flat=True))
    assert kept and not [data for data in kept if typed in data]
