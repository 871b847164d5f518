"""The addresses of complaints besides the generic ones; `baru/` stands before the kernel's."""

from django.urls import path

from pengaduan.views import identitas, lapor, meja, statistik, surel, tiket

urlpatterns = [
    path("pengaduan/baru/", lapor.baru, name="pengaduan-baru"),
    path("pengaduan/tercatat/", lapor.tercatat, name="pengaduan-tercatat"),
    path("pengaduan/statistik/", statistik.statistik, name="pengaduan-statistik"),
    path("pengaduan/surel/", surel.daftar, name="pengaduan-surel"),
    path("pengaduan/surel/<int:pk>/", surel.satu, name="pengaduan-surel-satu"),
    path("pengaduan/tiket/", tiket.masuk, name="pengaduan-tiket"),
    path("pengaduan/tiket/kode/", tiket.lupa, name="pengaduan-tiket-kode"),
    path("pengaduan/tiket/lihat/", tiket.lihat, name="pengaduan-tiket-lihat"),
    path("pengaduan/tiket/tambah/", tiket.tambah, name="pengaduan-tiket-tambah"),
    path("pengaduan/tiket/keluar/", tiket.keluar, name="pengaduan-tiket-keluar"),
    path("pengaduan/tiket/surat/<int:pk>/", tiket.surat, name="pengaduan-tiket-surat"),
    path("pengaduan/tiket/langkah/<slug:langkah>/", tiket.langkah, name="pengaduan-tiket-langkah"),
    path("pengaduan/tiket/lampiran/<int:pk>/", tiket.lampiran, name="pengaduan-tiket-lampiran"),
    path(
        "pengaduan/<int:pk>/lampiran/<int:berkas>/", identitas.lampiran, name="pengaduan-lampiran"
    ),
    path("pengaduan/<int:pk>/identitas/", identitas.identitas, name="pengaduan-identitas"),
    path("pengaduan/<int:pk>/betulkan/", meja.betulkan, name="pengaduan-betulkan"),
    path("pengaduan/<int:pk>/kode/", meja.kode_baru, name="pengaduan-kode"),
    path("pengaduan/<int:pk>/tambah/", identitas.tambah, name="pengaduan-tambah"),
]
