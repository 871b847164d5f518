"""An open session alone changes nothing that guards an account: the password is asked again."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from metrologi.accounts import pemulihan_akun, tautan
from metrologi.accounts.checks import all_views
from metrologi.accounts.faktor import aplikasi
from metrologi.accounts.models import (
    AplikasiKode,
    CatatanAkun,
    KodePemulihan,
    Passkey,
    Penugasan,
    Sesi,
    User,
)
from metrologi.clock.now import now
from metrologi.documents.models import KunciTandaTangan
from metrologi.documents.signing.demo import CA, DemoCA
from tests.accounts.conftest import long_ago
from tests.anggaran import Client
from tests.kode.sumber import PACKAGES, ROOT
from tests.office import PASSPHRASE, PASSWORD

pytestmark = pytest.mark.django_db
GUARDED = (
    User,
    Penugasan,
    KunciTandaTangan,
    AplikasiKode,
    Passkey,
    KodePemulihan,
    CatatanAkun,
)
BARU = "anak-timbangan-77"


def data_of(user, **changes):
    fields = ("nama", "username", "email", "phone", "nip", "pangkat", "golongan", "jabatan")
    return {name: getattr(user, name) for name in fields} | changes


def closed(user):
    User.objects.filter(pk=user.pk).update(is_active=False)
    return {"pk": user.pk}


def with_app(user):
    aplikasi.pasang(user, aplikasi.rahasia_baru(), 0)
    return {}


def second_session(office):
    """The penera is signed in somewhere else too."""
    Client().force_login(office.people["penera"])
    return {}


def trader_signed_in(office):
    Client().force_login(office.people["wajib_ttu"])
    return {"pk": office.people["wajib_ttu"].pk}


def asked(office):
    """The administrator asks for the account of the penera to be given back."""
    admin, penera = office.people["admin_satker"], office.people["penera"]
    return pemulihan_akun.minta(penera, alasan="Ponsel hilang", surel_baru="", oleh=admin)


def new_officer():
    return {"nama": "Baru", "username": "baru", "email": "baru@contoh.id"}


def new_key(office):
    file = SimpleUploadedFile(
        "kunci.p12", DemoCA(now()).p12(office.people["kepala"].nama, PASSPHRASE)
    )
    return {"berkas": file, "passphrase": PASSPHRASE, "passphrase_lama": PASSPHRASE}


# Each page: who sends it, the words of its address, and what they send.
ASKS = {
    "accounts:profil_ubah": ("penera", lambda o: {}, lambda o: data_of(o.people["penera"])),
    "accounts:surel": (
        "penera",
        lambda o: {"token": tautan.buat(o.people["penera"], tautan.SUREL, "lain@contoh.id")},
        lambda o: {},
    ),
    "accounts:aplikasi_kode": ("penera", lambda o: {}, lambda o: {}),
    "accounts:aplikasi_kode_hapus": (
        "penera",
        lambda o: with_app(o.people["penera"]),
        lambda o: {},
    ),
    "accounts:kode_pemulihan": ("penera", lambda o: with_app(o.people["penera"]), lambda o: {}),
    "accounts:bantu_sandi": (
        "administrasi",
        lambda o: {"pk": o.people["wajib_ttu"].pk},
        lambda o: {"cara": "Bertemu di loket"},
    ),
    "accounts:pegawai_baru": ("admin_satker", lambda o: {}, lambda o: new_officer()),
    "accounts:pegawai_ubah": (
        "admin_satker",
        lambda o: {"pk": o.people["penera"].pk},
        lambda o: data_of(o.people["penera"], phone="081299990000"),
    ),
    "accounts:peran_beri": (
        "admin_satker",
        lambda o: {"pk": o.people["penera"].pk},
        lambda o: {"role": "penyelia", "sifat": "definitif", "mulai": "2026-01-02"},
    ),
    "accounts:peran_hentikan": (
        "admin_satker",
        lambda o: {
            "pk": o.people["penera"].pk,
            "penugasan": o.people["penera"].daftar_penugasan.get().pk,
        },
        lambda o: {"sampai": "2026-01-02"},
    ),
    "accounts:pegawai_nonaktif": (
        "admin_satker",
        lambda o: {"pk": o.people["penera"].pk},
        lambda o: {"alasan": "Pindah"},
    ),
    "accounts:pegawai_aktif": ("admin_satker", lambda o: closed(o.people["penera"]), lambda o: {}),
    "accounts:pegawai_sandi": (
        "admin_satker",
        lambda o: {"pk": o.people["penera"].pk},
        lambda o: {},
    ),
    "documents:kunci_cabut": (
        "admin_satker",
        lambda o: {"pk": o.people["kepala"].pk},
        lambda o: {},
    ),
}
ASKS |= {
    "accounts:sesi_lain_akhiri": ("penera", second_session, lambda o: {}),
    "accounts:pegawai_sesi": (
        "admin_satker",
        lambda o: second_session(o) or {"pk": o.people["penera"].pk},
        lambda o: {},
    ),
    "accounts:akun_sesi": ("administrasi", trader_signed_in, lambda o: {}),
    "accounts:pegawai_pulihkan": (
        "admin_satker",
        lambda o: {"pk": o.people["penera"].pk},
        lambda o: {"alasan": "Ponsel hilang"},
    ),
    "accounts:pemulihan_putus": (
        "kepala",
        lambda o: {"pk": asked(o).pk},
        lambda o: {"putusan": "setuju"},
    ),
    "accounts:passkey_hapus": (
        "penera",
        lambda o: {"pk": o.people["penera"].passkey.create(nama="Ponsel", kredensial=b"1").pk},
        lambda o: {},
    ),
    "accounts:sesi_akhiri": (
        "penera",
        lambda o: {"sebutan": second_session(o) or Sesi.objects.get().sebutan},
        lambda o: {},
    ),
}
# These ask for the password every time, however young the last proof: box and page.
ALWAYS = {
    "accounts:sandi_ganti": (
        "penera",
        "lama",
        lambda o: {"sandi": BARU, "ulangi": BARU},
    ),
    "documents:kunci": ("kepala", "sandi", new_key),
}
# Pages of the same modules that change nothing of the kind, or cannot ask; and why.
ASKS_NOT = {
    "masuk_admin": "leads to the front door",
    "sandi_admin": "leads to the page that asks",
    "accounts:masuk": "is where the password is given",
    "accounts:faktor_kode": "comes right after the password",
    "accounts:faktor_pemulihan": "comes right after the password",
    "accounts:faktor_siapkan": "comes right after the password",
    "accounts:keluar": "ends the session",
    "accounts:daftar": "makes an account of one's own",
    "accounts:terdaftar": "only shows",
    "accounts:kirim_ulang": "sends the activation to the address that was registered",
    "accounts:aktivasi": "asks for the password itself",
    "accounts:sandi_lupa": "is for who forgot the password",
    "accounts:sandi_terkirim": "only shows",
    "accounts:sandi_baru": "is for who forgot the password; the link is the proof",
    "accounts:profil": "only shows",
    "accounts:faktor_passkey": "comes right after the password",
    "accounts:passkey_baru": "its answer needs a browser: tests/e2e/test_passkey.py",
    "accounts:keamanan": "only shows",
    "accounts:pemulihan_daftar": "only shows",
    "accounts:menunggu": "only shows",
    "accounts:periksa": "only shows",
    "accounts:aktifkan": "an applicant's account; the counter does it all day",
    "accounts:tolak": "an applicant's account; the counter does it all day",
    "accounts:pegawai": "only shows",
    "accounts:pegawai_satu": "only shows",
}
MODULES = ("metrologi.accounts.views.", "metrologi.documents.views.kunci_tanda_tangan")
WRITES = re.compile(
    r"pendaftaran import .*\bcatat\b|pendaftaran\.catat|CatatanAkun\.objects\.create"
    r"|\bjabatan\.\w+\(|\b(install|revoke)_key\(|(User|Penugasan|KunciTandaTangan)\.objects\.(create|update|filter\("
    r"[^)]*\)\.update)|\.set_password\("
)


def test_every_page_of_accounts_and_keys_asks_or_says_why_not():
    pages = {page.name for page in all_views() if page.module.startswith(MODULES)}
    assert pages == ASKS.keys() | ALWAYS.keys() | ASKS_NOT.keys()


def test_no_view_elsewhere_changes_accounts_or_keys():
    views = [
        path
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "views" in path.relative_to(ROOT).as_posix()
    ]
    assert len(views) > 30
    found = {
        path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        for path in views
        if WRITES.search(path.read_text())
    }
    assert {name for name in found if not name.startswith(MODULES)} == set()
    assert found


def kept():
    """All that guards an account, and the letters on their way."""
    rows = [sorted(map(str, model.objects.values())) for model in GUARDED]
    return rows, ProcrastinateJob.objects.count(), Sesi.objects.count()


@pytest.mark.parametrize("name", ASKS)
def test_the_page_wants_the_password_after_ten_minutes(client, office, name):
    who, words, data = ASKS[name]
    url = reverse(name, kwargs=words(office))
    client.force_login(office.people[who])
    long_ago(client)
    sent = data(office)
    if name == "accounts:aplikasi_kode":
        secret = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", client.get(url).text).group(1)
        sent = {"otp": aplikasi.kode(secret.replace(" ", ""))}
    before = kept()
    for typed in ({}, {"password": ""}, {"password": "salah-sama-sekali"}):
        answer = client.post(url, sent | typed)
        assert answer.status_code == 422 and 'name="password"' in answer.text
        assert kept() == before
    assert client.post(url, sent | {"password": PASSWORD}).status_code in (200, 302)
    assert kept() != before


@pytest.mark.parametrize("name", ALWAYS)
def test_the_page_wants_the_password_every_time(client, office, name, settings):
    who, box, data = ALWAYS[name]
    office.uml.penerbit_sertifikat = CA
    office.uml.save()
    client.force_login(office.people[who])
    before = kept()
    for typed in ({}, {box: "salah-sama-sekali"}):
        assert client.post(reverse(name), data(office) | typed).status_code == 422
        assert kept() == before
    answer = client.post(reverse(name), data(office) | {box: PASSWORD})
    assert answer.status_code == 302, answer.text
    assert kept() != before


def test_a_young_proof_is_enough_and_one_answer_serves_the_next_pages(client, office):
    client.force_login(office.people["admin_satker"])
    url = reverse("accounts:pegawai_nonaktif", args=[office.people["penera"].pk])
    assert 'name="password"' not in client.get(url).text
    long_ago(client)
    assert 'name="password"' in client.get(url).text
    refused = client.post(url, {"alasan": "", "password": PASSWORD})
    assert refused.status_code == 422 and 'name="password"' not in refused.text
    assert client.post(url, {"alasan": "Pindah"}).status_code == 302


def test_guessing_at_an_open_session_is_counted_like_at_the_door(client, office):
    client.force_login(office.people["admin_satker"])
    long_ago(client)
    url = reverse("accounts:pegawai_nonaktif", args=[office.people["penera"].pk])
    for _ in range(5):
        last = client.post(url, {"alasan": "Pindah", "password": "salah"})
    assert last.status_code == 429


def test_an_officer_hears_that_the_account_was_closed_and_opened(client, office):
    penera = office.people["penera"]
    client.force_login(office.people["admin_satker"])
    client.post(reverse("accounts:pegawai_nonaktif", args=[penera.pk]), {"alasan": "Pindah"})
    client.post(reverse("accounts:pegawai_aktif", args=[penera.pk]))
    jobs = ProcrastinateJob.objects.filter(task_name="accounts.perubahan")
    assert [job.args["surel"] for job in jobs].count(penera.email) == 2
