"""The lives of a letter: returned, signed, replaced, revoked; and what the public sees of each."""
import pytest

from metrologi.documents.models import Dokumen
from metrologi.workflow.errors import Blocked, NotAllowed
from metrologi.workflow.run import open_case, run
from tests.walk import walk

pytestmark = pytest.mark.django_db


def test_the_kepala_returns_a_draft_only_with_a_note(office):
    letter = walk(office.konsep(), "diperiksa", office.people, {})
    with pytest.raises(Blocked, match="Catatan wajib diisi"):
        run(letter, "kembalikan", by=office.people["kepala"], seen="diperiksa")
    letter = run(letter, "kembalikan", by=office.people["kepala"], seen="diperiksa", note="Nama salah")
    assert letter.status == "dikembalikan"


def test_who_tested_may_not_sign(office):
    from metrologi.accounts.models import Penugasan

    Penugasan.objects.create(user=office.people["penera"], role="kepala", uml=office.uml, sifat="plh", mulai="2020-01-01")
    letter = walk(office.konsep(), "diperiksa", office.people, {})
    with pytest.raises(NotAllowed, match="orang lain"):
        run(letter, "tandatangani", by=office.people["penera"], seen="diperiksa", secret="x")


def test_a_replacement_takes_the_old_paper_out_of_force_when_it_is_signed(office):
    old = walk(office.konsep(), "terbit", office.people, office.samples())
    new = open_case("skhp", step="buat_pengganti", by=office.people["administrasi"], uml=office.uml, origin=old.origin,
                    menggantikan=old, alasan="Nama salah", atas_nama="CV Baru")
    old.refresh_from_db()
    assert old.status == "terbit"
    walk(new, "ditandatangani", office.people, office.samples())
    old.refresh_from_db()
    assert old.status == "diganti"
    assert sorted(Dokumen.objects.filter(code="skhp").values_list("state", flat=True)) == ["diganti", "terbit"]


def test_a_revoked_letter_takes_its_paper_with_it(office):
    letter = walk(office.konsep(), "terbit", office.people, office.samples())
    letter = run(letter, "cabut", by=office.people["kepala"], seen="terbit", note="Segel ternyata rusak")
    paper = Dokumen.objects.get(code="skhp")
    assert (letter.status, paper.state, paper.alasan) == ("dicabut", "dicabut", "Segel ternyata rusak")


def test_one_skhp_may_list_several_instruments_with_their_validity(office):
    order = walk(office.order(office.uttp(), office.uttp()), "diuji", office.people, office.samples())
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
