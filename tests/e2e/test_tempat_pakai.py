"""The story of a visit in browsers.

The trader applies, the office plans, the Kepala orders, the owner signs on the phone.
"""

import pytest

from metrologi.clock.now import today
from metrologi.documents.models.dokumen import papers_of
from tempat_pakai.models import Perjalanan, PermohonanTempatPakai
from tests.e2e import people
from tests.office import PASSPHRASE, PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]


def test_a_visit_from_the_letter_to_the_owners_signature_on_a_phone(office, visitor):
    uttp = office.uttp(seri="TP-1")
    admin, (trader, kepala, penera) = visitor(), (visitor(phone=True) for _ in range(3))
    for who, name in (
        (trader, "wajib_ttu"),
        (admin, "administrasi"),
        (kepala, "kepala"),
        (penera, "penera"),
    ):
        who.sign_in(name, PASSWORD)
    case = she_asks_for_a_visit(trader, office, uttp)
    he_reviews_and_plans(admin, case)
    trip = Perjalanan.objects.get()
    the_kepala_orders(kepala, trip)
    the_penera_visits(penera, case, office.standar)
    trader.go(f"/tempat_pakai/{case.pk}/").picture("tp-trader")
    people.has_paper(trader, "Berita Acara")
    assert {d.code for d in papers_of(case, trip)} >= {
        "spt_tempat_pakai",
        "berita_acara_tempat_pakai",
        "cerapan",
    }
    penera.go(f"/tempat_pakai/kalender/?bulan={today():%Y-%m}").picture("tp-kalender")
    penera.go(f"/tempat_pakai/kalender/{today()}/").picture("tp-hari")
    admin.go("/tempat_pakai/armada/").picture("tp-armada").go("/tempat_pakai/alur/").picture(
        "tp-alur"
    )
    kepala.go("/perjalanan/").picture("tp-perjalanan")


def she_asks_for_a_visit(trader, office, uttp):
    trader.go(f"/tempat_pakai/baru/?pemilik={office.owner.pk}&uttp={uttp.pk}")
    trader.type(narahubung="Budi")
    trader.picture("tp-baru").submit("Kirim permohonan").picture("tp-diajukan")
    people.has_paper(trader, "Surat Permohonan")
    return PermohonanTempatPakai.objects.get()


def he_reviews_and_plans(admin, case):
    admin.go(f"/tempat_pakai/{case.pk}/").follow("Kaji ulang dan daftarkan")
    admin.page.check(f"[name=i{case.items.get().pk}_lengkap]")
    admin.picture("tp-kaji").submit("Kaji ulang dan daftarkan").picture("tp-terdaftar")
    admin.waits_for("main", "Paling cepat")
    admin.follow("Susun perjalanan").picture("tp-susun")
    # The proposal is for a later day; this story happens today, working day or not, and the hour
    # of leaving may not have gone by.
    admin.fill(tanggal=today().isoformat(), jam="23:59", alasan_lampaui="Permintaan mendesak")
    admin.submit("Jadwalkan perjalanan").picture("tp-trip").follow("Ajukan konsep SPT").submit(
        "Ajukan konsep SPT"
    )


def the_kepala_orders(kepala, trip):
    assert trip.nomor in kepala.go("/tugas/").text()
    kepala.go(f"/perjalanan/{trip.pk}/").follow("Terbitkan SPT")
    kepala.page.fill("[name=passphrase]", PASSPHRASE)
    kepala.submit("Terbitkan SPT").picture("tp-spt")
    people.has_paper(kepala, "Surat Perintah Tugas")


def the_penera_visits(penera, case, standard):
    penera.go("/tugas/").picture("tp-tugas-penera")
    penera.go(f"/tempat_pakai/{case.pk}/").follow("Mulai kunjungan").submit("Mulai kunjungan")
    item = case.items.get()
    penera.page.locator(f"main a[href$='/uji/{item.pk}/']").first.click()
    penera.page.wait_for_url(f"**/uji/{item.pk}/")
    people.she_types_readings(penera, item.uttp, standard, "sah")
    penera.submit("Simpan hasil").go(f"/tempat_pakai/{case.pk}/").follow(
        "Tanda tangani berita acara"
    )
    the_signal_is_lost_and_comes_back(penera, case)
    penera.go(f"/tempat_pakai/{case.pk}/").picture("tp-diuji").follow("Selesai menguji").submit(
        "Selesai menguji"
    )


def the_signal_is_lost_and_comes_back(penera, case):
    """The owner draws; the first post goes nowhere, the page keeps it and sends it again.

    One signature.
    """
    box = penera.page.locator("canvas")
    box.scroll_into_view_if_needed()
    frame = box.bounding_box()
    penera.page.mouse.move(frame["x"] + 30, frame["y"] + 60)
    penera.page.mouse.down()
    for step in range(1, 9):
        penera.page.mouse.move(frame["x"] + 30 + step * 25, frame["y"] + (40 if step % 2 else 90))
    penera.page.mouse.up()
    penera.page.fill("[name=nama]", "Budi")
    penera.look().picture("tp-berita")
    with penera.page.expect_navigation(), penera.without_signal():
        penera.page.locator("main button", has_text="Simpan berita acara").click()
        penera.waits_for("#kabar", "Belum terkirim")
    assert case.kunjungan.get().cara == "goresan"
    assert [d.code for d in papers_of(case)].count("berita_acara_tempat_pakai") == 1


def test_the_berita_acara_is_signed_without_javascript_too(office, visitor):
    from tests.tempat_pakai import keadaan

    case = keadaan.diuji(office)
    office.test_item(case, case.items.get())
    penera = visitor(phone=True, script=False)
    penera.sign_in("penera", PASSWORD).go(f"/tempat_pakai/{case.pk}/berita_acara/")
    penera.page.fill("[name=nama]", "Budi")
    penera.page.check("[name=setuju]")
    penera.submit("Simpan berita acara")
    assert case.kunjungan.get().cara == "ketikan"
