"""A sidang from plan to file: letters, SPT, register, letters only where wanted, hand-over."""

import datetime as dt
from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from metrologi.clock.now import today
from metrologi.documents.models.dokumen import papers_of
from metrologi.excel import body_of
from metrologi.notifications.models import Pesan
from metrologi.uttp.models import Pemilik, Uttp
from metrologi.workflow.errors import Blocked
from metrologi.workflow.run import run
from sidang.models import BarisSidang, PesertaSidang, Sidang
from sidang.rekap import hitung, per_jenis
from sidang.views.excel import buku
from tests.sidang.keadaan import (
    HARI,
    PASSPHRASE,
    antre,
    baris,
    daftar,
    diuji,
    rencana,
    sidang_in,
    undangan,
)
from tests.walk import walk

pytestmark = pytest.mark.django_db


def codes(case):
    return [d.code for d in papers_of(case) if d.state == "terbit"]


@pytest.fixture
def trader_of_the_market(office):
    """The office's trader stands in Pasar Randik."""
    office.owner.tempat.update(pasar="pasar randik")
    return office.people["wajib_ttu"]


def test_each_addressee_gets_a_letter_and_known_owners_a_message(office, trader_of_the_market):
    case = sidang_in(office, "terjadwal")
    letters = [d for d in papers_of(case) if d.code == "undangan_sidang"]
    assert [d.payload["kepada"]["yth"] for d in letters] == [
        "Camat Sekayu",
        "Pengelola Pasar Randik",
    ]
    assert len({d.nomor for d in letters}) == 2
    told = Pesan.objects.get(user=trader_of_the_market, judul__startswith="Undangan")
    assert "Pasar Randik" in told.isi and told.url == "/sidang/jadwal/"
    case.refresh_from_db()
    assert case.pesan_terkirim == Pesan.objects.filter(judul__startswith="Undangan").count() > 0


def test_the_kepala_signs_every_invitation_with_the_spt_and_nothing_goes_out_before(
    office, trader_of_the_market
):
    case = sidang_in(office, "menunggu_spt")
    assert papers_of(case) == []
    assert not Pesan.objects.filter(user=trader_of_the_market, judul__startswith="Undangan")
    case = walk(case, "terjadwal", office.people, office.samples())
    kepala = office.people["kepala"]
    assert [d.penandatangan for d in papers_of(case)] == [kepala] * 3


def test_the_spt_names_the_crew_and_is_signed(office):
    case = sidang_in(office, "terjadwal")
    spt = next(d for d in papers_of(case) if d.code == "spt_sidang")
    assert spt.ditandatangani
    assert {p["nama"] for p in spt.payload["regu"]} == {
        office.people["penera"].nama,
        office.people["administrasi"].nama,
    }


def test_another_day_replaces_letters_and_spt_and_tells_everybody_again(
    office, trader_of_the_market
):
    case, clerk = sidang_in(office, "terjadwal"), office.people["administrasi"]
    case = run(
        case,
        "jadwalkan_ulang",
        by=clerk,
        seen="terjadwal",
        note="Banjir.",
        tanggal=today() + dt.timedelta(3),
        **HARI,
    )
    run(case, "tandatangani", by=office.people["kepala"], seen="menunggu_spt", secret=PASSPHRASE)
    states = [(d.code, d.state) for d in papers_of(case)]
    assert (
        states.count(("undangan_sidang", "diganti"))
        == states.count(("undangan_sidang", "terbit"))
        == 2
    )
    assert states.count(("spt_sidang", "diganti")) == states.count(("spt_sidang", "terbit")) == 1
    assert Pesan.objects.filter(
        user=trader_of_the_market, judul__contains="dijadwalkan ulang"
    ).exists()


def test_a_returned_draft_has_invited_nobody(office):
    case = run(
        sidang_in(office, "menunggu_spt"),
        "kembalikan",
        by=office.people["kepala"],
        seen="menunggu_spt",
        note="Kurang.",
    )
    same = {"tanggal": case.tanggal, **HARI}
    case = run(
        case,
        "perbaiki_spt",
        by=office.people["administrasi"],
        seen="dikembalikan",
        **undangan(office),
        **same,
    )
    assert codes(case) == []


def test_a_cancelled_sidang_takes_its_papers_out_of_force(office):
    case = sidang_in(office, "terjadwal")
    case = run(
        case, "batalkan", by=office.people["administrasi"], seen="terjadwal", note="Pasar tutup."
    )
    assert codes(case) == [] and {d.state for d in papers_of(case)} == {"dicabut"}


def test_a_sidang_does_not_open_before_its_day(office):
    case = rencana(office, tanggal=today() + dt.timedelta(days=1))
    case = walk(case, "terjadwal", office.people, office.samples())
    with pytest.raises(Blocked, match="Sidang baru dapat dibuka pada harinya"):
        run(case, "buka", by=office.people["administrasi"], seen="terjadwal")


def test_a_mark_alone_is_a_complete_result(office):
    case = diuji(office, antre(office, sidang_in(office, "berlangsung")))
    assert (
        case.status == "selesai"
        and not case.children("skhp").exists()
        and not case.children("skrd").exists()
    )
    assert codes(case) == ["cerapan"]
    assert case.items.get().uttp.putusan_terakhir == "sah"


def test_the_last_result_moves_on_whoever_wants_a_letter_and_only_those_instruments_get_one(office):
    sidang = sidang_in(office, "berlangsung")
    plain, wanted = office.uttp(), office.uttp()
    case = daftar(office, sidang, plain)
    row = baris(wanted, minta_skhp=True)
    case = run(case, "antrekan", by=office.people["administrasi"], seen="terdaftar")
    case = run(
        case,
        "tambah_uttp",
        by=office.people["administrasi"],
        seen="diuji",
        baris=[row],
        oleh=office.people["administrasi"],
    )
    case = diuji(office, PesertaSidang.objects.get(pk=case.pk))
    assert case.status == "disiapkan"
    case = run(case, "siapkan", by=office.people["administrasi"], seen="disiapkan")
    assert [b.uttp for b in case.children("skhp").get().daftar] == [wanted]
    for letter in case.children("skhp"):
        walk(letter, "ditandatangani", office.people, office.samples())
    case.refresh_from_db()
    case = run(
        case, "serahkan", by=office.people["administrasi"], seen="siap_diserahkan", penerima="Budi"
    )
    assert case.status == "selesai" and "tanda_terima" in codes(case)


def test_what_can_be_repaired_is_tested_again_or_let_go_without_a_mark(office):
    sidang = sidang_in(office, "berlangsung")
    first, second = antre(office, sidang), antre(office, sidang, office.uttp(), office.uttp())
    case = diuji(office, first, "perlu_perbaikan")
    assert case.status == "diuji"
    assert diuji(office, case).status == "selesai"
    office.test_item(second, second.diterima()[0], "perlu_perbaikan")
    run(
        PesertaSidang.objects.get(pk=second.pk),
        "lepas",
        by=office.people["penera"],
        seen="diuji",
        note="Pegas aus.",
    )
    second = PesertaSidang.objects.get(pk=second.pk)
    assert second.status == "selesai" and [r.tindakan for r in second.daftar] == [
        "Perlu diperbaiki",
        "Tidak diuji",
    ]


def test_one_instrument_cannot_be_registered_twice_and_the_other_officer_reads_who_has_it(office):
    sidang, uttp = sidang_in(office, "berlangsung"), office.uttp()
    daftar(office, sidang, uttp)
    with pytest.raises(Blocked, match=r"sudah didaftarkan .* antrean 1, Toko Uji Sekayu"):
        daftar(office, sidang, uttp)
    assert sidang.peserta.count() == 1


def test_an_owner_with_an_account_follows_the_queue_among_the_own_cases(office, client):
    case, trader = antre(office, sidang_in(office, "berlangsung")), office.people["wajib_ttu"]
    client.force_login(trader, backend="metrologi.accounts.backends.UsernamePhoneEmailBackend")
    assert case.nomor in client.get("/tugas/").content.decode()
    page = client.get(case.get_absolute_url()).content.decode()
    assert "dalam antrean uji sidang" in page and "Register kehadiran" not in page
    assert client.get(case.sidang.get_absolute_url()).status_code == 404


def test_who_went_home_untested_may_come_back(office):
    sidang, uttp = sidang_in(office, "berlangsung"), office.uttp()
    run(daftar(office, sidang, uttp), "pulang", by=office.people["administrasi"], seen="terdaftar")
    assert daftar(office, sidang, uttp).antrean == 2
    assert hitung(sidang).orang == hitung(sidang).uttp == 1


def test_a_new_owner_with_new_instruments_enters_the_register_of_the_office(office):
    sidang, kind = sidang_in(office, "berlangsung"), office.uttp().jenis
    alike = {"jenis": kind, "merek": "Camry", "kunci": uuid4(), "jumlah": 3, "anak_timbangan": 2}
    serial = {"jenis": kind, "merek": "CAS", "nomor_seri": "S-99", "kunci": uuid4(), "jumlah": 1}
    daftar(
        office,
        sidang,
        pemilik=None,
        nama="Bu Rukiah",
        telepon="+6281273334455",
        los="Los ikan",
        rows=[{"jenis": kind, "merek": "CAS", "kunci": uuid4(), "jumlah": 1}],
    )
    case = sidang.peserta.get()
    assert case.pemilik.nama == "Bu Rukiah"
    case = run(case, "antrekan", by=office.people["administrasi"], seen="terdaftar")
    clerk = office.people["administrasi"]
    run(case, "tambah_uttp", by=clerk, seen="diuji", baris=[alike, serial], oleh=clerk)
    assert Uttp.objects.filter(pemilik=case.pemilik, merek="Camry").count() == 3
    assert BarisSidang.objects.filter(perkara=case).count() == 5
    assert set(case.pemilik.tempat.values_list("pasar", flat=True)) == {"Pasar Randik"}
    assert Pemilik.objects.filter(nama="Bu Rukiah").count() == 1


def test_a_serial_of_somebody_else_is_told_not_taken(office):
    sidang, theirs = sidang_in(office, "berlangsung"), office.uttp(seri="AB-77")
    row = {
        "jenis": theirs.jenis,
        "merek": "cas",
        "nomor_seri": "ab 77",
        "kunci": uuid4(),
        "jumlah": 1,
    }
    with pytest.raises(Blocked, match="atas nama Toko Uji Sekayu"):
        daftar(office, sidang, pemilik=None, nama="Pak Joni", rows=[row])
    assert not Pemilik.objects.filter(nama="Pak Joni").exists()


def test_the_register_counts_by_kind_on_paper_and_in_excel_alike(office):
    sidang = sidang_in(office, "berlangsung")
    diuji(office, antre(office, sidang, office.uttp(), office.uttp()))
    diuji(office, antre(office, sidang, office.uttp("timbangan_pegas")), "batal")
    with pytest.raises(Blocked, match="masih menunggu surat"):
        walk(sidang, "selesai", office.people, office.samples())
    sidang = Sidang.objects.get(pk=sidang.pk)
    paper = next(d for d in papers_of(sidang) if d.code == "register_sidang")
    assert [(r["jenis"], r["jumlah"], r["sah"], r["batal"]) for r in paper.payload["rekap"]] == [
        ("Timbangan elektronik", 2, 2, 0),
        ("Timbangan pegas", 1, 0, 1),
    ]
    assert len(paper.payload["baris"]) == 3 and paper.payload["jumlah"]["uttp"] == 3
    book = load_workbook(BytesIO(body_of(buku(sidang))))
    assert book.sheetnames == ["Register", "Rekap"]
    rows = list(book["Register"].iter_rows(min_row=6, values_only=True))
    assert [r[13] for r in rows] == ["Ditera, sah", "Ditera, sah", "Dibatalkan"]
    assert [r["jumlah"] for r in per_jenis(sidang)] == [2, 1]


def test_what_a_person_typed_is_never_a_formula_in_excel(office):
    sidang = sidang_in(office, "berlangsung")
    daftar(office, sidang, pemilik=None, nama='=HYPERLINK("http://jahat")')
    cell = load_workbook(BytesIO(body_of(buku(sidang))))["Register"]["B6"]
    assert cell.data_type == "s" and cell.value.startswith("=HYPERLINK")


def test_the_register_writes_a_telephone_as_people_do_in_excel(office):
    type(office.owner).objects.update(telepon="+6281234567890")
    sidang = sidang_in(office, "berlangsung")
    diuji(office, antre(office, sidang, office.uttp()))
    book = load_workbook(BytesIO(body_of(buku(sidang))))
    assert book["Register"]["D6"].value == "0812-3456-7890"


def test_the_workbook_sorts_by_plate_day_validity_and_mark_and_tells_who_went_home(office):
    sidang = sidang_in(office, "berlangsung")
    diuji(office, antre(office, sidang, office.uttp(seri="SD-77", tipe="DB-II")))
    gone = antre(office, sidang)
    run(gone, "pulang", by=office.people["administrasi"], seen="diuji")
    book = load_workbook(BytesIO(body_of(buku(sidang))))
    sheet = book["Register"]
    head = [cell.value for cell in sheet[5]]
    row = dict(zip(head, [cell.value for cell in sheet[6]], strict=True))
    assert (row["Merek"], row["Tipe"], row["Nomor seri"]) == ("CAS", "DB-II", "SD-77")
    assert (row["Kapasitas"], row["e"], row["Kelas"]) == ("30 kg", "0,01 kg", "III")
    assert row["Tanggal uji"].date() == today()
    assert row["Berlaku sampai"].date() > today() and "Tanda sah" in row["Tanda dan segel"]
    assert sheet.auto_filter.ref and sheet.page_setup.orientation == "landscape"
    last = [cell.value for cell in list(book["Rekap"])[-1]]
    assert last[0] == "Jumlah (1 orang, 1 pulang sebelum diuji)" and None not in last[1:]
    assert hitung(sidang).pulang == 1
