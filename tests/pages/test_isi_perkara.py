"""The page of a case shows what the case holds: values of its rows, for each machine."""

import re
from html import unescape

import pytest
from django.utils.html import strip_tags

from metrologi.documents.models import Dokumen
from metrologi.workflow import registry
from tests.tulisan import jam, tanggal

pytestmark = pytest.mark.django_db
BACKEND = "metrologi.accounts.backends.UsernamePhoneEmailBackend"


# --- what each machine's page must show -----------------------------------------------------------
def perkara(case):
    """What the frame of every page shows."""
    said = [case.nomor, case.machine.label(case.status), tanggal(case.status_since)]
    return said + [paper.nomor for paper in Dokumen.objects.terbit_untuk(case)]


def rahasia(case):
    """The code is shown to whoever opened the case and to the office."""
    return [case.kode_akses]


def alat(rows):
    said = []
    for row in rows:
        uttp = row.uttp
        said += [uttp.jenis.nama, uttp.merek, uttp.nomor_seri, uttp.kelas]
        said += [row.get_tahap_display(), row.get_hasil_display()]
    return said


def tera(case):
    letters = [letter.nomor for letter in case.children("skhp")]
    return [*rahasia(case), case.pemilik.nama, *alat(case.daftar), *letters]


def skhp(case):
    row = case.daftar[0]
    test = row.pengujian
    return [
        f"atas nama {case.atas_nama}",
        case.get_jenis_display(),
        case.origin.nomor,
        row.uttp.jenis.nama,
        row.uttp.merek,
        row.uttp.nomor_seri,
        f"Diuji {tanggal(test.tanggal)} oleh {test.penera.nama}",
        f"berlaku sampai {tanggal(row.berlaku_sampai)}",
        test.get_keputusan_akhir_display(),
    ]


def skrd(case):
    lines = []
    for row in case.rincian:
        lines += [row["uttp"], row["tahap"], f"Rp{row['jumlah']}"]
    return [case.pemilik.nama, case.dasar, *lines]


def perjalanan(case):
    said = [f"{tanggal(case.tanggal)}, berangkat {jam(case.jam)} WIB", str(case.kendaraan)]
    said += [person.nama for person in case.petugas.all()]
    for visited in case.daftar:
        said += [visited.pemilik.nama, visited.nomor]
    return said


def tempat_pakai(case):
    trip, visit = case.perjalanan, case.kunjungan_kini()
    said = [*tera(case), trip.nomor, str(trip.kendaraan), tanggal(trip.tanggal), jam(trip.jam)]
    said += [person.nama for person in trip.petugas.all()]
    said += [case.narahubung, *(row.uttp.tempat.lengkap for row in case.daftar)]
    return [*said, f"oleh {visit.nama} ({visit.hubungan})", jam(visit.ditandatangani)]


def sidang(case):
    said = [case.lokasi, str(case.desa), str(case.kecamatan), tanggal(case.tanggal)]
    said += [f"{jam(case.jam_mulai)} sampai {jam(case.jam_selesai)}", case.perkiraan]
    said += [person.nama for person in case.petugas.all()]
    return said + [row["yth"] for row in case.kepada]


def peserta(case):
    return [*tera(case), case.antrean, case.sidang.lokasi, case.sidang.nomor]


def pengaduan(case):
    return [
        case.judul,
        case.uraian,
        case.tempat,
        case.get_jenis_display(),
        case.get_tingkat_display().lower(),
        case.get_kelas_display(),
        case.get_akar_masalah_display(),
        case.penangan.nama,
        case.tanggapan,
        f"{case.nilai} dari 4",
        case.saran,
    ]


def evaluasi(case):
    plans = []
    for plan in case.rencana.all():
        plans += [plan.uraian, plan.penanggung_jawab, tanggal(plan.tenggat)]
    return plans


def banding(case):
    said = [*rahasia(case), case.nama_pemohon, tanggal(case.created_at), case.origin.nomor]
    said += [case.uraian, case.harapan, case.relevansi]
    for seat in case.panel():
        said += [seat.user.nama, "Ketua" if seat.ketua else "Anggota"]
    said += [tanggal(case.rapat_at), case.rapat_tempat, case.get_putusan_display()]
    said += [case.pertimbangan, f"{case.get_cara_sampai_display()} kepada {case.penerima}"]
    return said + [row.get_jenis_display() for row in case.daftar_akibat.all()]


def kompensasi(case):
    return [
        case.perkara,
        case.prosedur_label,
        case.tahap_label,
        case.pemilik.nama,
        f"{tanggal(case.janji_sejak)} pukul {jam(case.janji_sejak)}",
        f"{tanggal(case.janji_pada)} pukul {jam(case.janji_pada)}",
        case.get_penyebab_display(),
        case.kendala,
        case.evaluasi,
        case.suvenir,
        case.get_cara_display(),
        case.kurir,
        case.resi,
        case.penerima,
    ]


def pinjaman(case):
    moments = (case.created_at, case.diterima_at, case.kembali_at)
    said = [str(case.ctt), case.ctt.kode, f"{case.jumlah} buah", case.keperluan]
    said += [case.penera.nama, case.created_by.nama]
    return said + [f"{tanggal(moment)} pukul {jam(moment)}" for moment in moments]


def pengembalian(case):
    said = [case.tahun, tanggal(case.tanggal), case.penerima, case.catatan]
    for stamp in case.ctt.all():
        said += [str(stamp), stamp.kode, f"{stamp.jumlah} buah"]
    return said


def penarikan(case):
    recall = case.penarikan
    said = [str(recall.standar), recall.alasan, tanggal(recall.dari), tanggal(recall.sampai)]
    for row in case.uji.all():
        test = row.pengujian
        said += [test.uttp.jenis.nama, test.uttp.nomor_seri, f"Diuji {tanggal(test.tanggal)}"]
    return said


# {machine: (a state in which the case holds much, who looks, what the page must show)}
ISI = {
    "orders": ("selesai", "administrasi", tera),
    "skhp": ("terbit", "kepala", skhp),
    "skrd": ("terbit", "administrasi", skrd),
    "tempat_pakai": ("selesai", "administrasi", tempat_pakai),
    "perjalanan": ("berjalan", "administrasi", perjalanan),
    "sidang": ("terjadwal", "administrasi", sidang),
    "peserta_sidang": ("selesai", "administrasi", peserta),
    "pengaduan": ("ditutup", "penangan_pengaduan", pengaduan),
    "evaluasi_pengaduan": ("selesai", "kepala", evaluasi),
    "banding": ("selesai", "kepala", banding),
    "kompensasi": ("selesai", "kasi_pjt", kompensasi),
    "pinjam_ctt": ("selesai", "administrasi", pinjaman),
    "pengembalian_ctt": ("selesai", "administrasi", pengembalian),
    "penarikan": ("disetujui", "kepala", penarikan),
}


def squeezed(text):
    """Without any white space, for tags may stand between two words."""
    return re.sub(r"\s+", "", text)


def words(page):
    main = page[page.index("<main") :]
    return squeezed(unescape(strip_tags(main)))


@pytest.mark.parametrize("machine", registry.all_machines(), ids=lambda machine: machine.code)
def test_the_page_shows_what_the_case_holds(machine, office, client):
    state, role, held = ISI[machine.code]
    made = office.case_in(machine, state)
    case = machine.model.objects.get(pk=made.pk)
    client.force_login(office.people[role], backend=BACKEND)
    said = words(client.get(case.get_absolute_url()).text)
    wanted = [str(value) for value in (*perkara(case), *held(case))]
    assert "" not in wanted, "the case must hold what its page is asked for"
    assert [value for value in wanted if squeezed(value) not in said] == []


def test_every_machine_has_its_row():
    assert set(ISI) == {machine.code for machine in registry.all_machines()}
