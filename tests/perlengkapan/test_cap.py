"""Stamps: lent with two confirmations, and asked for on the sheet once the office has entered any."""
import datetime as dt
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from metrologi.clock.now import at, now, today
from metrologi.documents.issuing import of
from metrologi.perlengkapan import pinjam
from metrologi.perlengkapan.gerak import Ditolak
from metrologi.perlengkapan.models import Ctt, PengecualianCtt, PinjamCtt
from metrologi.uttp.models import Standar
from tests.perlengkapan.conftest import cap, pinjamkan, sheet
from tests.workflow.test_race import hands

pytestmark = pytest.mark.django_db


def simpan(office, form):
    order = office.order()
    return form.simpan(case=order, item_id=order.items.get().pk, penera=office.people["penera"], percobaan=1, kunci=uuid4())


def test_an_office_without_a_register_works_as_before_and_says_so(office):
    form = sheet(office)
    assert form.is_valid(), form.errors
    assert "belum diisi" in form.pendapat().petunjuk[0]


def test_a_stamp_on_loan_may_be_used_and_another_may_not(office):
    stamp = cap(office)
    form = sheet(office)
    assert "tidak sedang Anda pinjam" in str(form.errors["tapak_sah_jumlah"])
    pinjamkan(office, stamp)
    assert sheet(office).is_valid()
    assert "tidak ada di register" in str(sheet(office, tapak_jaminan_jumlah="1").errors["tapak_jaminan_jumlah"])


@pytest.mark.parametrize("fields, reason", [
    ({"aktif_mulai": today() + dt.timedelta(days=20)}, "baru aktif"), ({"tahun": today().year - 1}, "tidak ada di register")])
def test_a_stamp_that_is_not_active_is_refused(office, fields, reason):
    pinjamkan(office, cap(office, **fields))
    assert reason in str(sheet(office).errors["tapak_sah_jumlah"])


def test_what_was_handed_out_counts_only_after_the_penera_confirmed(office):
    stamp = cap(office)
    loan = pinjam.serahkan(stamp, penera=office.people["penera"], jumlah=1, oleh=office.people["administrasi"])
    assert not sheet(office).is_valid()
    loan = pinjam.terima(loan, oleh=office.people["penera"])
    assert sheet(office).is_valid()
    pinjam.kembalikan(loan, oleh=office.people["penera"])
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
        PengecualianCtt.objects.create(uml=office.uml, nomor="800/12", mulai=dt.date(turn.year, 1, 2), alasan="Cap belum tiba",
                                       sampai=dt.date(turn.year, 1, 31), ditetapkan_oleh=office.people["kepala"])
        assert "diperiksa" in sheet(office).errors
        form = sheet(office, diperiksa="on")
        assert form.is_valid(), form.errors
        kept = simpan(office, form).hasil["peringatan"]
    assert any("800/12" in line and "baru aktif" in line for line in kept)


def test_the_leave_is_for_the_turn_of_the_year_only(office):
    with pytest.raises(IntegrityError), transaction.atomic():
        PengecualianCtt.objects.create(uml=office.uml, nomor="1", mulai=dt.date(2026, 6, 1), sampai=dt.date(2026, 6, 9),
                                       alasan="x", ditetapkan_oleh=office.people["kepala"])


def test_more_than_there_are_is_not_handed_out_and_a_return_needs_both(office):
    stamp = cap(office, jumlah=2)
    loan = pinjamkan(office, stamp, jumlah=2)
    with pytest.raises(Ditolak, match="tinggal 0"):
        pinjam.serahkan(stamp, penera=office.people["penera"], jumlah=1, oleh=office.people["administrasi"])
    with pytest.raises(Ditolak, match="Dipinjam"):
        pinjam.periksa(loan, oleh=office.people["administrasi"])
    loan = pinjam.kembalikan(loan, oleh=office.people["penera"])
    with pytest.raises(Ditolak, match="petugas lain"):
        pinjam.periksa(loan, oleh=office.people["penera"])
    pinjam.periksa(loan, oleh=office.people["administrasi"])
    stamp.refresh_from_db()
    assert stamp.tersedia == 2 and loan.keadaan == "dikembalikan"


def test_the_yearly_return_waits_until_every_stamp_is_home(office):
    stamp = cap(office, tahun=today().year - 1)
    loan = pinjamkan(office, stamp)
    facts = {"tahun": today().year - 1, "tanggal": today(), "penerima": "Direktorat Metrologi",
             "oleh": office.people["administrasi"]}
    with pytest.raises(Ditolak, match="Masih dipinjam"):
        pinjam.kirim_kembali(office.uml, **facts)
    pinjam.periksa(pinjam.kembalikan(loan, oleh=office.people["penera"]), oleh=office.people["administrasi"])
    made = pinjam.kirim_kembali(office.uml, **facts)
    assert list(made.ctt.all()) == [stamp]
    with pytest.raises(Ditolak, match="Tidak ada cap"):
        pinjam.kirim_kembali(office.uml, **facts)


def test_the_whole_loan_through_the_pages(office, masuk):
    store, penera = masuk("administrasi"), masuk("penera")
    data = {"kode": "SL6-1", "jenis": "sah", "tipe": "SL", "ukuran": "6", "tahun": str(today().year), "jumlah": "2",
            "aktif_mulai": today().isoformat(), "diterima_tanggal": today().isoformat()}
    assert store.post("/perlengkapan/ctt/baru/", data).status_code == 302
    stamp = Ctt.objects.get()
    assert store.post(stamp.get_absolute_url(), {"penera": office.people["penera"].pk, "jumlah": "1"}).status_code == 302
    loan = PinjamCtt.objects.get()
    assert "menunggu konfirmasi Anda" in penera.get("/perlengkapan/").content.decode()
    assert store.post(f"/perlengkapan/ctt/pinjam/{loan.pk}/terima/").status_code == 302
    loan.refresh_from_db()
    assert loan.diterima_at is None
    for browser, step in ((penera, "terima"), (penera, "kembalikan"), (penera, "periksa"), (store, "periksa")):
        browser.post(f"/perlengkapan/ctt/pinjam/{loan.pk}/{step}/")
    loan.refresh_from_db()
    assert loan.keadaan == "selesai" and loan.diperiksa_oleh == office.people["administrasi"]
    assert "Selesai" in store.get(stamp.get_absolute_url()).content.decode()


def test_a_wrong_stamp_is_answered_at_its_fields(office, masuk):
    cap(office, kode="SAMA")
    data = {"kode": "SAMA", "jenis": "sah", "jumlah": "0", "aktif_mulai": "2026-99-01", "diterima_tanggal": ""}
    answer = masuk("administrasi").post("/perlengkapan/ctt/baru/", data)
    assert answer.status_code == 422
    for text in ("Sekurangnya satu", "Pilih tanggal", "Isi tanggalnya", "selalu bertahun", "dipakai cap lain"):
        assert text in answer.content.decode()


def test_the_kepala_grants_the_leave_on_a_page(office, masuk):
    kepala, year = masuk("kepala"), today().year
    wrong = {"nomor": "1", "mulai": f"{year}-06-01", "sampai": f"{year}-06-20", "alasan": "x"}
    assert "pergantian tahun" in kepala.post("/perlengkapan/ctt/pengecualian/", wrong).content.decode()
    right = wrong | {"mulai": f"{year}-12-28", "sampai": f"{year + 1}-01-20"}
    assert kepala.post("/perlengkapan/ctt/pengecualian/", right).status_code == 302
    assert "Pengecualian 1" in masuk("penera").get("/perlengkapan/ctt/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_eight_hands_after_three_stamps_three_are_filled(office):
    stamp = cap(office, jumlah=3)

    def take(n):
        try:
            return pinjam.serahkan(stamp, penera=office.people["penera"], jumlah=1, oleh=office.people["administrasi"]).pk
        except Ditolak:
            return None

    with hands() as together:
        assert sum(pk is not None for pk in together(take)) == 3
    stamp.refresh_from_db()
    assert stamp.dipinjam == PinjamCtt.objects.count() == 3


def test_a_confirmed_loan_has_one_berita_acara_for_either_side(office, masuk):
    ctt = cap(office)
    waiting = pinjam.serahkan(ctt, penera=office.people["penera"], jumlah=1, oleh=office.people["administrasi"])
    url = f"/perlengkapan/ctt/pinjam/{waiting.pk}/berita-acara/"
    assert masuk("penera").post(url).status_code == 404
    loan = pinjam.terima(waiting, oleh=office.people["penera"])
    answers = [masuk(role).post(url) for role in ("penera", "administrasi", "kepala")]
    assert [a.status_code for a in answers] == [302, 302, 403] and answers[0].url == answers[1].url
    paper = of(loan)[0]
    assert paper.payload["penera"]["nama"] == office.people["penera"].nama and paper.payload["cap"][0]["jumlah"] == 1
    assert masuk("penera").get(answers[0].url).status_code == 200
    assert "Berita acara" in masuk("penera").get(ctt.get_absolute_url()).content.decode()
