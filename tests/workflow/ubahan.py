"""One thing of a walked case that is otherwise: what guards then say, and no walk reaches.

{"<machine>-<state>": {in words: f(office, case)}}. Each is made on the case of that state, and
undone.
"""

import datetime as dt
from uuid import uuid4

from banding.models.baris import Bahan
from metrologi.accounts.models import Absen
from metrologi.cerapan.models import Pengujian
from metrologi.clock.now import now, today
from metrologi.workflow.run import run
from sidang.models import PesertaSidang
from tests.banding.keadaan import menyatakan, terikat
from tests.kompensasi.keadaan import pantauan
from tests.sidang.keadaan import daftar, sidang_in
from tests.tempat_pakai.keadaan import tanda


def bidang(**values):
    """Other values of the case itself; what follows the clock is a function."""

    def change(office, case):
        given = {name: one() if callable(one) else one for name, one in values.items()}
        type(case).objects.filter(pk=case.pk).update(**given)

    return change


lewat = bidang(due_at=lambda: now() - dt.timedelta(seconds=1))


def berpengawas(office, case):
    """The office has declared who supervises it from outside."""
    type(case.uml).objects.filter(pk=case.uml_id).update(pengawas="Inspektorat")


def besok():
    return today() + dt.timedelta(days=1)


def baris_lagi(office, case):
    """One more instrument that nobody has tested."""
    row = case.diterima()[0]
    row.pk, row.uttp, row.urut, row.pengujian, row.hasil = None, office.uttp(), 9, None, ""
    row.kunci = uuid4()
    row.save()


def semua_perbaikan_selesai(office, case):
    """Each improvement of the plan was noted as done."""
    case.rencana.update(selesai_at=now())


def teruji(keputusan):
    """The first instrument is tested, with this result; a second one waits."""

    def change(office, case):
        first = case.diterima()[0]
        baris_lagi(office, type(case).objects.get(pk=case.pk))
        office.test_item(type(case).objects.get(pk=case.pk), first, keputusan)

    return change


def semua_teruji(keputusan):
    """As the tests left it, but that nothing has followed yet."""

    def change(office, case):
        teruji(keputusan)(office, case)
        case.items.filter(hasil="").delete()

    return change


def diuji_lagi(office, case):
    """A later attempt at the first instrument of the letter."""
    test = case.daftar[0].pengujian
    test.pk, test.percobaan, test.kunci = None, test.percobaan + 1, uuid4()
    Pengujian.objects.bulk_create([test])


def peserta_menyusul(office, sidang):
    """Somebody who was registered at another sidang counts as one of this."""
    other = daftar(office, sidang_in(office, "berlangsung"))
    PesertaSidang.objects.filter(pk=other.pk).update(sidang=sidang)


def penera_cuti(office, case):
    day = case.tanggal
    Absen.objects.create(user=office.people["penera"], uml=case.uml, mulai=day, sampai=day)


def temuan(case):
    values = {"oleh": case.panel()[0].user, "at": now(), "ukuran": 0}
    Bahan.objects.create(banding=case, judul="Temuan", uraian="Isi.", **values)


def berita_acara(office, case):
    """The visit is signed, and nothing has followed yet."""
    semua_teruji("sah")(office, case)
    case = type(case).objects.get(pk=case.pk)
    run(case, "berita_acara", by=office.people["penera"], seen="diuji", **tanda())


def dipantau_lagi(office, case):
    """A second item about the same case."""
    other = pantauan(office)
    type(case).objects.filter(pk=other.pk).update(origin_id=case.origin_id, janji_urut=9)


def tanpa_pelanggan(office, case):
    bidang(pemilik=None)(office, case)
    case.akun.clear()


UBAHAN = {
    "pengaduan-diterima": {"pengawas ditetapkan": berpengawas},
    "pengaduan-penolakan": {"sudah diverifikasi": bidang(lengkap_at=now)},
    "banding-investigasi": {
        "semua menyatakan": lambda office, case: menyatakan(case),
        "ada temuan": lambda office, case: temuan(case),
    },
    "banding-pembentukan": {"semua terikat": lambda office, case: terikat(case)},
    "banding-penunjukan": {"semua terikat": lambda office, case: terikat(case)},
    "banding-perlu_dilengkapi": {"batasnya lewat": lewat, "tanpa batas": bidang(due_at=None)},
    "banding-rapat": {
        "rapatnya besok": bidang(rapat_at=lambda: now() + dt.timedelta(days=1)),
        "rapatnya tidak diundang": bidang(rapat_at=None),
    },
    "evaluasi_pengaduan-disusun": {
        "tanpa rencana": lambda office, case: case.rencana.all().delete()
    },
    "evaluasi_pengaduan-selesai": {
        "semua perbaikan dicatat selesai": semua_perbaikan_selesai,
    },
    "kompensasi-dipantau": {
        "menurut putusan": bidang(jenis="putusan"),
        "baru ramalan": bidang(nyata=False),
    },
    "kompensasi-instruksi": {
        "dipantau lagi": dipantau_lagi,
        "tanpa pelanggan": tanpa_pelanggan,
    },
    "kompensasi-terkirim": {"batasnya lewat": lewat, "tanpa batas": bidang(due_at=None)},
    "orders-diajukan": {
        "semua di luar lingkup": lambda office, case: case.items.update(dalam_lingkup=False)
    },
    "orders-disiapkan": {
        "tanpa permintaan SKHP": lambda office, case: case.items.update(minta_skhp=False)
    },
    "orders-diuji": {
        "satu sah, satu belum": teruji("sah"),
        "satu-satunya sah": semua_teruji("sah"),
        "satu-satunya perlu perbaikan": semua_teruji("perlu_perbaikan"),
    },
    "orders-perlu_dilengkapi": {"batasnya lewat": lewat, "tanpa batas": bidang(due_at=None)},
    "orders-selesai": {
        "tidak ada yang sah": lambda office, case: case.items.update(hasil="batal"),
    },
    "perjalanan-berjalan": {
        "sudah dikunjungi": lambda office, case: run(
            case.daftar[0], "mulai_kunjungan", by=office.people["penera"], seen="ditugaskan"
        ),
    },
    "perjalanan-disusun": {
        "tanpa permohonan": lambda office, case: case.permohonan.update(perjalanan=None),
        "tanpa penera": lambda office, case: case.petugas.set([office.people["administrasi"]]),
        "penera cuti": penera_cuti,
    },
    "perjalanan-menunggu_spt": {"penera cuti": penera_cuti},
    "peserta_sidang-diuji": {
        "satu sah, satu belum": teruji("sah"),
        "satu batal, satu belum": teruji("batal"),
        "satu-satunya sah": semua_teruji("sah"),
        "satu-satunya perlu perbaikan": semua_teruji("perlu_perbaikan"),
    },
    "pinjam_ctt-menunggu": {"batasnya lewat": lewat, "tanpa batas": bidang(due_at=None)},
    "sidang-berlangsung": {"ada yang terdaftar": lambda office, case: daftar(office, case)},
    "sidang-ditutup": {"ada yang menunggu surat": peserta_menyusul},
    "sidang-menunggu_spt": {
        "tanpa petugas": lambda office, case: case.petugas.clear(),
        "penera cuti": penera_cuti,
    },
    "sidang-terjadwal": {"sidangnya besok": bidang(tanggal=besok)},
    "skhp-diperiksa": {
        "jenis surat lain": bidang(jenis="keterangan_batal"),
        "diuji lagi sesudahnya": diuji_lagi,
    },
    "tempat_pakai-ditugaskan": {
        "perjalanannya besok": lambda office, case: (
            type(case.perjalanan)
            .objects.filter(pk=case.perjalanan_id)
            .update(tanggal=besok(), sampai=besok())
        ),
        "tanpa perjalanan": bidang(perjalanan=None),
    },
    "tempat_pakai-diuji": {
        "tanpa kunjungan": lambda office, case: case.kunjungan.all().delete(),
        "sudah ditandatangani": berita_acara,
    },
    "tempat_pakai-perlu_dilengkapi": {"batasnya lewat": lewat},
}
