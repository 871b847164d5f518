"""Stored tests: written once, complete, and readable by papers long after."""

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from PIL import Image

from metrologi.bkd import VERSI
from metrologi.cerapan.forms import CerapanForm
from metrologi.cerapan.models import FotoPengujian, Pengujian, StandarDipakai, TapakCtt
from metrologi.cerapan.ringkasan import ringkasan
from metrologi.cerapan.simpan import simpan
from metrologi.clock.now import today
from tests.readings import bacaan
from tests.walk import walk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def order(office):
    return walk(office.order(), "diuji", office.people, office.samples())


@pytest.fixture
def save(office, order):
    """`save("sah")` stores an attempt at the order's only instrument."""

    def make(keputusan="sah", percobaan=1, kunci=None, files=None, **changes):
        item, penera = order.diterima()[0], office.people["penera"]
        data = bacaan(item.uttp, office.standar, keputusan) | changes
        form = CerapanForm(
            data,
            files or {},
            uttp=item.uttp,
            tahap=item.tahap,
            hari=today(),
            uml=office.uml,
            penera=penera,
        )
        assert form.is_valid(), form.errors
        return simpan(
            form,
            case=order,
            item_id=item.pk,
            penera=penera,
            percobaan=percobaan,
            kunci=kunci or uuid4(),
        )

    return make


def picture():
    body = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(body, "JPEG")
    return SimpleUploadedFile("../../pelat.jpg", body.getvalue(), content_type="image/jpeg")


def test_an_attempt_keeps_texts_as_typed_plate_result_and_version(save):
    test = save(suhu="27,50", kebenaran_k2_tampil="5.00", catatan="pelat agak pudar")
    test.refresh_from_db()
    assert test.bacaan["kebenaran_k2_tampil"] == "5.00" and test.bacaan["cara"] == "lapangan"
    assert (test.putusan, test.keputusan, test.versi_aturan, test.suhu) == (
        "SAH",
        "sah",
        VERSI,
        27.5,
    )
    assert test.identitas["e"] == "0,01" and test.hasil["putusan"] == "SAH"


def test_marks_standards_and_photographs_belong_to_it(save, office):
    test = save(
        files={"foto": picture(), "foto_3": picture()},
        tapak_jaminan_jumlah="2",
        tapak_jaminan_segel="A-17",
    )
    assert [(m.jenis, m.jumlah, m.nomor_segel) for m in test.tapak.all()] == [
        ("sah", 1, ""),
        ("jaminan", 2, "A-17"),
    ]
    assert {m.tahun for m in test.tapak.all()} == {f"{today():%y}"}
    assert (
        test.standar_dipakai.get().sertifikat["sertifikat_nomor"] == office.standar.sertifikat_nomor
    )
    names = [f.gambar.name for f in test.foto.all()]
    assert len(names) == 2 and all(str(test.kunci) in n and ".." not in n for n in names)


def test_fail_repair_and_test_again_are_two_rows(save):
    first = save("perlu_perbaikan")
    assert not first.ada_yang_lebih_baru()
    second = save("sah", percobaan=2)
    assert first.ada_yang_lebih_baru() and not second.ada_yang_lebih_baru()
    assert [t.keputusan for t in Pengujian.objects.dari(first.case)] == ["perlu_perbaikan", "sah"]


@pytest.mark.parametrize("again", [{"percobaan": 2}, {"kunci": None}])
def test_the_same_key_or_the_same_attempt_is_stored_once(save, again):
    first = save("perlu_perbaikan")
    same = {"kunci": first.kunci} | again
    with pytest.raises(IntegrityError), transaction.atomic():
        save("sah", **same)
    assert Pengujian.objects.count() == 1 and TapakCtt.objects.count() == 0


@pytest.mark.parametrize("sql", ["UPDATE {} SET id = id", "DELETE FROM {}"])
@pytest.mark.parametrize("model", [Pengujian, TapakCtt, StandarDipakai, FotoPengujian])
def test_the_database_refuses_to_change_or_drop_a_test(save, sql, model):
    save(files={"foto": picture()})
    with (
        pytest.raises(IntegrityError, match="tidak dapat diubah"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format(model._meta.db_table))


@pytest.mark.parametrize(
    ("keputusan", "putusan"),
    [
        ("sah", "BATAL"),
        ("batal", "SAH"),
        ("sah", "TIDAK_LENGKAP"),
        ("perlu_perbaikan", "TIDAK_VALID"),
    ],
)
def test_the_database_refuses_a_decision_against_the_verdict(save, keputusan, putusan):
    test = save()
    test.pk, test.kunci, test.percobaan, test.keputusan, test.putusan = (
        None,
        uuid4(),
        2,
        keputusan,
        putusan,
    )
    with pytest.raises(IntegrityError, match="cerapan_keputusan"), transaction.atomic():
        test.save(force_insert=True)


def test_a_summary_is_plain_text_for_papers(save):
    told = ringkasan(save("batal", suhu="28,1"))
    tests = {t["kode"]: t for t in told["uji"]}
    assert told["lingkungan"] == {"suhu": "28,1", "kelembaban": ""} and told["keputusan"] == "Batal"
    assert tests["kebenaran"]["baris"][-1] == [
        "30 kg",
        "L 30; I 30,1",
        "0,1 kg",
        "±0,03 kg",
        "Tidak memenuhi",
    ]
    assert tests["kemampuan_ulang"]["dibaca"][0] == ["Penimbangan 1 pada 15 kg", "I 15"]
    assert told["gagal"] == [
        {"uji": "Kebenaran", "titik": "30 kg", "nilai": "0,1", "batas": "0,03", "satuan": "kg"}
    ]
    assert told["tapak"][0]["jenis"] == "Tanda batal" and told["standar"][0]["ketertelusuran"]


@pytest.mark.parametrize("jenis", ["timbangan_elektronik", "timbangan_pegas", "meja_beranger"])
def test_every_kind_of_scale_reaches_paper(office, jenis):
    order = walk(office.order(office.uttp(jenis)), "diuji", office.people, office.samples())
    item = order.diterima()[0]
    order = office.test_item(order, item)
    told = {"jenis": "Timbangan", **ringkasan(order.items.get(pk=item.pk).pengujian)}
    page = render_to_string("pengujian/papers/_hasil.html", {"u": told, "lengkap": True})
    assert "Memenuhi" in page and "Kebenaran" in page


def test_a_summary_costs_the_same_for_many_tests(save, django_assert_num_queries):
    save("perlu_perbaikan")
    save("sah", percobaan=2)
    tests = Pengujian.objects.select_related(
        "uttp__jenis", "penera", "penera_kedua", "pengesampingan__oleh"
    )
    with django_assert_num_queries(4):
        assert (
            len(
                [
                    ringkasan(t)
                    for t in tests.prefetch_related("standar_dipakai", "tapak", "penegasan__penera")
                ]
            )
            == 2
        )
