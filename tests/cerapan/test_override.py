"""A verdict overruled and a second penera.

Said aloud on page, paper and in the log, never by whoever tested.
"""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from metrologi.accounts.models import Penugasan, User
from metrologi.cerapan.models import Penegasan, Pengesampingan, Pengujian
from metrologi.cerapan.ringkasan import ringkasan
from metrologi.documents.models.dokumen import papers_of
from metrologi.workflow import trail
from metrologi.workflow.errors import Blocked, NotAllowed, StepError
from metrologi.workflow.run import run
from orders.models import Order
from tests.walk import walk

pytestmark = pytest.mark.django_db
ALASAN = "Anak timbangan yang dipakai ternyata bukan milik kantor."


@pytest.fixture
def tested(office):
    """`tested("batal")` is an order whose only instrument got that decision."""

    def make(keputusan="batal"):
        order = walk(office.order(), "diuji", office.people, office.samples())
        return office.test_item(order, order.diterima()[0], keputusan)

    return make


@pytest.fixture
def second(office):
    """Another penera of the office."""
    user = User.objects.create_user(
        "penera-kedua", nama="Rina Kedua", uml=office.uml, nip="198001012005012001"
    )
    Penugasan.objects.create(user=user, role="penera", uml=office.uml, mulai=dt.date(2020, 1, 1))
    return user


def item_of(order):
    return order.items.get()


def overrule(office, order, keputusan="sah", by=None, note=ALASAN):
    return run(
        order,
        "kesampingkan",
        by=by or office.people["kepala"],
        seen=order.status,
        note=note,
        item=item_of(order),
        keputusan=keputusan,
    )


def confirm(order, by, setuju=True, note=""):
    return run(
        order, "tegaskan", by=by, seen=order.status, note=note, item=item_of(order), setuju=setuju
    )


# --- overruling -----------------------------------------------------------------------------------
def test_an_overruled_verdict_counts_and_the_test_stays_as_it_was(office, tested):
    order = overrule(office, tested())
    item, test = item_of(order), Pengujian.objects.get()
    assert (test.putusan, test.keputusan, test.keputusan_akhir, item.hasil) == (
        "BATAL",
        "batal",
        "sah",
        "sah",
    )
    item.uttp.refresh_from_db()
    assert (
        item.uttp.putusan_terakhir == "sah"
        and "dikesampingkan" in item.uttp.riwayat.order_by("-pk").first().keterangan
    )


def test_the_chained_log_holds_who_what_and_why(office, tested):
    order = overrule(office, tested())
    rows = trail.rows_of(order)
    assert list(trail.faults(order, rows)) == []
    assert (rows[-1].step, rows[-1].actor, rows[-1].note) == (
        "kesampingkan",
        office.people["kepala"],
        ALASAN,
    )
    assert rows[-1].data == {
        "uttp": item_of(order).uttp.kode,
        "percobaan": 1,
        "semula": "batal",
        "menjadi": "sah",
    }


@pytest.mark.parametrize(
    ("by", "error"),
    [("penera", NotAllowed), ("administrasi", NotAllowed), ("wajib_ttu", NotAllowed)],
)
def test_only_the_kepala_overrules(office, tested, by, error):
    order = tested()
    with pytest.raises(error):
        overrule(office, order, by=office.people[by])
    assert not Pengesampingan.objects.exists()


def test_a_kepala_who_tested_cannot_overrule(office):
    Penugasan.objects.create(
        user=office.people["kepala"], role="penera", uml=office.uml, mulai=dt.date(2020, 1, 1)
    )
    order = walk(office.order(), "diuji", office.people, office.samples())
    order = office.test_item(order, order.diterima()[0], "batal", by="kepala")
    with pytest.raises(NotAllowed, match="orang lain"):
        overrule(office, order)


@pytest.mark.parametrize(("keputusan", "note"), [("sah", "  "), ("batal", ALASAN)])
def test_nothing_is_overruled_without_reason_or_change(office, tested, keputusan, note):
    order = tested()
    with pytest.raises(Blocked):
        overrule(office, order, keputusan, note=note)
    assert not Pengesampingan.objects.exists() and item_of(order).hasil == "batal"


def test_nothing_is_overruled_twice_or_untested(office, tested):
    order = overrule(office, tested())
    with pytest.raises(Blocked, match="sudah dikesampingkan"):
        overrule(office, order, "perlu_perbaikan")
    fresh = walk(office.order(), "diuji", office.people, office.samples())
    with pytest.raises(Blocked, match="Belum ada cerapan"):
        overrule(office, fresh)


def test_cerapan_and_letter_say_so(office, tested):
    order = overrule(office, tested())
    order = walk(order, "disiapkan", office.people, office.samples())
    told = papers_of(order)[-1].payload["pengujian"][0]
    assert told["keputusan"] == "Sah" and told["pengesampingan"]["semula"] == "Batal"
    assert told["pengesampingan"]["alasan"] == ALASAN
    order = run(order, "siapkan", by=office.people["administrasi"], seen="disiapkan")
    letter = walk(order.children("skhp").get(), "ditandatangani", office.people, office.samples())
    row = papers_of(letter)[-1].payload["uttp"][0]
    assert (
        papers_of(letter)[-1].code == "skhp"
        and row["pengesampingan"]["menjadi"] == "Sah"
        and "batal" not in row["dibubuhi"]
    )


def test_a_cerapan_already_out_is_replaced(office, tested):
    order = walk(tested("sah"), "disiapkan", office.people, office.samples())
    order = overrule(office, order, "batal")
    assert order.status == "diuji"
    order = walk(order, "disiapkan", office.people, office.samples())
    assert [d.state for d in papers_of(order) if d.code == "cerapan"] == ["diganti", "terbit"]


def test_an_overruled_sah_leads_to_a_statement_of_batal(office, tested):
    order = overrule(office, tested("sah"), "batal")
    order = walk(order, "disiapkan", office.people, office.samples())
    order = run(order, "siapkan", by=office.people["administrasi"], seen="disiapkan")
    assert order.children("skhp").get().jenis == "keterangan_batal"


# --- second penera --------------------------------------------------------------------------------
def test_a_second_penera_agrees_and_the_paper_names_both(office, tested, second):
    order = confirm(tested("sah"), second, note="Bacaan sesuai.")
    order = run(order, "selesai_uji", by=office.people["penera"], seen="diuji")
    payload = papers_of(order)[-1].payload
    assert payload["kedua"]["nama"] == "Rina Kedua"
    told = payload["pengujian"][0]["penegasan"]
    assert [(p["penera"], p["setuju"], p["catatan"]) for p in told] == [
        ("Rina Kedua, NIP 198001012005012001", True, "Bacaan sesuai.")
    ]


def test_the_tester_confirms_neither_alone_nor_beside_others(office, tested):
    with pytest.raises(NotAllowed, match="penera lain"):
        confirm(tested("sah"), office.people["penera"])
    assert not Penegasan.objects.exists()


def test_two_penera_may_confirm_one_another(office, second):
    office.people["kedua"] = second
    order = walk(
        office.order(office.uttp(), office.uttp()), "diuji", office.people, office.samples()
    )
    mine, yours = order.diterima()
    order = office.test_item(order, mine)
    order = office.test_item(order, yours, by="kedua")
    order = run(order, "tegaskan", by=second, seen="diuji", item=mine, setuju=True)
    with pytest.raises(StepError):
        run(order, "tegaskan", by=second, seen="diuji", item=yours, setuju=True)
    order = run(
        order, "tegaskan", by=office.people["penera"], seen="diuji", item=yours, setuju=True
    )
    assert Penegasan.objects.count() == 2


def test_a_disagreement_needs_a_reason_and_nobody_confirms_twice(office, tested, second):
    order = tested("sah")
    with pytest.raises(Blocked, match="tidak setuju"):
        confirm(order, second, setuju=False)
    order = confirm(order, second, setuju=False, note="Eksentrisitas tidak diamati.")
    with pytest.raises(NotAllowed):
        confirm(order, second)
    assert not ringkasan(Pengujian.objects.get())["penegasan"][0]["setuju"]


# --- what the database itself refuses -------------------------------------------------------------
def test_the_database_refuses_the_tester(office, tested):
    tested()
    test = Pengujian.objects.get()
    for model, values in (
        (
            Pengesampingan,
            {"oleh": test.penera, "semula": "batal", "keputusan": "sah", "alasan": "x"},
        ),
        (Penegasan, {"penera": test.penera, "setuju": True}),
    ):
        with pytest.raises(IntegrityError, match="cerapannya sendiri"), transaction.atomic():
            model.objects.create(pengujian=test, **values)


@pytest.mark.parametrize("sql", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_drop_an_opinion(office, tested, second, sql):
    confirm(overrule(office, tested()), second)
    for model in (Pengesampingan, Penegasan):
        with (
            pytest.raises(IntegrityError, match="tidak dapat diubah"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql.format(model._meta.db_table))


@pytest.mark.parametrize("values", [{"alasan": " \n"}, {"keputusan": "batal"}])
def test_the_database_refuses_an_overruling_without_reason_or_change(office, tested, values):
    tested()
    row = {
        "semula": "batal",
        "keputusan": "sah",
        "alasan": "x",
        "oleh": office.people["kepala"],
    } | values
    with pytest.raises(IntegrityError, match="cerapan_pengesampingan"), transaction.atomic():
        Pengesampingan.objects.create(pengujian=Pengujian.objects.get(), **row)


# --- pages ----------------------------------------------------------------------------------------
def step_url(order, name):
    return reverse("workflow:step", args=["orders", order.pk, name])


def test_the_kepala_overrules_on_a_page_that_keeps_what_was_typed(office, tested, client):
    order = tested()
    client.force_login(office.people["kepala"])
    url, data = (
        step_url(order, "kesampingkan"),
        {"seen": "diuji", "item": item_of(order).pk, "keputusan": "sah"},
    )
    assert "diuji Penera Uji" in client.get(url).content.decode()
    answer = client.post(url, data)
    assert answer.status_code == 422 and "checked" in answer.content.decode()
    assert client.post(url, data | {"keputusan": "batal", "note": ALASAN}).status_code == 422
    assert client.post(url, data | {"note": ALASAN}).status_code == 302
    page = client.get(order.get_absolute_url()).content.decode()
    assert "dikesampingkan" in page and ALASAN in page


def test_a_penera_sees_only_the_tests_of_others(office, tested, second, client):
    order = tested("sah")
    url, data = (
        step_url(order, "tegaskan"),
        {"seen": "diuji", "item": item_of(order).pk, "setuju": "ya"},
    )
    client.force_login(office.people["penera"])
    assert client.get(url).status_code == client.post(url, data).status_code == 403
    client.force_login(second)
    assert client.post(url, data | {"setuju": "tidak"}).status_code == 422
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 403
    assert Order.objects.get(pk=order.pk).items.get().pengujian.penegasan.get().setuju


@pytest.mark.parametrize(("step", "who"), [("kesampingkan", "kepala"), ("tegaskan", "second")])
def test_a_reviewer_reads_the_sheet_before_deciding(office, tested, second, client, step, who):
    order = tested()
    client.force_login(second if who == "second" else office.people[who])
    page = client.get(step_url(order, step)).content.decode()
    assert (
        "Kemampuan ulang" in page
        and "I 30,1" in page
        and "±0,03 kg" in page
        and "Tidak memenuhi" in page
    )
