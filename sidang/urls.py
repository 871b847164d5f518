"""The addresses of the work pages of the sidang."""

from django.urls import path

from sidang.views import excel, jadwal, konsep, register, rencana

urlpatterns = [
    path("sidang/semester/", rencana.semester, name="sidang-semester"),
    path("sidang/jadwal/", jadwal.jadwal, name="sidang-jadwal"),
    path("sidang/jadwal.pdf", jadwal.cetak, name="sidang-jadwal-pdf"),
    path("sidang/hari-ini/", register.hari_ini, name="sidang-hari-ini"),
    path("sidang/<int:pk>/register/", register.register, name="sidang-register"),
    path("sidang/<int:pk>/spt.pdf", register.pratinjau, name="sidang-spt"),
    path("sidang/<int:pk>/cari/", register.cari, name="sidang-cari"),
    path("sidang/<int:pk>/hitungan/", register.hitungan, name="sidang-hitungan"),
    path("sidang/<int:pk>/antrean/", register.antrean, name="sidang-antrean"),
    path("sidang/<int:pk>/konsep/", konsep.siapkan, name="sidang-konsep"),
    path("sidang/<int:pk>/register.xlsx", excel.unduh, name="sidang-excel"),
    path("peserta_sidang/<int:pk>/tambah_uttp/", register.tambah_uttp, name="peserta-tambah"),
    path("peserta_sidang/<int:pk>/struk/", register.struk, name="peserta-struk"),
]
