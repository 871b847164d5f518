"""The appeal's own addresses: its files, declared ties, and what an upheld one demands."""

from django.urls import path

from banding import tiket, views

urlpatterns = [
    path("banding/tiket/", tiket.banding, name="banding-tiket"),
    path("banding/tiket/surat/<int:pk>/", tiket.surat, name="banding-tiket-surat"),
    path("banding/akibat/", views.akibat, name="banding-akibat"),
    path("banding/akibat/<int:pk>/buka/", views.buka_akibat, name="banding-akibat-buka"),
    path("banding/keterkaitan/", views.keterkaitan, name="banding-keterkaitan"),
    path("banding/<int:pk>/lampiran/<int:berkas>/", views.lampiran, name="banding-lampiran"),
    path("banding/<int:pk>/bahan/<int:berkas>/", views.bahan, name="banding-bahan"),
    path("banding/<int:pk>/arsip.zip", views.arsip, name="banding-arsip"),
]
