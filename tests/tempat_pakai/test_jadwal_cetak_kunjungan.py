"""The trips of a month on paper: for whom, what stands there, and how a long month breaks."""

import datetime as dt
import subprocess

import pytest

from metrologi.clock.now import today
from metrologi.documents.models.dokumen import papers_of
from metrologi.uttp.models import Pemilik
from tests.tempat_pakai.keadaan import bertugas, perjalanan, terdaftar
from tests.walk import walk

pytestmark = pytest.mark.django_db
URL = "/tempat_pakai/kalender/jadwal.pdf"
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"


def pages(client, query=""):
    answer = client.get(f"{URL}{query}")
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf", (
        answer.content[:500]
    )
    said = subprocess.run(
        ["pdftotext", "-", "-"], input=answer.content, capture_output=True, check=True
    )
    return said.stdout.decode().split("\f")[:-1]


@pytest.fixture
def petugas(office, client):
    client.force_login(office.people["penera"], backend=BACKEND)
    return client


def test_the_month_names_owner_place_crew_vehicle_and_spt(office, petugas):
    trip = bertugas(office)
    (page,) = pages(petugas, f"?bulan={today():%Y-%m}")
    flat = "".join(page.split())
    number = next(d.nomor for d in papers_of(trip) if d.code == "spt_tempat_pakai")
    for words in (
        "JADWAL KUNJUNGAN TERA DI TEMPAT PAKAI",
        "Toko Uji Sekayu",
        "Toko utama",
        "Kecamatan Sekayu",
        "Penera Uji",
        "BG 1234 B",
        number,
        trip.nomor,
        "keadaan per",
    ):
        assert "".join(words.split()) in flat, (words, page)


def test_a_trip_without_spt_tells_its_state_and_one_called_off_is_gone(office, petugas):
    trip = perjalanan(office, sampai=today())
    assert "Jadwal disusun" in pages(petugas, f"?bulan={today():%Y-%m}")[0]
    walk(trip, "dibatalkan", office.people, office.samples())
    assert "Belum ada perjalanan bulan ini" in pages(petugas, f"?bulan={today():%Y-%m}")[0]


@pytest.mark.parametrize("query", ["", "?bulan=x", "?bulan=2026-13", "?bulan=0000-01"])
def test_a_month_that_is_none_is_this_month(office, petugas, query):
    perjalanan(office)
    assert "Toko Uji Sekayu" in pages(petugas, query)[0]


def test_a_trader_does_not_get_it(office, client):
    client.force_login(office.people["wajib_ttu"], backend=BACKEND)
    assert client.get(URL).status_code == 403


def test_a_full_month_repeats_its_head_and_tears_no_row(office, petugas):
    for n in range(14):
        case = terdaftar(office)
        Pemilik.objects.filter(pk=case.pemilik_id).update(alamat=f"Jalan {n}")
        perjalanan(office, case, tanggal=today(), jam=dt.time(8))
    printed = pages(petugas, f"?bulan={today():%Y-%m}")
    assert len(printed) > 1
    for page in printed:
        assert "Kendaraan" in page and page.count("PJ/") == page.count("08.00") == page.count(
            "Toko Uji Sekayu"
        )
    assert sum(page.count("PJ/") for page in printed) == 14


def test_the_calendar_leads_to_the_paper_of_its_month(office, petugas):
    assert (
        f"{URL}?bulan=2026-11"
        in petugas.get("/tempat_pakai/kalender/?bulan=2026-11").content.decode()
    )
