"""The lives of a letter: returned, signed, replaced, revoked; and what the public sees of each."""

from uuid import uuid4

import pytest
from django.urls import reverse

from metrologi.cerapan.forms import CerapanForm
from metrologi.cerapan.simpan import simpan
from metrologi.clock.now import today
from metrologi.documents.models import Dokumen
from metrologi.notifications.models import Pesan
from metrologi.uttp.keadaan import syarat
from metrologi.uttp.models import Uttp
from metrologi.workflow.errors import Blocked, NotAllowed
from metrologi.workflow.run import open_case, run
from tests.readings import bacaan
from tests.walk import walk

pytestmark = pytest.mark.django_db


def test_the_kepala_returns_a_draft_only_with_a_note(office):
    letter = walk(office.konsep(), "diperiksa", office.people, {})
    with pytest.raises(Blocked, match="Catatan wajib diisi"):
        run(letter, "kembalikan", by=office.people["kepala"], seen="diperiksa")
    letter = run(
        letter, "kembalikan", by=office.people["kepala"], seen="diperiksa", note="Nama salah"
    )
    assert letter.status == "dikembalikan"


def test_who_tested_may_not_sign(office):
    from metrologi.accounts.models import Penugasan

    Penugasan.objects.create(
        user=office.people["penera"], role="kepala", uml=office.uml, sifat="plh", mulai="2020-01-01"
    )
    letter = walk(office.konsep(), "diperiksa", office.people, {})
    with pytest.raises(NotAllowed, match="orang lain"):
        run(letter, "tandatangani", by=office.people["penera"], seen="diperiksa", secret="x")


def test_a_draft_is_not_signed_when_its_instrument_was_tested_again(office):
    letter = walk(office.konsep(), "diperiksa", office.people, {})
    test = letter.daftar[0].pengujian
    again = simpan_lagi(office, test)
    assert again.percobaan == test.percobaan + 1
    with pytest.raises(Blocked, match="Ada cerapan yang lebih baru untuk .*; buat ulang konsep"):
        walk(letter, "ditandatangani", office.people, office.samples())


def simpan_lagi(office, test):
    """A second cerapan of the item that the letter is about, stored by the same penera."""
    penera = office.people["penera"]
    typed = bacaan(test.uttp, office.standar, "batal", tahap=test.tahap)
    form = CerapanForm(
        typed, {}, uttp=test.uttp, tahap=test.tahap, hari=today(), uml=office.uml, penera=penera
    )
    assert form.is_valid(), form.errors
    return simpan(
        form,
        case=test.case,
        item_id=test.item_id,
        penera=penera,
        percobaan=test.percobaan + 1,
        kunci=uuid4(),
    )


def test_a_replacement_takes_the_old_paper_out_of_force_when_it_is_signed(office):
    old = walk(office.konsep(), "terbit", office.people, office.samples())
    new = open_case(
        "skhp",
        step="buat_pengganti",
        by=office.people["administrasi"],
        uml=office.uml,
        origin=old.origin,
        menggantikan=old,
        alasan="Nama salah",
        atas_nama="CV Baru",
    )
    old.refresh_from_db()
    assert old.status == "terbit"
    walk(new, "ditandatangani", office.people, office.samples())
    old.refresh_from_db()
    assert old.status == "diganti"
    assert sorted(Dokumen.objects.filter(code="skhp").values_list("state", flat=True)) == [
        "diganti",
        "terbit",
    ]


def test_a_revoked_letter_takes_its_paper_with_it(office):
    letter = walk(office.konsep(), "terbit", office.people, office.samples())
    letter = run(
        letter, "cabut", by=office.people["kepala"], seen="terbit", note="Segel ternyata rusak"
    )
    paper = Dokumen.objects.get(code="skhp")
    assert (letter.status, paper.state, paper.alasan) == (
        "dicabut",
        "dicabut",
        "Segel ternyata rusak",
    )


def test_a_revoked_letter_is_revoked_on_sticker_passport_lists_and_told_to_its_owner(
    office, client
):
    owner = office.people["wajib_ttu"]
    letter = walk(office.konsep(), "terbit", office.people, office.samples())
    uttp = letter.daftar[0].uttp
    sticker = reverse("uttp:umum", args=[uttp.kode])
    assert "Berlaku" in client.get(sticker).text and "SKHP terbit" in client.get(sticker).text
    revoke(office, letter)
    page = client.get(sticker).text
    assert "Surat dicabut" in page and "Surat hasil uji dicabut" in page
    assert "lagi" not in page.partition("Riwayat")[0].partition("page-head")[2]
    client.force_login(owner)
    assert "Surat dicabut" in client.get(reverse("uttp:paspor", args=[uttp.kode])).text
    for code, count in (("dicabut", 1), ("berlaku", 0)):
        assert Uttp.objects.filter(syarat(code, today())).count() == count
    told = Pesan.objects.get(user=owner, judul__contains="dicabut: ")
    assert "Segel rusak." in told.isi and uttp.nomor_seri in told.isi
    assert "Ajukan tera ulang" in told.isi


def test_a_letter_issued_again_after_a_revocation_stands_for_the_instrument(office):
    letter = walk(office.konsep(), "terbit", office.people, office.samples())
    row = letter.daftar[0]
    revoke(office, letter)
    row.uttp.refresh_from_db()
    assert row.uttp.keadaan().kode == "dicabut"
    again = open_case(
        "skhp",
        by=office.people["administrasi"],
        uml=office.uml,
        origin=letter.origin,
        jenis="skhp",
        pemilik=letter.pemilik,
        pengujian=[row.pengujian],
        atas_nama="",
    )
    walk(again, "terbit", office.people, office.samples())
    row.uttp.refresh_from_db()
    assert row.uttp.keadaan().kode == "berlaku"


def revoke(office, letter):
    kepala = office.people["kepala"]
    return run(letter, "cabut", by=kepala, seen=letter.status, note="Segel rusak.")


def test_one_skhp_may_list_several_instruments_with_their_validity(office):
    order = walk(
        office.order(office.uttp(), office.uttp()), "diuji", office.people, office.samples()
    )
    for item in order.diterima():
        order = office.test_item(order, item)
    order = walk(order, "disiapkan", office.people, office.samples())
    order = run(order, "siapkan", by=office.people["administrasi"], seen="disiapkan")
    walk(order.children("skhp").get(), "ditandatangani", office.people, office.samples())
    rows = Dokumen.objects.get(code="skhp").payload["uttp"]
    assert len(rows) == 2
    assert all(row["berlaku_sampai"] for row in rows)


def test_an_applicant_does_not_see_a_letter_before_it_is_out(office):
    letter = walk(office.konsep(), "ditandatangani", office.people, office.samples())
    trader = office.people["wajib_ttu"]
    seen = type(letter).objects.visible_to(trader)
    assert not seen.filter(pk=letter.pk).exists()
    walk(letter, "terbit", office.people, office.samples())
    assert seen.filter(pk=letter.pk).exists()
