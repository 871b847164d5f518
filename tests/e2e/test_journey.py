"""The story of an order in a browser: from registration to a certificate that anyone can check."""
import re
import subprocess
from threading import Thread

import pytest
from django.core import mail
from django.db import connection
from procrastinate.contrib.django import app

from metrologi.uttp.models import Uttp
from orders.models import Order
from tests.office import PASSPHRASE, PASSWORD
from tests.readings import bacaan

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "Sandi-pedagang-77"


@pytest.fixture(autouse=True)
def empty_queue(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def deliver():
    """Let the worker do what waits."""
    def work():
        with app.replace_connector(app.connector.get_worker_connector()) as working:
            working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    thread = Thread(target=work)
    thread.start()
    thread.join(60)


def register(trader):
    trader.go("/akun/daftar/")
    for name, value in (("nama", "Siti Aminah"), ("email", "siti@contoh.id"), ("sandi", NEW), ("ulangi", NEW)):
        trader.page.fill(f"input[name={name}]", value)
    trader.page.check("input[name=setuju]")
    trader.submit("Daftar")
    deliver()
    link = re.search(r"/akun/aktivasi/\S+", mail.outbox[-1].body)
    trader.go(link.group().rstrip("."))
    trader.page.fill("input[name=password]", NEW)
    trader.submit("Aktifkan akun")
    if "/masuk/" in trader.page.url:
        trader.sign_in("siti@contoh.id", NEW)


def add_business(trader):
    trader.go("/uttp/usaha/baru/")
    trader.page.fill("input[name=nama]", "Toko Siti Aminah")
    trader.page.fill("input[name=tempat-nama]", "Toko utama")
    trader.page.select_option("select[name=tempat-kecamatan]", label="Sekayu")
    trader.submit("Simpan")


def add_instrument(trader, kind, serial, **fields):
    trader.go("/uttp/baru/")
    trader.page.select_option("select[name=tempat]", index=1)
    trader.page.select_option("select[name=jenis]", label=kind)
    if trader.script:
        trader.page.wait_for_timeout(600)
    for name, value in {"merek": "CAS", "nomor_seri": serial, **fields}.items():
        box = trader.page.locator(f"[name={name}]")
        box.select_option(value) if name == "kelas" else box.fill(value)
    trader.submit("Simpan")


def apply(trader):
    trader.go("/orders/baru/")
    for box in trader.page.query_selector_all("input[name=uttp]"):
        box.check()
    for box in trader.page.query_selector_all("input[name^=skhp_]:not([disabled])"):
        box.check()
    trader.submit("Kirim permohonan")
    return Order.objects.latest("pk")


def fill_sheet(penera, uttp, standard, decision):
    """Type the readings; what the server made of them appears before saving."""
    for name, value in bacaan(uttp, standard, decision, tahap="tera").items():
        fields = penera.page.locator(f"[name='{name}']")
        if name.startswith("alat_") or not fields.count():
            continue
        if name == "standar":
            penera.page.check(f"[name=standar][value='{value[0]}']")
        elif name.startswith("visual_"):
            penera.page.check(f"[name='{name}'][value={value}]")
        elif fields.first.get_attribute("type") in ("checkbox", "hidden"):
            continue
        elif fields.first.is_visible():
            box = fields.first
            box.select_option(value) if box.evaluate("e => e.tagName") == "SELECT" else box.fill(value)
    warning = penera.page.locator("[name=diperiksa]")
    if decision != "sah" and warning.count() and warning.is_visible():
        warning.check()


def test_from_registration_to_a_certificate_anyone_can_check(office, visitor, tmp_path):
    trader, admin = visitor(), visitor()
    register(trader)
    add_business(trader)
    add_instrument(trader, "Timbangan elektronik", "EL-1", kapasitas_maks="30", kapasitas_min="0,2", e="0,01", d="0,01",
                   kelas="III")
    add_instrument(trader, "Timbangan pegas", "PG-1", kapasitas_maks="30", kapasitas_min="0,2", e="0,01", kelas="III")
    add_instrument(trader, "Meter kWh", "KWH-1")
    trader.go("/orders/baru/")
    assert "Di luar ruang lingkup" in trader.text() and "UML terdekat" in trader.text()
    order = apply(trader)

    admin.sign_in("administrasi", PASSWORD).go("/tugas/")
    assert order.nomor in admin.text()
    admin.go(f"/orders/{order.pk}/terima/")
    for item in order.daftar():
        if item.dalam_lingkup:
            admin.page.check(f"[name=i{item.pk}_lengkap]")
            admin.page.check(f"[name=i{item.pk}_visual]")
    admin.submit("Kaji ulang dan terima")
    assert "Bukti Order" in admin.text()

    penera = visitor(width=360, has_touch=True)
    penera.sign_in("penera", PASSWORD)
    first, second = order.items.filter(kaji="diterima").order_by("urut")
    penera.go(f"/orders/{order.pk}/uji/{first.pk}/")
    fill_sheet(penera, first.uttp, office.standar, "sah")
    penera.page.wait_for_selector("#cerapan-putusan:has-text('SAH')")
    penera.submit("Simpan hasil")
    for decision in ("perlu_perbaikan", "batal"):
        penera.go(f"/orders/{order.pk}/uji/{second.pk}/")
        fill_sheet(penera, second.uttp, office.standar, decision)
        penera.page.wait_for_selector("#cerapan-putusan:has-text('TIDAK MEMENUHI')")
        penera.submit("Simpan hasil")
        if decision == "perlu_perbaikan":
            penera.go(f"/orders/{order.pk}/tunggu_perbaikan/").submit("Serahkan untuk diperbaiki")
            admin.go(f"/orders/{order.pk}/terima_kembali/").submit("Terima kembali")
    penera.go(f"/orders/{order.pk}/selesai_uji/").submit("Selesai menguji")

    admin.go(f"/orders/{order.pk}/siapkan/").submit("Siapkan konsep SKHP")
    letters = list(order.children("skhp").order_by("pk"))
    for letter in letters:
        admin.go(f"/skhp/{letter.pk}/ajukan/").submit("Ajukan ke Kepala")
    kepala = visitor()
    kepala.sign_in("kepala", PASSWORD).go(f"/skhp/{letters[0].pk}/kembalikan/")
    kepala.page.fill("[name=note]", "Nama pemilik belum lengkap")
    kepala.submit("Kembalikan")
    admin.go(f"/skhp/{letters[0].pk}/ajukan/").submit("Ajukan ke Kepala")
    sign_all(kepala, "salah")
    assert "Passphrase salah" in kepala.text()
    sign_all(kepala, PASSPHRASE)
    assert "Ditandatangani" in kepala.text()

    admin.go(f"/orders/{order.pk}/serahkan/")
    admin.page.fill("[name=penerima]", "Siti Aminah")
    admin.submit("Terbitkan dan serahkan")
    trader.go(f"/orders/{order.pk}/")
    assert "Surat Keterangan Batal" in trader.text()
    check_certificate(trader, visitor(width=360), letters[0], tmp_path)
    public = visitor(width=360)
    public.go("/lacak/")
    public.page.fill("[name=nomor]", order.nomor)
    public.page.fill("[name=kode]", order.kode_akses)
    public.submit("Lacak")
    assert "Selesai" in public.text() and "Siti" not in public.text()
    public.go("/orders/alur/")
    assert public.page.locator("svg.alur").count() == 1


def sign_all(kepala, passphrase):
    kepala.go("/skhp/antrean/")
    for box in kepala.page.query_selector_all("[name=surat]"):
        box.check()
    kepala.page.fill("[name=passphrase]", passphrase)
    kepala.submit("Tandatangani yang dipilih")


def check_certificate(trader, anyone, letter, tmp_path):
    """The downloaded SKHP is valid for poppler, public by its code without personal data, and refused when tampered with."""
    from metrologi.documents.issuing import of

    paper = next(d for d in of(letter) if d.code == "skhp")
    body = trader.context.request.get(trader.base + paper.get_absolute_url()).body()
    file = tmp_path / "skhp.pdf"
    file.write_bytes(body)
    said = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in said
    anyone.go(f"/verifikasi/{paper.kode_verifikasi}/")
    shown = anyone.text()
    for part in ("EL-1", "Sah", paper.sha256[:12]):
        assert part in shown, part
    assert "Siti" not in shown and "siti@contoh.id" not in shown
    broken = tmp_path / "ubah.pdf"
    broken.write_bytes(body[:2000] + bytes([body[2000] ^ 1]) + body[2001:])
    for name, verdict in ((file, "asli"), (broken, "jangan dipercaya")):
        anyone.go("/verifikasi/")
        anyone.page.set_input_files("input[type=file]", str(name))
        anyone.submit("Unggah dan periksa")
        shown = anyone.text().lower()
        assert verdict in shown
        assert ("ditolak" in shown) is (name is broken)


def test_the_applicants_part_works_without_javascript(office, visitor):
    trader = visitor(java_script_enabled=False)
    trader.sign_in("wajib_ttu", PASSWORD)
    add_instrument(trader, "Timbangan elektronik", "NJ-1", kapasitas_maks="30", e="0,01", kelas="III")
    order = apply(trader)
    trader.go(f"/orders/{order.pk}/")
    assert order.nomor in trader.page.inner_text("h1") and "NJ-1" in trader.text()


def test_a_walk_in_takes_at_most_45_keys_and_no_pointer(office, visitor):
    uttp = office.uttp(seri="AB12345678")
    clerk = visitor()
    clerk.sign_in("administrasi", PASSWORD).go("/orders/loket/")
    keys = [*"AB12345678", "Enter"]
    clerk.page.keyboard.type("AB12345678")
    with clerk.page.expect_navigation():
        clerk.page.keyboard.press("Enter")
    assert office.owner.nama in clerk.text()
    keys.append("Enter")
    with clerk.page.expect_navigation():
        clerk.page.keyboard.press("Enter")
    assert len(keys) <= 45
    assert Order.objects.get(items__uttp=uttp).status == "diuji"
    assert "Bukti Order" in clerk.text()
    assert Uttp.objects.get(pk=uttp.pk).nomor_seri == "AB12345678"
