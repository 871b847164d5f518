"""A stored test for other programs.

Exact, complete, of the published shape, and only for those who may see the case.
"""

import json
import re
from decimal import Decimal
from uuid import uuid4
from xml.etree.ElementTree import fromstring

import jsonschema
import pytest
from django.urls import reverse

from metrologi.cerapan.ekspor import isi as ekspor
from metrologi.cerapan.ekspor.dcc import dcc
from metrologi.cerapan.ekspor.kalibrasi import alasan_bukan
from metrologi.cerapan.forms import CerapanForm
from metrologi.cerapan.models import Pengujian
from metrologi.cerapan.simpan import simpan
from metrologi.clock.now import today
from metrologi.workflow.run import run
from tests.cerapan.dcc_bentuk import DCC, SI, faults
from tests.readings import bacaan
from tests.walk import walk

pytestmark = pytest.mark.django_db
KINDS = ["timbangan_elektronik", "timbangan_pegas", "meja_beranger"]


@pytest.fixture
def store(office):
    """`store("timbangan_pegas")` is the stored test of an order's only instrument, as an export
    reads it.
    """

    def make(jenis="timbangan_pegas", keputusan="sah", uttp=None, **changes):
        order = walk(
            office.order(uttp or office.uttp(jenis)), "diuji", office.people, office.samples()
        )
        item, penera = order.diterima()[0], office.people["penera"]
        form = CerapanForm(
            bacaan(item.uttp, office.standar, keputusan) | changes,
            {},
            uttp=item.uttp,
            tahap=item.tahap,
            hari=today(),
            uml=office.uml,
            penera=penera,
        )
        assert form.is_valid(), form.errors
        test = simpan(form, case=order, item_id=item.pk, penera=penera, percobaan=1, kunci=uuid4())
        run(order, "uji", by=penera, seen="diuji", item=item, pengujian=test)
        return again(test)

    return make


def again(test):
    return ekspor.dibaca(Pengujian.objects).get(pk=test.pk)


def obeys(data):
    jsonschema.Draft202012Validator(
        ekspor.skema(), format_checker=jsonschema.FormatChecker()
    ).validate(data)
    return json.loads(json.dumps(data))


# --- JSON -----------------------------------------------------------------------------------------
def test_the_schema_is_one_and_every_field_of_an_export_is_in_it(store):
    schema = ekspor.skema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert set(schema["required"]) == set(schema["properties"]) == set(ekspor.isi(store(), "ORD/1"))


@pytest.mark.parametrize("keputusan", ["sah", "batal"])
@pytest.mark.parametrize("jenis", KINDS)
def test_an_export_obeys_its_schema(store, jenis, keputusan):
    data = obeys(ekspor.isi(store(jenis, keputusan, suhu="27,50"), "ORD/1"))
    assert data["keputusan"] == keputusan and data["lingkungan"] == {
        "suhu_c": "27.50",
        "kelembaban_persen": None,
    }


def test_numbers_are_exact_and_readings_as_typed(store):
    data = ekspor.isi(store(kebenaran_k3_tampil="15,020"), "ORD/1")
    assert data["bacaan"]["kebenaran_k3_tampil"] == {"teks": "15,020", "nilai": "15.020"}
    point = next(
        t for u in data["uji"] if u["kode"] == "kebenaran" for t in u["titik"] if t["kunci"] == "k3"
    )
    assert (point["nilai"], point["batas"], point["sisa"], point["tanda"]) == (
        "0.02",
        "0.02",
        "0",
        "±",
    )


def test_every_rule_a_test_names_is_listed_with_its_source(store):
    data = ekspor.isi(store(), "ORD/1")
    listed = {r["id"]: r for r in data["aturan"]["dipakai"]}
    named = {name for u in data["uji"] for name in u["aturan"]}
    assert (
        named <= set(listed)
        and {"nawi-bkd", "nawi-tahap"} <= named
        and all(r["sumber"] for r in listed.values())
    )
    assert data["standar"][0]["ketertelusuran"] == "SI melalui BSML"


def test_an_overruling_and_a_second_penera_are_in_it(store, office):
    test = store(keputusan="batal")
    order = run(
        test.case,
        "kesampingkan",
        by=office.people["kepala"],
        seen="diuji",
        note="Salah standar.",
        item=test.case.items.get(),
        keputusan="sah",
    )
    data = obeys(ekspor.isi(again(test), order.nomor))
    assert (data["putusan"], data["keputusan"], data["keputusan_akhir"]) == (
        "BATAL",
        "batal",
        "sah",
    )
    assert (
        data["pengesampingan"]["alasan"] == "Salah standar."
        and data["pengesampingan"]["oleh"]["nama"] == "Kepala UML Uji"
    )


@pytest.mark.parametrize(
    ("teks", "nilai"), [("0,01", "0.01"), ("-3", "-3"), ("> BKD", None), ("Ya", None), ("", None)]
)
def test_a_word_is_no_number(teks, nilai):
    assert ekspor.angka(teks) == nilai


# --- Digital Calibration Certificate --------------------------------------------------------------
def texts(root, name, ns=DCC):
    return [element.text for element in root.iter(f"{ns}{name}")]


def test_a_certificate_has_the_shape_of_the_dcc(store):
    body = dcc(
        store(suhu="27,5", kelembaban="60", kebenaran_k3_tampil="15,01"), "ORD/00001/XI/2026"
    )
    assert faults(body) == []
    root = fromstring(body)
    assert "0.01" in texts(root, "value", SI) and r"\kilogram" in texts(root, "unit", SI)
    assert all(Decimal(v).is_finite() for v in texts(root, "value", SI))
    assert "27.50" in texts(root, "value", SI) and r"\degreecelsius" in texts(root, "unit", SI)
    assert texts(root, "conformity")[0] == "pass"


def test_a_failing_or_overruled_test_says_so_in_the_certificate(store, office):
    test = store(keputusan="batal", suhu="27")
    run(
        test.case,
        "kesampingkan",
        by=office.people["kepala"],
        seen="diuji",
        note="Salah standar.",
        item=test.case.items.get(),
        keputusan="sah",
    )
    body = dcc(again(test), "ORD/1")
    root = fromstring(body)
    assert faults(body) == [] and texts(root, "conformity")[0] == "fail"
    assert any(
        "dikesampingkan menjadi Sah" in (t or "") and "Salah standar." in t
        for t in texts(root, "content")
    )


def test_whatever_people_typed_stays_well_formed(store, office):
    uttp = office.uttp("timbangan_pegas", merek="A & <B> \x07  C", tipe="  ", seri="Ω-1")
    body = dcc(store(uttp=uttp, suhu="27"), "ORD/1")
    assert faults(body) == [] and "A & <B> C" in texts(fromstring(body), "content")


def test_the_shape_check_sees_what_is_wrong(store):
    good = dcc(store(suhu="27"), "ORD/1").decode()
    for bad in (
        good.replace('schemaVersion="3.3.0"', 'schemaVersion="3"'),
        good.replace(">ID<", ">Indonesia<"),
        re.sub(r"<dcc:customer>.*</dcc:customer>", "", good, flags=re.S),
        good.replace(r"\kilogram", "kg"),
        good.replace("dcc:beginPerformanceDate", "dcc:receiptDate"),
    ):
        assert bad != good and faults(bad)


@pytest.mark.parametrize(
    ("jenis", "changes", "reason"),
    [
        ("timbangan_elektronik", {"suhu": "27"}, "Cara lapangan"),
        ("timbangan_pegas", {}, "Suhu"),
        ("meja_beranger", {"suhu": "27"}, "angka"),
    ],
)
def test_only_measured_errors_under_noted_conditions_make_a_certificate(
    store, jenis, changes, reason
):
    assert any(reason in said for said in alasan_bukan(store(jenis, **changes)))


def test_without_traceable_standards_there_is_no_certificate(store, office):
    type(office.standar).objects.update(ketertelusuran="")
    assert alasan_bukan(store(suhu="27")) == ["Ada standar tanpa ketertelusuran."]


# --- who gets it ----------------------------------------------------------------------------------
def address(test, name="json"):
    return reverse(f"pengujian:{name}", args=["orders", test.object_id, test.pk])


@pytest.mark.parametrize("role", ["penera", "kepala", "administrasi", "wajib_ttu"])
def test_staff_and_owner_get_both_files(store, office, client, role):
    test = store(suhu="27")
    client.force_login(office.people[role])
    answer = client.get(address(test))
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    obeys(json.loads(answer.content))
    assert faults(client.get(address(test, "dcc")).content) == []
    page = client.get(test.case.get_absolute_url()).content.decode()
    assert address(test) in page and address(test, "dcc") in page


def test_others_get_nothing_and_a_test_of_another_case_is_not_found(store, office, client):
    test, other = store(), store()
    assert client.get(address(test)).status_code == 302
    client.force_login(office.people["pelapor"])
    assert client.get(address(test)).status_code == 404
    client.force_login(office.people["penera"])
    assert (
        client.get(reverse("pengujian:json", args=["orders", test.object_id, other.pk])).status_code
        == 404
    )
    assert client.post(address(test)).status_code == 405


def test_a_test_that_is_no_calibration_is_refused_with_reasons_and_not_offered(
    store, office, client
):
    test = store("timbangan_elektronik")
    client.force_login(office.people["penera"])
    answer = client.get(address(test, "dcc"))
    assert answer.status_code == 422 and "Cara lapangan" in answer.content.decode()
    assert address(test, "dcc") not in client.get(test.case.get_absolute_url()).content.decode()


def test_anybody_may_read_the_schema(client):
    assert json.loads(client.get(reverse("pengujian:skema")).content) == ekspor.skema()
