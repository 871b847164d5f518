"""The story of a complaint about the verifier, in browsers: she never sees it, others go on.

Every page is looked at in both widths, on a phone and at a desk.
"""

import pytest

from metrologi.accounts.models import User
from pengaduan.models import Pengaduan
from tests.office import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.e2e]
NAMA = "Marzuki Loketrahasia"


def test_a_complaint_about_the_verifier_is_rejected_objected_to_and_taken_up(office, visitor):
    User.objects.filter(username="petugas_pengaduan").update(nama="Sri Wahyuni")
    reporter = visitor(phone=True)
    case = he_tells_it(reporter)
    verifier = visitor().sign_in("petugas_pengaduan", PASSWORD)
    verifier.go(f"/pengaduan/{case.pk}/", status=404)
    verifier.go("/tugas/")
    assert case.nomor not in verifier.text()
    kepala = visitor().sign_in("kepala", PASSWORD)
    kepala.go("/tugas/").picture("pengaduan-pengganti")
    assert case.nomor in kepala.text()
    kepala.go(f"/pengaduan/{case.pk}/").picture("pengaduan-tentang-petugas")
    kepala.go(f"/pengaduan/{case.pk}/tolak_laporan/")
    kepala.fill(jenis_penolakan="tidak_berdasar", isi="Tidak ada bukti.", rujukan="Ombudsman")
    kepala.submit("Usulkan penolakan")
    reporter.go("/pengaduan/tiket/lihat/")
    assert "orang kedua" in reporter.text() and "Tidak ada bukti" not in reporter.text()
    leader = visitor(phone=True).sign_in("ketua_tim_pjtk", PASSWORD)
    leader.go(f"/pengaduan/{case.pk}/setujui_penolakan/").picture("pengaduan-setujui-penolakan")
    leader.submit("Setujui penolakan")
    reporter.go("/pengaduan/tiket/lihat/").picture("pengaduan-ditolak")
    assert "Tidak ada bukti" in reporter.text()
    reporter.follow("Ajukan keberatan")
    reporter.fill(isi="Saya punya saksi.")
    reporter.submit("Ajukan keberatan")
    assert "Keberatan" in reporter.text()
    case.refresh_from_db()
    assert case.status == "keberatan"


def he_tells_it(reporter):
    reporter.go("/pengaduan/baru/")
    reporter.fill(
        judul="Surat saya hilang",
        uraian="Surat saya dibuang di loket.",
        yang_diadukan="Sri Wahyuni",
        nama=NAMA,
        layanan="orders",
        kerahasiaan="rahasia",
    )
    reporter.picture("pengaduan-siapa").submit("Kirim pengaduan")
    code = reporter.page.inner_text("[data-kode]")
    case = Pengaduan.objects.get()
    reporter.follow("Ikuti pengaduan ini")
    reporter.page.fill("[name=kode]", code)
    reporter.submit("Buka pengaduan")
    return case
