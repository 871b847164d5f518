"""What is tested is what was asked, corrected with a reason; no paper says more than was seen."""

import pytest
from django.urls import reverse

from metrologi.cerapan.models import Pengujian
from metrologi.documents.models import Dokumen
from metrologi.workflow.errors import Blocked
from metrologi.workflow.run import run
from tests.walk import walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def tested(office):
    return walk(office.order(), "diuji", office.people, office.samples())


def review(client, office, order, **boxes):
    """Send the form of the kaji ulang; `boxes` without the prefix of the only instrument."""
    client.force_login(office.people["administrasi"])
    (item,) = order.daftar
    typed = {f"i{item.pk}_{name}": text for name, text in boxes.items()}
    url = reverse("workflow:step", args=["orders", order.pk, "terima"])
    return client.post(url, {"seen": order.status} | typed)


def test_the_sheet_says_what_the_instrument_is_tested_for(client, office, tested):
    client.force_login(office.people["penera"])
    url = reverse("pengujian:uji", args=["orders", tested.pk, tested.daftar[0].pk])
    said = " ".join(client.get(url).content.decode().split())
    assert "Diuji untuk <strong>tera ulang</strong>" in said and "betulkan_tahap" in said


def test_a_penera_who_finds_no_old_mark_corrects_tera_ulang_with_a_reason(office, tested):
    item, penera = tested.daftar[0], office.people["penera"]
    with pytest.raises(Blocked):
        run(tested, "betulkan_tahap", by=penera, seen="diuji", item=item, tahap="tera")
    run(
        tested,
        "betulkan_tahap",
        by=penera,
        seen="diuji",
        note="Tidak ada tanda tera lama.",
        item=item,
        tahap="tera",
    )
    item.refresh_from_db()
    assert item.tahap == "tera"
    office.test_item(tested, item)
    assert Pengujian.objects.get().tahap == "tera"


def test_the_desk_corrects_tera_ulang_after_it_has_accepted_the_instrument(client, office, tested):
    client.force_login(office.people["administrasi"])
    url = reverse("workflow:step", args=["orders", tested.pk, "betulkan_tahap"])
    assert url in client.get(tested.get_absolute_url()).text
    item = tested.daftar[0]
    sent = {"seen": "diuji", "item": item.pk, "tahap": "tera", "note": "Alat baru, salah pilih."}
    assert client.post(url, sent).status_code == 302
    item.refresh_from_db()
    assert item.tahap == "tera"


def test_the_desk_corrects_what_the_owner_chose_and_says_why(client, office):
    order = office.order()
    ticked = {"kaji": "diterima", "lengkap": "on", "visual": "on", "tahap": "tera"}
    refused = review(client, office, order, **ticked)
    assert refused.status_code == 422 and "tulis mengapa diubah" in refused.content.decode()
    assert review(client, office, order, **ticked, catatan="Alat baru.").status_code == 302
    assert order.items.get().tahap == "tera"


def test_the_paper_does_not_call_bad_what_nobody_examined(client, office):
    order = office.order(office.uttp(), office.uttp("meter_kwh", kelas="1", satuan="A"))
    client.force_login(office.people["administrasi"])
    first, second = order.daftar
    typed = {
        f"i{first.pk}_kaji": "diterima",
        f"i{first.pk}_lengkap": "on",
        f"i{first.pk}_visual": "on",
        f"i{second.pk}_kaji": "dirujuk",
        f"i{second.pk}_rujukan": office.near.pk,
    }
    url = reverse("workflow:step", args=["orders", order.pk, "terima"])
    assert client.post(url, {"seen": order.status} | typed).status_code == 302
    row = order.items.get(pk=second.pk)
    assert (row.lengkap, row.visual) == (None, None)


def test_an_instrument_that_is_being_tested_is_not_applied_for_again(office, tested):
    with pytest.raises(Blocked) as refused:
        office.order(tested.daftar[0].uttp)
    assert tested.nomor in str(refused.value)


def test_an_instrument_that_was_given_back_may_be_applied_for_again(office):
    order = office.order()
    run(order, "batalkan", by=office.people["wajib_ttu"], seen=order.status)
    assert office.order(order.daftar[0].uttp).pk


def test_the_receipt_says_which_instrument_came_back_and_to_whom_it_goes(office):
    other = office.uttp("meter_kwh", seri="KWH-77", kelas="1", satuan="A")
    order = office.order(office.uttp(), other)
    first, second = order.daftar
    putusan = [
        {"item": first.pk, "kaji": "diterima", "lengkap": True, "visual": True},
        {"item": second.pk, "kaji": "dirujuk", "rujukan": office.near},
    ]
    run(order, "terima", by=office.people["administrasi"], seen=order.status, putusan=putusan)
    paper = Dokumen.objects.terbit_untuk(order, code="bukti_order").get()
    (told,) = paper.payload["ditolak"]
    assert "KWH-77" in told["uraian"] and told["rujukan"] == office.near.nama
