"""The attendance register through HTTP: search, choose, type, retry; and what its pages cost."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metrologi.clock.now import today
from metrologi.uttp.models import Pemilik, Uttp
from sidang.models import BarisSidang, PesertaSidang, Sidang
from sidang.semester import Semester, usul
from tests.sidang.keadaan import antre, daftar, diuji, rencana, sidang_in

pytestmark = pytest.mark.django_db


def post_data(office, *known, rows=(), **data):
    """What the register's form sends."""
    base = {
        "kunci": str(uuid4()),
        "uttp": [u.kode for u in known],
        "b-TOTAL_FORMS": len(rows),
        "b-INITIAL_FORMS": 0,
    }
    if known or "pemilik" in data:
        base["pemilik"] = office.owner.pk
    for n, row in enumerate(rows):
        base |= {f"b-{n}-{name}": value for name, value in {"kunci": str(uuid4()), **row}.items()}
    return base | data


@pytest.fixture
def sidang(office):
    return sidang_in(office, "berlangsung")


@pytest.fixture
def clerk(office, client):
    client.force_login(
        office.people["administrasi"],
        backend="metrologi.accounts.backends.UsernamePhoneEmailBackend",
    )
    return client


def url(sidang, page="register"):
    return f"/sidang/{sidang.pk}/{page}/"


def test_a_known_trader_is_found_ticked_and_queued(office, sidang, clerk):
    uttp = office.uttp()
    assert "Toko Uji Sekayu" in clerk.get(url(sidang, "cari"), {"cari": "toko uj"}).content.decode()
    page = clerk.get(url(sidang), {"pemilik": office.owner.pk}).content.decode()
    assert uttp.nomor_seri in page and uttp.kode in page
    data = post_data(office, uttp, **{f"at_{uttp.kode}": "6", f"skhp_{uttp.kode}": "on"})
    answer = clerk.post(url(sidang), data, follow=True)
    case = PesertaSidang.objects.get()
    assert (case.status, case.antrean) == ("diuji", 1)
    row = case.items.get()
    assert (row.anak_timbangan, row.minta_skhp, row.uttp) == (6, True, uttp)
    assert "Struk antrean" in answer.content.decode()


def test_a_retried_save_gives_back_what_the_first_one_made(office, sidang, clerk):
    kind = office.uttp().jenis
    rows = [{"jenis": kind.pk, "merek": "Camry", "jumlah": "2"}]
    data = post_data(office, rows=rows, nama="Bu Rukiah", telepon="0812 7333 4455")
    first, again = clerk.post(url(sidang), data), clerk.post(url(sidang), data)
    assert first.status_code == again.status_code == 302 and first["Location"] == again["Location"]
    assert (PesertaSidang.objects.count(), BarisSidang.objects.count()) == (1, 2)
    assert Pemilik.objects.filter(nama="Bu Rukiah").count() == 1


def test_a_second_form_with_the_same_instrument_is_told_who_has_it(office, sidang, clerk):
    uttp = office.uttp()
    clerk.post(url(sidang), post_data(office, uttp))
    answer = clerk.post(url(sidang), post_data(office, uttp))
    text = answer.content.decode()
    assert (
        answer.status_code == 422
        and "sudah didaftarkan Pelaksana administrasi Uji" in text
        and "antrean 1" in text
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"nama": ""}, "Isi nama pemilik."),
        ({"nama": "A", "telepon": "abc"}, "Nomor telepon tidak dikenali"),
        ({"nama": "A", "b-TOTAL_FORMS": "x"}, "Periksa baris UTTP"),
        ({"nama": "A", "b-TOTAL_FORMS": "99999999"}, "Periksa baris UTTP"),
        ({"nama": "A", "kunci": "bukan"}, "Muat ulang halaman"),
        ({"nama": "A", "b-0-jenis": "0"}, "Periksa baris UTTP"),
        ({"nama": "A", "b-0-merek": "CAS"}, "Pilih jenisnya."),
        ({"nama": "A", "b-0-jumlah": "-4"}, "Periksa baris UTTP"),
        (
            {"nama": "A", "b-0-nomor_seri": "S1", "b-0-merek": "CAS", "b-0-jumlah": "2"},
            "Satu nomor seri untuk satu UTTP",
        ),
        ({"nama": "A", "b-0-kapasitas_maks": "1.000"}, "dapat berarti dua hal"),
        ({"nama": "A", "b-0-jenis": ""}, "Pilih atau tulis sekurangnya satu UTTP."),
    ],
)
def test_bad_input_comes_back_at_its_field_with_what_was_typed(office, sidang, clerk, data, says):
    answer = clerk.post(url(sidang), {**post_data(office, rows=[{}]), **data})
    text = answer.content.decode()
    assert answer.status_code == 422 and says in text, text[text.find("error-summary") :][:900]
    assert not PesertaSidang.objects.exists()
    if len(data.get("b-0-merek", "")) == 3:
        assert 'value="CAS"' in text


def test_a_closed_sidang_takes_nobody(office, sidang, clerk):
    diuji(office, antre(office, sidang))
    closed = sidang_in(office, "ditutup")
    assert clerk.post(url(closed), post_data(office, office.uttp())).status_code == 409
    assert "Pendaftaran tidak dibuka" in clerk.get(url(closed)).content.decode()


def test_more_instruments_join_the_queue_once(office, sidang, clerk):
    case, uttp = antre(office, sidang), office.uttp()
    data = post_data(office, uttp, seen="diuji")
    page = f"/peserta_sidang/{case.pk}/tambah_uttp/"
    assert uttp.kode in clerk.get(page).content.decode()
    assert [clerk.post(page, data).status_code for _ in range(2)] == [302, 302]
    assert case.items.count() == 2
    assert clerk.post(page, post_data(office, seen="diuji")).status_code == 422


def test_the_pages_of_the_day_cost_the_same_at_any_length(office, sidang, client):
    def cost(role, path):
        client.force_login(
            office.people[role], backend="metrologi.accounts.backends.UsernamePhoneEmailBackend"
        )
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    pages = [
        ("administrasi", url(sidang)),
        ("penera", url(sidang, "antrean")),
        ("kepala", url(sidang, "hitungan")),
        ("administrasi", sidang.get_absolute_url()),
        ("administrasi", url(sidang) + f"?pemilik={office.owner.pk}"),
        ("administrasi", "/sidang/semester/"),
        ("administrasi", f"/sidang/{sidang.pk}/register.xlsx"),
    ]
    antre(office, sidang), antre(office, sidang)
    before = [cost(*page) for page in pages]
    for _ in range(8):
        antre(office, sidang, office.uttp(), office.uttp())
    assert [cost(*page) for page in pages] == before
    assert max(before) <= 16


def test_the_receipt_leads_to_tracking_and_opens_whatsapp(office, sidang, clerk):
    case = daftar(office, sidang)
    text = clerk.get(f"/peserta_sidang/{case.pk}/struk/").content.decode()
    assert case.kode_akses in text and "https://wa.me/62812345678?text=" in text


def test_the_plan_counts_what_expires_in_each_place_and_who_came_last_year(office):
    half = Semester(today().year, 1 if today().month < 7 else 2)
    office.owner.tempat.update(pasar="Pasar Randik")
    due, later = office.uttp(), office.uttp()
    for uttp, day in ((due, half.akhir), (later, half.akhir + dt.timedelta(days=1))):
        uttp.putusan_terakhir, uttp.diputus_pada, uttp.berlaku_sampai = "sah", today(), day
        uttp.save()
    last = sidang_in(office, "berlangsung")
    antre(office, last, due)
    Sidang.objects.filter(pk=last.pk).update(tanggal=half.geser(-2).awal)
    place = usul(office.uml, half)[0]
    assert (place.lokasi, place.habis, place.semua, place.pemilik) == ("Pasar Randik", 1, 2, 1)
    assert (place.hadir, place.diuji, place.sidang) == (1, 1, None)


def test_dates_typed_into_the_plan_become_sidang_once(office, clerk):
    office.uttp()
    half = Semester.dari("", today())
    page = f"/sidang/semester/?semester={half.kode}"
    place = f"tanggal_{usul(office.uml, half)[0].kunci}"
    data = rencana_semester(place)
    assert clerk.post(page, {**data, place: "2020-01-01"}).status_code == 422
    assert clerk.post(page, {**data, place: ""}).status_code == 422
    assert clerk.post(page, {**data, "jam_selesai": "07:00"}).status_code == 422
    assert clerk.post(page, data).status_code == 302
    assert Sidang.objects.get().tanggal == today()
    assert "Direncanakan" in clerk.get(page).content.decode()


def rencana_semester(place):
    return {
        "kunci": str(uuid4()),
        "jam_mulai": "08:00",
        "jam_selesai": "14:00",
        place: today().isoformat(),
    }


def test_a_day_typed_for_one_village_stays_there_whatever_is_registered_meanwhile(office, clerk):
    office.owner.tempat.update(pasar="Desa Lumpatan")
    office.uttp()
    half = Semester.dari("", today())
    page = f"/sidang/semester/?semester={half.kode}"
    (typed,) = re.findall(r'name="(tanggal_[^"]+)"', clerk.get(page).text)
    here = office.owner.tempat.first()
    there = office.owner.tempat.create(nama="Kios", pasar="Desa Abab", kecamatan=here.kecamatan)
    for seri in ("A1", "A2"):
        Uttp.objects.filter(pk=office.uttp(seri=seri).pk).update(tempat=there)
    assert usul(office.uml, half)[0].lokasi == "Desa Abab"
    assert clerk.post(page, rencana_semester(typed)).status_code == 302
    assert Sidang.objects.get().lokasi == "Desa Lumpatan"


def test_a_day_for_a_place_that_is_no_longer_proposed_plans_nothing(office, clerk):
    office.uttp()
    page = f"/sidang/semester/?semester={Semester.dari('', today()).kode}"
    answer = clerk.post(page, rencana_semester("tanggal_0123456789abcdef"))
    assert answer.status_code == 422 and "tidak diusulkan lagi" in answer.text
    assert not Sidang.objects.exists()


def test_anybody_reads_the_calendar_and_only_what_is_certain_stands_there(office, client):
    rencana(office, lokasi="Pasar Rahasia")
    sidang_in(office, "terjadwal")
    text = client.get("/sidang/jadwal/").content.decode()
    assert "Pasar Randik" in text and "Pasar Rahasia" not in text


def test_the_penera_finds_the_session_of_today(office, sidang, client):
    antre(office, sidang)
    client.force_login(
        office.people["penera"], backend="metrologi.accounts.backends.UsernamePhoneEmailBackend"
    )
    answer = client.get("/sidang/hari-ini/", follow=True)
    assert (
        answer.redirect_chain[-1][0] == url(sidang, "antrean")
        and "Toko Uji Sekayu" in answer.content.decode()
    )


def test_a_searched_name_or_telephone_is_not_typed_again(office, sidang, clerk):
    page = clerk.get(url(sidang), {"cari": "Bu Rosmiati", "baru": "1"}).text
    assert 'value="Bu Rosmiati"' in page
    page = clerk.get(url(sidang), {"cari": "0812 9999 7002", "baru": "1"}).text
    box = re.search(r'<input[^>]*name="telepon"[^>]*>', page)[0]
    assert 'value="0812 9999 7002"' in box and 'name="baru"' in clerk.get(url(sidang)).text


def test_an_instrument_in_a_running_order_is_told_and_not_registered_again(office, sidang, clerk):
    uttp = office.uttp()
    order = office.order(uttp)
    page = clerk.get(url(sidang), {"pemilik": office.owner.pk}).text
    assert order.nomor in page and f'value="{uttp.kode}"' not in page
    row = {"jenis": uttp.jenis_id, "merek": uttp.merek, "nomor_seri": uttp.nomor_seri}
    answer = clerk.post(url(sidang), post_data(office, rows=[row], pemilik=office.owner.pk))
    assert answer.status_code == 422
    assert f"sudah ada dalam {order.nomor}" in answer.text
    assert not PesertaSidang.objects.exists()


def test_an_instrument_in_a_running_sidang_is_not_added_at_another(office, sidang, clerk):
    uttp = office.uttp()
    case = daftar(office, sidang_in(office, "berlangsung"), uttp)
    own = antre(office, sidang)
    row = {"jenis": uttp.jenis_id, "merek": uttp.merek, "nomor_seri": uttp.nomor_seri}
    sent = post_data(office, rows=[row], seen="diuji")
    answer = clerk.post(f"/peserta_sidang/{own.pk}/tambah_uttp/", sent)
    assert answer.status_code == 422 and f"sudah ada dalam {case.nomor}" in answer.text
