"""Stamps: lent with two confirmations, and asked for on the sheet once any is entered."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from metrologi.accounts.models import Penugasan, User
from metrologi.cerapan.simpan import simpan as simpan_cerapan
from metrologi.clock.now import at, now, today
from metrologi.documents.models.dokumen import papers_of
from metrologi.perlengkapan.cap.models import Ctt, PengecualianCtt, PengembalianCtt, PinjamCtt
from metrologi.uttp.models import Standar
from metrologi.workflow import trail
from metrologi.workflow.errors import Blocked, NotAllowed, Stale
from metrologi.workflow.queue import queue_for
from metrologi.workflow.run import open_case, run
from metrologi.workflow.tasks import batas_waktu
from tests.perlengkapan.conftest import cap, kembalikan_tahunan, lakukan, pinjamkan, serahkan, sheet
from tests.workflow.test_race import hands

pytestmark = pytest.mark.django_db


def simpan(office, form):
    order = office.order()
    return simpan_cerapan(
        form,
        case=order,
        item_id=order.items.get().pk,
        penera=office.people["penera"],
        percobaan=1,
        kunci=uuid4(),
    )


def test_an_office_without_a_register_works_as_before_and_says_so(office):
    form = sheet(office)
    assert form.is_valid(), form.errors
    assert "belum diisi" in form.penilaian.pendapat.petunjuk[0]


def test_a_stamp_on_loan_may_be_used_and_another_may_not(office):
    stamp = cap(office)
    form = sheet(office)
    assert "tidak sedang Anda pinjam" in str(form.errors["tapak_sah_jumlah"])
    pinjamkan(office, stamp)
    assert sheet(office).is_valid()
    assert "tidak ada di register" in str(
        sheet(office, tapak_jaminan_jumlah="1").errors["tapak_jaminan_jumlah"]
    )


@pytest.mark.parametrize(
    "fields, reason",
    [
        ({"aktif_mulai": today() + dt.timedelta(days=20)}, "baru aktif"),
        ({"tahun": today().year - 1}, "tidak ada di register"),
    ],
)
def test_a_stamp_that_is_not_active_is_refused(office, fields, reason):
    pinjamkan(office, cap(office, **fields))
    assert reason in str(sheet(office).errors["tapak_sah_jumlah"])


def test_what_was_handed_out_counts_only_after_the_penera_confirmed(office):
    loan = serahkan(office, cap(office))
    assert not sheet(office).is_valid()
    lakukan(office, loan, "terima", "penera")
    assert sheet(office).is_valid()
    lakukan(office, loan, "kembalikan", "penera")
    tomorrow = now() + dt.timedelta(days=1)
    with at(tomorrow):
        form = sheet(office)
        assert not form.is_valid()


def test_the_kepalas_leave_turns_the_refusal_into_a_doubt_that_is_kept(office):
    turn = dt.datetime(today().year + 1, 1, 6, 9, tzinfo=now().tzinfo)
    cap(office, aktif_mulai=dt.date(turn.year, 1, 20), tahun=turn.year)
    with at(turn):
        Standar.objects.update(berlaku_sampai=turn.date() + dt.timedelta(days=90))
        assert not sheet(office).is_valid()
        PengecualianCtt.objects.create(
            uml=office.uml,
            nomor="800/12",
            mulai=dt.date(turn.year, 1, 2),
            alasan="Cap belum tiba",
            sampai=dt.date(turn.year, 1, 31),
            ditetapkan_oleh=office.people["kepala"],
        )
        assert "diperiksa" in sheet(office).errors
        form = sheet(office, diperiksa="on")
        assert form.is_valid(), form.errors
        kept = simpan(office, form).hasil["peringatan"]
    assert any("800/12" in line and "baru aktif" in line for line in kept)


def test_the_leave_is_for_the_turn_of_the_year_only(office):
    with pytest.raises(IntegrityError), transaction.atomic():
        PengecualianCtt.objects.create(
            uml=office.uml,
            nomor="1",
            mulai=dt.date(2026, 6, 1),
            sampai=dt.date(2026, 6, 9),
            alasan="x",
            ditetapkan_oleh=office.people["kepala"],
        )


def test_more_than_there_are_is_not_handed_out_and_a_return_needs_both(office):
    stamp = cap(office, jumlah=2)
    loan = pinjamkan(office, stamp, jumlah=2)
    with pytest.raises(Blocked, match="tinggal 0"):
        serahkan(office, stamp)
    with pytest.raises(Stale, match="Dipinjam"):
        lakukan(office, loan, "periksa", "administrasi")
    lakukan(office, loan, "kembalikan", "penera")
    with pytest.raises(NotAllowed):
        lakukan(office, loan, "periksa", "penera")
    done = lakukan(office, loan, "periksa", "administrasi", note="Lengkap")
    stamp.refresh_from_db()
    assert stamp.tersedia == 2 and done.status == "selesai"
    assert [row.note for row in trail.rows_of(done)][-1] == "Lengkap"


def test_nobody_takes_both_sides_of_a_loan(office):
    """A penera who also keeps the store hands out to others and checks what others bring back."""
    both = office.people["penera"]
    Penugasan.objects.create(
        user=both, role="administrasi", uml=office.uml, mulai=dt.date(2020, 1, 1)
    )
    both.forget_roles()
    stamp = cap(office)
    with pytest.raises(Blocked, match="diri sendiri"):
        open_case("pinjam_ctt", by=both, uml=office.uml, ctt=stamp, penera=both, jumlah=1)
    loan = serahkan(office, stamp)
    with pytest.raises(NotAllowed, match="petugas lain"):
        lakukan(office, loan, "batalkan", "penera")
    lakukan(office, loan, "terima", "penera")
    lakukan(office, loan, "kembalikan", "penera")
    with pytest.raises(NotAllowed, match="petugas lain"):
        lakukan(office, loan, "periksa", "penera")


def test_a_loan_waits_for_its_own_penera_and_then_for_the_store(office):
    other = User.objects.create_user("penera-lain", nama="Penera Lain", uml=office.uml)
    Penugasan.objects.create(user=other, role="penera", uml=office.uml, mulai=dt.date(2020, 1, 1))
    loan = serahkan(office, cap(office))
    assert [i.case for i in queue_for(office.people["penera"], "pinjam_ctt")] == [loan]
    assert queue_for(other, "pinjam_ctt") == queue_for(office.people["administrasi"]) == []
    with pytest.raises(NotAllowed, match="penera yang meminjam"):
        run(loan, "terima", by=other, seen=loan.status)
    lakukan(office, loan, "terima", "penera")
    assert queue_for(office.people["penera"], "pinjam_ctt") == []
    lakukan(office, loan, "kembalikan", "penera")
    assert [i.case for i in queue_for(office.people["administrasi"], "pinjam_ctt")] == [loan]


def test_a_loan_that_nobody_confirms_goes_back_to_the_store(office):
    stamp = cap(office)
    loan = serahkan(office, stamp)
    with pytest.raises(Blocked, match="masih dapat"):
        lakukan(office, loan, "nyatakan_tak_dikonfirmasi", "administrasi")
    with at(now() + dt.timedelta(days=1)):
        batas_waktu()
        loan.refresh_from_db()
        assert loan.status == "menunggu"
    with at(now() + dt.timedelta(days=8)):
        batas_waktu()
        loan.refresh_from_db()
        assert loan.status == "tak_dikonfirmasi"
        assert [i.case for i in queue_for(office.people["administrasi"], "pinjam_ctt")] == [loan]
        stamp.refresh_from_db()
        assert stamp.dipinjam == 1
        lakukan(office, loan, "batalkan", "administrasi")
    stamp.refresh_from_db()
    loan.refresh_from_db()
    assert stamp.dipinjam == 0
    assert list(trail.faults(loan, trail.rows_of(loan))) == []


def test_the_yearly_return_waits_until_every_stamp_is_home(office):
    stamp = cap(office, tahun=today().year - 1)
    loan = pinjamkan(office, stamp)
    with pytest.raises(Blocked, match="Masih dipinjam"):
        kembalikan_tahunan(office, today().year - 1)
    lakukan(office, loan, "kembalikan", "penera")
    lakukan(office, loan, "periksa", "administrasi")
    made = kembalikan_tahunan(office, today().year - 1)
    assert list(made.ctt.all()) == [stamp] and not papers_of(made)
    with pytest.raises(Blocked, match="Tidak ada cap"):
        kembalikan_tahunan(office, today().year - 1)


def test_the_yearly_return_through_its_page(office, masuk):
    store = masuk("administrasi")
    cap(office, tahun=today().year - 1, kode="LAMA-1")
    data = {
        "tahun": today().year - 1,
        "tanggal": today().isoformat(),
        "penerima": "Direktorat Metrologi",
    }
    url = "/perlengkapan/ctt/pengembalian/"
    assert masuk("penera").post(url, data).status_code == 200
    assert not PengembalianCtt.objects.exists()
    assert store.post(url, data).status_code == 302
    assert "Tidak ada cap" in store.post(url, data).content.decode()
    made = PengembalianCtt.objects.get()
    assert [i.case for i in queue_for(office.people["administrasi"], "pengembalian_ctt")] == [made]
    step = f"/pengembalian_ctt/{made.pk}/terbitkan/"
    assert step in store.get(url).content.decode()
    assert store.post(step, {"seen": "tercatat"}).status_code == 302
    (paper,) = papers_of(made)
    assert paper.payload["cap"][0]["kode"] == "LAMA-1"
    assert store.post(step, {"seen": "tercatat"}).status_code == 409
    assert masuk("kepala").get(paper.get_absolute_url()).status_code == 200


def test_the_whole_loan_through_the_pages(office, masuk):
    store, penera = masuk("administrasi"), masuk("penera")
    data = {
        "kode": "SL6-1",
        "jenis": "sah",
        "tipe": "SL",
        "ukuran": "6",
        "tahun": str(today().year),
        "jumlah": "2",
        "aktif_mulai": today().isoformat(),
        "diterima_tanggal": today().isoformat(),
    }
    assert store.post("/perlengkapan/ctt/baru/", data).status_code == 302
    stamp = Ctt.objects.get()
    assert (
        store.post(
            stamp.get_absolute_url(),
            {"penera": office.people["penera"].pk, "jumlah": "1", "kunci": uuid4()},
        ).status_code
        == 302
    )
    loan = PinjamCtt.objects.get()
    step = f"/pinjam_ctt/{loan.pk}"
    assert f"{step}/terima/" in penera.get("/perlengkapan/").content.decode()
    assert loan.nomor in penera.get("/tugas/").content.decode()
    assert store.post(f"{step}/terima/", {"seen": "menunggu"}).status_code == 403
    for browser, name, seen, code in (
        (penera, "terima", "menunggu", 302),
        (penera, "kembalikan", "dipinjam", 302),
        (penera, "periksa", "dikembalikan", 403),
        (store, "periksa", "dikembalikan", 302),
    ):
        assert browser.post(f"{step}/{name}/", {"seen": seen}).status_code == code
    loan.refresh_from_db()
    assert loan.status == "selesai"
    page = store.get(stamp.get_absolute_url()).content.decode()
    assert "Selesai" in page and f"diperiksa {office.people['administrasi'].nama}" in page
    assert "Berita acara" in page
    page = masuk("kepala").get(f"{step}/").content.decode()
    assert stamp.kode in page and "Diperiksa dan disimpan" in page


def test_a_double_click_lends_once(office, masuk):
    stamp, store = cap(office), masuk("administrasi")
    page = store.get(stamp.get_absolute_url()).content.decode()
    key = re.search(r'name="kunci" value="([^"]+)"', page)[1]
    data = {"penera": office.people["penera"].pk, "jumlah": "1", "kunci": key}
    assert [store.post(stamp.get_absolute_url(), data).status_code for _ in range(2)] == [302, 302]
    stamp.refresh_from_db()
    assert PinjamCtt.objects.count() == stamp.dipinjam == 1


def test_a_wrong_stamp_is_answered_at_its_fields(office, masuk):
    cap(office, kode="SAMA")
    data = {
        "kode": "SAMA",
        "jenis": "sah",
        "jumlah": "0",
        "aktif_mulai": "2026-99-01",
        "diterima_tanggal": "",
    }
    answer = masuk("administrasi").post("/perlengkapan/ctt/baru/", data)
    assert answer.status_code == 422
    for text in (
        "Sekurangnya satu",
        "Pilih tanggal",
        "Isi tanggalnya",
        "selalu bertahun",
        "dipakai cap lain",
    ):
        assert text in answer.content.decode()


def test_the_kepala_grants_the_leave_on_a_page(office, masuk):
    kepala, year = masuk("kepala"), today().year
    wrong = {"nomor": "1", "mulai": f"{year}-06-01", "sampai": f"{year}-06-20", "alasan": "x"}
    assert (
        "pergantian tahun" in kepala.post("/perlengkapan/ctt/pengecualian/", wrong).content.decode()
    )
    right = wrong | {"mulai": f"{year}-12-28", "sampai": f"{year + 1}-01-20"}
    assert kepala.post("/perlengkapan/ctt/pengecualian/", right).status_code == 302
    assert "Pengecualian 1" in masuk("penera").get("/perlengkapan/ctt/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_eight_hands_after_three_stamps_three_are_filled(office):
    stamp = cap(office, jumlah=3)

    def take(n):
        try:
            return serahkan(office, stamp).pk
        except Blocked:
            return None

    with hands() as together:
        assert sum(pk is not None for pk in together(take)) == 3
    stamp.refresh_from_db()
    assert stamp.dipinjam == PinjamCtt.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_eight_hands_that_lock_one_loan_away_one_does(office):
    stamp = cap(office, jumlah=3)
    loan = lakukan(office, pinjamkan(office, stamp), "kembalikan", "penera")
    clerk = office.people["administrasi"]

    def check(n):
        try:
            return run(loan, "periksa", by=clerk, seen="dikembalikan").status
        except Stale:
            return None

    with hands() as together:
        assert sorted(filter(None, together(check))) == ["selesai"]
    stamp.refresh_from_db()
    loan.refresh_from_db()
    assert stamp.dipinjam == 0
    assert list(trail.faults(loan, trail.rows_of(loan))) == []


def test_the_confirmation_issues_one_berita_acara_for_both_sides(office, masuk):
    ctt = cap(office)
    waiting = serahkan(office, ctt, keperluan="Pasar Randik")
    assert not papers_of(waiting)
    loan = lakukan(office, waiting, "terima", "penera")
    (paper,) = papers_of(loan)
    assert paper.payload["penera"]["nama"] == office.people["penera"].nama
    assert paper.payload["petugas"]["nama"] == office.people["administrasi"].nama
    assert paper.payload["cap"][0]["jumlah"] == 1
    for role in ("penera", "administrasi", "kepala"):
        assert masuk(role).get(paper.get_absolute_url()).status_code == 200
    assert masuk("wajib_ttu").get(paper.get_absolute_url()).status_code == 404
    assert "Berita acara" in masuk("penera").get(ctt.get_absolute_url()).content.decode()
    with pytest.raises(Blocked, match="sudah terbit"):
        lakukan(office, loan, "terbitkan_berita_acara", "administrasi")
