"""One calendar of people and vehicles: a trip and a sidang never take the same ones on one day."""

import datetime as dt

import pytest
from django.urls import reverse

from metrologi.clock.models import calendar_for
from metrologi.clock.now import at, now, today
from metrologi.pengujian.models import menit_alat
from metrologi.workflow.run import run
from tempat_pakai.kapasitas import Lapangan
from tempat_pakai.models import LanggananKalender
from tests.sidang import keadaan as sidang
from tests.tempat_pakai import keadaan

pytestmark = pytest.mark.django_db


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


@pytest.fixture
def bersidang(office, hari):
    """A sidang whose SPT is signed; penera and administrasi are on it, with the car BG 1234."""
    case = sidang.rencana(office, tanggal=hari)
    return sidang.walk(case, "terjadwal", office.people, office.samples())


def trip(office, case, hari, **more):
    data = {"permohonan": [case.pk], "tanggal": hari.isoformat(), "jam": "08:00"}
    return data | {"petugas": [office.people["penera"].pk]} | more


def test_nobody_is_sent_on_a_trip_while_a_signed_spt_has_them_at_a_sidang(
    office, sebagai, bersidang, hari
):
    case = keadaan.terdaftar(office)
    answer = sebagai("administrasi").post("/perjalanan/baru/", trip(office, case, hari))
    assert answer.status_code == 422
    assert f"sudah bertugas pada sidang {bersidang.nomor}" in answer.text


def test_nobody_is_sent_to_a_sidang_while_they_are_on_a_trip(office, sebagai, hari):
    away = keadaan.bertugas(office, tanggal=hari)
    case = sidang.rencana(office, tanggal=hari)
    page = reverse("workflow:step", args=["sidang", case.pk, "undang"])
    sent = {
        "seen": "rencana",
        "tanggal": hari.isoformat(),
        "jam_mulai": "08:00",
        "jam_selesai": "14:00",
        "petugas": [office.people["penera"].pk],
        "kendaraan": str(keadaan.kendaraan(office)),
        "undangan": "Camat Sekayu | Sekayu",
    }
    answer = sebagai("administrasi").post(page, sent)
    assert answer.status_code == 422
    assert f"sudah bertugas pada perjalanan {away.nomor}" in answer.text
    assert f"sudah dipakai perjalanan {away.nomor}" in answer.text


def test_a_sidang_moves_only_to_a_day_on_which_its_crew_is_free(office, sebagai, bersidang, hari):
    later = calendar_for(office.uml.pk).next_open(now() + dt.timedelta(days=40)).date()
    away = keadaan.bertugas(office, tanggal=later)
    page = reverse("workflow:step", args=["sidang", bersidang.pk, "jadwalkan_ulang"])
    sent = {"seen": "terjadwal", "note": "Banjir.", "tanggal": later.isoformat()}
    sent |= {"jam_mulai": "08:00", "jam_selesai": "14:00"}
    answer = sebagai("administrasi").post(page, sent)
    assert answer.status_code == 422 and away.nomor in answer.text


def test_the_day_the_month_and_the_telephone_show_the_sidang_too(
    office, sebagai, client, bersidang, hari
):
    before = Lapangan.baca(office.uml, hari, 1).hari()[0].penera
    page = sebagai("administrasi").get(
        reverse("workflow:tempat_pakai-hari", args=[hari.isoformat()])
    )
    assert bersidang.nomor in page.text and office.people["penera"].nama in page.text
    assert before == 0
    month = client.get(reverse("workflow:tempat_pakai-kalender"), {"bulan": f"{hari:%Y-%m}"})
    assert bersidang.nomor in month.text
    kept = LanggananKalender.objects.create(user=office.people["penera"], rahasia="r" * 40)
    client.logout()
    feed = client.get(reverse("workflow:tempat_pakai-ical", args=[kept.rahasia]))
    text = b"".join(feed).decode().replace("\r\n ", "")
    assert bersidang.nomor.lower() in text.lower()
    assert "LOCATION:Pasar Randik" in text and "SEQUENCE:" in text


def test_a_cancelled_sidang_gives_its_crew_back(office, sebagai, bersidang, hari):
    clerk = office.people["administrasi"]
    run(bersidang, "batalkan", by=clerk, seen="terjadwal", note="Pasar tutup.")
    case = keadaan.terdaftar(office)
    answer = sebagai("administrasi").post("/perjalanan/baru/", trip(office, case, hari))
    assert answer.status_code == 302


def test_a_trip_cannot_leave_at_an_hour_that_has_passed(office, sebagai):
    case = keadaan.terdaftar(office)
    late = calendar_for(office.uml.pk).next_open(now()).replace(hour=10, minute=0)
    with at(late):
        answer = sebagai("administrasi").post("/perjalanan/baru/", trip(office, case, today()))
    assert answer.status_code == 422 and "Jam berangkat itu sudah lewat" in answer.text


@pytest.mark.parametrize(("nozzle", "times"), [("1", 1), ("2", 1), ("4", 2), ("", 1)])
def test_the_minutes_of_a_pump_know_its_nozzles(office, nozzle, times):
    ekstra = {"jumlah_nozzle": nozzle} if nozzle else {}
    pump = office.uttp("pompa_ukur", ekstra=ekstra)
    assert menit_alat(pump, {}) == pump.jenis.menit_uji * times


def test_whoever_plans_sees_how_often_each_officer_is_sent_out_already(office, sebagai):
    soon = calendar_for(office.uml.pk).next_open(now() + dt.timedelta(days=7)).date()
    keadaan.terdaftar(office)
    case = sidang.rencana(office, tanggal=soon)
    pages = ("/perjalanan/baru/", reverse("workflow:step", args=["sidang", case.pk, "undang"]))
    for page in pages:
        assert "· belum ada tugas dalam 30 hari ini" in sebagai("administrasi").get(page).text
    keadaan.bertugas(office, tanggal=soon)
    for page in pages:
        assert "· 1 tugas dalam 30 hari ini" in sebagai("administrasi").get(page).text, page
