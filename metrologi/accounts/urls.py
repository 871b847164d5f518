"""Addresses of accounts: the front door, one's own account, waiting registrations, staff."""

from django.urls import path

from metrologi.accounts.views import (
    faktor,
    keamanan,
    masuk,
    menunggu,
    passkey,
    pegawai,
    pemulihan_akun,
    profil,
    sandi,
)

app_name = "accounts"
urlpatterns = [
    path("masuk/", masuk.masuk, name="masuk"),
    path("masuk/kode/", faktor.kode, name="faktor_kode"),
    path("masuk/pemulihan/", faktor.pemulihan, name="faktor_pemulihan"),
    path("masuk/passkey/", passkey.masuk, name="faktor_passkey"),
    path("masuk/siapkan/", faktor.siapkan, name="faktor_siapkan"),
    path("keluar/", masuk.keluar, name="keluar"),
    path("daftar/", masuk.daftar, name="daftar"),
    path("daftar/berikutnya/", masuk.terdaftar, name="terdaftar"),
    path("daftar/kirim-ulang/", masuk.kirim_ulang, name="kirim_ulang"),
    path("aktivasi/<str:token>/", masuk.aktivasi, name="aktivasi"),
    path("profil/", profil.profil, name="profil"),
    path("profil/ubah/", profil.ubah, name="profil_ubah"),
    path("keamanan/", keamanan.keamanan, name="keamanan"),
    path("keamanan/aplikasi/", keamanan.aplikasi, name="aplikasi_kode"),
    path("keamanan/aplikasi/hapus/", keamanan.hapus_aplikasi, name="aplikasi_kode_hapus"),
    path("keamanan/kode-pemulihan/", keamanan.kode_pemulihan, name="kode_pemulihan"),
    path("keamanan/passkey/", passkey.baru, name="passkey_baru"),
    path("keamanan/passkey/<int:pk>/hapus/", passkey.hapus, name="passkey_hapus"),
    path("keamanan/sesi/akhiri/", keamanan.akhiri_sesi_lain, name="sesi_lain_akhiri"),
    path("keamanan/sesi/<slug:sebutan>/akhiri/", keamanan.akhiri_sesi, name="sesi_akhiri"),
    path("surel/<str:token>/", profil.surel, name="surel"),
    path("sandi/", sandi.ganti, name="sandi_ganti"),
    path("sandi/lupa/", sandi.lupa, name="sandi_lupa"),
    path("sandi/terkirim/", sandi.terkirim, name="sandi_terkirim"),
    path("sandi/<str:uid>/<str:token>/", sandi.baru, name="sandi_baru"),
    path("menunggu/", menunggu.daftar, name="menunggu"),
    path("menunggu/<int:pk>/", menunggu.periksa, name="periksa"),
    path("menunggu/<int:pk>/aktifkan/", menunggu.aktifkan, name="aktifkan"),
    path("menunggu/<int:pk>/sandi/", menunggu.bantu_sandi, name="bantu_sandi"),
    path("menunggu/<int:pk>/tolak/", menunggu.tolak, name="tolak"),
    path("pegawai/", pegawai.daftar, name="pegawai"),
    path("pegawai/baru/", pegawai.baru, name="pegawai_baru"),
    path("pegawai/<int:pk>/", pegawai.satu, name="pegawai_satu"),
    path("pegawai/<int:pk>/ubah/", pegawai.ubah, name="pegawai_ubah"),
    path("pegawai/<int:pk>/peran/", pegawai.beri, name="peran_beri"),
    path(
        "pegawai/<int:pk>/peran/<int:penugasan>/hentikan/", pegawai.hentikan, name="peran_hentikan"
    ),
    path("pegawai/<int:pk>/pulihkan/", pemulihan_akun.minta, name="pegawai_pulihkan"),
    path("pemulihan/", pemulihan_akun.daftar, name="pemulihan_daftar"),
    path("pemulihan/<int:pk>/", pemulihan_akun.putus, name="pemulihan_putus"),
    path("pegawai/<int:pk>/nonaktif/", pegawai.nonaktif, name="pegawai_nonaktif"),
    path("pegawai/<int:pk>/aktif/", pegawai.aktif, name="pegawai_aktif"),
    path("pegawai/<int:pk>/kirim-sandi/", pegawai.kirim_sandi, name="pegawai_sandi"),
]
