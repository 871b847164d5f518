"""The counter: what the clerk sees before anything is decided, and how the next one begins."""

import pytest

from metrologi.uttp.models import Uttp
from orders.models import Order

pytestmark = pytest.mark.django_db
URL = "/orders/loket/"


@pytest.fixture
def clerk(client, office):
    client.force_login(office.people["administrasi"])
    return client


@pytest.fixture
def typed(office):
    """`typed(kelas="3")`: what is written of a new spring scale and its owner."""
    place = office.owner.tempat.first()
    return lambda **changes: (
        {
            "pemilik": "Warung Rukiah",
            "telepon": "081234567890",
            "kecamatan": place.kecamatan_id,
            "jenis": "timbangan_pegas",
            "merek": "Camry",
            "nomor_seri": "R-1",
            "kapasitas_maks": "10",
            "e": "0,05",
            "kelas": "3",
        }
        | changes
    )


def accepted(page):
    """What the form of acceptance sends when the clerk has looked at everything."""
    form = page.context["terima"]
    boxes = {"kunci": form["kunci"].value(), "uttp": [u.kode for u in form.alat]}
    boxes |= {f"tahap_{u.pk}": "tera_ulang" for u in form.alat}
    return boxes | ({"diperiksa": "on"} if form.dalam else {})


@pytest.mark.parametrize(("digit", "kelas"), [("1", "I"), ("2", "II"), ("3", "III"), ("4", "IIII")])
def test_a_class_typed_as_a_digit_is_that_class_and_nobody_is_sent_away(clerk, typed, digit, kelas):
    given = typed(kelas=digit, jenis="timbangan_elektronik", e="0,01")
    assert clerk.post(URL, given).status_code == 302
    assert Uttp.objects.get(nomor_seri="R-1").kelas == kelas
    assert not Order.objects.exists()


def test_what_is_out_of_scope_is_said_before_it_is_referred_and_in_true_words(clerk, typed):
    page = clerk.post(URL, typed(jenis="meter_kwh", kelas="", e=""), follow=True)
    said = page.content.decode()
    assert "Di luar ruang lingkup" in said and "Catat dan rujuk" in said
    assert not Order.objects.exists()
    done = clerk.post(URL, accepted(page), follow=True).content.decode()
    assert Order.objects.get().status == "dirujuk"
    assert "dirujuk ke UML lain" in done and "diterima" not in done


def test_nothing_is_ticked_beforehand_and_the_stage_is_asked(clerk, office):
    page = clerk.get(f"{URL}?seri={office.uttp(seri='AB-99').nomor_seri}", follow=True)
    form = page.context["terima"]
    assert "checked" not in str(form["diperiksa"]) and "selected" not in str(
        form[f"tahap_{form.alat[0].pk}"]
    ).replace('value="" selected', "")
    sent = {"kunci": form["kunci"].value(), "uttp": [form.alat[0].kode]}
    refused = clerk.post(URL, sent).content.decode()
    assert "Periksa kelengkapan" in refused and "Pilih tera, atau tera ulang" in refused


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"e": "50"}, "lebih kecil dari kapasitas"),
        ({"e": "5"}, "paling sedikit"),
        ({"e": "0,03"}, "1, 2, atau 5"),
        ({"e": "0,0 5"}, "Tulis angka saja"),
        ({"kelas": "I"}, "hanya mengenal kelas"),
        ({"kelas": "9"}, "dari daftar"),
        ({"kecamatan": ""}, "Pilih kecamatan"),
        ({"nomor_seri": ""}, "Isi nomor serinya"),
        ({"telepon": "081234567890 (WA)"}, "telepon"),
    ],
)
def test_the_counter_doubts_what_the_form_of_the_owner_doubts(clerk, typed, changes, words):
    page = clerk.post(URL, typed(**changes))
    assert page.status_code == 422 and words in page.content.decode()
    assert not Uttp.objects.exists()


def test_three_scales_of_one_owner_are_one_order(clerk, office, typed):
    first, second = office.uttp(seri="A-1"), office.uttp(seri="A-2")
    page = clerk.get(f"{URL}?seri=A-1", follow=True)
    page = clerk.get(f"{URL}?uttp={first.kode}&seri=A-2", follow=True)
    assert page.context["dipilih"] == [first, second]
    new = typed(uttp=[first.kode, second.kode], nomor_seri="A-3")
    page = clerk.post(URL, {n: v for n, v in new.items() if n != "pemilik"}, follow=True)
    assert clerk.post(URL, accepted(page)).status_code == 302
    order = Order.objects.get()
    assert [i.uttp.nomor_seri for i in order.daftar] == ["A-1", "A-2", "A-3"]
    assert order.pemilik == office.owner and order.status == "diuji"


def test_of_two_instruments_the_one_out_of_scope_is_referred_by_name(clerk, office):
    inside = office.uttp(seri="B-1")
    outside = office.uttp("meter_kwh", seri="B-2", kelas="1", satuan="A")
    page = clerk.get(f"{URL}?uttp={inside.kode}&uttp={outside.kode}")
    clerk.post(URL, accepted(page))
    rows = {i.uttp.nomor_seri: i for i in Order.objects.get().daftar}
    assert (rows["B-1"].kaji, rows["B-2"].kaji) == ("diterima", "dirujuk")
    assert rows["B-2"].rujukan and rows["B-2"].lengkap is None


def test_an_instrument_that_is_being_tested_shows_where(clerk, office):
    scale = office.uttp(seri="C-1")
    running = office.order(scale)
    page = clerk.get(f"{URL}?uttp={scale.kode}")
    assert running.nomor in page.content.decode()
    assert clerk.post(URL, accepted(page)).status_code == 422
    assert Order.objects.count() == 1


def test_a_searched_name_or_serial_is_never_typed_again(clerk, office):
    page = clerk.get(f"{URL}?seri=Bu Rukiah")
    assert page.context["baru"]["pemilik"].value() == "Bu Rukiah"
    page = clerk.get(f"{URL}?seri=XY-77")
    assert page.context["baru"]["nomor_seri"].value() == "XY-77"
    page = clerk.get(f"{URL}?seri=Toko Uji")
    assert f"?pemilik={office.owner.pk}" in page.content.decode()


def test_after_an_order_the_next_customer_is_typed_and_the_receipt_is_one_key_away(clerk, office):
    scale = office.uttp(seri="D-1")
    page = clerk.get(f"{URL}?uttp={scale.kode}")
    said = clerk.post(URL, accepted(page), follow=True).content.decode()
    assert "data-cetak" in said and "autofocus" in said and "Pelanggan berikutnya" in said
    assert f"?pemilik={office.owner.pk}&amp;baru" in said
