"""The levy note under each fee policy: it follows what was tested, not what got a letter."""

import pytest

from metrologi.accounts.models import Uml
from metrologi.documents.models import Dokumen
from metrologi.workflow.offers import onwards
from metrologi.workflow.run import run
from skhp.forms import RupiahField
from skhp.models import Skrd
from tests.sidang.keadaan import antre, diuji, sidang_in
from tests.tempat_pakai.keadaan import selesai_diuji
from tests.walk import walk

pytestmark = pytest.mark.django_db
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"


@pytest.fixture
def tarif(office):
    Uml.objects.filter(pk=office.uml.pk).update(
        kebijakan_biaya="tarif", dasar_biaya="Perda Nomor 9 Tahun 2030"
    )
    office.uml.refresh_from_db()


@pytest.fixture
def clerk(office, client):
    client.force_login(office.people["administrasi"], backend=BACKEND)
    return client


def di_sidang(office):
    return diuji(
        office, antre(office, sidang_in(office, "berlangsung"), office.uttp(), office.uttp())
    )


def di_kantor(office):
    order = walk(
        office.order(office.uttp(), office.uttp(), skhp=False),
        "diuji",
        office.people,
        office.samples(),
    )
    for item in order.diterima():
        order = office.test_item(order, item)
    order = walk(order, "disiapkan", office.people, office.samples())
    return run(order, "tanpa_surat", by=office.people["administrasi"], seen="disiapkan")


def di_tempat(office):
    case = walk(selesai_diuji(office, skhp=False), "disiapkan", office.people, office.samples())
    return run(case, "tanpa_surat", by=office.people["administrasi"], seen="disiapkan")


def alamat(case):
    return f"/skrd/untuk/{case.machine.code}/{case.pk}/"


def isi(case, *jumlah):
    return {f"jumlah_{i.pk}": n for i, n in zip(case.teruji(), jumlah, strict=True)}


@pytest.mark.parametrize("made", [di_sidang, di_kantor, di_tempat])
def test_with_a_tariff_a_mark_alone_is_charged_too(office, tarif, clerk, made):
    case = made(office)
    assert not case.children("skrd").exists()
    assert alamat(case) in clerk.get(case.get_absolute_url()).content.decode()
    assert clerk.get(alamat(case)).status_code == 200
    amounts = ["15.000"] * len(case.teruji())
    assert clerk.post(alamat(case), isi(case, *amounts)).status_code == 302
    note = case.children("skrd").get()
    assert note.jumlah == 15000 * len(case.teruji()) and len(note.rincian) == len(case.teruji())
    assert "Rp15.000" in clerk.get(note.get_absolute_url()).content.decode()
    walk(note, "diserahkan", office.people, {})
    assert Dokumen.objects.get(code="skrd").payload["jumlah"] == note.jumlah
    assert alamat(case) not in clerk.get(case.get_absolute_url()).content.decode()


def test_the_note_set_before_the_hand_over_goes_out_with_it(office, tarif, clerk):
    case = di_kantor(office)
    clerk.post(alamat(case), isi(case, "15000", "0"))
    walk(case, "selesai", office.people, office.samples())
    assert case.children("skrd").get().status == "diserahkan"


def test_a_case_without_a_note_is_handed_over_all_the_same(office, tarif):
    case = walk(di_kantor(office), "selesai", office.people, office.samples())
    assert case.status == "selesai" and not case.children("skrd").exists()


def test_nothing_is_charged_twice_until_the_first_note_is_revoked(office, tarif, clerk):
    case = di_sidang(office)
    for _ in range(2):
        answer = clerk.post(alamat(case), isi(case, "15.000", "15.000"), follow=True)
    assert "SKRD perkara ini sudah ada" in answer.content.decode() and Skrd.objects.count() == 1
    run(
        Skrd.objects.get(),
        "cabut",
        by=office.people["administrasi"],
        seen="konsep",
        note="Salah tarif",
    )
    clerk.post(alamat(case), isi(case, "20.000", "15.000"))
    assert [n.jumlah for n in Skrd.objects.order_by("pk")] == [30000, 35000]


def test_what_was_not_tested_is_not_charged(office, tarif, clerk):
    case = antre(office, sidang_in(office, "berlangsung"), office.uttp(), office.uttp())
    office.test_item(case, case.diterima()[0])
    assert (
        "setelah semua UTTP selesai diuji" in clerk.get(alamat(case), follow=True).content.decode()
    )
    case = run(
        type(case).objects.get(pk=case.pk),
        "lepas",
        by=office.people["penera"],
        seen="diuji",
        note="Rusak",
    )
    clerk.post(alamat(case), isi(case, "15.000"))
    assert len(case.children("skrd").get().rincian) == 1


def test_the_last_amount_of_a_kind_is_proposed(office, tarif, clerk):
    first, second = di_sidang(office), di_kantor(office)
    clerk.post(alamat(first), isi(first, "15.000", "17.500"))
    shown = clerk.get(alamat(second)).content.decode()
    assert 'value="15.000"' in shown and "SKRD terakhir" in shown


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("15000", 15000),
        ("15.000", 15000),
        ("Rp15.000,00", 15000),
        ("Rp 1.500.000", 1500000),
        ("0", 0),
    ],
)
def test_rupiah_are_read_as_people_write_them(typed, amount):
    assert RupiahField().clean(typed) == amount


@pytest.mark.parametrize(
    "typed", ["", "x", "-5", "15.00", "1.5", "15,5", "1e5", "9999999999", "١٥", "15.0000"]
)
def test_other_amounts_are_refused_at_their_field(office, tarif, clerk, typed):
    case = di_sidang(office)
    answer = clerk.post(alamat(case), isi(case, typed, "15.000"))
    assert answer.status_code == 422 and not Skrd.objects.exists()
    assert 'value="15.000"' in answer.content.decode()


def test_a_note_of_nothing_is_refused(office, tarif, clerk):
    case = di_sidang(office)
    answer = clerk.post(alamat(case), isi(case, "0", "0"))
    assert (
        answer.status_code == 422 and "Isi tarif sekurangnya satu UTTP" in answer.content.decode()
    )


def test_a_nihil_office_has_no_more_to_do_than_before(office, clerk):
    case, order = di_sidang(office), di_kantor(office)
    for one in (case, order):
        assert (
            onwards(one, office.people["administrasi"]) == []
            and alamat(one) not in clerk.get(one.get_absolute_url()).content.decode()
        )
        assert "tidak memungut retribusi" in clerk.get(alamat(one), follow=True).content.decode()
    note = order.children("skrd").get()
    assert (note.jumlah, len(note.rincian), case.children("skrd").count()) == (0, 2, 0)


def test_an_office_without_levy_papers_gets_none(office):
    Uml.objects.filter(pk=office.uml.pk).update(kebijakan_biaya="off")
    assert not di_kantor(office).children("skrd").exists()


def test_only_administrasi_of_the_office_sets_a_levy(office, tarif, client):
    case = di_sidang(office)
    for role in ("penera", "kepala", "wajib_ttu"):
        client.force_login(office.people[role], backend=BACKEND)
        assert client.get(alamat(case)).status_code == 403
        assert not [o for o in onwards(case, office.people[role]) if "SKRD" in o.label]


def test_a_case_that_tests_nothing_has_no_levy(office, tarif, clerk):
    letter = office.konsep()
    assert clerk.get(f"/skrd/untuk/skhp/{letter.pk}/").status_code == 404
    assert clerk.get(f"/skrd/untuk/tidak-ada/{letter.pk}/").status_code == 404
