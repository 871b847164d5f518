"""The story of a market day in browsers.

Planned at a desk, registered and tested on phones, closed with its register.
"""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from metrologi.clock.now import today
from sidang.models import PesertaSidang, Sidang
from tests.e2e import people
from tests.office import PASSPHRASE, PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]


def test_a_market_day_from_the_plan_to_the_register(office, visitor):
    known = office.uttp(seri="RND-1")
    office.owner.tempat.update(pasar="Pasar Randik", jenis="pasar")
    desk, kepala = (
        visitor().sign_in("administrasi", PASSWORD),
        visitor(phone=True).sign_in("kepala", PASSWORD),
    )
    sidang = plan_and_invite(desk)
    anyone = visitor(phone=True)
    kepala_signs_the_spt(kepala, sidang)
    assert "Pasar Randik" in anyone.go("/sidang/jadwal/").picture("jadwal").text()
    desk.go(f"/sidang/{sidang.pk}/").follow("Buka sidang").submit("Buka sidang")
    phone = visitor(phone=True).sign_in("administrasi", PASSWORD)
    a_stranger_is_registered_on_the_phone(phone)
    a_known_trader_is_found_while_typing(desk, sidang, known)
    someone_is_registered_without_a_script(visitor(script=False), sidang)
    penera = visitor(phone=True).sign_in("penera", PASSWORD)
    penera_works_through_the_queue(penera, sidang, office.standar)
    the_day_is_closed(desk, sidang)


def plan_and_invite(desk):
    desk.go("/sidang/semester/").picture("semester")
    desk.page.locator("summary", has_text="tempat lain").click()
    desk.page.locator("[name^=tanggal_]").first.fill(today().isoformat())
    desk.submit("Rencanakan sidang")
    sidang = Sidang.objects.get()
    desk.go(f"/sidang/{sidang.pk}/").follow("Kirim undangan")
    for name in ("Penera Uji", "Pelaksana administrasi Uji"):
        desk.page.locator("label", has_text=name).first.click()
    desk.picture("undang").submit("Kirim undangan")
    return sidang


def kepala_signs_the_spt(kepala, sidang):
    kepala.go("/tugas/")
    assert sidang.nomor in kepala.text()
    assert kepala.download(f"/sidang/{sidang.pk}/spt.pdf").startswith(b"%PDF-")
    kepala.go(f"/sidang/{sidang.pk}/").follow("Tandatangani SPT")
    kepala.page.fill("[name=passphrase]", PASSPHRASE)
    kepala.submit("Tandatangani SPT")
    people.has_paper(kepala, "Surat Perintah Tugas")
    people.has_paper(kepala, "Undangan Sidang")


def a_stranger_is_registered_on_the_phone(phone):
    phone.go("/sidang/hari-ini/").submit("Pemilik baru")
    phone.type(nama="Bu Rukiah", telepon="0812 7333 4455")
    fill_row(phone, 0, "Timbangan pegas", merek="Nagami", kapasitas_maks="10", jumlah="2")
    phone.page.locator("[data-baris-tambah]").click()
    fill_row(
        phone,
        1,
        "Timbangan meja beranger",
        merek="Rajawali",
        kapasitas_maks="10",
        anak_timbangan="8",
    )
    phone.look().picture("register-baru").submit("Daftarkan dan antrekan").picture(
        "register-antrean"
    )
    assert "Bu Rukiah sudah dalam antrean" in phone.text()
    case = PesertaSidang.objects.get(pemilik__nama="Bu Rukiah")
    assert (case.antrean, case.items.count(), sum(i.anak_timbangan for i in case.items.all())) == (
        1,
        3,
        8,
    )
    phone.follow("Struk antrean").picture("struk")
    assert case.kode_akses in phone.text()


def fill_row(visitor, n, kind, **values):
    visitor.page.select_option(f"[name=b-{n}-jenis]", label=kind)
    visitor.fill(**{f"b-{n}-{name}": value for name, value in values.items()})


def a_known_trader_is_found_while_typing(desk, sidang, uttp):
    desk.go(f"/sidang/{sidang.pk}/register/")
    desk.page.locator("[name=cari]").press_sequentially("toko uji")
    desk.waits_for("#temuan", "Toko Uji Sekayu")
    desk.look().follow("Toko Uji Sekayu")
    desk.page.check(f"[name=uttp][value='{uttp.kode}']")
    desk.submit("Daftarkan dan antrekan")
    assert "Toko Uji Sekayu sudah dalam antrean" in desk.text()


def someone_is_registered_without_a_script(plain, sidang):
    plain.sign_in("administrasi", PASSWORD).go(f"/sidang/{sidang.pk}/register/").submit(
        "Pemilik baru"
    )
    plain.page.fill("[name=nama]", "Pak Joni")
    fill_row(plain, 0, "Timbangan pegas", merek="Camry", kapasitas_maks="5")
    plain.submit("Daftarkan dan antrekan")
    assert "Pak Joni sudah dalam antrean" in plain.text()


def penera_works_through_the_queue(penera, sidang, standard):
    """The sheet asks what the register left open; after each save the queue is there again."""
    people_of = sidang.peserta.order_by("antrean")
    case = people_of.get(pemilik__nama="Toko Uji Sekayu")
    penera.go("/sidang/hari-ini/").picture("antrean")
    item = case.items.get()
    penera.page.locator(f"main a[href$='/peserta_sidang/{case.pk}/uji/{item.pk}/']").click()
    penera.page.wait_for_url("**/uji/**")
    people.she_types_readings(penera, item.uttp, standard, "sah")
    penera.waits_for("#cerapan-putusan", "SAH")
    penera.submit("Simpan hasil")
    assert penera.page.url.endswith(f"/sidang/{sidang.pk}/antrean/")
    case.refresh_from_db()
    assert case.status == "selesai"


def the_day_is_closed(desk, sidang):
    """Who was not tested goes home; the register tells it on paper and in Excel."""
    for case in sidang.peserta.filter(status="diuji"):
        desk.go(f"/peserta_sidang/{case.pk}/").follow("Pulang sebelum diuji").submit(
            "Pulang sebelum diuji"
        )
    desk.go(f"/sidang/{sidang.pk}/").picture("sidang").follow("Tutup sidang").submit("Tutup sidang")
    people.has_paper(desk, "Register Sidang")
    book = load_workbook(BytesIO(desk.download(f"/sidang/{sidang.pk}/register.xlsx")))
    head, *rows = book["Register"].iter_rows(min_row=5, values_only=True)
    assert [row[head.index("Hasil")] for row in rows] == [
        *["Pulang sebelum diuji"] * 3,
        "Ditera, sah",
        "Pulang sebelum diuji",
    ]
    desk.follow("Selesaikan dan berkaskan").submit("Selesaikan dan berkaskan")
    people.has_paper(desk, "Berita Acara")
