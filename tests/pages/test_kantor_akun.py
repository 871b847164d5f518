"""An account of somebody from outside belongs to one office: its letters, and who may help it."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from metrologi.accounts import pendaftaran, tasks
from metrologi.accounts.checks import all_views
from metrologi.accounts.kantor import ingat_kantor
from metrologi.accounts.models import CatatanAkun, User
from metrologi.uttp.models import Pemilik
from tests.kode.sumber import ROOT
from tests.office import PASSWORD
from tests.pages import formulir
from tests.pages.dua_kantor import kantor_kedua

pytestmark = pytest.mark.django_db
SANDI = "kuda hijau di loteng"
ISIAN = {
    "nama": "Rini Astuti",
    "email": "rini@contoh.id",
    "sandi": SANDI,
    "ulangi": SANDI,
    "setuju": "on",
}
# Every letter about an account, sent to somebody from outside.
SURAT = {
    "aktivasi": lambda user: tasks.kirim_aktivasi(user.pk),
    "sandi": lambda user: (aktif(user), tasks.kirim_atur_ulang(user.email)),
    "surel": lambda user: (aktif(user), tasks.kirim_konfirmasi_surel(user.pk, "baru@contoh.id")),
    "sudah_ada": lambda user: (
        aktif(user),
        tasks.kirim_aktivasi(User.objects.create_user("k", user.email, is_active=False).pk),
    ),
    "diaktifkan": lambda user: tasks.kabari_aktif(user.pk),
    "ditolak": lambda user: tasks.kabari_ditolak(user.pk),
    "perubahan": lambda user: tasks.kabari_perubahan(_catatan(user).pk, user.email),
}


@pytest.fixture
def two(office):
    return office, kantor_kedua(office)


def aktif(user):
    User.objects.filter(pk=user.pk).update(is_active=True)


def _catatan(user):
    return CatatanAkun.objects.create(user=user, peristiwa=CatatanAkun.Peristiwa.SANDI)


def pendaftar(kantor=None):
    return pendaftaran.daftarkan(
        nama="Rini Astuti", email="rini@contoh.id", phone="", sandi=SANDI, kantor=kantor
    )


def told():
    letter = mail.outbox[-1]
    return letter.subject + letter.body


def test_every_letter_about_accounts_is_tried_here():
    folder = ROOT / "templates/accounts/surel"
    assert {path.stem for path in folder.glob("*.txt")} == set(SURAT)


@pytest.mark.parametrize("surat", SURAT)
def test_a_letter_is_signed_by_the_office_of_the_account(two, surat):
    ours, theirs = two
    SURAT[surat](pendaftar(theirs.uml))
    assert theirs.uml.nama in told() and ours.uml.nama not in told()


@pytest.mark.parametrize("surat", SURAT)
def test_while_no_office_is_known_none_signs(two, surat):
    SURAT[surat](pendaftar())
    assert "Portal Metrologi" in told()
    assert all(office.uml.nama not in told() for office in two)


@pytest.mark.parametrize("surat", SURAT)
def test_the_only_office_signs_for_everybody(office, surat):
    SURAT[surat](pendaftar())
    assert office.uml.nama in told()


def test_whoever_registers_says_at_which_office(two, client):
    page = reverse("accounts:daftar")
    refused = client.post(page, ISIAN)
    assert refused.status_code == 422 and "Pilih kantor yang Anda tuju." in refused.text
    assert client.post(page, {**ISIAN, "kantor": two[1].uml.pk}).status_code == 302
    assert User.objects.get(nama="Rini Astuti").kantor == two[1].uml


def test_the_office_of_the_address_is_chosen_already(two, client):
    shown = client.get(f"{reverse('accounts:daftar')}?kantor={two[1].uml.kode}")
    assert f'<option value="{two[1].uml.pk}" selected>' in shown.text


def test_with_one_office_nobody_is_asked_at_the_registration(office, client):
    assert 'name="kantor"' not in client.get(reverse("accounts:daftar")).text


@pytest.mark.parametrize("name", ["periksa", "aktifkan", "tolak", "bantu_sandi"])
def test_officers_of_another_office_do_not_find_the_account(two, masuk, name):
    ours, theirs = two
    url = reverse(f"accounts:{name}", args=[pendaftar(theirs.uml).pk])
    for role in ("administrasi", "admin_satker"):
        client = masuk(ours.people[role])
        assert client.get(url).status_code == 404 and client.post(url).status_code == 404
        assert masuk(theirs.people[role]).get(url).status_code in (200, 302)


def test_neither_the_list_nor_tugas_saya_counts_those_of_another_office(two, masuk):
    ours, theirs = two
    pendaftar(theirs.uml)
    for office, seen in ((ours, False), (theirs, True)):
        client = masuk(office.people["administrasi"])
        list_, search = (
            client.get(reverse("accounts:menunggu"), {"cari": q}).text for q in ("", "Rini")
        )
        assert ("Rini Astuti" in list_, "Rini Astuti" in search) == (seen, seen)
        assert ("pendaftar menunggu" in client.get(reverse("portal:tugas")).text) is seen


def test_the_same_contact_elsewhere_is_told_without_the_name(two, masuk):
    ours, theirs = two
    User.objects.create_user("kembar", "rini@contoh.id", nama="Rini Lain", kantor=theirs.uml)
    url = reverse("accounts:periksa", args=[pendaftar(ours.uml).pk])
    shown = masuk(ours.people["administrasi"]).get(url).text
    assert "Kontak yang sama dipakai akun lain" in shown and "akun di kantor lain" in shown
    assert "Rini Lain" not in shown


@pytest.mark.parametrize("decide", ["aktifkan", "tolak"])
def test_the_office_that_decided_is_that_of_the_account(two, decide):
    user, officer = pendaftar(), two[1].people["administrasi"]
    if decide == "aktifkan":
        pendaftaran.aktifkan(user, oleh=officer)
    else:
        pendaftaran.tolak(user, oleh=officer, alasan="Bukan pemilik alat")
    user.refresh_from_db()
    assert user.kantor == two[1].uml


def test_a_business_at_an_office_makes_it_that_of_the_account(two, masuk):
    trader, place = two[0].people["wajib_ttu"], two[0].owner.tempat.get()
    words = {
        "nama": "Toko Pilih",
        "jenis_usaha": "pedagang",
        "tempat-nama": "Kios",
        "tempat-jenis": "toko",
        "tempat-kecamatan": place.kecamatan_id,
        "kantor": two[1].uml.pk,
    }
    assert masuk(trader).post(reverse("uttp:usaha_baru"), words).status_code == 302
    trader.refresh_from_db()
    assert Pemilik.objects.get(nama="Toko Pilih").uml == trader.kantor == two[1].uml
    ingat_kantor(trader, two[0].uml)
    assert trader.kantor == two[1].uml


def test_an_officer_keeps_their_unit(two):
    officer = two[0].people["penera"]
    ingat_kantor(officer, two[1].uml)
    officer.refresh_from_db()
    assert officer.kantor is None


# --- what a cache may keep is the same for everybody ----------------------------------------------
# Public pages without a word in the address.
OPEN = [page for page in all_views() if page.access == ("public",) and "<" not in page.route]


def with_emblem(office):
    office.uml.lambang = SimpleUploadedFile(f"{office.uml.kode}.png", formulir.picture().read())
    office.uml.save()


def test_what_every_cache_may_keep_does_not_depend_on_who_asks(two, masuk):
    people = [None]
    for office in two:
        with_emblem(office)
        people += [office.people["kepala"], office.people["wajib_ttu"]]
    clients = [masuk(user) if user else masuk() for user in people]
    queries = ["", "?kantor=", *(f"?kantor={office.uml.kode}" for office in two)]
    kept = {}
    for url in [reverse(page.name) + query for page in OPEN for query in queries]:
        for client in clients:
            answer = client.get(url)
            body = b"".join(answer) if answer.streaming else answer.content
            if "public" in answer.get("Cache-Control", ""):
                kept.setdefault(url, []).append((answer.status_code, body))
    assert {url.split("?")[0] for url in kept} >= {reverse("portal:lambang")}
    for url, answers in kept.items():
        assert len(answers) == len(clients) and len(set(answers)) == 1, url


def test_the_emblem_named_by_its_office_is_kept_and_any_other_is_not(two, client):
    for office in two:
        with_emblem(office)
    url = reverse("portal:lambang")
    named = client.get(f"{url}?kantor=lain")
    assert named["Content-Type"] == "image/png" and "public" in named["Cache-Control"]
    assert client.get(url).status_code == 404
    client.login(username="kepala", password=PASSWORD)
    own = client.get(url)
    assert "public" not in own.get("Cache-Control", "")
