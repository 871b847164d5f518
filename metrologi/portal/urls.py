"""The addresses of the portal's own pages."""

from django.urls import path

from metrologi.portal.views import (
    beranda,
    lacak,
    panduan,
    pengaturan,
    sehat,
    tugas,
    verifikasi,
    wajib_tera,
)

app_name = "portal"
urlpatterns = [
    path("", beranda.beranda, name="beranda"),
    path("tugas/", tugas.tugas, name="tugas"),
    path("lacak/", lacak.lacak, name="lacak"),
    path("verifikasi/", verifikasi.verifikasi, name="verifikasi"),
    path("verifikasi/<slug:kode>/", verifikasi.dokumen, name="dokumen"),
    path("wajib-tera/", wajib_tera.wajib_tera, name="wajib_tera"),
    path("pengaturan/", pengaturan.ringkas, name="pengaturan"),
    path("pengaturan/<slug:slug>/", pengaturan.bagian, name="pengaturan_bagian"),
    path("pengaturan/<slug:slug>/baru/", pengaturan.baru, name="pengaturan_baru"),
    path("pengaturan/<slug:slug>/<int:pk>/", pengaturan.ubah, name="pengaturan_ubah"),
    path("pengaturan/<slug:slug>/<int:pk>/hapus/", pengaturan.hapus, name="pengaturan_hapus"),
    path("lambang/", beranda.lambang, name="lambang"),
    path("favicon.ico", beranda.ikon, name="ikon"),
    path("panduan/", panduan.panduan, name="panduan"),
    path("panduan/<slug:slug>/", panduan.halaman, name="panduan_halaman"),
    path("sehat/", sehat.sehat, name="sehat"),
]
