"""The story of an order in a browser: from registration to a certificate that anyone can check."""

import subprocess

import pytest
from django.core import mail

from metrologi.clock.now import today
from metrologi.documents.models.dokumen import papers_of
from metrologi.uttp.models import Uttp
from orders.models import Order
from tests.e2e import people
from tests.office import PASSWORD
from tests.ubah import one_bit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]
SCALE = {"kapasitas_maks": "30", "kapasitas_min": "0,2", "e": "0,01", "kelas": "III"}


def test_from_registration_to_a_certificate_anyone_can_check(office, visitor, tmp_path):
    trader, admin, (penera, kepala) = visitor(), visitor(), (visitor(phone=True) for _ in range(2))
    order = apply_as_a_new_trader(trader)
    people.administrasi_reviews(admin.sign_in("administrasi", PASSWORD), order)
    try_on_the_phone(penera.sign_in("penera", PASSWORD), admin, order, office.standar)
    prepare_and_sign(admin, kepala.sign_in("kepala", PASSWORD), order)
    hand_over(admin, order)
    follow_up(trader, order)
    letter = order.children("skhp").get(jenis="skhp")
    body, paper = download_certificate(trader, letter, tmp_path)
    anyone = visitor(phone=True)
    see_no_person_behind_the_code(anyone, paper)
    upload_and_a_copy_with_one_flipped_byte(anyone, body, tmp_path)
    track_without_an_account(anyone, order)


def apply_as_a_new_trader(trader):
    people.a_trader_registers(trader)
    people.she_adds_her_business(trader)
    people.she_adds(
        trader, "Timbangan elektronik", "EL-1", "Dilayani kantor ini", d="0,01", **SCALE
    )
    people.she_adds(trader, "Timbangan pegas", "PG-1", "Dilayani kantor ini", **SCALE)
    people.she_adds(trader, "Meter kWh", "KWH-1", "UML terdekat yang melayaninya")
    order = people.she_applies_with_everything(trader)
    trader.go("/orders/baru/")
    assert "Di luar ruang lingkup" in trader.text() and "UML terdekat" in trader.text()
    return order


def try_on_the_phone(penera, admin, order, standard):
    penera.go("/tugas/").picture("penera-tugas")
    electronic, spring = order.items.filter(kaji="diterima").order_by("urut")
    people.penera_tests(penera, order, electronic, standard, "sah")
    people.penera_tests(penera, order, spring, standard, "perlu_perbaikan")
    penera.follow("Serahkan untuk diperbaiki").submit("Serahkan untuk diperbaiki")
    admin.go(f"/orders/{order.pk}/").follow("Terima kembali").submit("Terima kembali")
    people.penera_tests(penera, order, spring, standard, "batal")
    penera.follow("Selesai menguji").submit("Selesai menguji")


def prepare_and_sign(admin, kepala, order):
    """Two letters; one comes back with a note; the first passphrase is wrong."""
    admin.go(f"/orders/{order.pk}/siapkan/").picture("siapkan").submit("Siapkan konsep SKHP")
    first, second = order.children("skhp").order_by("pk")
    assert {first.status, second.status} == {"diperiksa"}
    kepala.go("/tugas/").picture("kepala-tugas").go(f"/skhp/{first.pk}/").picture("skhp").follow(
        "Kembalikan"
    )
    kepala.page.fill("[name=note]", "Nama pemilik belum lengkap")
    kepala.submit("Kembalikan")
    admin.go(f"/skhp/{first.pk}/")
    assert "Nama pemilik belum lengkap" in admin.page.inner_text("body")
    admin.follow("Ajukan ke Kepala").submit("Ajukan ke Kepala")
    people.kepala_signs_all(kepala, "passphrase-yang-salah")
    assert "Passphrase salah" in kepala.text()
    people.kepala_signs_all(kepala)
    assert {each.status for each in order.children("skhp")} == {"ditandatangani"}


def hand_over(admin, order):
    admin.go(f"/orders/{order.pk}/").follow("Terbitkan dan serahkan")
    admin.page.fill("[name=penerima]", "Siti Aminah")
    admin.picture("serahkan").submit("Terbitkan dan serahkan").picture("detail-selesai")
    order.refresh_from_db()
    assert order.status == "selesai"
    assert admin.download(f"/orders/{order.pk}/berkas.zip").startswith(b"PK")


def follow_up(trader, order):
    """The trader finds every paper, and was told by e-mail."""
    trader.go("/tugas/").picture("wajib_ttu-permohonan").go(f"/orders/{order.pk}/").picture(
        "wajib_ttu-detail"
    )
    people.has_paper(trader, "Surat Keterangan Batal")
    trader.go("/pesan/").picture("pesan")
    people.the_worker_delivers()
    assert any(
        order.nomor in letter.subject + letter.body
        for letter in mail.outbox
        if letter.to == ["siti@contoh.id"]
    )


def download_certificate(trader, letter, tmp_path):
    """The SKHP as the trader gets it: valid for poppler."""
    paper = next(d for d in papers_of(letter) if d.code == "skhp")
    file = tmp_path / "skhp.pdf"
    file.write_bytes(trader.download(paper.get_absolute_url()))
    said = subprocess.run(
        ["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False
    ).stdout
    assert "Signature is Valid" in said
    return file.read_bytes(), paper


def see_no_person_behind_the_code(anyone, paper):
    anyone.go(f"/verifikasi/{paper.kode_verifikasi}/").picture("kode")
    shown = anyone.text()
    for part in ("Timbangan elektronik", "EL-1", "Sah", "Berlaku sampai", paper.sha256):
        assert part in shown, part
    for personal in people.PERSONAL:
        assert personal not in anyone.page.content(), personal


def upload_and_a_copy_with_one_flipped_byte(anyone, body, tmp_path):
    for name, content, answer in (
        ("skhp.pdf", body, "alert-success"),
        ("ubah.pdf", one_bit(body), "alert-danger"),
    ):
        (tmp_path / name).write_bytes(content)
        anyone.go("/verifikasi/")
        anyone.page.set_input_files("input[type=file]", str(tmp_path / name))
        anyone.submit("Unggah dan periksa").picture(f"unggah-{answer}")
        alerts = anyone.page.locator("main .alert:not([hidden])").first
        assert answer in alerts.get_attribute("class"), anyone.text()


def track_without_an_account(anyone, order):
    anyone.go("/lacak/")
    anyone.page.fill("[name=nomor]", order.nomor)
    anyone.page.fill("[name=kode]", order.kode_akses)
    anyone.submit("Lacak").picture("lacak")
    assert "Selesai" in anyone.text() and "Siti" not in anyone.text()
    anyone.go("/orders/alur/").picture("alur")
    assert (
        anyone.page.locator("svg.alur").count() >= 1
        and anyone.page.locator("main table").count() >= 1
    )


def test_the_applicants_part_works_without_javascript(office, visitor):
    trader = visitor(script=False)
    trader.sign_in("wajib_ttu", PASSWORD)
    people.she_adds(trader, "Timbangan elektronik", "NJ-1", d="0,01", **SCALE)
    order = people.she_applies_with_everything(trader)
    trader.go(f"/orders/{order.pk}/")
    assert order.nomor in trader.page.inner_text("h1") and "NJ-1" in trader.text()


def test_a_known_walk_in_takes_at_most_15_keys_and_no_pointer(office, visitor):
    uttp = office.uttp(seri="AB12345678", putusan_terakhir="sah", diputus_pada=today())
    clerk = visitor()
    clerk.sign_in("administrasi", PASSWORD).go("/orders/loket/")
    clerk.press(*uttp.nomor_seri)
    assert office.owner.nama in clerk.press_enter().picture("loket").text()
    clerk.press("Space")
    clerk.press_enter()
    assert clerk.keys <= 15
    order = Order.objects.get(items__uttp=uttp)
    assert order.status == "diuji" and order.nomor in clerk.picture("loket-selesai").text()
    people.has_paper(clerk, "Bukti Order")
    assert clerk.page.evaluate("document.activeElement.id") == "seri"


def test_a_walk_in_with_a_new_instrument_takes_at_most_50_keys(office, visitor):
    office.uttp("timbangan_pegas")
    clerk = visitor()
    clerk.sign_in("administrasi", PASSWORD).go("/orders/loket/")
    clerk.press(*"BARU-77")
    clerk.press_enter().picture("loket-baru")
    # Owner, telephone, kecamatan, kind (what the office has most of), brand, type, serial, plate.
    for words in ("Toko Maju", "", "Sek", "T", "Camry", "", "", "10", "0,05"):
        clerk.press(*words, "Tab")
    clerk.press("4")
    clerk.press_enter().picture("loket-diterima")
    clerk.press("T", "Tab", "Tab", "Space")
    clerk.press_enter()
    assert clerk.keys <= 50, clerk.keys
    order = Order.objects.get(items__uttp__nomor_seri="BARU-77")
    assert order.status == "diuji", clerk.text()
    assert order.daftar[0].uttp.kelas == "IIII" and order.daftar[0].tahap == "tera"
    people.has_paper(clerk, "Bukti Order")


def test_a_class_typed_as_3_is_class_three_and_a_referral_is_asked_about(office, visitor):
    """The clerk sees what is out of scope before anything is written, and presses once more."""
    clerk = visitor()
    clerk.sign_in("administrasi", PASSWORD).go("/orders/loket/?seri=TIGA-3")
    clerk.fill(pemilik="Toko Tiga", merek="Camry", kapasitas_maks="10", e="0,01")
    clerk.page.select_option("[name=kecamatan]", label="Sekayu")
    clerk.page.select_option("[name=jenis]", "timbangan_pegas")
    clerk.page.focus("[name=kelas]")
    clerk.press("3")
    clerk.press_enter().picture("loket-kelas")
    assert Uttp.objects.get(nomor_seri="TIGA-3").kelas == "III"
    assert not Order.objects.exists() and "Diuji untuk" in clerk.text()
