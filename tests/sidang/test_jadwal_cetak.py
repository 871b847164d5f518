"""The printed calendar of sidang: what stands on it, for whom, and how a long one breaks."""

import datetime as dt
import subprocess

import pytest

from metrologi.accounts.models import Uml
from metrologi.clock.now import today
from sidang.semester import Semester
from tests.sidang.keadaan import rencana, sidang_in
from tests.walk import walk

pytestmark = pytest.mark.django_db
URL = "/sidang/jadwal.pdf"


def pages(client, query=""):
    """The text of each page, as a stranger gets it."""
    answer = client.get(f"{URL}{query}")
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf", (
        answer.content[:500]
    )
    said = subprocess.run(
        ["pdftotext", "-", "-"], input=answer.content, capture_output=True, check=True
    )
    return said.stdout.decode().split("\f")[:-1]


def diumumkan(office, n=0, status="terjadwal", **data):
    """A sidang in that state; before its own day nobody can open it."""
    case = rencana(office, **{"tanggal": today() + dt.timedelta(days=n), **data})
    return walk(case, status, office.people, office.samples())


def test_anybody_prints_what_is_announced_with_place_hours_cost_and_where_changes_stand(
    office, client
):
    Uml.objects.update(telepon="(0714) 322447")
    sidang_in(office, "terjadwal")
    diumumkan(office, 1, status="rencana", lokasi="Pasar Belum Pasti")
    (page,) = pages(client)
    flat = " ".join(page.split())
    for words in (
        "JADWAL SIDANG TERA ULANG, SEMESTER",
        "Pasar Randik",
        "Kecamatan Sekayu",
        "08.00–14.00",
        "Bawa timbangan",
        "Tidak dipungut biaya",
        "(0714) 322447",
        "keadaan per",
        "/sidang/jadwal/",
        "tidak bernomor",
    ):
        assert words in flat, (words, flat)
    assert "Belum Pasti" not in flat and "UU ITE" not in flat


def test_an_office_with_a_tariff_does_not_promise_that_it_is_free(office, client):
    Uml.objects.update(kebijakan_biaya="tarif", dasar_biaya="Perda")
    assert (
        "Biaya sesuai tarif daerah" in pages(client)[0] and "Tidak dipungut" not in pages(client)[0]
    )
    answer = client.get("/sidang/jadwal/").content.decode()
    assert "Biaya sesuai tarif daerah" in answer and "tanpa biaya" not in answer


def test_the_half_year_asked_for_keeps_what_is_over_and_leaves_out_what_is_called_off(
    office, client
):
    half = Semester.dari("", today())
    diumumkan(office, tanggal=half.awal, lokasi="Pasar Lampau", status="selesai")
    diumumkan(office, tanggal=half.akhir, lokasi="Pasar Batal", status="dibatalkan")
    diumumkan(office, tanggal=half.geser(1).awal, lokasi="Pasar Nanti")
    flat = " ".join(pages(client, f"?semester={half.kode}")[0].split())
    assert str(half).upper() in flat and "Pasar Lampau" in flat and "Sudah dilaksanakan" in flat
    assert "Pasar Batal" not in flat and "Pasar Nanti" not in flat
    assert "Pasar Nanti" in pages(client)[0] and "Pasar Lampau" not in pages(client)[0]


@pytest.mark.parametrize(
    "query", ["?semester=x", "?semester=2026-3", "?semester=99999-1", "?semester="]
)
def test_a_half_year_that_is_none_falls_back_to_what_is_ahead(office, client, query):
    diumumkan(office, 3)
    assert "Pasar Randik" in pages(client, query)[0]


def test_an_empty_calendar_says_so(office, client):
    assert "Belum ada sidang terjadwal" in pages(client)[0]


def test_a_long_calendar_repeats_its_head_and_tears_no_row(office, client):
    for n in range(45):
        diumumkan(office, n, lokasi=f"Balai {n}", pasar="")
    printed = pages(client)
    assert len(printed) > 1
    for page in printed:
        assert "Keterangan" in page and "Halaman" in page
        assert page.count("Balai ") == page.count("08.00") == page.count("Kecamatan")
    assert sum(page.count("Balai ") for page in printed) == 45


def test_both_calendars_lead_to_their_paper(office, client):
    assert URL in client.get("/sidang/jadwal/").content.decode()
    client.force_login(
        office.people["administrasi"],
        backend="metrologi.accounts.backends.UsernamePhoneEmailBackend",
    )
    assert (
        f"{URL}?semester=2026-1" in client.get("/sidang/semester/?semester=2026-1").content.decode()
    )
