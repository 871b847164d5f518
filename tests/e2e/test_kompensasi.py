"""A late order in a browser.

Found by the watch, explained, apologised for, and received by the customer.
"""

import datetime as dt

import pytest

from kompensasi.models import Kompensasi
from kompensasi.pantau import pantau_semua
from metrologi.clock.now import at, now
from tests.e2e import people
from tests.office import PASSPHRASE, PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]


def test_from_a_broken_promise_to_the_customers_receipt(office, visitor):
    order = late_order(office)
    kasi, (teknis, seksi, kepala) = visitor(), (visitor(phone=True) for _ in range(3))
    item = the_watch_finds_it(kasi.sign_in("kasi_pjt", PASSWORD), order)
    url = f"/kompensasi/{item.pk}/"
    kasi.go(url).follow("Ada kendala").submit("Ada kendala")
    explain(teknis.sign_in("pj_teknis", PASSWORD), url)
    evaluate(seksi.sign_in("kepala_seksi", PASSWORD), url)
    kasi.go(url).follow("Laporkan kepada Kepala").submit("Laporkan kepada Kepala")
    people.has_paper(kasi, "Formulir Monitoring SPM")
    kepala.sign_in("kepala", PASSWORD).go(url).follow("Beri instruksi")
    kepala.page.fill("[name=suvenir]", "Payung")
    if kepala.page.locator("[name=alasan_beda]").count():
        kepala.page.fill("[name=alasan_beda]", "Persediaan yang ada.")
    kepala.picture("kompensasi-instruksi").submit("Beri instruksi")
    kasi.go(url).follow("Ajukan konsep surat")
    assert "kami memohon maaf" in kasi.page.input_value("[name=isi_surat]")
    kasi.page.check("[name=suvenir_siap]")
    kasi.submit("Ajukan konsep surat")
    seksi.go(url).picture("kompensasi-validasi").follow("Setujui konsep").submit("Setujui konsep")
    sign(kepala, url)
    send(kasi, url)
    receive(visitor(phone=True).sign_in("wajib_ttu", PASSWORD), url)
    item.refresh_from_db()
    assert (item.status, item.penerima) == ("selesai", "Siti")


def late_order(office):
    with at(now() - dt.timedelta(days=10)):
        return office.order()


def the_watch_finds_it(kasi, order):
    assert pantau_semua() == 1
    item = Kompensasi.objects.get(perkara=order.nomor)
    kasi.go("/tugas/")
    assert item.nomor in kasi.text()
    kasi.go("/kompensasi/papan/").picture("papan-spm")
    assert order.nomor in kasi.text() and "Terlambat sekarang" in kasi.text()
    kasi.submit("Periksa semua janji sekarang")
    assert "tidak ada pelanggaran baru" in kasi.text() and Kompensasi.objects.count() == 1
    return item


def explain(teknis, url):
    teknis.go(url).picture("kompensasi-detail").follow("Informasikan kendala")
    teknis.page.check("[name=penyebab][value=alat]")
    teknis.type(kendala="Anak timbangan kelas M1 rusak.")
    teknis.submit("Informasikan kendala")


def evaluate(seksi, url):
    seksi.go(url).follow("Sampaikan evaluasi")
    seksi.page.fill("[name=evaluasi]", "Dipinjam dari UML tetangga.")
    seksi.submit("Sampaikan evaluasi")


def sign(kepala, url):
    kepala.go(url).follow("Tandatangani")
    kepala.page.fill("[name=passphrase]", PASSPHRASE)
    kepala.submit("Tandatangani")
    people.has_paper(kepala, "Surat Permintaan Maaf")


def send(kasi, url):
    kasi.go(url).follow("Catat pengiriman")
    kasi.page.check("[name=cara][value=kurir]")
    kasi.submit("Catat pengiriman", status=422)
    assert "Wajib diisi untuk pengiriman lewat kurir" in kasi.text()
    kasi.fill(kurir="Pos Indonesia", resi="RB123")
    kasi.submit("Catat pengiriman")


def receive(customer, url):
    customer.go(url).picture("kompensasi-pelanggan").follow("Sudah saya terima")
    customer.page.fill("[name=penerima]", "Siti")
    customer.submit("Sudah saya terima")
    people.has_paper(customer, "Tanda Terima Surat dan Suvenir")
