"""What a payload holds and its paper does not print: every leaf by name, each with the reason.

A leaf that is printed after all, or that is gone, has to leave this table.
"""

ORANG = "Blok nama selalu utuh; bagian ini tidak dicetak pada tata letak surat ini."
LUKIS = "Dibaca pelukis halaman (ukuran kertas, tanda air), bukan templat."
DATA = "Ikut sebagai data di dalam PDF dan pada halaman pemeriksaan."
KOP = "Kop kantor utuh; lembar ini tidak menyebut kota sebelum tanggal."
PEMOHON = "Surat pemohon sendiri; tanpa kop kantor."
HARI = "Lembar ini menyebut hari kejadiannya, bukan hari terbitnya."
TABEL_UJI = "Titik yang gagal sudah tampak dalam tabel uji."
MENTAH = "Bacaan mentah dicetak pada cerapan saja."
BERSAMA = "Kunci bersama SKHP; surat batal tidak memakainya."

# Officers who sign by hand are named with NIP, some also with their post.
TANGAN = (
    *("ba_pengembalian_ctt", "ba_pinjam_ctt", "berita_acara_sidang", "berita_acara_tempat_pakai"),
    *("bukti_order", "cerapan", "daftar_serah_sidang", "kaji_ulang", "monitoring_spm"),
    *("register_sidang", "skrd", "tanda_terima", "tanda_terima_banding"),
)
DENGAN_JABATAN = {"ba_pinjam_ctt", "kaji_ulang", "monitoring_spm", "skrd"}
TANPA_JABATAN = tuple(code for code in TANGAN if code not in DENGAN_JABATAN)
TANPA_AWALAN = (*TANPA_JABATAN, "ba_pinjam_ctt")
BERITA_ACARA = ("berita_acara_sidang", "berita_acara_tempat_pakai")
SURAT_UJI = ("skhp", "keterangan_batal")
DAFTAR = ("jadwal_kunjungan", "jadwal_sidang", "terdampak")
SURAT_PEMOHON = ("permohonan_tera", "surat_permohonan")
TANPA_TEMPAT = ("ba_pengembalian_ctt", "ba_pinjam_ctt", "tanda_terima_kompensasi", *DAFTAR)


def blok(name, *parts):
    return tuple(f"{name}.{part}" for part in parts)


# (reason, papers, leaves). Of every paper: how it is painted.
SEMUA = ("demo", "kertas")
BARIS = (
    (LUKIS, (*DAFTAR, "permohonan_tera"), ("mendatar",)),
    (KOP, TANPA_TEMPAT, ("uml.kota",)),
    (HARI, TANPA_TEMPAT, ("tanggal",)),
    (ORANG, TANGAN, ("petugas.pangkat",)),
    (ORANG, TANPA_AWALAN, blok("petugas", "awalan", "atas_jabatan")),
    (ORANG, TANPA_JABATAN, ("petugas.jabatan",)),
    (ORANG, ("ba_pinjam_ctt",), blok("penera", "awalan", "atas_jabatan", "pangkat")),
    (ORANG, ("cerapan",), blok("kedua", "awalan", "nama", "atas_jabatan", "pangkat", "nip")),
    (ORANG, BERITA_ACARA, ("kepala.pangkat",)),
    (ORANG, BERITA_ACARA, blok("regu.*", "awalan", "atas_jabatan", "pangkat")),
    (ORANG, ("spt_sidang", "spt_tempat_pakai"), blok("regu.*", "awalan", "atas_jabatan")),
    (ORANG, ("nota_dinas_banding",), blok("penandatangan", "pangkat")),
    (ORANG, ("nota_dinas_banding",), blok("mengetahui", "pangkat")),
    (PEMOHON, SURAT_PEMOHON, blok("uml", "alamat", "email", "laman", "telepon")),
    (PEMOHON, SURAT_PEMOHON, blok("uml", "instansi", "instansi.0", "instansi.1")),
    ("Dicetak sekali di bawah tabel, sebagai `dasar`.", ("kaji_ulang",), ("uttp.*.dasar",)),
    (TABEL_UJI, ("cerapan",), ("pengujian.*.gagal",)),
    (TABEL_UJI, ("cerapan",), blok("pengujian.*.gagal.*", "uji", "titik", "nilai", "batas")),
    (TABEL_UJI, ("cerapan",), ("pengujian.*.gagal.*.satuan",)),
    (DATA, ("cerapan",), blok("pengujian.*", "putusan", "uji.*.kode_putusan")),
    (DATA, ("cerapan",), blok("pengujian.*.standar.*", "nomor_seri", "sertifikat_tanggal")),
    (DATA, SURAT_UJI, ("pemilik",)),
    (DATA, SURAT_UJI, blok("uttp.*", "percobaan", "putusan", "uji.*.kode_putusan")),
    (DATA, SURAT_UJI, blok("uttp.*.standar.*", "nomor_seri", "sertifikat_tanggal")),
    (DATA, SURAT_UJI, blok("uttp.*.penera", "awalan", "jabatan", "atas_jabatan", "pangkat")),
    ("Dicetak sebagai `petugas_uji`.", SURAT_UJI, blok("uttp.*.penera", "nama", "nip")),
    (MENTAH, SURAT_UJI, blok("uttp.*.uji.*", "baris.*.1", "dibaca", "dibaca.*")),
    (MENTAH, SURAT_UJI, blok("uttp.*.uji.*.dibaca.*", "0", "1")),
    ("Dicetak sebagai `serentak`.", ("skhp",), ("uttp.*.tahap",)),
    ("Dicetak sebagai `serentak`; lampiran menyebut tahunnya.", ("skhp",), ("uttp.*.tanggal_uji",)),
    ("Uji yang gagal hanya ada pada surat batal.", ("skhp",), ("uttp.*.gagal",)),
    (BERSAMA, ("keterangan_batal",), ("alasan_pengganti", "menggantikan")),
    (BERSAMA, ("keterangan_batal",), blok("serentak", "tanggal_uji", "tahap", "berlaku_sampai")),
    (BERSAMA, ("keterangan_batal",), ("serentak.petugas_uji",)),
    (BERSAMA, ("keterangan_batal",), blok("uttp.*", "kapasitas", "berlaku_sampai")),
    ("Memilih tata letak; semua uji bertabel.", ("keterangan_batal",), ("uttp.*.uji.*.kode",)),
    ("Diusulkan sebagai tarif terakhir jenis itu.", ("skrd",), ("rincian.*.jenis",)),
    ("Kolom pada berkas Excel.", ("register_sidang",), blok("baris.*", "penera", "telepon")),
    (DATA, ("register_sidang", "berita_acara_sidang"), ("jumlah.menunggu",)),
    ("Memilih kalimat penutup, bersama `evaluasi`.", ("monitoring_spm",), ("nyata",)),
    (DATA, ("surat_permintaan_maaf",), ("perkara",)),
    ("Kolom pada berkas CSV.", ("terdampak",), ("hasil.*.penera",)),
)


def terlipat(code):
    """The leaves that a paper of this kind holds and does not print."""
    found = set(SEMUA)
    for _, codes, names in BARIS:
        found.update(names if code in codes else ())
    return found
