"""A SKHP asked for when the case was over.

Once for a result that still holds, and never for another.
"""

import datetime as dt

import pytest

from metrologi.clock import now as clock
from metrologi.clock.now import today
from metrologi.documents.models.dokumen import papers_of
from metrologi.notifications.models import Pesan
from metrologi.perlengkapan.penarikan.terdampak import tarik
from metrologi.uttp.masa_berlaku import berlaku_sampai
from metrologi.workflow import trail
from metrologi.workflow.errors import Blocked, NotAllowed
from metrologi.workflow.offers import offers
from metrologi.workflow.run import run
from metrologi.workflow.timeline import stepper
from tests.sidang.keadaan import antre, diuji, sidang_in
from tests.tempat_pakai.keadaan import selesai_diuji
from tests.walk import walk

pytestmark = pytest.mark.django_db
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"


def pulang(office, *uttp):
    """A participant who went home with marks alone."""
    case = diuji(office, antre(office, sidang_in(office, "berlangsung"), *uttp))
    assert case.status == "selesai" and not case.children("skhp").exists()
    return case


def di_kantor(office):
    order = walk(office.order(skhp=False), "diuji", office.people, office.samples())
    order = office.test_item(order, order.diterima()[0])
    order = walk(order, "disiapkan", office.people, office.samples())
    return walk(
        run(order, "tanpa_surat", by=office.people["administrasi"], seen="disiapkan"),
        "selesai",
        office.people,
        office.samples(),
    )


def di_tempat(office):
    case = walk(selesai_diuji(office, skhp=False), "disiapkan", office.people, office.samples())
    return walk(
        run(case, "tanpa_surat", by=office.people["administrasi"], seen="disiapkan"),
        "selesai",
        office.people,
        office.samples(),
    )


def susulkan(office, case, items=None, **data):
    items = case.diterima() if items is None else items
    return run(
        case,
        "susulkan_skhp",
        by=office.people["administrasi"],
        seen="selesai",
        items=items,
        peminta="Budi",
        **data,
    )


@pytest.mark.parametrize("made", [pulang, di_kantor, di_tempat])
def test_a_late_wish_walks_the_ordinary_life_of_a_letter_and_the_case_stays_finished(office, made):
    case = made(office)
    case = susulkan(office, case)
    assert case.status == "selesai" and case.items.get().minta_skhp
    letter = case.children("skhp").get()
    assert (letter.status, letter.jenis) == ("konsep", "skhp")
    letter = walk(letter, "diserahkan", office.people, office.samples())
    assert [d.code for d in papers_of(letter)] == ["skhp"]
    case.refresh_from_db()
    assert case.status == "selesai"
    last = trail.rows_of(case)[-1]
    assert (last.step, last.data["peminta"]) == ("susulkan_skhp", "Budi")


def test_the_owner_is_told_of_the_draft_and_of_the_letter(office):
    case = susulkan(office, pulang(office))
    assert (
        Pesan.objects.filter(
            user=office.people["wajib_ttu"], judul__startswith="SKHP disiapkan"
        ).count()
        == 1
    )
    walk(case.children("skhp").get(), "terbit", office.people, office.samples())
    assert (
        Pesan.objects.filter(user=office.people["wajib_ttu"], judul__contains="Terbit").count() == 1
    )


def test_the_validity_runs_from_the_test_and_not_from_the_wish(office):
    with clock.at(clock.now() - dt.timedelta(days=90)):
        case, tested = pulang(office), today()
    letter = susulkan(office, case).children("skhp").get()
    row = letter.baris.get()
    assert row.berlaku_sampai == berlaku_sampai(row.uttp.jenis, tested)[0]


def test_the_stepper_still_tells_when_the_case_was_finished(office):
    with clock.at(clock.now() - dt.timedelta(days=90)):
        case = pulang(office)
    case = susulkan(office, case)
    assert (
        stepper(case, trail.rows_of(case))[-1].time
        == case.status_since
        < clock.now() - dt.timedelta(days=89)
    )


def test_one_result_gives_one_letter_only(office):
    case = pulang(office, office.uttp(), office.uttp())
    first, second = case.diterima()
    case = susulkan(office, case, [first])
    with pytest.raises(Blocked, match="sudah punya surat"):
        susulkan(office, case, [first, second])
    case = susulkan(office, case, [second], gabung=False)
    assert case.children("skhp").count() == 2
    with pytest.raises(Blocked, match="sudah punya surat"):
        susulkan(office, case, [second])


def test_a_revoked_letter_is_not_followed_by_another_of_the_same_test(office):
    case = susulkan(office, pulang(office))
    letter = walk(case.children("skhp").get(), "terbit", office.people, office.samples())
    run(letter, "cabut", by=office.people["kepala"], seen="terbit", note="Segel rusak")
    with pytest.raises(Blocked, match="sudah punya surat"):
        susulkan(office, case)


def test_an_expired_result_gives_none(office):
    case = pulang(office)
    with (
        clock.at(clock.now() + dt.timedelta(days=800)),
        pytest.raises(Blocked, match="masa berlakunya habis"),
    ):
        susulkan(office, case)


def test_a_result_that_was_superseded_gives_none(office):
    uttp = office.uttp()
    case = pulang(office, uttp)
    order = walk(office.order(uttp), "diuji", office.people, office.samples())
    office.test_item(order, order.diterima()[0])
    with pytest.raises(Blocked, match="sudah diuji lagi"):
        susulkan(office, case)


def test_a_result_in_a_recall_gives_none_until_the_kepala_turns_it_down(office):
    case = pulang(office)
    row = tarik(
        office.standar,
        dari=today(),
        sampai=today(),
        alasan="Anak timbangan cacat",
        oleh=office.people["penera"],
        hentikan=False,
    )
    with pytest.raises(Blocked, match="standarnya diragukan"):
        susulkan(office, case)
    letter = row.usulan.get()
    run(letter, "tolak", by=office.people["kepala"], seen=letter.status, note="Ternyata baik")
    assert susulkan(office, case).children("skhp").count() == 1


def test_what_did_not_pass_or_is_of_another_case_gives_none(office):
    case = pulang(office)
    other = antre(office, case.sidang, office.uttp())
    with pytest.raises(Blocked, match="bukan sah"):
        susulkan(office, case, other.diterima())
    with pytest.raises(Blocked, match="Pilih sekurangnya satu"):
        susulkan(office, case, [])


def test_who_tested_may_not_sign_the_late_letter(office):
    from metrologi.accounts.models import Penugasan

    Penugasan.objects.create(
        user=office.people["penera"], role="kepala", uml=office.uml, sifat="plh", mulai="2020-01-01"
    )
    letter = walk(
        susulkan(office, pulang(office)).children("skhp").get(), "diperiksa", office.people, {}
    )
    with pytest.raises(NotAllowed, match="orang lain"):
        run(letter, "tandatangani", by=office.people["penera"], seen="diperiksa", secret="x")


def test_the_page_records_the_wish_and_refuses_a_second_one(office, client):
    case = pulang(office, office.uttp(), office.uttp())
    client.force_login(office.people["administrasi"], backend=BACKEND)
    page = f"{case.get_absolute_url()}susulkan_skhp/"
    assert page in client.get(case.get_absolute_url()).content.decode()
    shown = client.get(page).content.decode()
    assert all(i.uttp.nomor_seri in shown for i in case.diterima()) and "Diminta oleh" in shown
    assert client.post(page, {"seen": "selesai", "peminta": "Budi"}).status_code == 422
    data = {
        "seen": "selesai",
        "peminta": "Budi",
        "gabung": "gabung",
        "items": [case.diterima()[0].pk],
    }
    assert client.post(page, data).status_code == 302
    again = client.post(page, data)
    assert again.status_code == 422 and "tidak lagi dapat diberi SKHP" in again.content.decode()
    assert client.post(page, {**data, "items": [case.diterima()[1].pk]}).status_code == 302
    assert "sudah punya surat" in client.get(case.get_absolute_url()).content.decode()


def test_the_finished_page_names_the_reason_at_a_fixed_cost(office, django_assert_max_num_queries):
    case = pulang(office, *[office.uttp() for _ in range(6)])
    with django_assert_max_num_queries(14):
        assert [o.reasons for o in offers(case, office.people["administrasi"])] == [()]
