"""Every kind outside the scales: a whole sheet is SAH, a hair over one limit BATAL, one reading short no verdict."""
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from metrologi.cerapan.forms import CerapanForm
from metrologi.cerapan.lembar import LEMBAR
from metrologi.cerapan.models import Pengujian
from metrologi.clock.now import today
from metrologi.uttp.models import JenisUttp, Standar
from tests.walk import walk

pytestmark = pytest.mark.django_db
BLANK = {"kapasitas_maks": None, "kapasitas_min": None, "e": None, "d": None, "kelas": "", "satuan": "L"}
MANY = " ".join(["500"] * 60)


@dataclass(frozen=True)
class Contoh:
    """A kind: its instrument, its plate as typed, its readings by field, and a reading on and just over the limit."""

    jenis: str
    alat: dict
    isi: dict
    titik: str
    pada: str
    lewat: str
    pelat: dict = field(default_factory=dict)
    cara: str = ""

    def __str__(self):
        return f"{self.jenis}{'-' if self.cara else ''}{self.cara}"


def liter(n):
    return {"kapasitas_maks": Decimal(n), "satuan": "L"}


WATER = {"alat_q3": "2,5", "alat_rasio": "80"}
CASES = [
    Contoh("anak_timbangan", {"kapasitas_maks": Decimal(20), "satuan": "kg", "kelas": "M1"}, {"galat": "0"},
           "kebenaran_k1_galat", "1000", "1000,1"),
    Contoh("anak_timbangan", {"satuan": "kg", "kelas": "M2"}, {"galat": "0"}, "kebenaran_k12_galat", "-80", "-80,01",
           {"alat_susunan": "g"}),
    Contoh("anak_timbangan", {"kapasitas_maks": Decimal(1), "satuan": "kg", "kelas": "F2"}, {"galat": "0", "u": "5"},
           "kebenaran_k1_galat", "11", "11,1"),
    Contoh("anak_timbangan", {"kapasitas_maks": Decimal(5), "satuan": "kg", "kelas": "M2"},
           {"s1": "5000", "s2": "5000", "t": "5000", "koreksi": "0"}, "kebenaran_k1_t", "5000,8", "5000,801", {}, "banding"),
    Contoh("takaran_basah", liter("0.25"), {"isi": "250"}, "kebenaran_v1_isi", "257,5", "257,6"),
    Contoh("takaran_kering", liter(1), {"isi": "1000"}, "kebenaran_v1_isi", "1060", "1060,1"),
    Contoh("takaran_kering", liter(1), {"isi": "1000"}, "kebenaran_v1_isi", "1000", "999,9"),
    Contoh("takaran_basah", liter(1), {"massa": "996,5", "suhu": "27"}, "kebenaran_v1_massa", "1025,7",
           "1025,8", {}, "timbang"),
    Contoh("bejana_ukur", liter(20), {"isi": "20"}, "kebenaran_v2_isi", "20,01", "20,0101"),
    Contoh("bejana_ukur", liter(10), {"massa": "9958", "suhu": "27"}, "kebenaran_v3_massa", "9962", "9964", {}, "timbang"),
    Contoh("meter_kayu", {"kapasitas_maks": Decimal(1), "satuan": "m"}, {}, "kebenaran_p_acuan", "999", "998,99",
           {"alat_kelas": "III"}),
    Contoh("ban_ukur", {"kapasitas_maks": Decimal(30), "satuan": "m", "kelas": "II"}, {}, "kebenaran_p_acuan", "29993,7",
           "29993,69"),
    Contoh("meter_air", {"kelas": "2"}, {"awal": "0", "akhir": "100", "acuan": "100"}, "kebenaran_q3_akhir", "102",
           "102,01", WATER),
    Contoh("meter_air", {"kelas": "2"}, {"awal": "0", "akhir": "100", "acuan": "100"}, "kebenaran_q1_akhir", "105",
           "105,01", WATER),
    Contoh("meter_kwh", {"kelas": "1/B"}, {"tampil": "1", "acuan": "1", "mula": "ya", "pulsa": "0"}, "kebenaran_k3_tampil",
           "1,01", "1,0101"),
    Contoh("meter_kwh", {"kelas": "2/A"}, {"mula": "ya", "pulsa": "20", "daya": "1111,1", "waktu": "40,5"},
           "kebenaran_k3_pulsa", "20", "21", {"alat_konstanta": "1600", "tanpa_beban_t1_pulsa": "0"}, "pulsa"),
    Contoh("tum_bbm", liter(5000), {"acuan": "5000", "kosong": "100", "gerak": "2"}, "kebenaran_k1_acuan", "5010", "5010,5"),
    Contoh("tum_bbm", liter(5000), {"acuan": "5000", "kosong": "100", "gerak": "2"}, "kepekaan_s1_gerak", "2", "1,9"),
    Contoh("pompa_elpiji", {"satuan": "L/menit"}, {"tampil": "15", "bejana": "15"}, "kebenaran_n1maks1_bejana",
           "15,007", "15,2"),
    Contoh("pompa_bbg", {"satuan": "kg/menit"}, {"tampil": "4", "acuan": "4"}, "kebenaran_n1isi2_tampil", "4,03", "4,061"),
    Contoh("meter_arus_pd", {"satuan": "L/menit", "kapasitas_maks": Decimal(600)},
           {"debit": "300", "tampil": "2000", "acuan": "2000"}, "kebenaran_maks1_tampil", "2004", "2006,1",
           {"alat_kelas": "0.5", "alat_mmq": "200"}),
    Contoh("ban_berjalan", {"satuan": "t/jam"}, {"awal": "0", "akhir": "20000", "acuan": "20000"}, "kebenaran_b2_akhir",
           "20100", "20101", {"alat_kelas": "1"}),
    Contoh("timbangan_pengecek", {"satuan": "g", "e": Decimal(1), "kelas": "III"}, {"acuan": "500", "bacaan": MANY},
           "kebenaran_besar_bacaan", "500,5 " * 60, "500,6 " * 60),
    Contoh("timbangan_pengecek", {"satuan": "g", "e": Decimal(1), "kelas": "III"}, {"acuan": "500", "bacaan": MANY},
           "tunggal_besar_bacaan", "501 " * 60, "501 " * 59 + "501,1", {"alat_kategori": "Y"}),
    Contoh("timbangan_pengisi", {"satuan": "kg", "kapasitas_maks": Decimal(25), "kapasitas_min": Decimal(25)},
           {"bacaan": "25000 25000"}, "kebenaran_besar_bacaan", "24800 25200", "24799 25201"),
    Contoh("meter_kadar_air", {"satuan": "%"}, {"acuan": "14", "bacaan": "14 14 14"}, "kebenaran_basah_bacaan",
           "14,8 14,8 14,8", "14,8 14,8 14,81"),
    Contoh("meter_taksi", {"satuan": "km"}, {"tampil": "1000"}, "kebenaran_j1_tampil", "1020", "1020,1",
           {"waktu_w1_tampil": "600"}),
]


@pytest.fixture
def sheet(office):
    """`sheet(case, name=text)`: the form of the case's sheet, all readings as given, some replaced (None: left out)."""
    made = {}

    def make(case, tahap="tera", **changes):
        uttp = made.setdefault(str(case), None) or office.uttp(case.jenis, **{**BLANK, **case.alat})
        made[str(case)] = uttp
        data = typed(office, uttp, case, tahap) | changes
        return CerapanForm({k: v for k, v in data.items() if v is not None}, {}, uttp=uttp, tahap=tahap, hari=today(),
                           uml=office.uml, penera=office.people["penera"], cara=case.cara)

    return make


def standard(office, jenis):
    kind = LEMBAR[jenis].jenis_standar
    return Standar.objects.get_or_create(uml=office.uml, jenis=kind, nama=f"Standar {kind}", sertifikat_nomor="S/1",
                                         defaults={"sertifikat_tanggal": today(), "berlaku_sampai": today()})[0]


def typed(office, uttp, case, tahap):
    """The POST data: proposals kept, readings by field name, everything visual in order."""
    blank = {"uttp": uttp, "tahap": tahap, "hari": today(), "uml": office.uml, "penera": office.people["penera"],
             "cara": case.cara}
    plate = {n: str(f.initial or "").replace(".", ",") if n in ("alat_maks", "alat_min", "alat_e") else f.initial or ""
             for n, f in CerapanForm(None, None, **blank).fields.items() if n.startswith("alat_")} | case.pelat
    form = CerapanForm(plate, {}, **blank)
    data = {n: "ya" for n in form.fields if n.startswith("visual_")}
    for uji in form.uji:
        for titik in form.rows[uji.kode]:
            for isian in titik.isian:
                whole = exact(titik) if case.jenis in ("meter_kayu", "ban_ukur") else ""
                text = case.isi.get(isian.nama) or isian.awal or whole
                data[f"{uji.kode}_{titik.kunci}_{isian.nama}"] = text
    kode = uttp.jenis.lembar
    return data | plate | case.pelat | {"cara": form.cara, "standar": [str(standard(office, kode).pk)], "tapak_sah_jumlah": "1",
                                        "keputusan": ""}


def exact(titik):
    return titik.label.split(", ")[1].removesuffix(" mm")


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("tahap", ["tera", "tera_ulang"])
def test_a_whole_sheet_on_its_limit_is_sah(sheet, case, tahap):
    form = sheet(case, tahap, **{case.titik: case.pada, "diperiksa": "on"})
    assert form.is_valid(), (form.errors.as_text(), form.hitung())
    assert form.hitung().putusan == "SAH"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_just_over_the_limit_is_batal_and_names_the_point(sheet, case):
    form = sheet(case, **{case.titik: case.lewat})
    assert form.hitung().putusan == "BATAL", form.hitung()
    assert form.hitung().gagal() and "keputusan" in form.errors


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_reading_left_out_leaves_no_verdict_and_says_what_is_missing(sheet, case):
    form = sheet(case, **{case.titik: None})
    assert form.hitung().putusan == "TIDAK_LENGKAP" and form.hitung().kurang
    assert not form.is_valid()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_limit_stands_beside_the_field_before_the_reading(sheet, case):
    uji, kunci = case.titik.split("_")[:2] if not case.titik.startswith("tanpa") else ("tanpa_beban", "t1")
    point = sheet(case, **{case.titik: None}).hitung().titik()[f"{uji}_{kunci}"]
    assert point.batas and point.putusan == "TIDAK_LENGKAP"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rubbish_is_answered_at_its_field(sheet, case):
    form = sheet(case, **{case.titik: "1x\x00", "alat_jumlah": "10.000", "alat_nozzle": "-3", "alat_kompartemen": "0,5"})
    assert not form.is_valid() and case.titik in form.errors


def test_every_sheet_is_named_by_a_kind_and_every_kind_names_one_that_exists(office):
    named = set(JenisUttp.objects.exclude(lembar="").values_list("lembar", flat=True))
    assert named == set(LEMBAR)


@pytest.mark.parametrize("case", [c for c in CASES if c.cara == ""][::3], ids=str)
@pytest.mark.parametrize("reading", ["pada", "lewat"])
def test_what_is_shown_while_typing_is_what_is_stored(office, client, case, reading):
    uttp = office.uttp(case.jenis, **{**BLANK, **case.alat})
    order = walk(office.order(uttp), "diuji", office.people, office.samples())
    item = order.diterima()[0]
    client.force_login(office.people["penera"])
    data = typed(office, uttp, case, item.tahap) | {case.titik: getattr(case, reading), "diperiksa": "on"}
    if reading == "lewat":
        data |= {"keputusan": "perlu_perbaikan", "tapak_sah_jumlah": ""}
    live = client.post(reverse("pengujian:hitung", args=["orders", order.pk, item.pk]), data).content.decode()
    done = client.post(reverse("pengujian:uji", args=["orders", order.pk, item.pk]),
                       data | {"seen": order.status, "kunci": str(uuid4()), "percobaan": "1"})
    stored = Pengujian.objects.get(uttp=uttp)
    assert done.status_code == 302 and stored.putusan == {"pada": "SAH", "lewat": "BATAL"}[reading]
    assert all(f"{t['nilai']}" in live for u in stored.hasil["uji"] for t in u["titik"] if u["kode"] != "visual")
