"""The story of a complaint in browsers.

Told without an account on a phone, handled, answered, reopened, closed.
"""

import pytest

from pengaduan.models import Pengaduan
from pengaduan.surel import terima
from tests.office import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]
NAMA = "Siti Rahasia"


def test_a_complaint_without_an_account_from_telling_to_closing(office, visitor):
    reporter = visitor(phone=True)
    case = she_tells_it(reporter)
    roles = ("petugas_pengaduan", "ketua_tim_pjtk", "penangan_pengaduan", "kepala")
    who = {
        role: visitor(phone=role != "petugas_pengaduan").sign_in(role, PASSWORD) for role in roles
    }
    the_desk_verifies(who["petugas_pengaduan"], case)
    assign(who["ketua_tim_pjtk"], case)
    handle(who["penangan_pengaduan"], case)
    reporter.go("/pengaduan/tiket/lihat/").picture("pengaduan-tiket")
    assert "Loket ditambah" in reporter.text() and "Rahasia dapur" not in reporter.text()
    reporter.follow("Saya belum puas, minta dibuka kembali")
    reporter.page.fill("[name=isi]", "Kemarin masih antre.")
    reporter.page.check("[name=nilai][value='2']")
    reporter.submit("Saya belum puas, minta dibuka kembali")
    take(
        who["kepala"],
        case,
        "tolak_buka_kembali",
        "Tetap tutup",
        isi="Antrean kemarin karena listrik padam.",
    )
    reporter.go("/pengaduan/tiket/lihat/")
    assert "listrik padam" in reporter.text() and "Ditutup" in reporter.text()
    assert Pengaduan.objects.get().status == "ditutup"


def she_tells_it(reporter):
    reporter.go("/pengaduan/baru/").picture("pengaduan-baru")
    reporter.type(judul="Antre tiga jam", uraian="Saya menunggu tiga jam.")
    reporter.fill(nama=NAMA, layanan="orders", kerahasiaan="rahasia")
    reporter.submit("Kirim pengaduan").picture("pengaduan-tercatat")
    code = reporter.page.inner_text("[data-kode]")
    case = Pengaduan.objects.get()
    reporter.follow("Ikuti pengaduan ini")
    reporter.page.fill("[name=kode]", code)
    reporter.submit("Buka pengaduan")
    assert case.nomor in reporter.text()
    return case


def take(person, case, step, label, **fields):
    person.go(f"/pengaduan/{case.pk}/{step}/")
    person.fill(**fields)
    person.submit(label)
    assert NAMA not in person.text()


def the_desk_verifies(desk, case):
    desk.go(f"/pengaduan/{case.pk}/").picture("pengaduan-petugas")
    assert NAMA not in desk.text()
    take(desk, case, "nyatakan_lengkap", "Nyatakan lengkap", akar_masalah="prosedur")
    take(
        desk,
        case,
        "golongkan_laporan",
        "Golongkan pengaduan",
        jenis="waktu",
        tingkat="sedang",
        kelas="14",
    )
    desk.follow("Buka dengan alasan")
    desk.page.fill("[name=alasan]", "Menghubungi pelapor.")
    desk.submit("Buka identitas")
    assert NAMA in desk.text()


def assign(leader, case):
    leader.go(f"/pengaduan/{case.pk}/tugaskan_penangan/").picture("pengaduan-tugaskan")
    leader.page.locator("[name=penangan]").first.check()
    leader.submit("Tugaskan penangan")


def handle(handler, case):
    take(
        handler, case, "catat_penanganan", "Catat penanganan", isi="Rahasia dapur: kurang petugas."
    )
    take(
        handler,
        case,
        "usulkan_tanggapan",
        "Usulkan tanggapan dan tindak lanjut",
        isi="Tambah loket.",
    )
    take(handler, case, "solusi_terbukti", "Solusi terbukti berhasil", isi="Antrean kini 20 menit.")
    take(
        handler,
        case,
        "beri_tanggapan",
        "Kirim surat tanggapan",
        isi="Loket ditambah.",
        tindakan="Loket kedua dibuka.",
        akar_masalah="prosedur",
    )
    handler.picture("pengaduan-penangan")


def test_the_verifier_decides_on_a_letter_that_the_portal_could_not_record(office, visitor):
    letter = (
        b"From: Tetangga\nSubject: Pompa kurang\nMessage-ID: <1@x>\n\nPompa tiga kurang isinya."
    )
    terima(letter, "7")
    desk = visitor().sign_in("petugas_pengaduan", PASSWORD)
    desk.go("/tugas/").picture("tugas-surel")
    desk.follow("Baca surel").picture("surel-daftar")
    desk.follow("Pompa kurang").picture("surel-satu")
    assert "Alamat pengirimnya tidak jelas" in desk.text()
    desk.page.check("[name=putusan][value=lewati]")
    desk.submit("Simpan putusan", status=422).picture("surel-galat")
    assert "Tulis surel apa ini." in desk.text()
    desk.page.check("[name=putusan][value=catat]")
    desk.submit("Simpan putusan").picture("surel-tercatat")
    assert Pengaduan.objects.get().uraian == "Pompa tiga kurang isinya."
