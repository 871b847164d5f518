"""Every worked example: whole it is SAH, a hair over a limit BATAL, a reading short no verdict."""

from uuid import uuid4

import pytest
from django.urls import reverse

from metrologi.cerapan.forms import CerapanForm
from metrologi.cerapan.models import Pengujian
from metrologi.clock.now import today
from metrologi.lembar import LEMBAR
from metrologi.lembar.contoh import semua_contoh
from metrologi.uttp.models import JenisUttp, Standar
from tests.walk import walk

pytestmark = pytest.mark.django_db
BLANK = {
    "kapasitas_maks": None,
    "kapasitas_min": None,
    "e": None,
    "d": None,
    "kelas": "",
    "satuan": "L",
}
KOLOM = {"maks": "kapasitas_maks", "min": "kapasitas_min"}
CASES = semua_contoh()


def registered(case):
    """What the register knows of the example's instrument, by its columns."""
    return BLANK | {KOLOM.get(name, name): value for name, value in case.terdaftar.items()}


@pytest.fixture
def sheet(office):
    """`sheet(case, name=text)`.

    The form of the case's sheet, all readings as given, some replaced (None: left out).
    """
    made = {}

    def make(case, tahap="tera", **changes):
        uttp = made.setdefault(str(case), None) or office.uttp(case.jenis, **registered(case))
        made[str(case)] = uttp
        data = typed(office, uttp, case, tahap) | changes
        return CerapanForm(
            {k: v for k, v in data.items() if v is not None},
            {},
            uttp=uttp,
            tahap=tahap,
            hari=today(),
            uml=office.uml,
            penera=office.people["penera"],
            cara=case.cara,
        )

    return make


def standard(office, jenis):
    kind = LEMBAR[jenis].jenis_standar
    return Standar.objects.get_or_create(
        uml=office.uml,
        jenis=kind,
        nama=f"Standar {kind}",
        sertifikat_nomor="S/1",
        defaults={"sertifikat_tanggal": today(), "berlaku_sampai": today()},
    )[0]


def typed(office, uttp, case, tahap):
    """The POST data: proposals kept, readings by field name, everything visual in order."""
    blank = {
        "uttp": uttp,
        "tahap": tahap,
        "hari": today(),
        "uml": office.uml,
        "penera": office.people["penera"],
        "cara": case.cara,
    }
    plate = {
        n: str(f.initial or "").replace(".", ",")
        if n in ("alat_maks", "alat_min", "alat_e", "alat_d")
        else f.initial or ""
        for n, f in CerapanForm(None, None, **blank).fields.items()
        if n.startswith("alat_")
    } | {f"alat_{name}": text for name, text in case.pelat.items()}
    form = CerapanForm(plate, {}, **blank)
    data = {n: "ya" for n in form.fields if n.startswith("visual_")}
    for uji in form.uji:
        for titik in form.rows[uji.kode]:
            for isian in titik.isian:
                text = case.teks(form.alat, uji.kode, titik, isian)
                data[f"{uji.kode}_{titik.kunci}_{isian.nama}"] = text
    kode = uttp.jenis.lembar
    return (
        data
        | plate
        | {
            "cara": form.cara,
            "standar": [str(standard(office, kode).pk)],
            "tapak_sah_jumlah": "1",
            "keputusan": "",
        }
    )


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("tahap", ["tera", "tera_ulang"])
def test_a_whole_sheet_on_its_limit_is_sah(sheet, case, tahap):
    form = sheet(case, tahap, **{case.titik: case.pada, "diperiksa": "on"})
    assert form.is_valid(), (form.errors.as_text(), form.penilaian.hasil)
    assert form.penilaian.hasil.putusan == "SAH"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_just_over_the_limit_is_batal_and_names_the_point(sheet, case):
    form = sheet(case, **{case.titik: case.lewat})
    assert form.penilaian.hasil.putusan == "BATAL", form.penilaian.hasil
    assert form.penilaian.hasil.gagal() and "keputusan" in form.errors


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_reading_left_out_leaves_no_verdict_and_says_what_is_missing(sheet, case):
    form = sheet(case, **{case.titik: None})
    assert form.penilaian.hasil.putusan == "TIDAK_LENGKAP" and form.penilaian.hasil.kurang
    assert not form.is_valid()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_limit_stands_beside_the_field_before_the_reading(sheet, case):
    uji, kunci = case.titik.split("_")[:2]
    point = sheet(case, **{case.titik: None}).penilaian.hasil.titik()[f"{uji}_{kunci}"]
    assert point.batas and point.putusan == "TIDAK_LENGKAP"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rubbish_is_answered_at_its_field(sheet, case):
    form = sheet(
        case,
        **{
            case.titik: "1x\x00",
            "alat_jumlah": "10.000",
            "alat_nozzle": "-3",
            "alat_kompartemen": "0,5",
        },
    )
    assert not form.is_valid() and case.titik in form.errors


def test_every_sheet_is_named_by_a_kind_and_every_kind_names_one_that_exists(office):
    named = set(JenisUttp.objects.exclude(lembar="").values_list("lembar", flat=True))
    assert named == set(LEMBAR)


@pytest.mark.parametrize("case", [c for c in CASES if not c.lembar.timbangan][::3], ids=str)
@pytest.mark.parametrize("reading", ["pada", "lewat"])
def test_what_is_shown_while_typing_is_what_is_stored(office, client, case, reading):
    uttp = office.uttp(case.jenis, **registered(case))
    order = walk(office.order(uttp), "diuji", office.people, office.samples())
    item = order.diterima()[0]
    client.force_login(office.people["penera"])
    data = typed(office, uttp, case, item.tahap) | {
        case.titik: getattr(case, reading),
        "diperiksa": "on",
    }
    if reading == "lewat":
        data |= {"keputusan": "perlu_perbaikan", "tapak_sah_jumlah": ""}
    live = client.post(
        reverse("pengujian:hitung", args=["orders", order.pk, item.pk]), data
    ).content.decode()
    done = client.post(
        reverse("pengujian:uji", args=["orders", order.pk, item.pk]),
        data | {"seen": order.status, "kunci": str(uuid4()), "percobaan": "1"},
    )
    stored = Pengujian.objects.get(uttp=uttp)
    assert done.status_code == 302 and stored.putusan == {"pada": "SAH", "lewat": "BATAL"}[reading]
    assert all(
        f"{t['nilai']}" in live
        for u in stored.hasil["uji"]
        for t in u["titik"]
        if u["kode"] != "visual"
    )
