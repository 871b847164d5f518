"""The ledger: its equation holds whatever is moved, and a serial never marks two instruments."""

import random
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Count

from metrologi.accounts.models import Penugasan
from metrologi.cerapan.simpan import simpan as simpan_cerapan
from metrologi.clock.now import today
from metrologi.notifications.models import Pesan
from metrologi.perlengkapan.segel import gerak
from metrologi.perlengkapan.segel.gerak import Ditolak
from metrologi.perlengkapan.segel.models import Gerak, Penerimaan, Seri, TutupHari
from metrologi.perlengkapan.segel.seri import rentang
from metrologi.perlengkapan.segel.tutup import KOLOM, neraca, tutup
from metrologi.workflow.errors import Stale
from tests.perlengkapan.conftest import segel, sheet
from tests.workflow.test_race import hands


def simpan(office, form, order=None):
    order = order or office.order()
    return simpan_cerapan(
        form,
        case=order,
        item_id=order.items.get().pk,
        penera=office.people["penera"],
        percobaan=1,
        kunci=uuid4(),
    )


def serah(office, nomor, penera="penera"):
    return gerak.serah(
        office.uml, nomor, penera=office.people[penera], oleh=office.people["administrasi"]
    )


def truth(receipt):
    """What the rows themselves say, beside what the receipt counts."""
    rows = dict(receipt.seri.order_by().values_list("keadaan").annotate(n=Count("pk")))
    receipt.refresh_from_db()
    return {k: getattr(receipt, k) for k in KOLOM[1:]} == {
        k: rows.get(k, 0) for k in KOLOM[1:]
    } and (receipt.diterima == receipt.banyak == sum(rows.values()))


@pytest.mark.django_db
def test_a_range_is_received_and_its_numbers_are_known_once(office):
    receipt = segel(office)
    assert (receipt.diterima, receipt.gudang) == (20, 20) and Gerak.objects.count() == 20
    with pytest.raises(Ditolak, match="MB-020"):
        segel(office, "MB-020", "MB-030")
    assert Penerimaan.objects.count() == 1 and neraca([office.uml.pk])[0].seimbang


@pytest.mark.django_db
def test_a_seal_on_the_sheet_must_be_in_the_peneras_hands_and_is_used_up(office):
    segel(office)
    serah(office, ["MB-001", "MB-002"])
    refused = sheet(office, tapak_sah_segel="MB-003")
    assert "Tidak ada di tangan Anda" in str(refused.errors["tapak_sah_segel"])
    form = sheet(office, tapak_sah_segel="mb-001 s.d. mb-002")
    assert form.is_valid(), form.errors
    test = simpan(office, form)
    used = Seri.objects.get(nomor="MB-001")
    assert (used.keadaan, used.uttp, used.pengujian) == ("terpakai", test.uttp, test)
    assert "Tidak ada di tangan" in str(sheet(office, tapak_sah_segel="MB-001").errors)


@pytest.mark.django_db
def test_the_same_serial_cannot_stand_at_two_marks_nor_be_stored_twice(office):
    segel(office)
    serah(office, ["MB-001"])
    twice = {
        "tapak_sah_segel": "MB-001",
        "tapak_jaminan_jumlah": "1",
        "tapak_jaminan_segel": "MB-001",
    }
    assert "sudah tertulis" in str(sheet(office, **twice).errors["tapak_jaminan_segel"])
    one, other = sheet(office, tapak_sah_segel="MB-001"), sheet(office, tapak_sah_segel="MB-001")
    assert one.is_valid() and other.is_valid()
    simpan(office, one)
    with pytest.raises(Stale, match="MB-001"), transaction.atomic():
        simpan(office, other)
    assert Seri.objects.get(nomor="MB-001").uttp == one.uttp


@pytest.mark.django_db
def test_an_office_without_a_ledger_writes_any_number(office):
    form = sheet(office, tapak_sah_segel="A-17, entah")
    assert form.is_valid() and simpan(office, form).tapak.get().nomor_segel == "A-17, entah"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "damage",
    [
        lambda s: Seri.objects.filter(pk=s.pk).update(keadaan="gudang", alasan=""),
        lambda s: Seri.objects.filter(pk=s.pk).delete(),
        lambda s: Seri.objects.create(
            uml=s.uml, penerimaan=s.penerimaan, jenis=s.jenis, nomor="MB-999"
        ),
        lambda s: Seri.objects.create(
            uml=s.uml, penerimaan=s.penerimaan, jenis=s.jenis, nomor="MB-002"
        ),
        lambda s: Seri.objects.filter(nomor="MB-002").update(keadaan="terpakai"),
        lambda s: Seri.objects.filter(nomor="MB-002").update(nomor="MB-998"),
        lambda s: Penerimaan.objects.update(gudang=0),
        lambda s: Gerak.objects.all().delete(),
        lambda s: Gerak.objects.update(alasan="x"),
    ],
)
def test_the_database_itself_refuses_what_would_falsify_the_ledger(office, damage):
    segel(office)
    done = gerak.rusakkan(
        office.uml, ["MB-001"], alasan="Putus", oleh=office.people["administrasi"]
    )[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        damage(done)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4))
def test_random_moves_never_break_the_equation(office, seed):
    rng, receipts = (
        random.Random(seed),
        [segel(office, "A-001", "A-040"), segel(office, "S-01", "S-30", "stiker")],
    )
    every = rentang("A-001", "A-040") + rentang("S-01", "S-30")
    clerk, people = (
        office.people["administrasi"],
        [office.people["penera"], office.people["analis"]],
    )
    moves = (
        lambda n, who: gerak.serah(office.uml, n, penera=who, oleh=clerk),
        lambda n, who: gerak.kembali(office.uml, n, penera=who, oleh=clerk),
        lambda n, who: gerak.rusakkan(
            office.uml, n, alasan="Rusak", oleh=clerk, pemegang=rng.choice([who, None])
        ),
    )
    done = 0
    for _ in range(150):
        numbers = rng.sample(every, rng.randint(1, 5))
        try:
            with transaction.atomic():
                rng.choice(moves)(numbers, rng.choice(people))
            done += 1
        except Ditolak:
            pass
        assert all(n.seimbang for n in neraca([office.uml.pk]))
    assert done > 5 and all(truth(r) for r in receipts)
    last = {g.seri_id: g.jenis for g in Gerak.objects.order_by("pk")}
    states = {"terima": "gudang", "serah": "dipegang", "kembali": "gudang", "rusak": "rusak"}
    assert all(s.keadaan == states[last[s.pk]] for s in Seri.objects.all())


@pytest.mark.django_db(transaction=True)
def test_of_eight_hands_after_one_serial_exactly_one_gets_it_and_nothing_is_lost(office):
    receipts = [segel(office, "A-001", "A-060"), segel(office, "B-001", "B-060")]
    clerk, people = (
        office.people["administrasi"],
        [office.people["penera"], office.people["analis"]],
    )

    def grab(n):
        won, rng = 0, random.Random(n)
        for turn in range(30):
            numbers = [f"A-{turn + 1:03}", f"B-{turn + 1:03}"]
            rng.shuffle(numbers)
            try:
                gerak.serah(office.uml, numbers, penera=people[n % 2], oleh=clerk)
                won += 1
                if turn % 3 == 0:
                    gerak.kembali(office.uml, numbers, penera=people[n % 2], oleh=clerk)
            except Ditolak:
                pass
        return won

    with hands() as together:
        wins = together(grab)
    assert sum(wins) >= 30 and all(truth(r) for r in receipts)
    held = (
        Gerak.objects.filter(jenis="serah").count() - Gerak.objects.filter(jenis="kembali").count()
    )
    assert (
        held == Seri.objects.filter(keadaan="dipegang").count() == sum(r.dipegang for r in receipts)
    )


@pytest.mark.django_db(transaction=True)
def test_two_sheets_stored_at_one_instant_cannot_share_a_seal(office):
    segel(office)
    serah(office, ["MB-001"])
    forms, orders = (
        [sheet(office, tapak_sah_segel="MB-001") for _ in range(4)],
        [office.order() for _ in range(4)],
    )
    assert all(f.is_valid() for f in forms)

    def store(n):
        try:
            return simpan(office, forms[n], orders[n]).pk
        except Stale:
            return None

    with hands(4) as together:
        stored = [pk for pk in together(store) if pk]
    assert len(stored) == 1 and Seri.objects.get(nomor="MB-001").pengujian_id == stored[0]


@pytest.mark.django_db
def test_the_close_names_every_missing_serial_and_tells_store_and_kepala(office, masuk):
    segel(office)
    serah(office, rentang("MB-001", "MB-010"))
    penera = masuk("penera")
    answer = penera.post(
        "/perlengkapan/segel/tutup/", {"nomor": "MB-001 s.d. MB-006, MB-009, MB-015"}, follow=True
    )
    assert (
        "MB-007 s.d. MB-008, MB-010" in answer.content.decode()
        and "MB-015" in answer.content.decode()
    )
    row = TutupHari.objects.get()
    assert (row.hilang, row.lebih) == (["MB-007", "MB-008", "MB-010"], ["MB-015"])
    told = Pesan.objects.filter(judul__startswith="Segel tidak ditemukan")
    assert {p.user.username for p in told} == {
        "administrasi",
        "kepala",
    } and "MB-007 s.d. MB-008" in told[0].isi
    assert tutup(
        office.uml, rentang("MB-011", "MB-020"), pemegang=None, oleh=office.people["administrasi"]
    ).cocok


@pytest.mark.django_db
def test_the_ledger_through_its_pages(office, masuk):
    store, people = masuk("administrasi"), office.people
    data = {
        "jenis": "stiker",
        "dari": "ST-001",
        "sampai": "ST-009",
        "asal": "Percetakan",
        "tanggal": "2026-11-02",
    }
    assert store.post("/perlengkapan/segel/terima/", data).status_code == 302
    assert (
        "Sudah ada di buku: ST-001"
        in store.post("/perlengkapan/segel/terima/", data).content.decode()
    )
    hand = {"penera": people["penera"].pk, "nomor": "ST-001 s.d. ST-004"}
    assert store.post("/perlengkapan/segel/serah/", hand).status_code == 302
    again = store.post("/perlengkapan/segel/serah/", hand)
    assert (
        again.status_code == 422 and "ST-001 s.d. ST-004 tidak di gudang" in again.content.decode()
    )
    assert store.post("/perlengkapan/segel/kembali/", hand | {"nomor": "ST-004"}).status_code == 302
    assert "ST-001 s.d. ST-004" in Pesan.objects.get(user=people["penera"]).isi
    penera = masuk("penera")
    assert (
        penera.post(
            "/perlengkapan/segel/rusak/", {"nomor": "ST-009", "alasan": "Sobek"}
        ).status_code
        == 422
    )
    assert (
        penera.post(
            "/perlengkapan/segel/rusak/", {"nomor": "ST-003", "alasan": "Sobek"}
        ).status_code
        == 302
    )
    page = store.get("/perlengkapan/segel/?nomor=st-003").content.decode()
    for text in ("Seimbang", "Sobek", "Diserahkan kepada penera", "Rusak, hilang"):
        assert text in page


@pytest.mark.django_db
def test_whoever_is_store_and_penera_says_which_of_the_two_they_count(office, masuk):
    both = office.people["administrasi"]
    Penugasan.objects.create(user=both, role="penera", uml=office.uml, mulai=today())
    segel(office)
    gerak.serah(office.uml, ["MB-001"], penera=both, oleh=both)
    page = masuk("administrasi")
    assert page.post("/perlengkapan/segel/tutup/", {"nomor": "MB-001"}).status_code == 422
    assert (
        page.post("/perlengkapan/segel/tutup/", {"nomor": "MB-001", "tempat": "tangan"}).status_code
        == 302
    )
    assert TutupHari.objects.get().cocok and TutupHari.objects.get().pemegang == both
    torn = {"nomor": "MB-001", "alasan": "Putus", "tempat": "gudang"}
    assert page.post("/perlengkapan/segel/rusak/", torn).status_code == 422
    assert page.post("/perlengkapan/segel/rusak/", torn | {"tempat": "tangan"}).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("nomor", ["\x00", "MB\x00-1", "'; --", "x" * 5000, "\u0663\u0664"])
def test_nonsense_in_the_search_is_simply_not_found(office, masuk, nomor):
    segel(office)
    refused = 400 if "\x00" in nomor else 0
    assert masuk("penera").get("/perlengkapan/segel/", {"nomor": nomor}).status_code == (
        refused or 200
    )
    assert masuk("penera").post("/perlengkapan/segel/tutup/", {"nomor": nomor}).status_code == (
        refused or 422
    )
