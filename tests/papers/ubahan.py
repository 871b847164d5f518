"""One thing of a case that is otherwise, for what a paper says then and no walked sample shows.

{code: {in words: f(case)}}. Whoever issues it is another where the function returns a person.
"""

import copy
import datetime as dt

from banding.models.baris import Lampiran
from metrologi.accounts.models import Penugasan, User
from metrologi.clock.now import now
from metrologi.uttp.models import Pemilik


def bidang(**values):
    """Other values of the case in hand."""

    def change(case):
        for name, value in values.items():
            setattr(case, name, value)

    return change


def bidang_pemilik(**values):
    def change(case):
        Pemilik.objects.update(**values)
        for name, value in values.items():
            setattr(case.pemilik, name, value)

    return change


def bidang_baris(**values):
    """Other values of the rows in hand."""

    def change(case):
        for row in case.daftar:
            bidang(**values)(row)

    return change


def kepala(**values):
    """The head of the office holds the post otherwise."""

    def change(case):
        Penugasan.objects.filter(role="kepala").update(**values)
        return User.objects.get(username="kepala")

    return change


def orang(**values):
    """Everybody of the office has other data."""

    def change(case):
        User.objects.update(**values)
        return User.objects.get(username="kepala")

    return change


def surat_kedua(case):
    """A second instrument with another validity."""
    second = copy.copy(case.daftar[0])
    second.berlaku_sampai = dt.date(2030, 1, 2)
    case.daftar.append(second)


def retribusi(case):
    case.jumlah = 15000
    for row in case.rincian:
        row["jumlah"] = 15000


def ramalan(case):
    bidang(nyata=False, perkiraan_pada=now() + dt.timedelta(hours=5), lepas_pada=None)(case)


def belum_lewat(case):
    bidang(lepas_pada=case.janji_pada)(case)


def berlampiran(case):
    values = {"oleh": case.created_by, "at": now(), "ukuran": 1, "nama": "bukti.pdf"}
    Lampiran.objects.create(banding=case, bagian="kelengkapan", **values)


def oleh(role):
    return lambda case: User.objects.get(username=role)


def tujuan_tanpa_alamat(case):
    case.tujuan.alamat = ""


def kantor(**values):
    """Other values of the unit."""
    return lambda case: bidang(**values)(case.uml)


def peserta_tanpa_penerima(case):
    case.peserta.update(penerima="")


def belum_teruji(case):
    for guest in case.peserta.all():
        guest.items.update(hasil="", pengujian=None)


TANPA_ALAMAT = {"pemilik tanpa alamat": bidang_pemilik(alamat="")}
TANPA_PENGADUAN = {"tanpa pengaduan": bidang(origin=None)}
PENANDATANGAN = {
    "Kepala seorang Plt.": kepala(sifat="plt", atas_jabatan="Kepala UPTD Metrologi Legal"),
    "atas nama kepala dinas": kepala(sifat="an", atas_jabatan="Kepala Dinas Perdagangan"),
    "tidak ada Kepala": kepala(mulai=dt.date(2020, 1, 1), sampai=dt.date(2020, 2, 1)),
    "tanpa nama jabatan": orang(jabatan=""),
    "tanpa golongan": orang(golongan=""),
    "tanpa NIP dan pangkat": orang(nip="", pangkat=""),
}
UBAHAN = {
    "skhp": {
        **TANPA_ALAMAT,
        **PENANDATANGAN,
        "tanpa order": bidang(origin=None),
        "dua UTTP": surat_kedua,
        "jenis surat lain": bidang(jenis="keterangan_batal"),
        "atas nama lain": bidang(atas_nama="Toko Lain"),
    },
    "keterangan_batal": {**TANPA_ALAMAT, "jenis surat lain": bidang(jenis="skhp")},
    "skrd": {
        **TANPA_ALAMAT,
        "tanpa order": bidang(origin=None),
        "ada retribusi": retribusi,
    },
    "bukti_order": {
        **TANPA_ALAMAT,
        "pemilik tanpa telepon": bidang_pemilik(telepon=""),
        "kantor bertarif": kantor(kebijakan_biaya="tarif"),
        "tanpa catatan kaji": bidang_baris(catatan_kaji=""),
        "tanpa catatan": bidang(catatan=""),
    },
    "kaji_ulang": {"tidak lengkap": bidang_baris(lengkap=False, visual=False)},
    "tanda_terima": {"tidak diuji": bidang_baris(hasil="")},
    "surat_permohonan": {
        "dari pemilik": oleh("wajib_ttu"),
        "kantor tanpa kota": lambda case: kantor(kota="")(case) or oleh("wajib_ttu")(case),
        "membawa surat": lambda case: bidang(surat="surat.pdf")(case) or oleh("wajib_ttu")(case),
    },
    "spt_tempat_pakai": {
        "tanpa kendaraan": bidang(kendaraan=None),
        "dua hari": lambda case: bidang(sampai=case.tanggal + dt.timedelta(days=1))(case),
        "dengan keterangan": bidang(keterangan="Membawa anak timbangan besar."),
    },
    "berita_acara_tempat_pakai": {**TANPA_ALAMAT, "belum diuji": bidang_baris(hasil="")},
    "spt_sidang": {"tanpa kendaraan": bidang(kendaraan="")},
    "undangan_sidang": {"kantor bertarif": kantor(kebijakan_biaya="tarif")},
    "register_sidang": {
        "pemilik tanpa alamat": lambda case: Pemilik.objects.update(alamat="") and None,
        "belum diuji": belum_teruji,
    },
    "daftar_serah_sidang": {"tanpa penerima": peserta_tanpa_penerima},
    "monitoring_spm": {
        "tanpa pemilik": bidang(pemilik=None),
        "baru ramalan": ramalan,
        "selesai pada waktunya": belum_lewat,
    },
    "tanda_terima_kompensasi": {
        "tanpa pemilik": bidang(pemilik=None),
        "diambil sendiri": bidang(cara="langsung", kurir="", resi=""),
    },
    "surat_permintaan_maaf": {
        "dua paragraf": bidang(isi_surat="Kami memohon maaf.\n\nSuvenir terlampir.\n\n "),
    },
    "surat_penolakan_pengaduan": {"tanpa rujukan": bidang(rujukan="")},
    "surat_tanggapan_pengaduan": {"tanpa tindakan": bidang(tindakan="")},
    "tanda_terima_banding": {**TANPA_PENGADUAN, "dengan lampiran": berlampiran},
    "nota_dinas_banding": {**TANPA_PENGADUAN, "dengan lampiran": berlampiran},
    "penolakan_banding": TANPA_PENGADUAN,
    "penyampaian_banding": {"tanpa akibat": bidang(akibat=[])},
    "pelimpahan_banding": {"tujuan tanpa alamat": tujuan_tanpa_alamat},
    "sk_panel_banding": {**TANPA_PENGADUAN, "tanpa NIP dan jabatan": orang(nip="", jabatan="")},
    "keputusan_banding": {
        **TANPA_PENGADUAN,
        "ada pendapat lain": bidang(perbedaan="Titik uji cukup."),
        "tanpa akibat": bidang(akibat=[]),
    },
    "notulen_banding": {"ada pendapat lain": bidang(perbedaan="Titik uji cukup.")},
    "ba_pengembalian_ctt": {"tanpa catatan": bidang(catatan="")},
    "surat_penarikan": TANPA_ALAMAT,
}
