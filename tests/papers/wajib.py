"""What each kind of paper must say: the values of the rows behind it, never of its payload."""

from metrologi.accounts.models import Penugasan
from metrologi.documents.models import Dokumen
from metrologi.perlengkapan.penarikan.models import Penarikan
from orders.models import Order
from sidang.models import Sidang
from tempat_pakai.models import Perjalanan
from tests.tulisan import angka, jam, tanggal, telepon


# --- parts that several papers share --------------------------------------------------------------
def orang(user):
    return [user.nama, user.nip]


def pemilik(case):
    owner = case.pemilik
    return [owner.nama, owner.alamat, telepon(owner.telepon)]


def alat(rows):
    said = []
    for row in rows:
        uttp = row.uttp
        said += [uttp.jenis.nama, uttp.merek, uttp.tipe, f"no. seri {uttp.nomor_seri}", uttp.kelas]
        said += [f"{angka(uttp.kapasitas_maks)} {uttp.satuan}"]
    return said


def pekerjaan(rows):
    return [row.get_tahap_display() for row in rows]


def uji(test):
    """A test: people, day, place, environment, standards, marks, every point and its limit."""
    said = [*orang(test.penera), tanggal(test.tanggal), f"aturan versi {test.versi_aturan}"]
    if test.suhu is not None:
        room = f"suhu {angka(test.suhu)} °C, kelembaban {angka(test.kelembaban)} %"
        said += [f"{test.lokasi}; {room}"]
    for used in test.standar_dipakai.all():
        standard = used.standar
        said += [standard.nama, standard.sertifikat_nomor, standard.ketertelusuran]
        said += [tanggal(standard.berlaku_sampai)]
    for mark in test.tapak.all():
        said += [f"{mark.get_jenis_display().lower()} “{mark.tahun}” {mark.jumlah} buah"]
    for group in test.hasil["uji"]:
        said.append(group["judul"])
    return said


def identitas(uttp):
    return [
        " / ".join(filter(None, [uttp.merek, uttp.tipe])),
        uttp.nomor_seri,
        f"{angka(uttp.kapasitas_maks)} {uttp.satuan} (minimum {angka(uttp.kapasitas_min)}",
        f"e = {angka(uttp.e)} {uttp.satuan}, d = {angka(uttp.d)} {uttp.satuan}",
        uttp.kelas,
        uttp.tempat.nama,
    ]


# --- counter --------------------------------------------------------------------------------------
def bukti_order(case):
    rows = case.diterima()
    said = [*pemilik(case), case.nomor, case.kode_akses, case.catatan, jam(case.created_at)]
    said += alat(rows) + pekerjaan(rows) + [row.uttp.kode for row in rows]
    for row in case.daftar:
        if row not in rows:
            said += [*alat([row]), row.get_kaji_display(), row.catatan_kaji]
            said += [f"rujukan: {row.rujukan.nama}"] if row.rujukan else []
    return said


def kaji_ulang(case):
    said = [*pemilik(case), case.nomor, *alat(case.daftar), *pekerjaan(case.daftar)]
    for row in case.daftar:
        scope = "Dalam lingkup" if row.dalam_lingkup else row.alasan_lingkup
        said += [row.get_kaji_display(), row.catatan_kaji, scope, row.dasar_lingkup]
        said += [row.rujukan.nama, row.rujukan.alamat] if row.rujukan else []
    return said


def cerapan(case):
    said = [*pemilik(case), case.nomor]
    for row in case.teruji():
        said += [f"Diuji untuk : {row.get_tahap_display()}"]
        said += [*identitas(row.uttp), *uji(row.pengujian)]
        said += [row.pengujian.get_keputusan_akhir_display()]
    return said


def tanda_terima(case):
    rows = case.diterima()
    said = [*pemilik(case), case.nomor, *alat(rows), case.penerima, case.hubungan]
    said += [row.get_hasil_display() for row in rows]
    for letter in case.children("skhp"):
        said += [paper.nomor for paper in Dokumen.objects.terbit_untuk(letter)]
    return said


# --- letters --------------------------------------------------------------------------------------
def surat_uji(case):
    """One instrument is told in full, several by kind, make and serial in the annex."""
    rows, order = case.daftar, case.origin
    said = [case.atas_nama, case.pemilik.alamat, order.nomor, tanggal(order.created_at)]
    for row in rows:
        uttp, test = row.uttp, row.pengujian
        said += [f"{uttp.jenis.nama} {uttp.merek} {uttp.tipe}, no. seri {uttp.nomor_seri}"]
        said += [*uji(test), test.get_tahap_display()]
    return said + (identitas(rows[0].uttp) if len(rows) == 1 else [f"{len(rows)} UTTP"])


def skhp(case):
    return [*surat_uji(case), f"Berlaku sampai {tanggal(case.daftar[0].berlaku_sampai)}"]


def keterangan_batal(case):
    """What failed, by how much, against which limit; never a validity."""
    said = [*surat_uji(case), "tidak mempunyai masa berlaku"]
    for group in case.daftar[0].pengujian.hasil["uji"]:
        for point in group["titik"]:
            if point["putusan"] == "BATAL":
                said += [group["judul"], point["label"], point["satuan"]]
    return said


def skrd(case):
    said = [case.pemilik.nama, case.pemilik.alamat, case.dasar, f"Rp{case.jumlah}"]
    said += [case.origin.nomor] if case.origin else []
    for row in case.rincian:
        said += [row["uttp"], row["tahap"], f"Rp{row['jumlah']}"]
    return said


def surat_penarikan(case):
    recall, owner = case.penarikan, case.pemilik
    said = [owner.nama, owner.alamat, *masa_diragukan(recall)]
    for row in case.uji.all():
        test = row.pengujian
        said += [*alat([test]), tanggal(test.tanggal), test.get_keputusan_akhir_display()]
        said += nomor_surat(test)
    return said


def masa_diragukan(recall):
    return [
        recall.standar.nama,
        recall.standar.sertifikat_nomor,
        f"{tanggal(recall.dari)} sampai {tanggal(recall.sampai)}",
        recall.alasan,
    ]


def nomor_surat(test):
    numbers = []
    for row in test.surat.all():
        numbers += [paper.nomor for paper in Dokumen.objects.terbit_untuk(row.skhp)]
    return numbers


# --- place of use ---------------------------------------------------------------------------------
def surat_permohonan(case):
    said = [*pemilik(case), case.nomor, case.narahubung, case.uml.nama, case.created_by.nama]
    said += alat(case.daftar) + pekerjaan(case.daftar)
    return said + [row.uttp.tempat.lengkap for row in case.daftar]


def spt_tempat_pakai(trip):
    said = [tanggal(trip.tanggal), jam(trip.jam), str(trip.kendaraan)]
    for person in trip.petugas.all():
        said += [*orang(person), person.pangkat, person.golongan]
    for case in trip.daftar:
        said += [case.pemilik.nama, case.nomor]
        said += [row.uttp.tempat.lengkap for row in case.diterima()]
    return said


def berita_acara_tempat_pakai(case):
    visit, rows = case.kunjungan_kini(), case.diterima()
    said = [*pemilik(case), case.nomor, *alat(rows), *pekerjaan(rows)]
    said += [row.get_hasil_display() for row in rows] + [row.uttp.tempat.lengkap for row in rows]
    said += [f"{tanggal(visit.tiba)} pukul {jam(visit.tiba)}", jam(visit.ditandatangani)]
    said += [visit.nama, visit.hubungan]
    for person in case.perjalanan.petugas.all():
        said += orang(person)
    said += [paper.nomor for paper in Dokumen.objects.terbit_untuk(case.perjalanan)]
    return said


# --- sidang ---------------------------------------------------------------------------------------
def acara(case):
    return [case.lokasi, str(case.desa), str(case.kecamatan), tanggal(case.tanggal)]


def jam_sidang(case):
    return [f"{jam(case.jam_mulai)} sampai {jam(case.jam_selesai)} WIB"]


def regu(case):
    said = []
    for person in case.petugas.all():
        said += orang(person)
    return said


def undangan_sidang(case):
    return [*acara(case), *jam_sidang(case), case.uml.telepon]


def spt_sidang(case):
    ranks = [f"{person.pangkat} ({person.golongan})" for person in case.petugas.all()]
    return [*acara(case), *jam_sidang(case), *regu(case), *ranks, case.kendaraan]


def hasil_sidang(case):
    rows = list(case.baris.all())
    kinds = {row.uttp.jenis.nama for row in rows}
    return [*acara(case), case.nomor, *kinds, f"{len(rows)} UTTP"]


def register_sidang(case):
    said = [*hasil_sidang(case), *jam_sidang(case)]
    for row in case.baris.all():
        said += [row.perkara.pemilik.nama, row.perkara.pemilik.alamat, row.get_tahap_display()]
        said += [*alat([row]), row.get_hasil_display().lower()]
    return said


def berita_acara_sidang(case):
    return [*hasil_sidang(case), *regu(case)]


def daftar_serah_sidang(case):
    said = [*acara(case), case.nomor]
    for guest in case.peserta.exclude(penerima=""):
        said += [guest.pemilik.nama, guest.penerima, str(guest.antrean)]
        for letter in guest.children("skhp"):
            said += [paper.nomor for paper in Dokumen.objects.terbit_untuk(letter)]
    return said


# --- complaints -----------------------------------------------------------------------------------
def surat_pengaduan(case):
    return [f"Pelapor tiket {case.nomor}", case.judul, tanggal(case.created_at)]


def surat_tanggapan(case):
    return [*surat_pengaduan(case), case.tanggapan, case.tindakan]


def surat_penolakan(case):
    why = [case.get_jenis_penolakan_display(), case.alasan_penolakan, case.rujukan]
    return surat_pengaduan(case) + why


def surat_penerusan(case):
    return [case.nomor, case.judul, case.uraian, case.uml.pengawas]


def evaluasi(case):
    said = [f"{tanggal(case.mulai)} sampai dengan {tanggal(case.sampai)}", case.temuan]
    for plan in case.rencana.all():
        said += [plan.uraian, plan.penanggung_jawab, tanggal(plan.tenggat)]
    return said


# --- appeals --------------------------------------------------------------------------------------
def pokok(case):
    return [case.nomor, case.nama_pemohon, case.origin.nomor]


def panel(case):
    return [seat.user.nama for seat in case.panel()]


def tanda_terima_banding(case):
    return [*pokok(case), case.perihal, case.kode_akses, tanggal(case.created_at)]


def nota_dinas(case):
    said = [*pokok(case), tanggal(case.created_at), case.uraian, case.harapan, case.relevansi]
    head = Penugasan.objects.get(uml=case.uml, role="ketua_tim_pjtk")
    return [*said, *orang(head.user), "Mengetahui, Kepala"]


def penolakan(case):
    return [*pokok(case), case.perihal, case.alasan_penolakan]


def rapat(case):
    return [tanggal(case.rapat_at), jam(case.rapat_at), case.rapat_tempat, case.rapat_acara]


def undangan_banding(case):
    return [*pokok(case), *panel(case), *rapat(case)]


def undangan_penjelasan(case):
    at = case.penjelasan_at
    when = [tanggal(at), jam(at), case.penjelasan_tempat, case.penjelasan_hal]
    return pokok(case) + when


def penyampaian(case):
    decrees = Dokumen.objects.terbit_untuk(case, code="keputusan_banding")
    head = Penugasan.objects.get(uml=case.uml, role="ketua_tim_pjtk")
    said = [*pokok(case), case.get_putusan_display(), *orang(head.user)]
    return said + [*akibat(case), *(paper.nomor for paper in decrees)]


def akibat(case):
    return [row.get_jenis_display().lower() for row in case.daftar_akibat.all()]


def pelimpahan(case):
    return [*pokok(case), case.perihal, case.uraian, case.tujuan.nama, case.tujuan.alamat]


def sk_panel(case):
    said = [case.nama_pemohon, case.origin.nomor]
    for seat in case.panel():
        said += [seat.user.nama, seat.user.nip, "Ketua" if seat.ketua else "Anggota"]
    return said


def keputusan(case):
    return [
        case.nama_pemohon,
        case.origin.nomor,
        case.pertimbangan.rstrip(". "),
        case.get_putusan_display(),
        *akibat(case),
    ]


def daftar_hadir(case):
    return [*pokok(case), *rapat(case), *(row["nama"] for row in case.diundang())]


def notulen(case):
    result = [case.get_putusan_display().upper(), case.pertimbangan]
    return [*daftar_hadir(case), "Tidak hadir", case.kesimpulan, case.notulen, *result]


# --- compensation ---------------------------------------------------------------------------------
def monitoring_spm(case):
    return [
        case.nomor,
        case.perkara,
        case.pemilik.nama,
        case.tahap_label,
        f"{tanggal(case.janji_sejak)} pukul {jam(case.janji_sejak)}",
        f"{tanggal(case.janji_pada)} pukul {jam(case.janji_pada)}",
        case.get_penyebab_display(),
        case.kendala,
        case.evaluasi,
    ]


def permintaan_maaf(case):
    return [case.kepada, *case.alamat.splitlines(), *case.isi_surat.split("\n\n")]


def tanda_terima_kompensasi(case):
    letters = Dokumen.objects.terbit_untuk(case, code="surat_permintaan_maaf")
    said = [case.pemilik.nama, case.perkara, case.penerima, case.suvenir, case.kurir, case.resi]
    return [*said, case.get_cara_display(), *(paper.nomor for paper in letters)]


# --- stamps ---------------------------------------------------------------------------------------
def ba_pinjam(case):
    return [
        str(case.ctt),
        case.ctt.kode,
        *orang(case.penera),
        *orang(case.created_by),
        case.keperluan,
        f"Diserahkan : {tanggal(case.created_at)} pukul {jam(case.created_at)}",
        f"Diterima : {tanggal(case.diterima_at)} pukul {jam(case.diterima_at)}",
    ]


def ba_pengembalian(case):
    said = [tanggal(case.tanggal), case.penerima, str(case.tahun), case.catatan]
    for stamp in case.ctt.all():
        said += [str(stamp), stamp.kode, stamp.berita_acara, str(stamp.jumlah)]
    return said


# --- working lists, of which nothing is issued ----------------------------------------------------
def jadwal_kunjungan(_):
    said = []
    for trip in Perjalanan.objects.all():
        said += [trip.nomor, tanggal(trip.tanggal), jam(trip.jam), str(trip.kendaraan)]
        said += [person.nama for person in trip.petugas.all()]
        said += [paper.nomor for paper in Dokumen.objects.terbit_untuk(trip)]
        for case in trip.daftar:
            said += [case.pemilik.nama, *(row.uttp.tempat.lengkap for row in case.diterima())]
    return said


def jadwal_sidang(_):
    case = Sidang.objects.get(status="terjadwal")
    return [*acara(case), f"{jam(case.jam_mulai)}–{jam(case.jam_selesai)}", case.uml.telepon]


def permohonan_tera(_):
    case = Order.objects.exclude(catatan="").earliest("pk")
    said = [*pemilik(case), case.nomor, case.catatan, case.uml.nama, case.created_by.nama]
    said += [tanggal(case.created_at), jam(case.created_at)]
    said += alat(case.daftar) + pekerjaan(case.daftar)
    return said + [row.uttp.tempat.nama for row in case.daftar]


def terdampak(_):
    recall = Penarikan.objects.get()
    said = masa_diragukan(recall)
    for row in recall.uji.all():
        test = row.pengujian
        said += [test.uttp.pemilik.nama, tanggal(test.tanggal), *alat([test])]
        said += [test.get_keputusan_akhir_display(), *nomor_surat(test)]
    return said


WAJIB = {
    "ba_pengembalian_ctt": ba_pengembalian,
    "ba_pinjam_ctt": ba_pinjam,
    "berita_acara_sidang": berita_acara_sidang,
    "berita_acara_tempat_pakai": berita_acara_tempat_pakai,
    "bukti_order": bukti_order,
    "cerapan": cerapan,
    "daftar_hadir_banding": daftar_hadir,
    "daftar_serah_sidang": daftar_serah_sidang,
    "evaluasi_pengaduan": evaluasi,
    "jadwal_kunjungan": jadwal_kunjungan,
    "jadwal_sidang": jadwal_sidang,
    "kaji_ulang": kaji_ulang,
    "keputusan_banding": keputusan,
    "keterangan_batal": keterangan_batal,
    "monitoring_spm": monitoring_spm,
    "nota_dinas_banding": nota_dinas,
    "notulen_banding": notulen,
    "pelimpahan_banding": pelimpahan,
    "penolakan_banding": penolakan,
    "penyampaian_banding": penyampaian,
    "permohonan_tera": permohonan_tera,
    "register_sidang": register_sidang,
    "sk_panel_banding": sk_panel,
    "skhp": skhp,
    "skrd": skrd,
    "spt_sidang": spt_sidang,
    "spt_tempat_pakai": spt_tempat_pakai,
    "surat_penarikan": surat_penarikan,
    "surat_penerusan_pengaduan": surat_penerusan,
    "surat_penolakan_pengaduan": surat_penolakan,
    "surat_permintaan_maaf": permintaan_maaf,
    "surat_permohonan": surat_permohonan,
    "surat_tanggapan_pengaduan": surat_tanggapan,
    "tanda_terima": tanda_terima,
    "tanda_terima_banding": tanda_terima_banding,
    "tanda_terima_kompensasi": tanda_terima_kompensasi,
    "terdampak": terdampak,
    "undangan_banding": undangan_banding,
    "undangan_penjelasan_banding": undangan_penjelasan,
    "undangan_sidang": undangan_sidang,
}
