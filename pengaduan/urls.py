"""The addresses of complaints besides the generic ones; `baru/` stands before the kernel's."""
from django.urls import path

from pengaduan import lapor, rahasia, tiket, umum

urlpatterns = [
    path("pengaduan/baru/", lapor.baru, name="pengaduan-baru"),
    path("pengaduan/tercatat/", lapor.tercatat, name="pengaduan-tercatat"),
    path("pengaduan/statistik/", umum.statistik, name="pengaduan-statistik"),
    path("pengaduan/tiket/", tiket.masuk, name="pengaduan-tiket"),
    path("pengaduan/tiket/lihat/", tiket.lihat, name="pengaduan-tiket-lihat"),
    path("pengaduan/tiket/tambah/", tiket.tambah, name="pengaduan-tiket-tambah"),
    path("pengaduan/tiket/keluar/", tiket.keluar, name="pengaduan-tiket-keluar"),
    path("pengaduan/tiket/surat/<int:pk>/", tiket.surat, name="pengaduan-tiket-surat"),
    path("pengaduan/tiket/langkah/<slug:langkah>/", tiket.langkah, name="pengaduan-tiket-langkah"),
    path("pengaduan/tiket/lampiran/<int:pk>/", tiket.lampiran, name="pengaduan-tiket-lampiran"),
    path("pengaduan/<int:pk>/lampiran/<int:berkas>/", rahasia.lampiran, name="pengaduan-lampiran"),
    path("pengaduan/<int:pk>/identitas/", rahasia.identitas, name="pengaduan-identitas"),
    path("pengaduan/<int:pk>/tambah/", rahasia.tambah, name="pengaduan-tambah"),
]
