"""A penera who corrects the plate: points, loads, readings and limits stay together, and the
instrument and its papers know the plate that was tested.
"""

from uuid import uuid4

import pytest
from django.urls import reverse

from metrologi.bkd.tulisan import baca_angka
from metrologi.cerapan.forms import CerapanForm
from metrologi.cerapan.models import Pengujian
from metrologi.cerapan.simpan import simpan
from metrologi.clock.now import today
from metrologi.lembar.contoh import semua_contoh
from metrologi.uttp.models import RiwayatUttp
from tests.cerapan.test_lembar_jenis import CASES, registered, typed
from tests.readings import bacaan
from tests.walk import walk

pytestmark = pytest.mark.django_db


def sheet(office, uttp, data, tahap="tera", **rest):
    return CerapanForm(
        data,
        {},
        uttp=uttp,
        tahap=tahap,
        hari=today(),
        uml=office.uml,
        penera=office.people["penera"],
        **rest,
    )


def page(form):
    """What the page of the sheet sends back: every field, and what it had proposed."""
    sent = {name: form[name].value() or "" for name in form.fields}
    for part in form.bagian():
        for row in part["baris"]:
            sent[f"usul_{row['kunci']}"] = row["titik"].label
            sent |= {f"usul_{f.html_name}": i.awal for i, f in row["isian"] if i.awal}
    return sent


def opened(office, uttp, **plate):
    blank = CerapanForm(
        None,
        None,
        uttp=uttp,
        tahap="tera",
        hari=today(),
        uml=office.uml,
        penera=office.people["penera"],
    )
    first = {
        n: str(f.initial or "").replace(".", ",")
        for n, f in blank.fields.items()
        if n.startswith("alat_")
    }
    return page(sheet(office, uttp, first | plate | {"hitung": "1"}))


def test_a_corrected_class_brings_its_own_loads(office):
    """Class III becomes IIII: 50 e and 200 e take the place of 500 e and 2000 e."""
    scale = office.uttp("timbangan_pegas", kapasitas_maks=20, kapasitas_min=1, e="0.05", d="0.05")
    sent = opened(office, scale) | {"alat_kelas": "IIII", "hitung": "1"}
    form = sheet(office, scale, sent)
    for part in form.bagian():
        for row in part["baris"]:
            for isian, field in row["isian"]:
                assert not isian.awal or field.value() == isian.awal, row["titik"].label


def test_readings_follow_their_load_and_never_stand_at_another(office):
    scale = office.uttp("timbangan_pegas", kapasitas_maks=20, kapasitas_min=1, e="0.05", d="0.05")
    sent = opened(office, scale)
    shown = {n: sent[n] for n in sent if n.startswith("kebenaran_") and n.endswith("_beban")}
    sent |= {n.replace("_beban", "_tampil"): load for n, load in shown.items()}
    form = sheet(office, scale, sent | {"alat_kelas": "IIII", "hitung": "1"})
    kept = 0
    for t in form.rows["kebenaran"]:
        load, read = (form.data.get(f"kebenaran_{t.kunci}_{n}") for n in ("beban", "tampil"))
        assert read in ("", None, load)
        kept += bool(read)
    assert kept


def test_a_load_the_penera_chose_stays_and_names_its_point(office):
    scale = office.uttp()
    sent = opened(office, scale) | {"kebenaran_k2_beban": "6", "kebenaran_k2_tampil": "6"}
    form = sheet(office, scale, sent)
    point = form.penilaian.hasil.titik()["kebenaran_k2"]
    assert (point.label, point.nilai) == ("6 kg", "0")


@pytest.mark.parametrize("case", [c for c in CASES if c.alat().maks], ids=str)
def test_no_sheet_judges_an_old_load_after_the_plate_is_corrected(office, case):
    """Of every kind: half the capacity, and whatever was proposed is proposed for the new plate."""
    uttp = office.uttp(case.jenis, **registered(case))
    data = typed(office, uttp, case, "tera")
    sent = page(sheet(office, uttp, data, cara=case.cara))
    half = str(baca_angka(data["alat_maks"]) / 2).replace(".", ",")
    form = sheet(office, uttp, sent | {"alat_maks": half, "hitung": "1"}, cara=case.cara)
    for part in form.bagian():
        for row in part["baris"]:
            for isian, field in row["isian"]:
                was = sent.get(field.html_name), sent.get(f"usul_{field.html_name}")
                assert not isian.awal or field.value() == isian.awal or was[0] != was[1]


@pytest.fixture
def item(office):
    order = walk(
        office.order(office.uttp(kelas="", kapasitas_min=None)),
        "diuji",
        office.people,
        office.samples(),
    )
    return order.diterima()[0]


def test_the_plate_read_at_the_test_reaches_the_instrument_and_its_history(office, item):
    order = item.perkara
    plate = {"alat_kelas": "III", "alat_min": "0,2"}
    known = office.uttp(kelas="III")
    data = bacaan(known, office.standar, tahap=item.tahap) | plate
    form = sheet(office, item.uttp, data, item.tahap)
    assert form.is_valid(), form.errors
    simpan(
        form,
        case=order,
        item_id=item.pk,
        penera=office.people["penera"],
        percobaan=1,
        kunci=uuid4(),
    )
    item.uttp.refresh_from_db()
    assert (item.uttp.kelas, str(item.uttp.kapasitas_min)) == ("III", "0.200000")
    told = RiwayatUttp.objects.filter(uttp=item.uttp, peristiwa="diubah").get()
    assert "kelas" in told.keterangan.lower() and "III" in told.keterangan


@pytest.mark.parametrize(
    "jenis", [c.jenis for c in semua_contoh() if any(i.cacah for i in c.lembar.tambahan)]
)
def test_an_instrument_of_four_parts_is_not_sah_with_one_tested(office, jenis):
    case = next(c for c in CASES if c.jenis == jenis)
    part = next(i for i in case.lembar.tambahan if i.cacah)
    uttp = office.uttp(jenis, **registered(case), ekstra={part.cacah: 4})
    data = typed(office, uttp, case, "tera")
    assert sheet(office, uttp, data).penilaian.hasil.putusan == "SAH"
    data[f"alat_{part.nama}"] = "1"
    one = {n: text for n, text in data.items() if not _of_another(n)}
    form = sheet(office, uttp, one)
    assert form.penilaian.hasil.putusan == "TIDAK_LENGKAP" and not form.is_valid()
    assert "menyebut 4" in form.errors[f"alat_{part.nama}"][0]


def _of_another(name):
    point = name.split("_")[1] if "_" in name else ""
    return point[:2] in ("n2", "n3", "n4", "k2", "k3", "k4", "s2", "s3", "s4", "b2", "b3", "b4")


def test_the_sheet_of_a_pump_opens_with_the_nozzles_of_the_register(office, client):
    uttp = office.uttp("pompa_bbm", kapasitas_maks=None, kelas="", ekstra={"jumlah_nozzle": 4})
    order = walk(office.order(uttp), "diuji", office.people, office.samples())
    row = order.diterima()[0]
    url = reverse("pengujian:uji", args=["orders", order.pk, row.pk])
    client.force_login(office.people["penera"])
    said = client.get(url).content.decode()
    assert "Nozzle 4, lambat, ke-3" in said
    assert not Pengujian.objects.exists()
