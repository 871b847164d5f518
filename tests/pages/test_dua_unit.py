"""A person with roles at two units: at each of them only the roles that they hold there count."""

import datetime as dt
from uuid import uuid4

import pytest
from django.urls import reverse

from metrologi.accounts.models import Penugasan, Uml, User
from metrologi.accounts.roles import Role
from metrologi.clock.models import HariLibur, JamKerja, MasaRamadan
from metrologi.clock.now import today
from metrologi.documents.models import Dokumen
from metrologi.perlengkapan.penarikan.machine import Status
from metrologi.uttp.models import Pemilik, Tempat, Wakil, Wilayah
from metrologi.workflow.errors import NotAllowed
from metrologi.workflow.run import run
from orders.models import Order
from pengaduan.models import Pengaduan
from sidang.models import Sidang
from tests.office import PASSPHRASE
from tests.pengaduan.keadaan import LAPORAN
from tests.perlengkapan.milik import perlengkapan
from tests.tempat_pakai.keadaan import terdaftar

pytestmark = pytest.mark.django_db


@pytest.fixture
def lain(office):
    return Uml.objects.create(kode="lain", nama="UML Lain", kota="Palembang")


@pytest.fixture
def milik(office):
    return perlengkapan(office.uml, office.people["administrasi"], office.people["penera"])


def mixed(office, lain, there, here=Role.PENERA):
    """Somebody who holds `there` at the other unit and `here` at ours."""
    user = User.objects.create_user(f"rangkap-{there}".replace("_", "-"), nama="Rangkap", uml=lain)
    for role, uml in ((there, lain), (here, office.uml)):
        Penugasan.objects.create(user=user, role=role, uml=uml, mulai=dt.date(2020, 1, 1))
    return user


def test_a_kepala_elsewhere_does_not_decide_a_recall_here(office, lain, milik, masuk):
    user = mixed(office, lain, Role.KEPALA)
    page = reverse("perlengkapan:penarikan", args=[milik["penarikan"].pk])
    papers, client = Dokumen.objects.count(), masuk(user)
    answer = client.get(page)
    assert answer.status_code == 200
    assert 'name="putusan"' not in answer.content.decode()
    for choice in ("setujui", "tolak"):
        client.post(
            page,
            {
                "usulan": [milik["usulan"].pk],
                "putusan": choice,
                "passphrase": PASSPHRASE,
                "alasan": "Tidak perlu",
            },
        )
    milik["usulan"].refresh_from_db()
    assert milik["usulan"].status == Status.MENUNGGU
    assert Dokumen.objects.count() == papers
    for step in ("setujui", "tolak"):
        with pytest.raises(NotAllowed):
            run(milik["usulan"], step, by=user, seen="menunggu", note="Tidak perlu")
    kepala = masuk(office.people["kepala"]).get(page)
    assert 'name="putusan"' in kepala.content.decode()


@pytest.mark.parametrize("there", [Role.ADMINISTRASI, Role.ADMIN_SATKER])
def test_the_store_of_another_unit_is_not_the_store_here(office, lain, milik, masuk, there):
    client = masuk(mixed(office, lain, there))
    cap, loan = milik["cap"], milik["pinjam"]
    cap.refresh_from_db()
    before = (cap.dipinjam, cap.jumlah, cap.pinjaman.count())
    edit = reverse("perlengkapan:ctt_ubah", args=[cap.pk])
    assert (client.get(edit).status_code, client.post(edit).status_code) == (403, 403)
    client.post(
        reverse("perlengkapan:ctt", args=[cap.pk]),
        {"penera": office.people["penera"].pk, "jumlah": 1},
    )
    for step in ("batalkan", "nyatakan_tak_dikonfirmasi"):
        url = reverse("workflow:step", args=["pinjam_ctt", loan.pk, step])
        assert client.post(url, {"seen": loan.status}).status_code == 403
    done = milik["kembali"]
    url = reverse("workflow:step", args=["pengembalian_ctt", done.pk, "terbitkan"])
    assert client.post(url, {"seen": done.status}).status_code == 403
    cap.refresh_from_db()
    loan.refresh_from_db()
    assert (cap.dipinjam, cap.jumlah, cap.pinjaman.count()) == before
    assert loan.status == "menunggu"


def test_a_role_without_equipment_here_opens_none_of_its_pages(office, lain, milik, masuk):
    client = masuk(mixed(office, lain, Role.KEPALA, here=Role.BENDAHARA))
    pages = {
        "ctt": "cap",
        "standar": "standar",
        "standar_pinjam": "standar",
        "sertifikat": "standar",
        "sertifikat_berkas": "sertifikat",
        "penarikan": "penarikan",
        "penarikan_csv": "penarikan",
        "penarikan_pdf": "penarikan",
        "usulan_pratinjau": "usulan",
    }
    for name, row in pages.items():
        url = reverse(f"perlengkapan:{name}", args=[milik[row].pk])
        assert client.get(url).status_code in (403, 404), name


def staff_of(uml, role, home=None):
    """Somebody with that role at the unit, whose account says `home`."""
    user = User.objects.create_user(f"{uml.kode}-{role}", nama=f"{role}", uml=home or uml)
    Penugasan.objects.create(user=user, role=role, uml=uml, mulai=dt.date(2020, 1, 1))
    return user


# --- rows without a unit are the installation's ---------------------------------------------------


@pytest.mark.parametrize("part", ["jam", "libur"])
def test_a_general_row_opens_and_becomes_the_units_own(office, masuk, part):
    model = {"jam": JamKerja, "libur": HariLibur}[part]
    if part == "libur":
        model.objects.create(tanggal=today() + dt.timedelta(days=9), nama="Libur nasional")
    row = model.objects.filter(uml=None).order_by("-pk").first()
    client = masuk(office.people["admin_satker"])
    answer = client.get(reverse("portal:pengaturan_ubah", args=[part, row.pk]))
    assert answer.status_code == 200
    assert reverse("portal:pengaturan_hapus", args=[part, row.pk]) not in answer.content.decode()


def test_only_the_administrator_of_the_installation_changes_ramadan(office, masuk):
    row = MasaRamadan.objects.create(
        mulai=today() + dt.timedelta(days=40), sampai=today() + dt.timedelta(days=69)
    )
    data = {"mulai": row.mulai, "sampai": row.sampai, "sumber": "SKB"}
    pages = {
        reverse("portal:pengaturan_ubah", args=["ramadan", row.pk]): data,
        reverse("portal:pengaturan_hapus", args=["ramadan", row.pk]): {},
        reverse("portal:pengaturan_baru", args=["ramadan"]): data,
    }
    admin, client = office.people["admin_satker"], masuk(office.people["admin_satker"])
    listed = client.get(reverse("portal:pengaturan_bagian", args=["ramadan"])).content.decode()
    assert "administrator instalasi" in listed
    for url, fields in pages.items():
        assert url not in listed
        assert (client.get(url).status_code, client.post(url, fields).status_code) == (403, 403)
    row.refresh_from_db()
    assert row.sumber == ""
    admin.is_superuser = True
    admin.save()
    for url in pages:
        assert client.get(url).status_code == 200
    changed = client.post(reverse("portal:pengaturan_ubah", args=["ramadan", row.pk]), data)
    row.refresh_from_db()
    assert (changed.status_code, row.sumber) == (302, "SKB")


def test_the_jobs_of_all_units_are_for_the_administrator_of_the_installation(office, masuk):
    admin, client = office.people["admin_satker"], masuk(office.people["admin_satker"])
    pages = reverse("notifications:tertahan"), reverse("notifications:coba_lagi", args=[1])
    assert client.get(pages[0]).status_code == client.post(pages[1]).status_code == 403
    admin.is_superuser = True
    admin.save()
    assert client.get(pages[0]).status_code == 200
    assert client.post(pages[1]).status_code == 302


# --- the staff work in their own unit, whichever is the first -------------------------------------


def test_the_staff_of_another_unit_see_nothing_of_the_first(office, lain, masuk):
    waiting = terdaftar(office)
    client = masuk(staff_of(lain, Role.ADMINISTRASI))
    listed = client.get(reverse("workflow:list", args=["perjalanan"])).content.decode()
    assert waiting.pemilik.nama not in listed
    own = masuk(office.people["administrasi"])
    listed = own.get(reverse("workflow:list", args=["perjalanan"])).content.decode()
    assert waiting.pemilik.nama in listed
    assert lain.nama in client.get(reverse("portal:tugas")).content.decode()


@pytest.mark.parametrize("home", ["lain", "muba-uji"])
def test_what_the_staff_open_belongs_to_the_unit_of_their_role(office, lain, masuk, home):
    """Whatever unit stands on the account: the role decides."""
    home = Uml.objects.get(kode=home)
    user = staff_of(lain, Role.ADMINISTRASI, home)
    data = {
        "lokasi": "Pasar Lain",
        "kecamatan": "",
        "tanggal": today() + dt.timedelta(days=7),
        "jam_mulai": "08:00",
        "jam_selesai": "12:00",
    }
    data["kecamatan"] = Wilayah.objects.get(kode="16.06.01").pk
    answer = masuk(user).post(reverse("workflow:open", args=["sidang"]), data)
    assert answer.status_code == 302, answer.content.decode()
    assert Sidang.objects.get(lokasi="Pasar Lain").uml == lain


def test_an_owners_application_goes_to_the_unit_that_keeps_the_owner(office, lain, masuk):
    owner = Pemilik.objects.create(uml=lain, nama="Toko di Unit Lain")
    trader = office.people["wajib_ttu"]
    Wakil.objects.create(pemilik=owner, user=trader)
    place = office.owner.tempat.first()
    there = Tempat.objects.create(
        pemilik=owner, nama="Toko", kecamatan=place.kecamatan, desa=place.desa
    )
    uttp = office.uttp()
    uttp.uml, uttp.pemilik, uttp.tempat = lain, owner, there
    uttp.save()
    data = {"kunci": uuid4(), "pemilik": owner.pk, "uttp": [uttp.pk], f"tahap_{uttp.pk}": "tera"}
    answer = masuk(trader).post(reverse("workflow:open", args=["orders"]), data)
    assert answer.status_code == 302, answer.content.decode()
    assert Order.objects.get(pemilik=owner).uml == lain


def test_an_administrator_ends_no_role_of_another_unit(office, lain, masuk):
    admin, user = office.people["admin_satker"], office.people["bendahara"]
    there = Penugasan.objects.create(
        user=user, role=Role.PENERA, uml=lain, mulai=dt.date(2020, 1, 1)
    )
    url = reverse("accounts:peran_hentikan", args=[user.pk, there.pk])
    client = masuk(admin)
    assert client.get(url).status_code == 403
    assert client.post(url, {"sampai": today()}).status_code == 403
    there.refresh_from_db()
    assert there.sampai is None


# --- somebody from outside says which office ------------------------------------------------------


def test_a_stranger_says_to_which_office_a_complaint_goes(office, lain, masuk):
    client, page = masuk(), reverse("workflow:pengaduan-baru")
    words = {**LAPORAN, "kerahasiaan": "anonim"}
    refused = client.post(page, words)
    assert refused.status_code == 422 and "Pilih kantor yang Anda tuju." in refused.text
    assert LAPORAN["judul"] in refused.text
    assert client.post(page, {**words, "kantor": lain.pk}).status_code == 302
    assert Pengaduan.objects.get().uml == lain


def test_the_portal_of_one_office_does_not_ask_for_it(office, masuk):
    assert 'name="kantor"' not in masuk().get(reverse("workflow:pengaduan-baru")).text
    trader = masuk(office.people["wajib_ttu"])
    assert 'name="kantor"' not in trader.get(reverse("uttp:usaha_baru")).text


def test_a_business_is_kept_by_the_office_that_its_owner_chose(office, lain, masuk):
    place = office.owner.tempat.get()
    words = {
        "nama": "Toko Pilih",
        "jenis_usaha": "pedagang",
        "tempat-nama": "Kios",
        "tempat-jenis": "toko",
        "tempat-kecamatan": place.kecamatan_id,
    }
    client, page = masuk(office.people["wajib_ttu"]), reverse("uttp:usaha_baru")
    assert client.post(page, words).status_code == 422
    assert client.post(page, {**words, "kantor": lain.pk}).status_code == 302
    assert Pemilik.objects.get(nama="Toko Pilih").uml == lain


def test_the_answer_about_scope_is_that_of_the_office_of_the_place(office, lain, masuk):
    """The other office has no scope at all, so it tests nothing."""
    trader, here = office.people["wajib_ttu"], office.owner.tempat.get()
    owner = Pemilik.objects.create(uml=lain, nama="Toko di Unit Lain")
    Wakil.objects.create(pemilik=owner, user=trader)
    there = Tempat.objects.create(pemilik=owner, nama="Toko", kecamatan=here.kecamatan)
    words = {"jenis": "timbangan_elektronik", "kapasitas_maks": "30", "kelas": "III"}
    client, page = masuk(trader), reverse("uttp:lingkup")
    assert lain.nama in client.post(page, {**words, "tempat": there.pk}).text
    assert lain.nama not in client.post(page, {**words, "tempat": here.pk}).text
    officer = masuk(staff_of(lain, Role.ADMINISTRASI))
    assert lain.nama in officer.post(page, words).text
