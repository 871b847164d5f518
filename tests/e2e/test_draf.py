"""The signal goes while a form is sent, the tab dies: nothing is lost, nothing is made twice."""

from dataclasses import dataclass
from typing import Any

import pytest

from metrologi.cerapan.models import Pengujian
from metrologi.uttp.models import Uttp
from metrologi.workflow import registry
from orders.models import Order
from pengaduan.models import Pengaduan
from sidang.models import PesertaSidang
from tests.e2e import people
from tests.e2e.kawat import SEBELUM, SELAMA, SESUDAH, Kawat
from tests.e2e.visitor import Visitor
from tests.office import PASSWORD
from tests.sidang import keadaan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]
DRAFTS = "Object.keys(localStorage).filter((key) => key.startsWith('draf:')).length"

VALUES = "all => Object.fromEntries(all.map((box) => [box.name, box.value]))"


@dataclass
class Isian:
    """A form that somebody fills: where it is, who, what is typed, and what it makes."""

    url: str
    role: str
    button: str
    made: Any
    type: Any
    typed: dict


@pytest.fixture
def kawat(live_server):
    wire = Kawat(live_server.url)
    yield wire
    wire.shutdown()
    wire.server_close()


@pytest.fixture
def orang(chromium, kawat, settings):
    settings.PORTAL_URL = kawat.url
    one = Visitor(chromium, kawat.url, phone=True)
    yield one
    one.leave()


def register(office):
    sidang = keadaan.sidang_in(office, "berlangsung")

    def fill(person):
        person.fill(nama="Bu Rukiah", telepon="0812 7333 4455")
        person.page.select_option("[name=b-0-jenis]", label="Timbangan pegas")
        person.page.locator("[data-baris-tambah]").click()
        person.page.select_option("[name=b-1-jenis]", label="Timbangan meja beranger")
        person.fill(**{"b-0-merek": "Nagami", "b-1-merek": "Rajawali"})

    return Isian(
        f"/sidang/{sidang.pk}/register/?baru",
        "administrasi",
        "Daftarkan dan antrekan",
        PesertaSidang.objects.all(),
        fill,
        {"nama": "Bu Rukiah", "b-0-merek": "Nagami", "b-1-merek": "Rajawali"},
    )


def lembar(office):
    order = office.case_in(registry.get("orders"), "diuji")
    item = order.items.get()
    typed = {}

    def fill(person):
        people.she_types_readings(person, item.uttp, office.standar, "sah")
        boxes = person.page.locator("main .titik-isian input:visible")
        typed.update(boxes.evaluate_all(VALUES))

    url = f"/orders/{order.pk}/uji/{item.pk}/"
    return Isian(url, "penera", "Simpan hasil", Pengujian.objects.all(), fill, typed)


def loket(office):
    typed = {"pemilik": "Warung Bu Siti", "telepon": "0812 7000 1234", "nomor_seri": "LK-77"}

    def fill(person):
        person.fill(**typed, merek="CAS", kapasitas_maks="15", e="0,005")
        person.page.select_option("main form [name=jenis]", label="Timbangan elektronik")
        person.fill(kelas="III")
        person.page.locator("[name=kecamatan]").select_option(index=1)

    return Isian(
        "/orders/loket/?baru", "administrasi", "Catat UTTP", Uttp.objects.all(), fill, typed
    )


def terima(office):
    brought = [office.uttp("timbangan_pegas", seri=seri) for seri in ("TR-1", "TR-2")]
    typed = {f"tahap_{uttp.pk}": "tera" for uttp in brought}

    def fill(person):
        person.fill(**typed)
        person.page.check("[name=diperiksa]")

    url = loket_dengan(brought)
    return Isian(url, "administrasi", "Terima dan buat", Order.objects.all(), fill, typed)


def loket_dengan(uttp):
    return "/orders/loket/?" + "&".join(f"uttp={each.kode}" for each in uttp)


def pengaduan(office):
    typed = {"uraian": "Timbangan di Pasar Randik kurang satu ons.", "nama": "Pak Joni"}

    def fill(person):
        person.fill(**typed, judul="Timbangan kurang", layanan="orders", kerahasiaan="rahasia")

    return Isian("/pengaduan/baru/", "", "Kirim pengaduan", Pengaduan.objects.all(), fill, typed)


def opened(orang, form):
    if form.role:
        orang.sign_in(form.role, PASSWORD)
    orang.go(form.url)
    form.type(orang)


def press(orang, form):
    orang.page.locator("main button", has_text=form.button).first.click()


@pytest.mark.parametrize("moment", [SEBELUM, SELAMA, SESUDAH])
@pytest.mark.parametrize("form_of", [register, lembar, loket, terima, pengaduan])
def test_the_line_breaks_the_tab_dies_and_the_form_is_sent_from_a_new_one(
    office, orang, kawat, form_of, moment
):
    form = form_of(office)
    before = form.made.count()
    opened(orang, form)
    kawat.putus(moment)
    press(orang, form)
    orang.waits_for("#kabar", "Belum terkirim")
    assert form.made.count() == before + (moment == SESUDAH)
    orang.page.close()
    kawat.sambung()
    comes_back(orang, form)
    if form_of is lembar and moment == SESUDAH:
        assert "sudah dinyatakan sah" in orang.text()
        return
    orang.submit(form.button)
    assert form.made.count() == before + 1
    assert orang.page.evaluate(DRAFTS) == 0


def comes_back(orang, form):
    """The same person, a new tab; a stranger is asked first."""
    orang.complaints.clear()
    orang.page = orang.judged = orang.context.new_page()
    orang.page.goto(orang.base + form.url)
    if not form.role:
        assert orang.page.locator(f"[name={next(iter(form.typed))}]").input_value() == ""
        orang.page.locator("button", has_text="Lanjutkan isian itu").click()
    orang.look()
    if "sudah dinyatakan" in orang.text():
        return
    for name, value in form.typed.items():
        assert orang.page.locator(f"main [name='{name}']").input_value() == value, name


def test_the_page_that_waits_sends_by_itself_when_the_line_is_mended(office, orang, kawat):
    form = register(office)
    opened(orang, form)
    kawat.putus(SESUDAH)
    press(orang, form)
    orang.waits_for("#kabar", "Belum terkirim")
    with orang.page.expect_navigation():
        kawat.sambung()
    assert "Bu Rukiah sudah dalam antrean" in orang.text()
    assert form.made.count() == 1


def test_signed_out_meanwhile_she_signs_in_elsewhere_and_sends_with_one_press(office, orang):
    form = register(office)
    opened(orang, form)
    orang.context.clear_cookies()
    press(orang, form)
    orang.waits_for("#kabar", "Sesi Anda sudah berakhir")
    first = orang.page
    orang.page = orang.judged = orang.context.new_page()
    orang.sign_in(form.role, PASSWORD)
    orang.page = orang.judged = first
    with orang.page.expect_navigation():
        orang.page.locator("#kabar button", has_text="Kirim ulang").click()
    assert "Bu Rukiah sudah dalam antrean" in orang.text()
    assert form.made.count() == 1


def test_back_and_pressed_again_is_the_same_trader_and_another_name_is_another(office, orang):
    form = register(office)
    opened(orang, form)
    orang.submit(form.button)
    orang.page.go_back()
    orang.waits_for(".draf-kembali", "sudah terkirim")
    orang.submit(form.button)
    assert form.made.count() == 1
    orang.page.go_back()
    orang.waits_for(".draf-kembali", "sudah terkirim")
    orang.fill(nama="Bu Rosmiati", telepon="0812 7000 5555")
    orang.submit(form.button)
    assert sorted(form.made.values_list("pemilik__nama", flat=True)) == ["Bu Rosmiati", "Bu Rukiah"]


def test_another_trader_typed_over_a_lost_answer_is_told_and_sent_as_a_new_one(
    office, orang, kawat
):
    form = register(office)
    opened(orang, form)
    kawat.putus(SESUDAH)
    press(orang, form)
    orang.waits_for("#kabar", "Belum terkirim")
    orang.fill(nama="Bu Rosmiati", telepon="0812 7000 5555")
    kawat.sambung()
    orang.waits_for("#kabar", "isian yang baru belum disimpan")
    assert form.made.count() == 1 and orang.page.input_value("[name=nama]") == "Bu Rosmiati"
    orang.picture("isian-lain")
    orang.complaints.clear()
    with orang.page.expect_navigation():
        orang.page.locator("#kabar button", has_text="Kirim sebagai yang baru").click()
    assert "Bu Rosmiati sudah dalam antrean" in orang.text()
    assert sorted(form.made.values_list("pemilik__nama", flat=True)) == ["Bu Rosmiati", "Bu Rukiah"]


def test_what_was_ticked_for_one_customer_is_not_ticked_for_the_next(office, orang, kawat):
    form = terima(office)
    opened(orang, form)
    kawat.putus(SESUDAH)
    press(orang, form)
    orang.waits_for("#kabar", "Belum terkirim")
    first = form.made.get()
    orang.page.close()
    kawat.sambung()
    orang.complaints.clear()
    orang.page = orang.judged = orang.context.new_page()
    brought = [office.uttp("timbangan_pegas", seri=seri) for seri in ("BR-1", "BR-2")]
    orang.go(loket_dengan(brought))
    assert not orang.page.is_checked("[name=diperiksa]")
    orang.fill(**{f"tahap_{uttp.pk}": "tera" for uttp in brought})
    orang.page.check("[name=diperiksa]")
    orang.submit(form.button)
    second = form.made.exclude(pk=first.pk).get()
    assert {item.uttp for item in second.daftar} == set(brought)
