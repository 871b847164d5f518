"""What the owner hears of an instrument that fails: readings, limits, rupiah, one message."""

import re
from uuid import uuid4

import pytest
from django.http import QueryDict

from metrologi.notifications.models import Pesan
from metrologi.workflow.run import run
from orders.forms import TerimaForm
from orders.views import terima_di_loket
from tests.walk import walk

pytestmark = pytest.mark.django_db


def received(office, after=0):
    """What the trader is told since the message with this key."""
    told = Pesan.objects.filter(user=office.people["wajib_ttu"], pk__gt=after)
    return list(told.order_by("pk"))


def last(office):
    return max((p.pk for p in received(office)), default=0)


def diuji(office, keputusan):
    order = walk(office.order(), "diuji", office.people, office.samples())
    return office.test_item(order, order.diterima()[0], keputusan)


def test_the_owner_of_a_scale_to_repair_hears_reading_limit_rupiah_and_until_when(office):
    order = diuji(office, "perlu_perbaikan")
    before = last(office)
    order = run(order, "tunggu_perbaikan", by=office.people["penera"], seen="diuji")
    (pesan,) = received(office, before)
    assert str(order.daftar[0].uttp) in pesan.isi
    assert re.search(
        r"alat menunjukkan [\d,]+, seharusnya [\d,]+; hasil [\d,]+ kg, batas ±", pesan.isi
    )
    assert re.search(r"Pada penjualan Rp100\.000 .* Rp[\d.]+ kurang", pesan.isi)
    assert "Bila sampai" in pesan.isi


def test_the_owner_reads_what_it_cost_before_and_after_the_repair(office, client):
    order = diuji(office, "perlu_perbaikan")
    order = run(order, "tunggu_perbaikan", by=office.people["penera"], seen="diuji")
    order = run(order, "ajukan_uji_ulang", by=office.people["wajib_ttu"], seen="menunggu_perbaikan")
    office.test_item(order, order.daftar[0], "sah")
    client.force_login(office.people["wajib_ttu"])
    page = client.get(order.get_absolute_url()).content.decode()
    first, second = page.index("Pengujian ke-1"), page.index("Pengujian ke-2")
    assert " kurang dari yang dibayarnya" in page[first:second]
    assert "tidak ada selisih" in page[second:]


def test_the_owner_of_a_condemned_scale_hears_why_and_what_to_do(office):
    order = diuji(office, "batal")
    before = last(office)
    run(order, "selesai_uji", by=office.people["penera"], seen="diuji")
    (pesan,) = received(office, before)
    assert "batal. " in pesan.isi and "Pada penjualan Rp100.000" in pesan.isi
    assert "jangan dipakai untuk berjual beli" in pesan.isi


def test_the_letter_of_a_condemned_scale_is_not_told_like_a_certificate(office):
    letter = walk(office.konsep("batal"), "ditandatangani", office.people, office.samples())
    before = last(office)
    run(letter, "terbitkan", by=office.people["administrasi"], seen="ditandatangani")
    (pesan,) = received(office, before)
    assert "jangan dipakai untuk berjual beli" in pesan.isi


def test_handing_over_an_order_with_two_letters_is_one_message(office):
    order = office.case_in(type(office.order()).machine, "siap_diserahkan")
    before = last(office)
    run(
        order, "serahkan", by=office.people["administrasi"], seen="siap_diserahkan", penerima="Budi"
    )
    (pesan,) = received(office, before)
    assert pesan.judul.endswith(": Selesai") and pesan.url == order.get_absolute_url()
    assert "sudah diserahkan" in pesan.isi and "terbit" not in pesan.isi.partition("SKRD")[2]


def test_whoever_stands_at_the_counter_is_not_told_to_bring_the_scale(office):
    uttp = office.uttp()
    data = QueryDict(mutable=True)
    data.update({"kunci": str(uuid4()), "diperiksa": "on", f"tahap_{uttp.pk}": "tera_ulang"})
    form = TerimaForm(data, alat=[uttp], uml=office.uml)
    assert form.is_valid(), form.errors
    terima_di_loket(form, office.people["administrasi"], office.uml)
    (pesan,) = received(office)
    assert pesan.judul.endswith(": Dalam pengujian") and "Bawalah" not in pesan.isi


def test_a_revoked_letter_is_told_once_with_its_reason(office):
    letter = walk(office.konsep(), "terbit", office.people, office.samples())
    before = last(office)
    run(letter, "cabut", by=office.people["kepala"], seen="terbit", note="Salah cetak.")
    (pesan,) = received(office, before)
    assert "dicabut" in pesan.judul and "Salah cetak." in pesan.isi
