"""The portal's own pages open for whom they should, say what they should, and cost few queries."""

import re

import pytest
from django.core.management import call_command

from metrologi.accounts.models import Penugasan, User
from metrologi.accounts.roles import Role
from metrologi.clock.now import now
from metrologi.notifications.models import Pesan
from metrologi.portal.menu import Menu
from metrologi.portal.views.panduan import GUIDES
from metrologi.uttp.models import JenisUttp
from metrologi.workflow.run import run

pytestmark = pytest.mark.django_db
PUBLIC = [
    "/",
    "/lacak/",
    "/verifikasi/",
    "/wajib-tera/",
    "/panduan/",
    *(f"/panduan/{g.slug}/" for g in GUIDES),
]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_opens_without_an_account(client, unit, path):
    response = client.get(path)
    assert response.status_code == 200
    assert '<html lang="id">' in response.content.decode()


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_asks_the_database_little(client, unit, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get(path)


@pytest.mark.parametrize("path", ["/tugas/", "/pengaturan/", "/pengaturan/kop/"])
def test_a_private_page_sends_a_stranger_to_the_sign_in_and_back(client, unit, path):
    response = client.get(path)
    assert response.status_code == 302
    assert f"next={path}" in response["Location"]


def test_the_first_page_says_that_nothing_is_charged(client, unit):
    page = client.get("/").content.decode()
    assert "Tidak dipungut biaya" in page
    assert "Maklumat pelayanan" in page
    assert "Periode II" in page


@pytest.mark.parametrize("role", ["administrasi", "penera", "kepala", "admin_satker"])
def test_an_idle_officer_reads_that_nothing_waits(signed_in, role):
    page = signed_in(role).get("/tugas/").content.decode()
    assert "Tidak ada yang menunggu Anda" in page


def test_an_applicant_is_told_the_one_thing_to_begin_with(signed_in):
    page = signed_in("wajib_ttu").get("/tugas/").content.decode()
    assert "Langkah pertama Anda" in page
    main = page[page.index("<main") : page.index("</main>")]
    assert main.count('class="btn ') == 1


def test_an_unknown_procedure_in_the_filter_is_no_error(signed_in):
    assert signed_in("administrasi").get("/tugas/?prosedur=entah").status_code == 200


def test_the_menu_shows_settings_to_the_administrator_alone(signed_in):
    assert 'href="/pengaturan/"' in signed_in("admin_satker").get("/tugas/").content.decode()
    assert (
        'href="/pengaturan/"'
        not in signed_in("penera", username="sari").get("/tugas/").content.decode()
    )


def test_tracking_says_the_same_for_a_wrong_number_and_a_wrong_code(client, unit):
    page = client.post("/lacak/", {"nomor": "ORD/9", "kode": "SALAH"}).content.decode()
    assert "tidak cocok" in page


def test_the_demo_says_loudly_that_it_is_one(client, unit, settings):
    assert "MODE DEMO" not in client.get("/").content.decode()
    settings.DEMO = True
    assert "MODE DEMO" in client.get("/").content.decode()


def test_the_health_page_answers_a_monitor(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    answer = client.get("/sehat/")
    assert answer.status_code == 200
    assert answer.json()["basis_data"] == "baik"
    assert answer.json()["pekerja"] == "tidak berdetak"


def test_the_health_page_is_503_when_files_cannot_be_written(client, db, settings):
    settings.MEDIA_ROOT = "/dev/null/berkas"
    answer = client.get("/sehat/")
    assert answer.status_code == 503
    assert answer.json()["penyimpanan"].startswith("gagal")


@pytest.fixture
def register(unit):
    call_command("muat_rujukan")
    return JenisUttp.objects


def test_a_shop_scale_must_be_verified_yearly_with_its_source(client, register):
    page = client.get(
        "/wajib-tera/", {"jenis": "timbangan_elektronik", "guna": "usaha"}
    ).content.decode()
    assert "Ya, wajib" in page
    assert "1 tahun" in page
    assert "Permendag 24/2024" in page


def test_the_same_scale_at_home_need_not(client, register):
    page = client.get(
        "/wajib-tera/", {"jenis": "timbangan_elektronik", "guna": "sendiri"}
    ).content.decode()
    assert "Tidak wajib" in page


def test_a_kwh_meter_is_sent_to_the_nearest_office_that_has_the_scope(client, register):
    page = client.get("/wajib-tera/", {"jenis": "meter_kwh"}).content.decode()
    assert "Di luar ruang lingkup kantor ini" in page


@pytest.mark.parametrize(
    "query",
    [
        {"jenis": "entah"},
        {"jenis": ""},
        {"jenis": "timbangan_elektronik", "kapasitas": "1.000"},
        {"jenis": "timbangan_elektronik", "guna": "x"},
        {"jenis": "timbangan_elektronik", "kapasitas": "😀"},
    ],
)
def test_a_wrong_question_is_answered_at_its_field(client, register, query):
    response = client.get("/wajib-tera/", query)
    assert response.status_code == 200
    assert "error-summary" in response.content.decode()


def marked(page):
    """The entries that the menu marks as this page, of the wide menu and the flat one."""
    return re.findall(r'<a href="([^"]+)" aria-current="page">', page)


def test_the_menu_marks_the_page_and_counts_the_messages_of_each_person_alone(signed_in):
    rina, sari = signed_in("penera"), signed_in("penera", username="sari")
    for told in range(3):
        Pesan.objects.create(
            user=User.objects.get(username="rina"), judul=f"Kabar {told}", isi="Kabar."
        )
    assert [
        rina.get("/tugas/").text.count('class="count">3<'),
        sari.get("/tugas/").text.count('class="count"'),
    ] == [3, 0]
    Pesan.objects.update(dibaca_at=now())
    assert 'class="count"' not in rina.get("/tugas/").text
    assert (
        set(marked(rina.get("/tugas/").text))
        == set(marked(sari.get("/tugas/").text))
        == {"/tugas/"}
    )
    assert (
        marked(rina.get("/uttp/").text) == ["/uttp/", "/uttp/"]
        and marked(rina.get("/akun/profil/").text) == []
    )
    assert marked(rina.get("/orders/").text) == ["/orders/", "/orders/"]


def test_a_new_role_brings_its_entries_at_once(signed_in):
    client, rina = signed_in("penera"), User.objects.get(username="rina")
    assert 'href="/akun/menunggu/"' not in client.get("/tugas/").text
    Penugasan.objects.create(user=rina, role="administrasi", uml=rina.uml)
    assert 'href="/akun/menunggu/"' in client.get("/tugas/").text


def test_no_two_entries_of_a_menu_have_one_name():
    everything = Menu(frozenset(Role), "/tugas/", 0).flat()
    names = re.findall(r"</svg> ([^<]+)</a>", everything)
    assert len(names) > 15 and len(names) == len(set(names)), names


def test_whoever_tracks_reads_whose_turn_it_is(client, office):
    order = office.order()
    found = {"nomor": order.nomor, "kode": order.kode_akses}
    assert "Janji selesai tahap ini" in client.post("/lacak/", found).content.decode()
    desk = office.people["administrasi"]
    run(order, "minta_lengkapi", by=desk, seen=order.status, note="Foto alatnya buram.")
    told = client.post("/lacak/", found).content.decode()
    assert "Ditunggu sampai" in told and "Janji selesai" not in told


def test_a_message_of_several_lines_is_read_line_by_line(client, office):
    owner = office.people["wajib_ttu"]
    Pesan.objects.create(user=owner, judul="Segera habis", isi="Timbangan A\nTimbangan B")
    client.force_login(owner)
    assert "Timbangan A<br>Timbangan B" in client.get("/pesan/").content.decode()
