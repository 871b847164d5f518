"""Addresses of accounts: the front door, one's own account, waiting registrations, staff."""
from django.urls import path

from metrologi.accounts import menunggu, pegawai, profil, sandi, views

app_name = "accounts"
urlpatterns = [
    path("masuk/", views.masuk, name="masuk"),
    path("keluar/", views.keluar, name="keluar"),
    path("daftar/", views.daftar, name="daftar"),
    path("daftar/berikutnya/", views.terdaftar, name="terdaftar"),
    path("daftar/kirim-ulang/", views.kirim_ulang, name="kirim_ulang"),
    path("aktivasi/<str:token>/", views.aktivasi, name="aktivasi"),
    path("profil/", profil.profil, name="profil"),
    path("profil/ubah/", profil.ubah, name="profil_ubah"),
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
    path("pegawai/<int:pk>/peran/<int:penugasan>/hentikan/", pegawai.hentikan, name="peran_hentikan"),
    path("pegawai/<int:pk>/nonaktif/", pegawai.nonaktif, name="pegawai_nonaktif"),
    path("pegawai/<int:pk>/aktif/", pegawai.aktif, name="pegawai_aktif"),
    path("pegawai/<int:pk>/kirim-sandi/", pegawai.kirim_sandi, name="pegawai_sandi"),
]
