"""The register on screen.

What an applicant types, what comes back, and what nobody else may see.
"""

import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from metrologi.accounts.roles import Role
from metrologi.uttp.catatan import catat, putuskan
from metrologi.uttp.models import JenisUttp, Pemilik, Tempat, Uttp, Wilayah


@pytest.fixture(autouse=True)
def berkas(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def siti(client, pemohon, toko):
    client.force_login(pemohon)
    return client


@pytest.fixture
def loket(client, petugas):
    client.force_login(petugas)
    return client


def kec(kode):
    return Wilayah.objects.get(kode=kode).pk


def isian(tempat, /, **fields):
    return {
        "tempat": tempat.pk,
        "jenis": "timbangan_elektronik",
        "merek": "Digi",
        "nomor_seri": "D-1",
        "kapasitas_maks": "30",
        "satuan": "kg",
        "e": "0,01",
        "kelas": "III",
    } | fields


def gambar(fmt="PNG", size=(2400, 1200), exif=None):
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, fmt, **({"exif": exif} if exif else {}))
    out.seek(0)
    out.name = f"alat.{fmt.lower()}"
    return out


def usaha(**fields):
    return {
        "nama": "Kios Budi 🐟",
        "jenis_usaha": "pedagang",
        "telepon": "0812 3456 7890",
        "tempat-nama": "Los ikan",
        "tempat-jenis": "pasar",
        "tempat-kecamatan": kec("16.06.01"),
        "tempat-desa": kec("16.06.01.1010"),
    } | fields


# --- business and place ---------------------------------------------------------------------------
def test_a_trader_registers_a_business_with_its_place(client, orang):
    budi = orang("budi", Role.WAJIB_TTU)
    client.force_login(budi)
    answer = client.post("/uttp/usaha/baru/", usaha())
    [pemilik] = Pemilik.objects.visible_to(budi)
    assert answer.url == f"/uttp/usaha/{pemilik.pk}/"
    assert (pemilik.nama, pemilik.telepon) == ("Kios Budi 🐟", "+6281234567890")
    assert str(pemilik.tempat.get().desa) == "Kelurahan Serasan Jaya"


def test_a_desa_of_another_kecamatan_is_refused_and_typed_values_stay(siti):
    answer = siti.post(
        "/uttp/usaha/baru/", usaha(**{"tempat-desa": kec("16.06.02.2005"), "telepon": "abc"})
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    for text in ("tidak termasuk Kecamatan Sekayu", "Nomor telepon tidak dikenali", "Kios Budi 🐟"):
        assert text in page


def test_the_desa_alone_tells_the_kecamatan(siti):
    siti.post("/uttp/usaha/baru/", usaha(**{"tempat-kecamatan": ""}))
    assert Tempat.objects.get(nama="Los ikan").kecamatan.nama == "Sekayu"


def test_without_javascript_every_desa_is_offered_under_its_kecamatan(siti):
    page = siti.get("/uttp/usaha/baru/").content.decode()
    assert page.count("<optgroup") >= 15 and "Kecamatan Bayung Lencir" in page


def test_choosing_a_kecamatan_brings_its_desa_only(siti):
    page = siti.get("/uttp/desa/", {"tempat-kecamatan": kec("16.06.01")}).content.decode()
    assert "Serasan Jaya" in page and "Danau Cala" not in page
    assert "Pilih kecamatan dahulu" in siti.get("/uttp/desa/?kecamatan=xx").content.decode()


# --- one instrument -------------------------------------------------------------------------------
def test_an_instrument_is_registered_with_comma_decimals_and_its_scope_answered(siti, toko):
    answer = siti.post("/uttp/baru/", isian(toko.utama), follow=True)
    uttp = Uttp.objects.get()
    assert answer.redirect_chain[-1][0] == f"/uttp/{uttp.kode}/"
    assert str(uttp.e) == "0.010000" and uttp.pemilik == toko
    page = answer.content.decode()
    assert "Dilayani kantor ini" in page and "Didaftarkan" in page and "belum dikonfirmasi" in page


def test_a_kwh_meter_is_told_the_reason_and_the_nearest_office(siti, toko):
    page = siti.post(
        "/uttp/baru/",
        isian(toko.utama, jenis="meter_kwh", kelas="", kapasitas_maks="", satuan="", e=""),
        follow=True,
    ).content.decode()
    assert "Di luar ruang lingkup" in page and "Meter kWh tidak tercantum" in page
    assert "Kota Palembang" in page and re.search(r"kira-kira \d+ km", page)


BAD = [
    ("merek", "", "Isi merek"),
    ("jenis", "pesawat", "Pilih jenis dari daftar"),
    ("kapasitas_maks", "30.000", "dua hal"),
    ("kapasitas_maks", "tiga puluh", "Tulis angka saja"),
    ("kapasitas_maks", "9" * 30, "terlalu besar"),
    ("kapasitas_maks", "0", "lebih dari nol"),
    ("e", "40", "lebih kecil dari kapasitas"),
    ("kelas", "V", "Pilih kelas"),
    ("tahun_buat", "1066", "antara 1900"),
    ("tahun_buat", "kemarin", "empat angka"),
    ("merek", "x" * 61, "61"),
    ("tempat", "999999", "Pilih tempat dari daftar"),
]


@pytest.mark.parametrize(("field", "value", "message"), BAD)
def test_wrong_values_are_answered_at_the_field_and_kept(siti, toko, field, value, message):
    answer = siti.post("/uttp/baru/", isian(toko.utama, tipe="TIPE-KETIK", **{field: value}))
    page = answer.content.decode()
    assert answer.status_code == 422 and message in page and "TIPE-KETIK" in page
    assert not Uttp.objects.exists()


def test_a_nul_byte_ends_in_a_refusal_not_in_the_database(siti, toko):
    assert siti.post("/uttp/baru/", isian(toko.utama, merek="a\x00b")).status_code in {400, 422}
    assert siti.get("/uttp/?cari=%00").status_code in {200, 400}


def test_the_class_must_be_one_the_kind_has(siti, toko):
    page = siti.post(
        "/uttp/baru/", isian(toko.utama, jenis="timbangan_pegas", kelas="I")
    ).content.decode()
    assert "Pilih kelas dari daftar" in page


def test_the_same_identity_twice_is_explained_without_naming_another_owner(
    siti, toko, alat, uml, tempat
):
    mine = alat(nomor_seri="D-1")
    page = siti.post("/uttp/baru/", isian(toko.utama, nomor_seri="d1")).content.decode()
    assert mine.kode in page
    lain = Pemilik.objects.create(uml=uml, nama="Rahasia Dagang")
    alat(nomor_seri="E-1", tempat=tempat(lain, "Kios"))
    page = siti.post("/uttp/baru/", isian(toko.utama, nomor_seri="E1")).content.decode()
    assert "usaha lain" in page and "Rahasia" not in page


def test_the_kind_brings_its_own_fields_by_htmx_with_the_scope(siti, toko):
    page = siti.post(
        "/uttp/isian/", isian(toko.utama, jenis="pompa_bbm", kelas="")
    ).content.decode()
    assert "Nomor SPBU" in page and "Dilayani kantor ini" in page and 'value="30"' in page
    page = siti.post(
        "/uttp/lingkup/",
        isian(toko.utama, jenis="timbangan_jembatan", kapasitas_maks="120", satuan="t"),
    )
    assert "melebihi batas ruang lingkup 100 t" in page.content.decode()


def test_without_javascript_a_button_checks_the_scope_and_stores_nothing(siti, toko):
    page = siti.post("/uttp/baru/", isian(toko.utama, kelas="I", periksa="1")).content.decode()
    assert (
        "kelas I di luar ruang lingkup" in page
        and 'value="D-1"' in page
        and not Uttp.objects.exists()
    )


def test_extra_fields_of_a_kind_are_kept(siti, toko):
    siti.post(
        "/uttp/baru/",
        isian(
            toko.utama,
            jenis="pompa_bbm",
            kelas="",
            e="",
            kapasitas_maks="45",
            satuan="L/menit",
            ekstra_nomor_spbu="24.307.12",
            ekstra_jumlah_nozzle="4",
        ),
    )
    uttp = Uttp.objects.get()
    assert uttp.ekstra == {"nomor_spbu": "24.307.12", "jumlah_nozzle": 4}
    assert ("Nomor SPBU", "24.307.12") in uttp.isian_khusus


def test_an_owner_may_correct_the_plate_until_the_first_test(siti, toko, alat, petugas, client):
    uttp = alat(nomor_seri="D-1")
    assert (
        siti.post(f"/uttp/{uttp.kode}/ubah/", isian(toko.utama, merek="Ishida")).status_code == 302
    )
    uttp.refresh_from_db()
    assert uttp.merek == "Ishida" and uttp.riwayat.get().data["merek"] == ["Digi", "Ishida"]
    putuskan(uttp, putusan="sah", tahap="tera", tanggal=dt.date(2025, 3, 3), oleh=petugas)
    assert siti.post(f"/uttp/{uttp.kode}/ubah/", isian(toko.utama)).status_code == 403
    client.force_login(petugas)
    assert client.post(f"/uttp/{uttp.kode}/ubah/", isian(toko.utama)).status_code == 302


def test_a_trader_without_a_business_is_led_to_register_one(client, orang):
    client.force_login(orang("baru", Role.WAJIB_TTU))
    assert client.get("/uttp/baru/").url == "/uttp/usaha/baru/"


def test_the_counter_adds_an_instrument_for_any_owner(loket, toko):
    assert loket.get("/uttp/baru/").url == "/uttp/usaha/"
    assert loket.post(f"/uttp/baru/?usaha={toko.pk}", isian(toko.utama)).status_code == 302


# --- many at once ---------------------------------------------------------------------------------
def grid(tempat, rows, total=None, **fields):
    data = {
        "tempat": tempat.pk,
        "form-TOTAL_FORMS": total or max(len(rows), 5),
        "form-INITIAL_FORMS": 0,
    } | fields
    return data | {f"form-{n}-{k}": v for n, row in enumerate(rows) for k, v in row.items()}


ROW = {"jenis": "timbangan_pegas", "merek": "Nagami", "kapasitas_maks": "25", "satuan": "kg"}


def test_a_grid_registers_its_filled_rows_and_answers_each(siti, toko):
    rows = [ROW | {"nomor_seri": "1"}, {}, ROW | {"nomor_seri": "2", "jenis": "meter_kwh"}]
    page = siti.post("/uttp/baru/beberapa/", grid(toko.utama, rows), follow=True).content.decode()
    assert Uttp.objects.count() == 2
    assert page.count("Dilayani kantor ini") == page.count("Di luar ruang lingkup kantor ini") == 1


def test_a_wrong_row_stores_nothing_and_is_named(siti, toko):
    rows = [ROW | {"nomor_seri": "1"}, ROW | {"nomor_seri": "1"}]
    answer = siti.post("/uttp/baru/beberapa/", grid(toko.utama, rows))
    assert answer.status_code == 422 and "sudah ada pada baris lain" in answer.content.decode()
    assert siti.post("/uttp/baru/beberapa/", grid(toko.utama, [{}])).status_code == 422
    assert not Uttp.objects.exists()


@pytest.mark.parametrize("total", [21, 100000, "x", "-1"])
def test_a_forged_number_of_rows_is_refused_quietly(siti, toko, total):
    rows = [ROW | {"nomor_seri": str(n)} for n in range(21)]
    assert siti.post("/uttp/baru/beberapa/", grid(toko.utama, rows, total)).status_code == 422
    assert Uttp.objects.count() == 0


def test_more_rows_are_offered_without_losing_what_was_typed(siti, toko):
    page = siti.post(
        "/uttp/baru/beberapa/", grid(toko.utama, [ROW | {"nomor_seri": "K-77"}], tambah="1")
    )
    assert (
        page.status_code == 200
        and 'value="K-77"' in page.content.decode()
        and b"form-5-merek" in page.content
    )


def test_a_paste_from_a_spreadsheet_fills_the_grid(siti, toko):
    tempel = "Timbangan pegas\tNagami\tSP\t77\t25\tkg\t0,1\tIII\nTimbangan ajaib\tX\t\t78\n"
    page = siti.post(
        "/uttp/baru/beberapa/", {"tempat": toko.utama.pk, "tempel": tempel, "isi": "1"}
    ).content.decode()
    assert (
        'value="timbangan_pegas" selected' in page and 'value="77"' in page and 'value="78"' in page
    )
    assert not Uttp.objects.exists()


# --- who sees what --------------------------------------------------------------------------------
def test_pages_of_another_persons_instrument_do_not_exist(client, orang, alat, toko):
    uttp = alat()
    client.force_login(orang("joko", Role.WAJIB_TTU))
    for path in ("", "foto/", "ubah/", "pindah/", "foto/unggah/"):
        assert client.get(f"/uttp/{uttp.kode}/{path}").status_code == 404
    for path in ("", "ubah/", "tempat/"):
        assert client.get(f"/uttp/usaha/{toko.pk}/{path}").status_code == 404
    assert uttp.kode not in client.get("/uttp/").content.decode()
    assert client.get(f"/uttp/{uttp.kode}/alihkan/").status_code == 403


def test_anyone_may_read_an_instruments_life_but_not_whose_it_is(client, alat, petugas, toko):
    uttp = alat(nomor_seri="PUB-7", ekstra={"nomor_spbu": "24.307.12"})
    catat(uttp, "diubah", petugas, keterangan="Catatan dalam untuk Toko Siti Jaya")
    putuskan(uttp, putusan="sah", tahap="tera", tanggal=dt.date(2026, 3, 17), oleh=petugas)
    answer = client.get(f"/u/{uttp.kode.lower()}/")
    page = answer.content.decode()
    assert (
        answer.status_code == 200 and "PUB-7" in page and "SAH" in page and "17 Maret 2027" in page
    )
    for secret in ("Siti", "Toko", "Serasan", "Rina", "Catatan dalam", "24.307"):
        assert secret not in page
    assert client.get("/u/AAAAAAAAAA/").status_code == 404


def test_the_list_shows_validity_filters_and_searches(siti, alat, petugas):
    sah, baru = alat(nomor_seri="AA-1"), alat(nomor_seri="BB-2")
    putuskan(sah, putusan="sah", tahap="tera", tanggal=dt.date(2020, 1, 1), oleh=petugas)
    page = siti.get("/uttp/").content.decode()
    assert "Kedaluwarsa" in page and "Belum ditera" in page and "lewat" in page
    assert "BB-2" not in siti.get("/uttp/?keadaan=kedaluwarsa").content.decode()
    assert "AA-1" not in siti.get("/uttp/?cari=bb2").content.decode()
    assert baru.kode in siti.get("/uttp/?cari=bb2").content.decode()
    assert siti.get("/uttp/?hal=xx&keadaan=??&usaha=abc&cari=%25_").status_code == 200


def test_a_list_costs_the_same_queries_for_three_and_for_fifty(siti, alat):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            siti.get("/uttp/")
        return len(seen)

    for n in range(3):
        alat(nomor_seri=f"S{n}")
    few = queries()
    for n in range(3, 50):
        alat(nomor_seri=f"S{n}")
    assert queries() == few <= 12
    assert "Berikutnya" in siti.get("/uttp/").content.decode()


# --- later changes --------------------------------------------------------------------------------
def test_the_owner_moves_an_instrument_between_own_places(siti, toko, alat, tempat):
    uttp, cabang = alat(), tempat(toko, "Cabang Lais", "16.06.02.2005")
    assert siti.post(f"/uttp/{uttp.kode}/pindah/", {"tempat": cabang.pk}).status_code == 302
    assert "Pindah tempat" in siti.get(f"/uttp/{uttp.kode}/").content.decode()
    assert siti.post(f"/uttp/{uttp.kode}/pindah/", {"tempat": ""}).status_code == 422


def test_the_counter_hands_an_instrument_to_its_new_owner(loket, alat, uml, tempat):
    uttp, baru = alat(), Pemilik.objects.create(uml=uml, nama="Pembeli")
    assert (
        "sudah punya tempat"
        in loket.post(f"/uttp/{uttp.kode}/alihkan/", {"usaha": baru.pk}).content.decode()
    )
    tempat(baru, "Kios")
    assert loket.post(f"/uttp/{uttp.kode}/alihkan/", {"usaha": baru.pk}).status_code == 302
    assert Uttp.objects.get().pemilik == baru


def test_a_broken_mark_is_recorded_by_the_staff_only_when_there_is_one(loket, alat, petugas):
    uttp = alat()
    data = {"tanggal": "2026-01-05", "alasan": "Segel putus"}
    assert (
        "tidak sedang bertanda tera sah"
        in loket.post(f"/uttp/{uttp.kode}/gugur/", data).content.decode()
    )
    putuskan(uttp, putusan="sah", tahap="tera", tanggal=dt.date(2026, 1, 1), oleh=petugas)
    assert (
        loket.post(f"/uttp/{uttp.kode}/gugur/", data | {"tanggal": "3026-01-01"}).status_code == 422
    )
    assert loket.post(f"/uttp/{uttp.kode}/gugur/", data).status_code == 302
    assert Uttp.objects.get().keadaan().kode == "gugur"


# --- photographs ----------------------------------------------------------------------------------
@pytest.mark.parametrize("fmt", ["PNG", "JPEG", "WEBP"])
def test_a_photo_is_made_small_and_served_as_a_plain_jpeg(siti, alat, fmt):
    uttp = alat()
    assert siti.post(f"/uttp/{uttp.kode}/foto/unggah/", {"foto": gambar(fmt)}).status_code == 302
    answer = siti.get(f"/uttp/{uttp.kode}/foto/")
    picture = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert (picture.format, max(picture.size)) == ("JPEG", 1600)
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Content-Type"] == "image/jpeg"


def test_a_photo_loses_where_it_was_taken(siti, alat):
    uttp, exif = alat(), Image.Exif()
    exif[0x010E] = "rumah Siti"
    siti.post(f"/uttp/{uttp.kode}/foto/unggah/", {"foto": gambar("JPEG", exif=exif)})
    with Uttp.objects.get().foto.open() as stored:
        assert b"rumah Siti" not in stored.read()


def test_what_is_not_a_photo_is_refused_in_words(siti, alat):
    uttp = alat()
    for body, message in (
        (b"<svg onload=alert(1)>", "bukan foto"),
        (b"", "kosong"),
        (b"%PDF-1.7", "bukan foto"),
    ):
        fake = io.BytesIO(body)
        fake.name = "foto.jpg"
        answer = siti.post(f"/uttp/{uttp.kode}/foto/unggah/", {"foto": fake})
        assert answer.status_code == 422 and message in answer.content.decode()
    assert "Pilih foto" in siti.post(f"/uttp/{uttp.kode}/foto/unggah/", {}).content.decode()


def test_a_photo_that_unpacks_to_a_giant_is_refused(siti, alat):
    answer = siti.post(
        f"/uttp/{alat().kode}/foto/unggah/", {"foto": gambar("PNG", size=(8000, 8000))}
    )
    assert answer.status_code == 422 and "terlalu besar" in answer.content.decode()


def test_every_kind_offered_is_a_leaf(siti, toko):
    page = siti.get("/uttp/baru/").content.decode()
    offered = set(re.findall(r'<option value="([a-z_]+)"', page))
    assert set(JenisUttp.objects.pilihan().values_list("kode", flat=True)) <= offered
    assert "timbangan_bukan_otomatis" not in offered


# --- standards and reference ----------------------------------------------------------------------
STANDAR = {
    "kode": "AT-M1",
    "nama": "Anak timbangan",
    "jenis": "massa",
    "jumlah": "1",
    "sertifikat_nomor": "S/1",
    "sertifikat_tanggal": "2026-01-01",
    "berlaku_sampai": "2027-01-01",
    "aktif": "on",
}


def test_the_staff_keeps_the_standards_and_sees_which_have_lapsed(loket):
    assert loket.post("/uttp/standar/baru/", STANDAR).status_code == 302
    old = STANDAR | {
        "kode": "TUA",
        "sertifikat_tanggal": "2020-01-01",
        "berlaku_sampai": "2021-01-01",
    }
    assert loket.post("/uttp/standar/baru/", old).status_code == 302
    page = loket.get("/uttp/standar/").content.decode()
    assert "Tidak berlaku" in page and "AT-M1" in page


def test_a_wrong_standard_is_answered_at_its_fields(loket):
    loket.post("/uttp/standar/baru/", STANDAR)
    wrong = STANDAR | {"berlaku_sampai": "2025-01-01", "pinjaman_dari": "UML X"}
    page = loket.post("/uttp/standar/baru/", wrong).content.decode()
    for text in ("Tidak boleh sebelum", "nomor perjanjian", "sudah dipakai standar lain"):
        assert text in page


def test_an_applicant_does_not_see_the_standards(siti):
    assert siti.get("/uttp/standar/").status_code == 403


def test_anyone_may_read_kinds_periods_and_scope_at_a_constant_price(client, uml):
    with CaptureQueriesContext(connection) as seen:
        page = client.get("/uttp/acuan/").content.decode()
    assert len(seen) <= 6
    assert "Timbangan pegas" in page and "belum dikonfirmasi" in page and "sampai 100 t" in page
