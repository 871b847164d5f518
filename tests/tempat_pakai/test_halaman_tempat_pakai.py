"""The pages of the field: forms with their refusals, calendar, signature, photographs, feed."""

import datetime as dt
import io
import itertools
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from metrologi.clock.models import calendar_for
from metrologi.clock.now import today
from metrologi.documents.models.dokumen import papers_of
from metrologi.workflow.run import run
from tempat_pakai import kapasitas
from tempat_pakai.models import (
    KapasitasLapangan,
    Kendaraan,
    LanggananKalender,
    Perjalanan,
    PermohonanTempatPakai,
)
from tests.tempat_pakai import keadaan

pytestmark = pytest.mark.django_db
FRIDAY = 4


@pytest.fixture
def sebagai(office, client):
    """`sebagai("penera")`: a browser of the person in that role."""

    def sign_in(role):
        client.force_login(
            office.people[role], backend="metrologi.accounts.backends.UsernamePhoneEmailBackend"
        )
        return client

    return sign_in


def weekday(days=30):
    """The first working day after so many, and no Friday, whose hours are fewer."""
    ahead = (today() + dt.timedelta(days=n) for n in itertools.count(days))
    return next(
        day for day in ahead if day.weekday() < FRIDAY and calendar_for(None).is_workday(day)
    )


def jpeg(colour="white"):
    body = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(body, "JPEG")
    return SimpleUploadedFile("foto.jpg", body.getvalue(), "image/jpeg")


def pump(office):
    return office.uttp("pompa_bbm", kelas="", satuan="L/menit", ekstra={"nomor_spbu": "24.307.01"})


def test_the_trader_applies_with_what_a_fuel_station_must_tell(office, sebagai):
    uttp, trader = pump(office), sebagai("wajib_ttu")
    page = trader.get(f"/tempat_pakai/baru/?pemilik={office.owner.pk}&uttp={uttp.pk}")
    assert page.status_code == 200 and "24.307.01" in page.content.decode()
    data = {
        "kunci": uuid4(),
        "pemilik": office.owner.pk,
        "uttp": [uttp.pk],
        f"t{uttp.tempat_id}_nomor_spbu": "24.307.01",
    }
    refused = trader.post("/tempat_pakai/baru/", data)
    assert (
        refused.status_code == 422
        and "Wajib diisi untuk UTTP yang dipilih" in refused.content.decode()
    )
    data |= {
        f"t{uttp.tempat_id}_nozzle": "6",
        f"t{uttp.tempat_id}_media": "Pertalite",
        "narahubung": "Budi",
    }
    assert trader.post("/tempat_pakai/baru/", data).status_code == 302
    case = PermohonanTempatPakai.objects.get()
    assert case.lokasi.get().rincian() == [
        ("Nomor SPBU", "24.307.01"),
        ("Jumlah nozzle", "6"),
        ("Media", "Pertalite"),
    ]
    assert papers_of(case)[0].code == "surat_permohonan"
    assert trader.get(case.get_absolute_url()).status_code == 200


def test_a_letter_that_is_no_letter_is_refused_at_its_box(office, sebagai):
    uttp = office.uttp()
    bad = SimpleUploadedFile("surat.pdf", b"MZ bukan surat", "application/pdf")
    answer = sebagai("wajib_ttu").post(
        "/tempat_pakai/baru/",
        {"kunci": uuid4(), "pemilik": office.owner.pk, "uttp": [uttp.pk], "surat": bad},
    )
    assert answer.status_code == 422 and "PDF, JPG, atau PNG" in answer.content.decode()


def test_the_letter_comes_back_to_whoever_may_see_it(office, sebagai):
    case = keadaan.permohonan(office, surat=SimpleUploadedFile("surat.pdf", b"%PDF-1.4 isi"))
    answer = sebagai("administrasi").get(f"/tempat_pakai/{case.pk}/surat/")
    assert answer["Content-Type"] == "application/pdf" and answer.content == b"%PDF-1.4 isi"


def test_administrasi_sees_the_earliest_day_and_plans_it(office, sebagai):
    case, admin = keadaan.terdaftar(office), sebagai("administrasi")
    page, asked = (
        admin.get(case.get_absolute_url()).content.decode(),
        f"/tempat_pakai/{case.pk}/usulan/",
    )
    assert (
        asked in page and "Susun perjalanan" in page
    )  # what stands there before the answer, and without scripts
    assert "Paling cepat" in admin.get(asked).content.decode()
    page = admin.get(f"/perjalanan/baru/?permohonan={case.pk}")
    assert page.status_code == 200 and "Usulan:" in page.content.decode()
    data = {
        "permohonan": [case.pk],
        "tanggal": weekday().isoformat(),
        "jam": "08:00",
        "petugas": [office.people["penera"].pk],
        "kunci": uuid4(),
    }
    assert admin.post("/perjalanan/baru/", data).status_code == 302
    trip = Perjalanan.objects.get()
    assert keadaan.fresh(case).perjalanan == trip
    body = admin.get(trip.get_absolute_url()).content.decode()
    assert case.nomor in body and "menit uji" in body
    assert admin.get(f"/perjalanan/{trip.pk}/pratinjau.pdf").content.startswith(b"%PDF-")


def test_a_trip_the_same_way_with_room_is_offered_on_both_pages(office, sebagai):
    first = kapasitas.Lapangan.baca(office.uml).hari()[0].tanggal
    trip, case = keadaan.perjalanan(office, tanggal=first), keadaan.terdaftar(office)
    admin = sebagai("administrasi")
    found = admin.get(f"/tempat_pakai/{case.pk}/usulan/").content.decode()
    assert (
        f"Ikutkan ke {trip.nomor}" in found
        and f"/perjalanan/{trip.pk}/tambah_permohonan/?permohonan={case.pk}" in found
    )
    assert (
        f"{trip.nomor} searah"
        in admin.get(f"/perjalanan/baru/?permohonan={case.pk}").content.decode()
    )
    keadaan.walk(trip, "menunggu_spt", office.people, office.samples())
    assert "Ikutkan" not in admin.get(f"/tempat_pakai/{case.pk}/usulan/").content.decode()


def test_a_crew_or_vehicle_that_is_away_is_named_at_its_box(office, sebagai):
    keadaan.bertugas(office, tanggal=weekday())
    case = keadaan.terdaftar(office)
    answer = sebagai("administrasi").post(
        "/perjalanan/baru/",
        {
            "permohonan": [case.pk],
            "tanggal": weekday().isoformat(),
            "jam": "08:00",
            "petugas": [office.people["penera"].pk],
            "kendaraan": keadaan.kendaraan(office).pk,
        },
    )
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "sudah bertugas pada perjalanan" in body and "sudah dipakai perjalanan" in body


def test_more_than_a_day_holds_wants_a_reason(office, sebagai):
    case = keadaan.terdaftar(
        office, *[office.uttp("timbangan_jembatan", satuan="t") for _ in range(3)]
    )
    data = {
        "permohonan": [case.pk],
        "tanggal": weekday().isoformat(),
        "jam": "08:00",
        "petugas": [office.people["penera"].pk],
    }
    answer = sebagai("administrasi").post("/perjalanan/baru/", data)
    assert answer.status_code == 422 and "tulis alasannya" in answer.content.decode()
    assert (
        sebagai("administrasi")
        .post("/perjalanan/baru/", {**data, "alasan_lampaui": "Menginap."})
        .status_code
        == 302
    )


@pytest.mark.parametrize("tanggal", ["2020-01-01", "besok", "", "9999-99-99"])
def test_an_impossible_date_is_told_at_its_box(office, sebagai, tanggal):
    case = keadaan.terdaftar(office)
    answer = sebagai("administrasi").post(
        "/perjalanan/baru/",
        {
            "permohonan": [case.pk],
            "tanggal": tanggal,
            "jam": "08:00",
            "petugas": [office.people["penera"].pk],
        },
    )
    assert answer.status_code == 422


def test_the_owner_signs_on_the_screen_and_a_repeated_post_signs_nothing_twice(office, sebagai):
    case = keadaan.diuji(office)
    case = office.test_item(case, case.items.get())
    penera, url = sebagai("penera"), f"/tempat_pakai/{case.pk}/berita_acara/"
    assert "Tanda tangani dengan jari" in penera.get(url).content.decode()
    data = {
        "seen": "diuji",
        "kunci": uuid4(),
        "nama": "Budi",
        "hubungan": "pemilik",
        "goresan": "[[[1,2],[30,40]]]",
    }
    assert [penera.post(url, data).status_code for _ in range(2)] == [302, 302]
    papers = [d for d in papers_of(case) if d.code == "berita_acara_tempat_pakai"]
    assert len(papers) == 1
    visit = case.kunjungan_kini()
    assert (visit.cara, visit.goresan) == ("goresan", [[[1, 2], [30, 40]]])
    assert "polyline" in visit.gambar
    assert "Tanda tangan di layar" in penera.get(case.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"nama": "Budi"}, "centang persetujuan"),
        ({"setuju": "on"}, "Isi nama"),
        ({"tanpa": "on"}, "Tulis mengapa"),
        ({"nama": "Budi", "goresan": "[[[1,2],[9999,4]]]"}, "tidak terbaca"),
        ({"nama": "Budi", "goresan": "{"}, "tidak terbaca"),
        ({"nama": "Budi", "goresan": "[[1]]"}, "tidak terbaca"),
        ({"nama": "Budi", "goresan": "[" * 5000}, "tidak terbaca"),
    ],
)
def test_half_a_signature_is_refused_in_words(office, sebagai, data, told):
    case = keadaan.diuji(office)
    case = office.test_item(case, case.items.get())
    answer = sebagai("penera").post(
        f"/tempat_pakai/{case.pk}/berita_acara/", {"seen": "diuji", "kunci": uuid4(), **data}
    )
    assert answer.status_code == 422 and told in answer.content.decode()


def test_a_photograph_sent_twice_is_kept_once(office, sebagai):
    case, key, penera = keadaan.diuji(office), uuid4(), sebagai("penera")
    for _ in range(2):
        data = {"kunci_foto": key, "gambar": jpeg(), "keterangan": "Segel"}
        assert penera.post(f"/tempat_pakai/{case.pk}/foto/", data).status_code == 302
    picture = case.kunjungan_kini().foto.get()
    answer = penera.get(f"/tempat_pakai/{case.pk}/foto/{picture.pk}/")
    assert (
        answer["Content-Type"] == "image/jpeg"
        and b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"
    )


def test_several_photographs_go_in_one_form_and_a_retry_doubles_none(office, sebagai):
    case, key, penera = keadaan.diuji(office), uuid4(), sebagai("penera")
    for colours in (["red", "green", "blue"], ["blue", "green", "red", "red"]):
        data = {"kunci_foto": key, "gambar": [jpeg(c) for c in colours], "keterangan": "Nozzle"}
        assert penera.post(f"/tempat_pakai/{case.pk}/foto/", data).status_code == 302
    assert [f.keterangan for f in case.kunjungan_kini().foto.all()] == ["Nozzle"] * 3


def test_a_bad_file_among_photographs_is_named_and_the_good_ones_are_kept(office, sebagai):
    case, penera = keadaan.diuji(office), sebagai("penera")
    bad = SimpleUploadedFile("catatan.pdf", b"%PDF-1.4", "application/pdf")
    answer = penera.post(
        f"/tempat_pakai/{case.pk}/foto/",
        {"kunci_foto": uuid4(), "gambar": [jpeg("red"), bad, jpeg("blue")]},
    )
    body = answer.content.decode()
    assert (
        answer.status_code == 422
        and "catatan.pdf" in body
        and "2 foto lain sudah tersimpan" in body
    )
    assert case.kunjungan_kini().foto.count() == 2


@pytest.mark.parametrize(("many", "told"), [(0, "Pilih foto"), (11, "Paling banyak 10 foto")])
def test_none_and_too_many_photographs_are_told_at_the_box(office, sebagai, many, told):
    case, penera = keadaan.diuji(office), sebagai("penera")
    data = {"kunci_foto": uuid4(), "gambar": [jpeg((n * 20, 0, 0)) for n in range(many)]}
    answer = penera.post(f"/tempat_pakai/{case.pk}/foto/", data)
    assert (
        answer.status_code == 422
        and told in answer.content.decode()
        and not case.kunjungan_kini().foto.exists()
    )


def test_a_visit_holds_twenty_photographs_and_says_so(office, sebagai):
    case, penera = keadaan.diuji(office), sebagai("penera")
    url = f"/tempat_pakai/{case.pk}/foto/"
    for batch in (0, 1):
        penera.post(
            url,
            {"kunci_foto": uuid4(), "gambar": [jpeg((n * 25, batch * 90, 0)) for n in range(10)]},
        )
    answer = penera.post(url, {"kunci_foto": uuid4(), "gambar": [jpeg("blue")]})
    assert answer.status_code == 422 and "paling banyak 20 foto" in answer.content.decode()
    assert case.kunjungan_kini().foto.count() == 20


def test_calendar_day_trip_and_visit_cost_the_same_however_full_the_day(office, sebagai):
    day = weekday()
    trip = keadaan.perjalanan(office, tanggal=day)
    waiting = keadaan.terdaftar(office)
    visited = keadaan.diuji(office)

    def cost(role, path, known=False):
        browser = sebagai(role)
        if not known:
            browser.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(path).status_code == 200
        return path, len(asked)

    pages = [
        ("penera", f"/tempat_pakai/kalender/?bulan={day:%Y-%m}"),
        ("penera", f"/tempat_pakai/kalender/{day}/"),
        ("administrasi", "/perjalanan/"),
        ("administrasi", "/perjalanan/baru/"),
        ("kepala", trip.get_absolute_url()),
        ("administrasi", f"/tempat_pakai/{waiting.pk}/usulan/"),
        ("administrasi", waiting.get_absolute_url()),
        ("administrasi", f"/perjalanan/baru/?permohonan={waiting.pk}"),
        ("administrasi", f"/perjalanan/{trip.pk}/tambah_permohonan/"),
        ("administrasi", "/tempat_pakai/armada/"),
        ("penera", visited.get_absolute_url()),
        ("penera", f"/tempat_pakai/{visited.pk}/berita_acara/"),
        ("administrasi", f"/perjalanan/{trip.pk}/jadwal_ulang/"),
        ("administrasi", "/tempat_pakai/"),
    ]
    keadaan.perjalanan(office, tanggal=day)
    before = [cost(*page) for page in pages]
    for _ in range(5):
        keadaan.perjalanan(
            office, keadaan.terdaftar(office, office.uttp(), office.uttp()), tanggal=day
        )
        keadaan.terdaftar(office, office.uttp(), office.uttp())
    assert [cost(*page, known=True) for page in pages] == before
    assert max(n for _, n in before) <= 28, before


def test_the_calendar_shows_the_month_the_day_and_what_is_free(office, sebagai):
    day = weekday()
    trip = keadaan.perjalanan(office, tanggal=day)
    penera = sebagai("penera")
    assert (
        office.owner.nama
        in penera.get(f"/tempat_pakai/kalender/?bulan={day:%Y-%m}").content.decode()
    )
    body = penera.get(f"/tempat_pakai/kalender/{day}/").content.decode()
    assert trip.nomor in body and "Penera bebas" in body
    for raw in ("2026-13", "x", "99999-1", ""):
        assert penera.get(f"/tempat_pakai/kalender/?bulan={raw}").status_code == 200
    assert penera.get("/tempat_pakai/kalender/2026-02-30/").status_code == 404


def test_the_feed_opens_with_its_secret_only_and_dies_with_a_new_one(office, sebagai, client):
    keadaan.bertugas(office, tanggal=weekday())
    sebagai("penera").post("/tempat_pakai/kalender/langganan/")
    old = LanggananKalender.objects.get().rahasia
    client.logout()
    answer = client.get(f"/tempat_pakai/kalender/{old}.ics")
    assert answer["Content-Type"].startswith("text/calendar") and b"BEGIN:VEVENT" in answer.content
    assert client.get("/tempat_pakai/kalender/terka.ics").status_code == 404
    sebagai("penera").post("/tempat_pakai/kalender/langganan/")
    assert client.get(f"/tempat_pakai/kalender/{old}.ics").status_code == 404


def test_a_calendar_that_asks_in_clear_is_refused_and_not_led_on(office, sebagai, client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^tempat_pakai/kalender/[^/]+\.ics$"]
    sebagai("penera").post("/tempat_pakai/kalender/langganan/", secure=True)
    feed = f"/tempat_pakai/kalender/{LanggananKalender.objects.get().rahasia}.ics"
    assert client.get(feed).status_code == 403
    assert client.get(feed, secure=True).status_code == 200


def test_vehicles_and_roads_are_kept_by_the_administration(office, sebagai):
    admin, url = sebagai("administrasi"), "/tempat_pakai/armada/"
    assert (
        admin.post(
            url, {"kendaraan_baru": "1", "nama": "Hilux", "nomor_polisi": "bg 77 z"}
        ).status_code
        == 302
    )
    twin = admin.post(url, {"kendaraan_baru": "1", "nama": "Hilux", "nomor_polisi": "BG 77  Z"})
    assert twin.status_code == 422 and "sudah tercatat" in twin.content.decode()
    kecamatan = office.owner.tempat.first().kecamatan_id
    for minutes in (20, 25):
        assert (
            admin.post(
                url, {"tempuh_baru": "1", "kecamatan": kecamatan, "menit": minutes}
            ).status_code
            == 302
        )
    vehicle = Kendaraan.objects.get(nomor_polisi="BG 77 Z")
    admin.post(f"{url}{vehicle.pk}/")
    body = admin.get(url).content.decode()
    assert "25 menit" in body and "tidak dipakai" in body


def test_lists_of_applications_and_trips_open_for_those_who_use_them(office, sebagai):
    keadaan.terdaftar(office)
    body = sebagai("administrasi").get("/perjalanan/").content.decode()
    assert "Menunggu jadwal" in body and "Kecamatan Sekayu" in body
    for role in ("wajib_ttu", "administrasi", "penera", "kepala"):
        assert sebagai(role).get("/tempat_pakai/").status_code == 200
    assert (
        sebagai("administrasi")
        .get(f"/tempat_pakai/{keadaan.permohonan(office).pk}/terima/")
        .status_code
        == 200
    )


def test_the_administrator_settles_what_trips_are_reckoned_with(office, sebagai):
    case, admin = keadaan.terdaftar(office), sebagai("admin_satker")
    kind = case.items.get().uttp.jenis
    values = {
        "menit_spt": 60,
        "menit_tempat": 40,
        "menit_tempuh": 30,
        "penera_seregu": 1,
        "maks_hari": 3,
    }
    refused = admin.post("/pengaturan/lapangan/", {**values, "menit_spt": 5})
    assert refused.status_code == 422 and KapasitasLapangan.untuk(office.uml.pk).menit_spt == 120
    assert admin.post("/pengaturan/lapangan/", values).status_code == 302
    assert (
        admin.post("/pengaturan/menit-uji/baru/", {"jenis": kind.pk, "menit": 77}).status_code
        == 302
    )
    twin = admin.post("/pengaturan/menit-uji/baru/", {"jenis": kind.pk, "menit": 78})
    assert twin.status_code == 422 and "sudah punya menit sendiri" in twin.content.decode()
    assert "77" in admin.get("/pengaturan/menit-uji/").content.decode()
    need = kapasitas.perlu(office.uml, [keadaan.fresh(case)])
    assert (need.menit_uji, need.menit_tempat, need.tempuh, need.seregu, need.maks_hari) == (
        77,
        40,
        30,
        1,
        3,
    )
    trip = keadaan.perjalanan(office, case, tanggal=weekday())
    trip = run(trip, "ajukan_spt", by=office.people["administrasi"], seen="disusun")
    assert str(trip.janji()) == "60 menit"
    assert sebagai("administrasi").get("/pengaturan/lapangan/").status_code == 403


def test_nothing_is_stored_by_looking_at_the_capacity(office, sebagai):
    assert "120" in sebagai("admin_satker").get("/pengaturan/lapangan/").content.decode()
    assert not KapasitasLapangan.objects.exists()
