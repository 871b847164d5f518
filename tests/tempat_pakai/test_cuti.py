"""Leave and duty stand in the one calendar: nobody is sent anywhere on those days."""

import datetime as dt

import pytest
from django.urls import reverse

from metrologi.accounts.models import Absen
from metrologi.cerapan.bentuk import penera_kedua
from metrologi.clock.models import calendar_for
from metrologi.clock.now import now, today
from metrologi.notifications.models import Pesan
from metrologi.workflow.errors import Blocked
from metrologi.workflow.run import run
from tempat_pakai.kapasitas import Lapangan
from tempat_pakai.models import LanggananKalender
from tests.pages.dua_kantor import kantor_kedua
from tests.sidang import keadaan as sidang
from tests.tempat_pakai import keadaan

pytestmark = pytest.mark.django_db
DAFTAR = "/absen/"


@pytest.fixture
def sebagai(office, client):
    def go(role):
        client.force_login(office.people[role])
        return client

    return go


@pytest.fixture
def hari(office):
    """A working day next month."""
    return calendar_for(office.uml.pk).next_open(now() + dt.timedelta(days=30)).date()


def cuti(office, hari, role="penera", **more):
    values = {"user": office.people[role], "uml": office.uml, "mulai": hari, "sampai": hari}
    return Absen.objects.create(**values | more)


def isian(office, hari, role="penera", **more):
    return {"user": office.people[role].pk, "jenis": "cuti", "mulai": hari.isoformat()} | more


def trip(office, case, hari):
    data = {"permohonan": [case.pk], "tanggal": hari.isoformat(), "jam": "08:00"}
    return data | {"petugas": [office.people["penera"].pk]}


def test_administrasi_writes_down_a_leave_moves_its_days_and_takes_it_back(office, sebagai, hari):
    admin = sebagai("administrasi")
    assert admin.post(DAFTAR, isian(office, hari, keterangan="Surat 12")).status_code == 302
    row = Absen.objects.get()
    assert (row.sampai, row.oleh) == (hari, office.people["administrasi"])
    assert "Surat 12" in admin.get(DAFTAR).text
    later = hari + dt.timedelta(days=2)
    page = reverse("pengujian:absen_ubah", args=[row.pk])
    sent = {"jenis": "dinas_luar", "mulai": hari.isoformat(), "sampai": later.isoformat()}
    assert admin.post(page, sent).status_code == 302
    row.refresh_from_db()
    assert (row.jenis, row.sampai, row.user) == ("dinas_luar", later, office.people["penera"])
    assert admin.post(page, {"hapus": "1"}).status_code == 302
    assert not Absen.objects.exists()
    told = Pesan.objects.filter(user=office.people["penera"]).values_list("judul", flat=True)
    assert len(told) == 3


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"sampai": "2020-01-01"}, "tidak boleh sebelum hari pertama"),
        ({"sampai": "2099-01-01"}, "Paling lama satu tahun"),
        ({"mulai": "3026-01-01"}, "tidak masuk akal"),
        ({"user": ""}, "Pilih pegawainya"),
        ({}, "sudah tercatat"),
    ],
)
def test_days_in_the_wrong_order_or_twice_are_refused(office, sebagai, hari, more, why):
    cuti(office, hari)
    answer = sebagai("kepala").post(DAFTAR, isian(office, hari) | more)
    assert answer.status_code == 422 and why in answer.text
    assert Absen.objects.count() == 1


def test_only_administrasi_and_kepala_of_the_office_change_it(office, sebagai, client, hari):
    row = cuti(office, hari)
    page = reverse("pengujian:absen_ubah", args=[row.pk])
    assert sebagai("penera").get(page).status_code == 403
    client.force_login(kantor_kedua(office).people["administrasi"])
    assert client.post(page, {"hapus": "1"}).status_code == 404
    assert row.user.nama not in client.get(DAFTAR).text


def test_who_is_on_leave_is_neither_proposed_nor_sent_on_a_trip(office, sebagai, hari):
    row = cuti(office, hari)
    assert Lapangan.baca(office.uml, hari, 1).hari()[0].penera == 0
    case, admin = keadaan.terdaftar(office), sebagai("administrasi")
    answer = admin.post("/perjalanan/baru/", trip(office, case, hari))
    assert answer.status_code == 422
    assert f"{row.user.nama} cuti" in answer.text
    assert row.sebab in admin.get("/perjalanan/baru/").text


def test_who_is_on_leave_is_not_sent_to_a_sidang(office, sebagai, hari):
    row = cuti(office, hari)
    case = sidang.rencana(office, tanggal=hari)
    page = reverse("workflow:step", args=["sidang", case.pk, "undang"])
    sent = {"seen": "rencana", "tanggal": hari.isoformat(), "jam_mulai": "08:00"}
    sent |= {"jam_selesai": "14:00", "petugas": [row.user.pk], "undangan": "Camat | Sekayu"}
    answer = sebagai("administrasi").post(page, sent)
    assert answer.status_code == 422 and f"{row.user.nama} cuti" in answer.text


@pytest.mark.parametrize("mesin", ["perjalanan", "sidang"])
def test_who_is_on_leave_does_not_step_in_for_a_colleague(office, sebagai, hari, mesin):
    if mesin == "perjalanan":
        case = keadaan.bertugas(office, tanggal=hari)
    else:
        plan = sidang.rencana(office, tanggal=hari)
        case = sidang.walk(plan, "terjadwal", office.people, office.samples())
    row = cuti(office, hari)
    page = reverse("workflow:step", args=[mesin, case.pk, "ganti_petugas"])
    head = sebagai("kepala")
    assert row.sebab in head.get(page).text
    sent = {"seen": case.status, "petugas": [row.user.pk], "secret": "demo-passphrase"}
    answer = head.post(page, sent | {"note": "Sakit.", "passphrase": "demo-passphrase"})
    assert answer.status_code == 422 and f"{row.user.nama} cuti" in answer.text


@pytest.mark.parametrize("mesin", ["perjalanan", "sidang"])
def test_no_spt_is_signed_for_somebody_whose_leave_came_after_the_plan(office, hari, mesin):
    if mesin == "perjalanan":
        plan, step = keadaan.perjalanan(office, tanggal=hari), "terbitkan_spt"
    else:
        plan, step = sidang.rencana(office, tanggal=hari), "tandatangani"
    case = sidang.walk(plan, "menunggu_spt", office.people, office.samples())
    row = cuti(office, hari)
    kepala = office.people["kepala"]
    with pytest.raises(Blocked, match=f"{row.user.nama} cuti"):
        run(case, step, by=kepala, seen="menunggu_spt", secret="demo-passphrase")


def test_whoever_planned_is_told_when_somebody_on_the_trip_goes_on_leave(office, sebagai, hari):
    away = keadaan.bertugas(office, tanggal=hari)
    head = sebagai("kepala")
    answer = head.post(DAFTAR, isian(office, hari), follow=True)
    assert f"masih bertugas pada perjalanan {away.nomor}" in answer.text
    assert away.get_absolute_url() in answer.text
    told = Pesan.objects.filter(user=office.people["administrasi"], isi__contains=away.nomor)
    assert told.filter(isi__contains="Ganti petugas").exists()


def test_day_month_and_telephone_show_who_is_away(office, sebagai, client, hari):
    row = cuti(office, hari, keterangan="Operasi")
    day = sebagai("penera").get(reverse("workflow:tempat_pakai-hari", args=[hari.isoformat()]))
    assert f"{row.user.nama}: cuti" in day.text
    month = client.get(reverse("workflow:tempat_pakai-kalender"), {"bulan": f"{hari:%Y-%m}"})
    assert f"{row.user.nama}: cuti" in month.text
    assert "Operasi" not in day.text + month.text
    kept = LanggananKalender.objects.create(user=row.user, rahasia="r" * 40)
    client.logout()
    feed = client.get(reverse("workflow:tempat_pakai-ical", args=[kept.rahasia]))
    assert f"SUMMARY:{row.user.nama}: cuti" in b"".join(feed).decode()


def test_a_penera_on_leave_is_not_offered_as_the_second_one_on_a_sheet(office):
    second = office.people["penera"]
    first = office.people["administrasi"]
    assert second in penera_kedua(office.uml, today(), first).queryset
    cuti(office, today())
    assert second not in penera_kedua(office.uml, today(), first).queryset
