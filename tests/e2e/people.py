"""What the people of the story do with their browsers, each as a sentence."""

import re
from threading import Thread

from django.core import mail
from procrastinate.contrib.django import app

from metrologi.cerapan.models import Pengujian
from orders.models import Order
from tests.office import PASSPHRASE
from tests.readings import bacaan

PASSWORD = "Sandi-pedagang-77"
PERSONAL = (
    "Siti",
    "siti@contoh.id",
    "0812-7100-2233",
    "+6281271002233",
    "081271002233",
    "Jalan Merdeka",
)


def the_worker_delivers():
    """The worker's process, in a thread, until nothing is left to do."""

    def work():
        with app.replace_connector(app.connector.get_worker_connector()) as working:
            working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    thread = Thread(target=work)
    thread.start()
    thread.join(60)
    assert not thread.is_alive()


def a_trader_registers(trader):
    trader.go("/").go("/akun/daftar/").picture("daftar")
    trader.type(nama="Siti Aminah", email="siti@contoh.id", sandi=PASSWORD, ulangi=PASSWORD)
    trader.page.check("input[name=setuju]")
    trader.submit("Daftar")
    the_worker_delivers()
    link = re.search(r"/akun/aktivasi/\S+", mail.outbox[-1].body)
    assert mail.outbox[-1].to == ["siti@contoh.id"]
    trader.go(link.group().rstrip("."))
    trader.page.fill("input[name=password]", PASSWORD)
    trader.submit("Aktifkan akun")
    if "/masuk/" in trader.page.url:
        trader.sign_in("siti@contoh.id", PASSWORD)


def she_adds_her_business(trader):
    trader.go("/uttp/usaha/baru/").picture("usaha")
    trader.fill(
        nama="Toko Siti Aminah",
        telepon="0812-7100-2233",
        alamat="Jalan Merdeka 12",
        **{"tempat-nama": "Toko utama", "tempat-alamat": "Jalan Merdeka 12"},
    )
    trader.page.select_option("select[name=tempat-kecamatan]", label="Sekayu")
    trader.page.locator("select[name=tempat-desa] option", has_text="Serasan Jaya").wait_for(
        state="attached"
    )
    trader.page.select_option("select[name=tempat-desa]", label="Serasan Jaya")
    trader.submit("Simpan")


def she_adds(trader, kind, serial, scope="", **fields):
    """One instrument; `scope` is what the page must say of it before anything is saved."""
    trader.go("/uttp/baru/")
    trader.page.select_option("select[name=tempat]", index=1)
    trader.page.select_option("select[name=jenis]", label=kind)
    if trader.script:
        trader.waits_for("legend", f"Ukuran: {kind}")
        trader.waits_for("#jawaban-lingkup", scope)
        trader.look().picture(f"uttp-{serial}")
    if "kelas" in fields:
        trader.page.select_option("[name=kelas]", fields.pop("kelas"))
    trader.fill(merek="CAS", nomor_seri=serial, **fields)
    trader.submit("Simpan")


def she_applies_with_everything(trader):
    trader.go("/orders/baru/")
    for box in trader.page.query_selector_all("input[name=uttp]"):
        box.check()
    for box in trader.page.query_selector_all("input[name^=skhp_]:not([disabled])"):
        box.check()
    trader.picture("baru").submit("Kirim permohonan")
    return Order.objects.latest("pk")


def administrasi_reviews(admin, order):
    """Accepts what is in scope, refers the rest, and has a bukti order to print."""
    admin.go("/tugas/").picture("administrasi-tugas")
    assert order.nomor in admin.text()
    admin.go(f"/orders/{order.pk}/").picture("detail-diajukan").follow("Kaji ulang dan terima")
    for item in order.daftar:
        if item.dalam_lingkup:
            admin.page.check(f"[name=i{item.pk}_lengkap]")
            admin.page.check(f"[name=i{item.pk}_visual]")
    admin.picture("kaji").submit("Kaji ulang dan terima")
    assert sorted(order.items.values_list("kaji", flat=True)) == ["dirujuk", "diterima", "diterima"]
    has_paper(admin, "Bukti Order")


def has_paper(visitor, title):
    """A paper of that title stands on the page and opens as a PDF."""
    link = visitor.page.locator("main a[href^='/dokumen/']", has_text=title).first
    assert visitor.download(link.get_attribute("href")).startswith(b"%PDF-")


def she_types_readings(penera, uttp, standard, decision):
    values = bacaan(uttp, standard, decision, tahap="tera")
    penera.page.check(f"[name=standar][value='{values.pop('standar')[0]}']")
    shown = penera.page.locator("main [name]:visible:not([type=checkbox])")
    asked = set(shown.evaluate_all("boxes => boxes.map((box) => box.name)"))
    penera.fill(
        **{name: values[name] for name in values if name in asked and not name.startswith("alat_")}
    )
    if decision != "sah" and penera.page.locator("[name=diperiksa]").count():
        penera.page.check("[name=diperiksa]")


def penera_tests(penera, order, item, standard, decision):
    """Error, limit and verdict stand on the phone before anything is saved."""
    penera.go(f"/orders/{order.pk}/").page.locator(f"main a[href$='/uji/{item.pk}/']").first.click()
    penera.page.wait_for_url(f"**/uji/{item.pk}/")
    penera.look()
    before = Pengujian.objects.count()
    she_types_readings(penera, item.uttp, standard, decision)
    penera.waits_for("#cerapan-putusan", "SAH" if decision == "sah" else "TIDAK MEMENUHI")
    point = penera.page.locator(".titik-hasil", has_text="±").last.inner_text()
    assert "±" in point and "Hasil" in point, point
    assert Pengujian.objects.count() == before
    penera.look().picture(f"cerapan-{decision}").submit("Simpan hasil")
    item.refresh_from_db()
    assert item.hasil == decision, penera.text()


def kepala_signs_all(kepala, passphrase=PASSPHRASE):
    kepala.go("/skhp/antrean/")
    for box in kepala.page.query_selector_all("[name=surat]"):
        box.check()
    kepala.page.fill("[name=passphrase]", passphrase)
    kepala.picture("antrean").submit("Tandatangani yang dipilih")
