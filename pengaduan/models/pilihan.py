"""The words a complaint is sorted by."""

from django.db import models


class Kanal(models.TextChoices):
    AKUN = "akun", "Akun portal"
    FORMULIR = "formulir", "Formulir daring"
    SUREL = "surel", "Surel"
    TELEPON = "telepon", "Telepon"
    LOKET = "loket", "Tatap muka di loket"
    SURAT = "surat", "Surat"


class Kerahasiaan(models.TextChoices):
    TERBUKA = "terbuka", "Terbuka bagi petugas yang menangani"
    RAHASIA = "rahasia", "Rahasia"
    ANONIM = "anonim", "Anonim"


class Jenis(models.TextChoices):
    PELAYANAN = "pelayanan", "Mutu pelayanan"
    WAKTU = "waktu", "Keterlambatan"
    HASIL = "hasil", "Hasil pengujian atau surat"
    PERILAKU = "perilaku", "Perilaku petugas"
    BIAYA = "biaya", "Biaya atau pungutan"
    SARANA = "sarana", "Sarana dan prasarana"
    INFORMASI = "informasi", "Permintaan informasi atau aspirasi"


class Tingkat(models.TextChoices):
    RINGAN = "ringan", "Ringan"
    SEDANG = "sedang", "Sedang"
    BERAT = "berat", "Berat"


class Kelas(models.IntegerChoices):
    """Working days to resolve."""

    INFORMASI = 5, "5 hari kerja: permintaan informasi atau aspirasi"
    BIASA = 14, "14 hari kerja: tidak berkadar pengawasan"
    PENGAWASAN = 60, "60 hari kerja: berkadar pengawasan dan perlu pemeriksaan"


class Akar(models.TextChoices):
    PETUGAS = "petugas", "Petugas"
    PROSEDUR = "prosedur", "Prosedur"
    ALAT = "alat", "Alat dan standar"
    SARANA = "sarana", "Sarana dan sistem"
    INFORMASI = "informasi", "Informasi kurang jelas"
    LUAR = "luar", "Pihak luar"
    TIDAK_TERBUKTI = "tidak_terbukti", "Tidak terbukti"


class Penolakan(models.TextChoices):
    BUKAN_WEWENANG = "bukan_wewenang", "Bukan wewenang kantor ini"
    GANDA = "ganda", "Sama dengan pengaduan lain"
    TIDAK_BERDASAR = "tidak_berdasar", "Tidak berdasar atau tidak dapat dipastikan keasliannya"
