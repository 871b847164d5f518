"""The administrator of a unit keeps its staff and their roles."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from metrologi.accounts import jabatan, tasks
from metrologi.accounts.models import Penugasan, Uml, User
from metrologi.accounts.pendaftaran import TidakBisa
from metrologi.accounts.roles import Role
from metrologi.clock.now import today

BARU = {
    "nama": "Andi, S.T.",
    "username": "andi",
    "email": "andi@contoh.id",
    "phone": "0813 1111 2222",
    "nip": "198807262010121004",
    "pangkat": "Penata Muda",
    "golongan": "III/a",
    "jabatan": "Penera Ahli Pertama",
}
PERAN = {
    "role": "penera",
    "sifat": "definitif",
    "atas_jabatan": "",
    "mulai": "2026-01-05",
    "sampai": "",
    "dasar": "",
}


@pytest.fixture
def me(client, admin):
    client.force_login(admin)
    return admin


@pytest.fixture
def andi(orang):
    return orang("andi")


def at(name, *args):
    return reverse(f"accounts:{name}", args=args)


def give(client, user, **changes):
    return client.post(at("peran_beri", user.pk), {**PERAN, **changes})


def row_of(user, role=Role.ADMIN_SATKER):
    return Penugasan.objects.get(user=user, role=role)


def test_a_new_officer_gets_a_link_not_a_password(client, me, uml):
    response = client.post(at("pegawai_baru"), BARU)
    user = User.objects.get(username="andi")
    assert response["Location"] == at("pegawai_satu", user.pk)
    assert (user.uml, user.phone, user.is_active) == (uml, "+6281311112222", True)
    assert not user.has_usable_password()
    tasks.kirim_atur_ulang(user.email)
    assert mail.outbox[0].to == ["andi@contoh.id"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"nip": "123"}, "18 angka"),
        ({"username": "0812"}, "Mulai dengan huruf"),
        ({"email": ""}, "wajib diisi"),
        ({"username": "RATNA"}, "sudah dipakai"),
        ({"email": "ratna@contoh.id"}, "sudah dipakai akun lain"),
        ({"username": "a b"}, "Mulai dengan huruf"),
        ({"phone": "7"}, "tidak dikenali"),
    ],
)
def test_wrong_data_of_an_officer_is_told_at_the_field(client, me, changes, message):
    response = client.post(at("pegawai_baru"), {**BARU, **changes})
    assert response.status_code == 422
    assert message in response.content.decode()
    assert "Penera Ahli Pertama" in response.content.decode()


def test_the_data_of_an_officer_can_be_corrected(client, me, andi):
    client.post(at("pegawai_ubah", andi.pk), {**BARU, "jabatan": "Penera Ahli Muda"})
    andi.refresh_from_db()
    assert andi.jabatan == "Penera Ahli Muda"


def test_a_role_is_given_with_dates_and_written_down(client, me, andi, uml):
    give(client, andi, sampai="2026-12-31", dasar="SK 12/2026")
    row = row_of(andi, Role.PENERA)
    assert (row.uml, row.mulai, row.sampai, row.oleh) == (
        uml,
        date(2026, 1, 5),
        date(2026, 12, 31),
        me,
    )
    assert andi.catatan.first().keterangan == "Penera mulai 05-01-2026 sampai 31-12-2026"
    text = client.get(at("pegawai_satu", andi.pk)).content.decode()
    assert "5 Januari 2026 sampai 31 Desember 2026" in text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"mulai": "kemarin"}, "Tanggal tidak dikenali"),
        ({"mulai": "31-02-2026"}, "Tanggal tidak dikenali"),
        ({"mulai": ""}, "Isi tanggalnya"),
        ({"mulai": "0026-01-05"}, "tidak masuk akal"),
        ({"sampai": "2025-12-31"}, "tidak boleh sebelum tanggal mulai"),
        ({"role": ""}, "Pilih perannya"),
        ({"role": "wajib_ttu"}, "pilih"),
        ({"sifat": "plt"}, "Sebutkan jabatan yang diwakili"),
        ({"sifat": "tetap"}, "pilih"),
    ],
)
def test_wrong_dates_and_roles_get_clear_messages(client, me, andi, changes, message):
    response = give(client, andi, **changes)
    assert response.status_code == 422
    assert message.lower() in response.content.decode().lower()
    assert not Penugasan.objects.filter(user=andi).exists()


def test_the_same_role_is_not_given_twice_at_one_time(client, me, andi):
    give(client, andi, sampai="2026-06-30")
    assert (
        "sudah diberikan mulai 5 Januari 2026"
        in give(client, andi, mulai="2026-06-30").content.decode()
    )
    assert give(client, andi, mulai="2026-07-01").status_code == 302


def test_a_unit_has_one_definitive_head_but_may_have_an_acting_one(client, me, andi, orang):
    orang("hasan", Role.KEPALA)
    assert "Hasan sudah Kepala definitif" in give(client, andi, role="kepala").content.decode()
    assert (
        give(client, andi, role="kepala", sifat="plh", atas_jabatan="Kepala UPTD").status_code
        == 302
    )
    assert str(row_of(andi, Role.KEPALA)) == "Plh. Kepala UML"


def test_a_role_ends_on_its_last_day(client, me, orang):
    andi = orang("andi", Role.PENERA)
    address = at("peran_hentikan", andi.pk, row_of(andi, Role.PENERA).pk)
    assert client.get(address).status_code == 200
    assert "baru mulai" in client.post(address, {"sampai": "2023-01-01"}).content.decode()
    client.post(address, {"sampai": today().isoformat()})
    fresh = User.objects.get(pk=andi.pk)
    assert fresh.holds(Role.PENERA, fresh.uml)
    assert not fresh.holds(Role.PENERA, fresh.uml, day=today() + timedelta(days=1))


def test_a_past_role_is_not_made_longer(client, me, andi):
    give(client, andi, sampai="2026-02-01")
    address = at("peran_hentikan", andi.pk, row_of(andi, Role.PENERA).pk)
    assert "sudah berakhir" in client.post(address, {"sampai": "2027-01-01"}).content.decode()


def test_the_last_admin_of_a_unit_cannot_be_taken_away(client, me):
    response = client.post(
        at("peran_hentikan", me.pk, row_of(me).pk), {"sampai": today().isoformat()}
    )
    assert "admin satuan kerja terakhir" in response.content.decode()
    assert (
        "admin satuan kerja terakhir"
        in client.post(at("pegawai_nonaktif", me.pk), {"alasan": "x"}).content.decode()
    )
    assert User.objects.get(pk=me.pk).holds(Role.ADMIN_SATKER, me.uml)


def test_with_a_second_admin_the_first_may_go(me, orang):
    orang("wati", Role.ADMIN_SATKER)
    jabatan.hentikan(row_of(me), sampai=today(), oleh=me)
    assert not User.objects.get(pk=me.pk).holds(
        Role.ADMIN_SATKER, me.uml, day=today() + timedelta(days=1)
    )


def test_an_admin_whose_own_days_are_counted_is_no_successor(me, orang, uml):
    heir = orang("wati")
    Penugasan.objects.create(
        user=heir, role=Role.ADMIN_SATKER, uml=uml, sampai=today() + timedelta(days=30)
    )
    with pytest.raises(TidakBisa):
        jabatan.hentikan(row_of(me), sampai=today(), oleh=me)


def test_a_closed_account_holds_no_role_until_it_is_opened_again(client, me, orang):
    andi = orang("andi", Role.PENERA)
    client.post(at("pegawai_nonaktif", andi.pk), {"alasan": "Pindah tugas"})
    andi.refresh_from_db()
    assert (andi.is_active, andi.roles_anywhere()) == (False, frozenset())
    assert "Pindah tugas" in client.get(at("pegawai_satu", andi.pk)).content.decode()
    client.post(at("pegawai_aktif", andi.pk))
    andi.refresh_from_db()
    assert andi.roles_anywhere() == {Role.PENERA}


def test_an_account_whose_contact_was_taken_is_not_opened_again(client, me, orang):
    andi = orang("andi", is_active=False)
    User.objects.create_user("lain", nama="Lain", email="andi@contoh.id")
    text = client.post(at("pegawai_aktif", andi.pk), follow=True).content.decode()
    assert "Surel ini sudah dipakai akun lain." in text


def test_staff_of_another_unit_do_not_exist(client, me, orang):
    other = Uml.objects.create(kode="lain", nama="Lain")
    stranger = orang("asing", Role.PENERA, uml=other)
    row = row_of(stranger, Role.PENERA)
    assert "Asing" not in client.get(at("pegawai")).content.decode()
    for name, args in (
        ("pegawai_satu", ()),
        ("pegawai_ubah", ()),
        ("peran_beri", ()),
        ("pegawai_nonaktif", ()),
        ("peran_hentikan", (row.pk,)),
    ):
        assert client.get(at(name, stranger.pk, *args)).status_code == 404
    assert client.get(at("peran_hentikan", me.pk, row.pk)).status_code == 404


def test_a_trader_is_no_officer(client, me, pedagang):
    assert client.get(at("pegawai_satu", pedagang.pk)).status_code == 404


@pytest.mark.parametrize("role", [Role.ADMINISTRASI, Role.KEPALA, Role.PENERA])
def test_only_the_admin_keeps_the_staff(client, orang, role):
    client.force_login(orang("sari", role))
    assert client.get(at("pegawai")).status_code == 403
    assert client.post(at("pegawai_baru"), BARU).status_code == 403


def test_the_list_is_searched_and_shows_the_closed_on_demand(client, me, orang):
    orang("andi", Role.PENERA)
    orang("lama", is_active=False)
    text = client.get(at("pegawai")).content.decode()
    assert "Penera" in text
    assert "Lama" not in text
    assert "Lama" in client.get(at("pegawai"), {"semua": "1"}).content.decode()
    assert "Andi" not in client.get(at("pegawai"), {"cari": "zzz"}).content.decode()


def test_a_long_list_costs_no_more_queries(client, me, orang, django_assert_max_num_queries):
    for n in range(40):
        orang(f"petugas{n}", Role.PENERA)
    with django_assert_max_num_queries(14):
        client.get(at("pegawai"))


def test_a_link_for_the_password_can_be_sent_again(client, me, andi):
    text = client.post(at("pegawai_sandi", andi.pk), follow=True).content.decode()
    assert "andi@contoh.id" in text
