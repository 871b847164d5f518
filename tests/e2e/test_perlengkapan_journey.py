"""The story of a stamp, a seal and a faulty standard in browsers.

The store at its desk, the penera on a phone, the Kepala.
"""

import pytest

from metrologi.clock.now import today
from metrologi.perlengkapan.cap.models import Ctt
from metrologi.perlengkapan.penarikan.models import Penarikan
from metrologi.perlengkapan.segel.models import Seri
from tests.e2e import people
from tests.office import PASSPHRASE, PASSWORD
from tests.walk import walk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]


def test_a_stamp_and_a_seal_go_from_the_safe_to_an_instrument_and_a_standard_is_recalled(
    office, visitor
):
    order = walk(office.order(), "diuji", office.people, office.samples())
    store, penera, kepala = visitor(), visitor(phone=True), visitor(phone=True)
    store.sign_in("administrasi", PASSWORD)
    penera.sign_in("penera", PASSWORD)
    the_store_enters_and_hands_out(store)
    the_penera_confirms_and_uses(penera, order, office)
    the_day_is_closed(penera)
    a_standard_is_recalled(store, kepala.sign_in("kepala", PASSWORD), office)


def the_store_enters_and_hands_out(store):
    store.go("/perlengkapan/ctt/").follow("Catat cap").picture("cap-baru")
    store.fill(
        kode="SL6-26",
        jumlah="4",
        tahun=str(today().year),
        aktif_mulai=today().isoformat(),
        diterima_tanggal=today().isoformat(),
        jenis="sah",
        tipe="SL",
        ukuran="6",
    )
    store.submit("Simpan")
    store.page.select_option("[name=penera]", index=1)
    store.submit("Serahkan")
    store.go("/perlengkapan/segel/").follow("Terima")
    store.type(dari="MB-001", sampai="MB-020", asal="Direktorat Metrologi")
    store.submit("Terima").follow("Serahkan")
    store.page.select_option("[name=penera]", index=1)
    store.page.fill("[name=nomor]", "MB-001 s.d. MB-005")
    store.submit("Serahkan").picture("buku-segel")
    assert "Seimbang" in store.text() and Ctt.objects.get().dipinjam == 1


def the_penera_confirms_and_uses(penera, order, office):
    penera.go("/tugas/").follow("Saya terima").submit("Saya terima")
    assert "Berita Acara Peminjaman" in penera.text()
    penera.go("/perlengkapan/").picture("perlengkapan-penera")
    item = order.items.get()
    page = penera.go(f"/orders/{order.pk}/uji/{item.pk}/")
    assert (
        "Cap yang sedang Anda pinjam: Tanda sah" in page.text()
        and "MB-001 s.d. MB-005" in page.text()
    )
    people.she_types_readings(penera, item.uttp, office.standar, "sah")
    page.page.fill("[name=tapak_sah_segel]", "MB-002")
    page.picture("cerapan-segel").submit("Simpan hasil")
    assert Seri.objects.get(nomor="MB-002").uttp == item.uttp


def the_day_is_closed(penera):
    penera.go("/perlengkapan/segel/tutup/")
    penera.page.fill("[name=nomor]", "MB-001, MB-003 s.d. MB-004")
    penera.submit("Tutup hari").picture("tutup-hari")
    assert "Tidak ditemukan: MB-005" in penera.text()


def a_standard_is_recalled(store, kepala, office):
    store.go(f"/perlengkapan/standar/{office.standar.pk}/").picture("standar").follow(
        "Ternyata menyimpang"
    )
    store.fill(dari=today().isoformat(), alasan="Terkikis")
    store.submit("Cari hasil terdampak")
    row = Penarikan.objects.get()
    letter = row.usulan.get()
    kepala.go("/tugas/").follow(letter.nomor).picture("surat-penarikan").follow("Seluruh penarikan")
    kepala.page.check("[name=usulan]")
    kepala.page.fill("[name=passphrase]", PASSPHRASE)
    kepala.submit("Setujui dan tandatangani").picture("penarikan")
    assert "Menunggu uji ulang" in kepala.text() and row.usulan.get().status == "disetujui"
    store.go(row.get_absolute_url()).follow("Buat permohonan uji ulang")
    assert store.page.locator("input[name=uttp]:checked").count() == 1
