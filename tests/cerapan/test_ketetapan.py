"""What an office settles where no source does.

Shown as open until then, used from its day on, kept with the test.
"""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from metrologi.bkd.ketetapan import PERTANYAAN
from metrologi.cerapan import ketetapan
from metrologi.cerapan.forms import CerapanForm
from metrologi.cerapan.ketetapan import Ketetapan
from metrologi.clock.now import today
from metrologi.lembar import LEMBAR
from tests.readings import bacaan

pytestmark = pytest.mark.django_db


def settle(office, kode, nilai, mulai=None, sampai=None):
    row = Ketetapan(
        uml=office.uml,
        kode=kode,
        nilai=nilai,
        dasar="SK Kepala 1/2026",
        mulai=mulai or today(),
        sampai=sampai,
    )
    row.full_clean()
    row.save()
    return row


def sheet(office, uttp, data=None, tahap="tera_ulang"):
    files = None if data is None else {}
    return CerapanForm(
        data,
        files,
        uttp=uttp,
        tahap=tahap,
        hari=today(),
        uml=office.uml,
        penera=office.people["penera"],
    )


@pytest.mark.parametrize("question", PERTANYAAN.values(), ids=lambda q: q.kode)
def test_every_open_question_has_an_allowed_default_a_source_and_a_sheet_that_rests_on_it(question):
    assert (
        question.allows(question.baku)
        and question.sumber
        and not question.allows("x")
        and not question.allows("-1")
    )
    assert any(question.kode in sheet.ketetapan for sheet in LEMBAR.values())


def test_an_open_question_is_marked_on_the_sheet_and_a_settled_one_names_its_basis(office):
    uttp = office.uttp()
    assert "nawi-tera-ulang" in LEMBAR[uttp.jenis.lembar].ketetapan
    assert [row["dasar"] for row in sheet(office, uttp).ketetapan_kantor()] == [""]
    settle(office, "nawi-tera-ulang", "1")
    (row,) = sheet(office, uttp).ketetapan_kantor()
    assert (row["kata"], row["dasar"]) == ("sama dengan tera", "SK Kepala 1/2026")


def test_a_settlement_changes_the_limit_and_is_kept_with_the_result(office):
    uttp = office.uttp()
    data = bacaan(uttp, office.standar)
    assert sheet(office, uttp, data).penilaian.hasil.titik()["kebenaran_k5"].batas == "0,03"
    settle(office, "nawi-tera-ulang", "1")
    done = sheet(office, uttp, data).penilaian.hasil
    assert done.titik()["kebenaran_k5"].batas == "0,015"
    assert done.as_json()["ketetapan"] == {"nawi-tera-ulang": "1"}


def test_only_what_is_in_force_on_the_day_counts_and_the_latest_wins(office):
    day = dt.date(2026, 5, 1)
    settle(office, "tum-bkd", "0.3", dt.date(2026, 1, 1))
    settle(office, "tum-bkd", "0,5", dt.date(2026, 4, 1), dt.date(2026, 5, 1))
    read = {
        d: ketetapan.pada(office.uml, d).get("tum-bkd", {}).get("nilai")
        for d in (dt.date(2025, 12, 31), dt.date(2026, 3, 31), day, day + dt.timedelta(days=1))
    }
    assert list(read.values()) == [None, "0.3", "0.5", "0.3"]


@pytest.mark.parametrize(
    ("kode", "nilai"),
    [
        ("nawi-tera-ulang", "3"),
        ("tum-bkd", "9"),
        ("tum-bkd", "banyak"),
        ("pompa-ketidaktetapan", "0.15"),
    ],
)
def test_a_value_nobody_proposes_is_refused_with_those_that_are(office, kode, nilai):
    with pytest.raises(ValidationError) as caught:
        settle(office, kode, nilai)
    assert "Tulis" in caught.value.message_dict["nilai"][0]


def test_the_administrator_settles_it_on_the_settings_page(office, client):
    client.force_login(office.people["admin_satker"])
    url = reverse("portal:pengaturan_baru", args=["cerapan"])
    wrong = client.post(
        url, {"kode": "tum-bkd", "nilai": "9", "dasar": "SK 2", "mulai": today().isoformat()}
    )
    assert wrong.status_code == 422 and "antara 0,01 dan 1" in wrong.content.decode()
    right = client.post(
        url, {"kode": "tum-bkd", "nilai": "0,3", "dasar": "SK 2", "mulai": today().isoformat()}
    )
    assert right.status_code == 302 and Ketetapan.objects.get().nilai == "0.3"
    assert (
        "SK 2" in client.get(reverse("portal:pengaturan_bagian", args=["cerapan"])).content.decode()
    )


def test_a_tank_truck_is_judged_by_what_the_office_settled(office):
    truck = office.uttp(
        "tum_bbm",
        kapasitas_maks=Decimal(5000),
        satuan="L",
        kelas="",
        e=None,
        d=None,
        kapasitas_min=None,
    )
    data = {
        "kebenaran_k1_nominal": "5000",
        "kebenaran_k1_acuan": "5012",
        "kebenaran_k1_kosong": "100",
    }
    assert sheet(office, truck, data).penilaian.hasil.titik()["kebenaran_k1"].putusan == "BATAL"
    settle(office, "tum-bkd", "0.3")
    settle(office, "tum-ruang-kosong", "3")
    done = sheet(office, truck, data).penilaian.hasil.titik()
    assert (done["kebenaran_k1"].putusan, done["ruang_kosong_k1"].putusan) == ("SAH", "BATAL")


@pytest.mark.parametrize(("formula", "limit"), [(None, "0,015"), ("3m", "0,02"), ("2m", "0,015")])
def test_the_formula_of_the_counter_scale_is_the_office_s_to_settle(office, formula, limit):
    beam = office.uttp("meja_beranger", kapasitas_maks=Decimal(15), e=None, d=None)
    if formula:
        settle(office, "meja-bkd", formula)
    assert (
        max(
            t.batas
            for k, t in sheet(office, beam, tahap="tera").penilaian.hasil.titik().items()
            if k.startswith("kebenaran")
        )
        == limit
    )


@pytest.mark.parametrize(("factor", "expected"), [("1", "BATAL"), ("2", "SAH")])
def test_a_measure_at_tera_ulang_follows_the_settled_factor(office, factor, expected):
    cup = office.uttp(
        "takaran_basah",
        kapasitas_maks=Decimal(1),
        satuan="L",
        kelas="",
        e=None,
        d=None,
        kapasitas_min=None,
    )
    settle(office, "takaran-tera-ulang", factor)
    data = {
        "alat_maks": "1",
        "alat_bentuk": "transfer_line",
        "cara": "ukur",
        "kebenaran_v1_isi": "1050",
    }
    assert sheet(office, cup, data).penilaian.hasil.titik()["kebenaran_v1"].putusan == expected
    assert (
        sheet(office, cup, data, tahap="tera").penilaian.hasil.titik()["kebenaran_v1"].putusan
        == "BATAL"
    )
