"""An order at the office, from application to hand-over, and what may not happen on the way."""

from uuid import uuid4

import pytest
from django.urls import reverse

from metrologi.clock import now as clock
from metrologi.documents.models import Dokumen, Penghitung
from metrologi.documents.models.dokumen import papers_of
from metrologi.documents.signing import WrongPassphrase
from metrologi.notifications.models import Pesan
from metrologi.workflow import trail
from metrologi.workflow.errors import Blocked, NotAllowed, Stale
from metrologi.workflow.run import open_case, run
from tests.office import PASSPHRASE
from tests.walk import walk

pytestmark = pytest.mark.django_db


def test_a_real_order_ends_with_signed_letters_and_a_complete_file(office):
    scale, spring, kwh = (
        office.uttp(),
        office.uttp("timbangan_pegas"),
        office.uttp("meter_kwh", kelas="1", satuan="A"),
    )
    order = office.order(scale, spring, kwh)
    first, second, third = order.daftar
    assert (first.dalam_lingkup, second.dalam_lingkup, third.dalam_lingkup) == (True, True, False)
    rows = [
        {"item": i.pk, "kaji": "diterima", "lengkap": True, "visual": True} for i in (first, second)
    ]
    rows.append({"item": third.pk, "kaji": "dirujuk", "rujukan": office.near})
    order = run(order, "terima", by=office.people["administrasi"], seen="diajukan", putusan=rows)
    order = office.test_item(order, order.diterima()[0])
    order = office.test_item(order, order.items.get(pk=second.pk), "perlu_perbaikan")
    order = run(order, "tunggu_perbaikan", by=office.people["penera"], seen="diuji")
    order = run(
        order, "terima_kembali", by=office.people["administrasi"], seen="menunggu_perbaikan"
    )
    order = office.test_item(order, order.items.get(pk=second.pk), "batal")
    order = run(order, "selesai_uji", by=office.people["penera"], seen="diuji")
    order = run(order, "siapkan", by=office.people["administrasi"], seen="disiapkan")
    letters = {s.jenis: s for s in order.children("skhp")}
    assert set(letters) == {"skhp", "keterangan_batal"}
    for letter in letters.values():
        walk(letter, "ditandatangani", office.people, office.samples())
    order.refresh_from_db()
    assert order.status == "siap_diserahkan"
    order = run(
        order, "serahkan", by=office.people["administrasi"], seen="siap_diserahkan", penerima="Budi"
    )
    everything = papers_of(order, *order.children("skhp"), *order.children("skrd"))
    assert sorted(d.code for d in everything) == [
        "bukti_order",
        "cerapan",
        "kaji_ulang",
        "keterangan_batal",
        "skhp",
        "skrd",
        "tanda_terima",
    ]
    assert {d.code for d in everything if d.ditandatangani} == {"skhp", "keterangan_batal"}
    assert {s.status for s in order.children("skhp")} == {"diserahkan"}
    assert list(trail.faults(order, trail.rows_of(order))) == []


def test_the_batal_letter_names_the_failed_test_its_value_and_limit_and_no_validity(office):
    letter = office.konsep("batal")
    walk(letter, "ditandatangani", office.people, office.samples())
    payload = Dokumen.objects.get(code="keterangan_batal").payload
    failed = payload["uttp"][0]["gagal"]
    assert failed and all(row["uji"] and row["nilai"] and row["batas"] for row in failed)
    assert payload["uttp"][0]["berlaku_sampai"] == ""


def test_whoever_received_the_order_may_not_test_it(office):
    both = office.people["administrasi"]
    from metrologi.accounts.models import Penugasan

    Penugasan.objects.create(user=both, role="penera", uml=office.uml, mulai="2020-01-01")
    order = walk(office.order(), "diuji", office.people, office.samples())
    with pytest.raises(NotAllowed, match="orang lain"):
        office.test_item(order, order.diterima()[0], by="administrasi")


def test_a_repeated_key_returns_the_order_that_the_first_try_made(office):
    key, uttp = uuid4(), office.uttp()
    item = {"uttp": uttp, "tahap": "tera", "minta_skhp": False}
    first, second = (
        open_case(
            "orders",
            by=office.people["wajib_ttu"],
            uml=office.uml,
            kunci=key,
            pemilik=office.owner,
            items=[item],
        )
        for _ in range(2)
    )
    assert first.pk == second.pk


def test_an_order_with_nothing_accepted_is_not_received(office):
    order = office.order()
    rows = [{"item": i.pk, "kaji": "tidak_lengkap", "catatan": "kurang"} for i in order.daftar]
    with pytest.raises(Blocked, match="Tidak ada UTTP yang diterima"):
        run(order, "terima", by=office.people["administrasi"], seen="diajukan", putusan=rows)
    order.refresh_from_db()
    assert order.status == "diajukan"
    assert papers_of(order) == []


def test_a_wrong_passphrase_uses_no_number_and_changes_nothing(office):
    letter = walk(office.konsep(), "diperiksa", office.people, office.samples())
    with pytest.raises(WrongPassphrase):
        run(letter, "tandatangani", by=office.people["kepala"], seen="diperiksa", secret="salah")
    letter.refresh_from_db()
    assert letter.status == "diperiksa"
    assert not Penghitung.objects.filter(code="skhp").exists()
    run(letter, "tandatangani", by=office.people["kepala"], seen="diperiksa", secret=PASSPHRASE)
    assert Penghitung.objects.get(code="skhp").urut == 1


def test_the_passphrase_stands_nowhere_in_the_database(office):
    letter = walk(office.konsep(), "ditandatangani", office.people, office.samples())
    said = [str(row.data) + row.note for row in trail.rows_of(letter)] + [
        str(d.payload) for d in Dokumen.objects.all()
    ]
    assert not any(PASSPHRASE in text for text in said)


def test_the_trader_is_told_every_change_of_state(office):
    order = walk(office.order(), "diuji", office.people, office.samples())
    told = Pesan.objects.filter(user=office.people["wajib_ttu"], isi__contains=order.nomor)
    assert [p.judul.partition(": ")[2] for p in told.order_by("pk")] == [
        "Menunggu kaji ulang",
        "Dalam pengujian",
    ]


def test_an_instrument_left_unrepaired_comes_back_to_the_penera_after_thirty_days(office):
    import datetime as dt

    from metrologi.workflow.tasks import batas_waktu

    order = office.case_in(type(office.order()).machine, "menunggu_perbaikan")
    with clock.at(order.due_at + dt.timedelta(hours=1)):
        assert batas_waktu.func() >= 1
    order.refresh_from_db()
    assert order.status == "diuji"
    assert trail.rows_of(order)[-1].role == "sistem"


def test_the_second_of_two_officers_gets_the_story_of_the_first(office):
    order = office.order()
    stale = type(order).objects.get(pk=order.pk)
    walk(order, "diuji", office.people, office.samples())
    with pytest.raises(Stale, match="Kaji ulang dan terima UTTP"):
        run(stale, "terima", by=office.people["administrasi"], seen="diajukan", putusan=[])


def test_a_mark_alone_is_a_complete_result(office):
    order = walk(office.order(skhp=False), "diuji", office.people, office.samples())
    order = office.test_item(order, order.diterima()[0])
    order = run(order, "selesai_uji", by=office.people["penera"], seen="diuji")
    with pytest.raises(Blocked, match="Tidak ada UTTP yang memerlukan surat"):
        run(order, "siapkan", by=office.people["administrasi"], seen="disiapkan")
    order = run(order, "tanpa_surat", by=office.people["administrasi"], seen="disiapkan")
    order = run(
        order, "serahkan", by=office.people["administrasi"], seen="siap_diserahkan", penerima="Budi"
    )
    assert not order.children("skhp").exists()
    assert order.status == "selesai"


def test_the_owner_prints_the_application_and_nobody_else_outside_does(office, client):
    order = office.order()
    url = reverse("workflow:orders-permohonan", args=[order.pk])
    for person, status in (("wajib_ttu", 200), ("administrasi", 200), ("pelapor", 404)):
        client.force_login(office.people[person])
        assert client.get(url).status_code == status, person
    client.force_login(office.people["wajib_ttu"])
    assert f'href="{url}"' in client.get(order.get_absolute_url()).text
