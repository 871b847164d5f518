"""Work surfaces of tera in the field: calendar, vehicles, the visit on the phone."""

from django.urls import path

from tempat_pakai.views import armada, cetak, kalender, lapangan, pratinjau

urlpatterns = [
    path("tempat_pakai/kalender/", kalender.bulan, name="tempat_pakai-kalender"),
    path("tempat_pakai/kalender/jadwal.pdf", cetak.bulan, name="tempat_pakai-cetak"),
    path("tempat_pakai/kalender/langganan/", kalender.langganan, name="tempat_pakai-langganan"),
    path("tempat_pakai/kalender/<slug:tanggal>/", kalender.hari, name="tempat_pakai-hari"),
    path("tempat_pakai/kalender/<slug:rahasia>.ics", kalender.ical, name="tempat_pakai-ical"),
    path("tempat_pakai/armada/", armada.armada, name="tempat_pakai-armada"),
    path("tempat_pakai/armada/<int:pk>/", armada.pakai, name="tempat_pakai-pakai"),
    path("tempat_pakai/<int:pk>/usulan/", kalender.usulan, name="tempat_pakai-usulan"),
    path("tempat_pakai/<int:pk>/berita_acara/", lapangan.berita_acara, name="tempat_pakai-berita"),
    path("tempat_pakai/<int:pk>/foto/", lapangan.foto, name="tempat_pakai-foto"),
    path("tempat_pakai/<int:pk>/foto/<int:foto>/", lapangan.gambar, name="tempat_pakai-gambar"),
    path("tempat_pakai/<int:pk>/surat/", lapangan.surat, name="tempat_pakai-surat"),
    path("perjalanan/<int:pk>/pratinjau.pdf", pratinjau.spt, name="tempat_pakai-pratinjau"),
]
