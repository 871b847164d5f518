"""Tries are counted per visitor, door and window, across processes."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from metrologi.accounts.batas import miss, sent
from metrologi.accounts.checks import all_views
from metrologi.portal.models import Percobaan
from metrologi.portal.throttle import Door, address_of, doors_of, network

DOOR = Door("uji", limit=3, minutes=10)
PUBLIC = [page for page in all_views() if page.ours and page.access == ("public",)]
# Public pages that neither take a guess nor keep anything.
HARMLESS = {
    # Leads to the front door.
    "masuk_admin",
    "portal:beranda",
    "portal:wajib_tera",
    "portal:lambang",
    "portal:ikon",
    "portal:panduan",
    "portal:panduan_halaman",
    "portal:sehat",
    "uttp:acuan",
    "pengujian:skema",
    "accounts:keluar",
    "accounts:terdaftar",
    # The link is signed, and does nothing for whoever is not signed in as its owner.
    "accounts:surel",
    "accounts:sandi_terkirim",
    # Opens only in a session that gave number and code, and only papers of its own appeal.
    "workflow:banding-tiket-surat",
    # After a right password; wrong codes are counted per account, with wrong passwords.
    "accounts:faktor_kode",
    "accounts:faktor_pemulihan",
    "accounts:faktor_passkey",
    "accounts:faktor_siapkan",
    "accounts:aplikasi_kode",
    "accounts:passkey_baru",
    "workflow:flow",
    "workflow:pengaduan-tercatat",
    "workflow:pengaduan-statistik",
    # Only what the ticket in the session names.
    "workflow:pengaduan-tiket-lihat",
    "workflow:pengaduan-tiket-keluar",
    "workflow:pengaduan-tiket-surat",
    "workflow:pengaduan-tiket-lampiran",
    "workflow:sidang-jadwal",
    "workflow:sidang-jadwal-pdf",
}
# A guess that is wrong, by page.
WRONG = {
    "portal:lacak": {"nomor": "ORD/1", "kode": "SALAH"},
    "portal:verifikasi": {"q": "SALAH-SALAH"},
    "portal:dokumen": {},
    "uttp:umum": {},
    "workflow:tempat_pakai-ical": {},
    "accounts:masuk": {"username": "siapa", "password": "salah"},
    "accounts:aktivasi": {"password": "salah"},
    "accounts:sandi_baru": {"sandi": "x"},
    "workflow:pengaduan-tiket": {"nomor": "PGD/1", "kode": "SALAH"},
}
WORDS = {"kode": "SALAH", "rahasia": "salah", "token": "pilih", "uid": "MQ"}
GUESSED = [
    page for page in PUBLIC if any(r.counts is miss for r in getattr(page.view, "batas", ()))
]
pytestmark = pytest.mark.django_db


def test_a_door_closes_after_its_limit_and_only_for_that_visitor(rf):
    mine, other = rf.get("/", REMOTE_ADDR="10.0.0.1"), rf.get("/", REMOTE_ADDR="10.0.0.2")
    for _ in range(DOOR.limit):
        assert not DOOR.closed(mine)
        DOOR.count(mine)
    assert DOOR.closed(mine)
    assert not DOOR.closed(other)
    assert not Door("lain", 3, 10).closed(mine)


def test_the_address_of_a_visitor_is_not_stored(rf):
    DOOR.count(rf.get("/", REMOTE_ADDR="10.0.0.1"))
    assert "10.0.0.1" not in Percobaan.objects.get().kunci


def test_a_forged_proxy_header_is_believed_only_behind_a_proxy(rf, settings):
    request = rf.get("/", REMOTE_ADDR="10.0.0.9", headers={"X-Forwarded-For": "1.1.1.1, 2.2.2.2"})
    assert address_of(request) == "10.0.0.9"
    settings.TRUSTED_PROXIES = 1
    assert address_of(request) == "2.2.2.2"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("10.1.2.3", "10.1.2.0/24"),
        ("2001:db8:1:2::9", "2001:db8:1::/48"),
        ("bukan-alamat", "bukan-alamat"),
    ],
)
def test_neighbours_have_one_network(rf, address, expected):
    assert network(rf.get("/", REMOTE_ADDR=address)) == expected


def test_every_public_page_says_how_much_a_visitor_may_try():
    told = {page.name for page in PUBLIC if getattr(page.view, "batas", ())}
    assert told == {page.name for page in PUBLIC} - HARMLESS


def test_every_page_that_takes_a_guess_is_tried_here():
    assert {page.name for page in GUESSED} == set(WRONG)


def nearly(page, request):
    """All tries of this visitor but one are used up."""
    request.user = AnonymousUser()
    for rule in page.view.batas:
        if rule.counts is miss:
            for door in doors_of(rule, request):
                door.count(request, amount=rule.most - 1)


@pytest.mark.parametrize("page", GUESSED, ids=lambda page: page.name)
def test_guessing_is_stopped_with_the_time_to_wait_and_others_are_served(client, rf, unit, page):
    words = {name: text for name, text in WORDS.items() if f":{name}>" in page.route}
    url, method = reverse(page.name, kwargs=words), page.view.batas[0].methods[0]
    nearly(page, rf.get("/", REMOTE_ADDR="10.0.0.1"))

    def guess(address):
        send = client.get if method == "GET" else client.post
        headers = {"origin": "http://testserver"}
        return send(url, WRONG[page.name], REMOTE_ADDR=address, headers=headers)

    assert guess("10.0.0.1").status_code in (404, 410, 422)
    shut = guess("10.0.0.1")
    assert shut.status_code == 429 and int(shut["Retry-After"]) > 0
    assert "Coba lagi" in shut.text and "menit" in shut.text
    assert all(
        word in shut.text for box, word in WRONG[page.name].items() if box in ("nomor", "username")
    )
    assert guess("10.0.0.2").status_code in (404, 410, 422)


def test_whoever_succeeds_is_never_counted(client, unit, person):
    """A whole office behind one address signs in and out again all day."""
    person(username="rina")
    words = "username=rina&password=kata-sandi-uji-1"
    form = "application/x-www-form-urlencoded"
    for _ in range(5):
        answer = client.post(reverse("accounts:masuk"), words, content_type=form)
        assert answer.status_code == 302
        client.post(reverse("accounts:keluar"), "", content_type=form)
    assert not Percobaan.objects.exists()


def test_different_names_from_one_address_are_tries_of_one_visitor(client, rf, unit, settings):
    page = next(page for page in GUESSED if page.name == "accounts:masuk")
    nearly(page, rf.get("/", REMOTE_ADDR="10.0.0.1"))
    codes = [
        client.post(
            reverse("accounts:masuk"),
            {"username": f"orang{n}", "password": "x"},
            REMOTE_ADDR="10.0.0.1",
        ).status_code
        for n in range(3)
    ]
    assert codes == [422, 429, 429]


def test_neighbours_together_are_stopped_later_than_one_of_them(rf, unit):
    page = next(page for page in GUESSED if page.name == "portal:lacak")
    own, wider = doors_of(page.view.batas[0], anonymous(rf, "10.0.0.1"))
    assert wider.limit > own.limit
    own.count(anonymous(rf, "10.0.0.1"), amount=own.limit)
    wider.count(anonymous(rf, "10.0.0.1"), amount=wider.limit)
    assert not own.closed(anonymous(rf, "10.0.0.2")) and wider.closed(anonymous(rf, "10.0.0.2"))
    assert not wider.closed(anonymous(rf, "10.0.1.2"))


def anonymous(rf, address):
    request = rf.post("/", REMOTE_ADDR=address)
    request.user = AnonymousUser()
    return request


def test_officers_of_the_office_are_not_limited_at_their_own_portal(rf, signed_in, person):
    request = rf.post("/")
    request.user = person(username="sari")
    for page in PUBLIC:
        assert not [d for rule in getattr(page.view, "batas", ()) for d in doors_of(rule, request)]


def test_the_limits_of_what_costs_others_something_count_what_was_accepted():
    names = {p.name for p in PUBLIC if any(r.counts is sent for r in getattr(p.view, "batas", ()))}
    assert names == {
        "accounts:daftar",
        "accounts:kirim_ulang",
        "accounts:sandi_lupa",
        "workflow:pengaduan-baru",
        "workflow:pengaduan-tiket-tambah",
        "workflow:pengaduan-tiket-langkah",
        "workflow:pengaduan-tiket-kode",
        "workflow:banding-tiket",
    }


def test_a_complaint_that_came_too_soon_keeps_its_words_and_its_confidentiality(client, rf, unit):
    page = next(page for page in PUBLIC if page.name == "workflow:pengaduan-baru")
    (rule,) = page.view.batas
    doors_of(rule, anonymous(rf, "127.0.0.1"))[0].count(anonymous(rf, "127.0.0.1"), rule.most)
    words = {"judul": "Antre tiga jam", "kerahasiaan": "anonim"}
    shut = client.post(reverse(page.name), words, headers={"origin": "http://testserver"})
    assert shut.status_code == 429
    for name, text in words.items():
        assert f'<input type="hidden" name="{name}" value="{text}">' in shut.text
    assert "Kata sandi" not in shut.text
