"""Addresses of the register: my instruments, my businesses, an instrument for staff and for all."""

from django.urls import path

from metrologi.uttp.views import (
    acuan,
    alat,
    beberapa,
    daftar,
    lingkup,
    paspor,
    paspor_umum,
    urus,
    usaha,
)

app_name = "uttp"
urlpatterns = [
    path("uttp/", daftar.daftar, name="daftar"),
    path("uttp/usaha/", usaha.daftar, name="usaha_daftar"),
    path("uttp/usaha/baru/", usaha.baru, name="usaha_baru"),
    path("uttp/usaha/<int:pk>/", usaha.rincian, name="usaha"),
    path("uttp/usaha/<int:pk>/ubah/", usaha.ubah, name="usaha_ubah"),
    path("uttp/usaha/<int:pk>/tempat/", usaha.tempat_baru, name="tempat_baru"),
    path("uttp/desa/", usaha.desa, name="desa"),
    path("uttp/acuan/", acuan.lingkup_umum, name="acuan"),
    path("uttp/standar/", acuan.standar, name="standar"),
    path("uttp/standar/baru/", acuan.standar_baru, name="standar_baru"),
    path("uttp/standar/<int:pk>/", acuan.standar_ubah, name="standar_ubah"),
    path("uttp/baru/", alat.baru, name="baru"),
    path("uttp/baru/beberapa/", beberapa.beberapa, name="beberapa"),
    path("uttp/baru/hasil/", beberapa.hasil, name="hasil"),
    path("uttp/isian/", lingkup.isian, name="isian"),
    path("uttp/lingkup/", lingkup.lingkup, name="lingkup"),
    path("uttp/<slug:kode>/", paspor.paspor, name="paspor"),
    path("uttp/<slug:kode>/foto/", paspor.foto, name="foto"),
    path("uttp/<slug:kode>/ubah/", alat.ubah, name="ubah"),
    path("uttp/<slug:kode>/foto/unggah/", urus.foto, name="unggah"),
    path("uttp/<slug:kode>/pindah/", urus.pindah, name="pindah"),
    path("uttp/<slug:kode>/alihkan/", urus.alihkan, name="alihkan"),
    path("uttp/<slug:kode>/gugur/", urus.gugur, name="gugur"),
    path("u/<slug:kode>/", paspor_umum.umum, name="umum"),
]
