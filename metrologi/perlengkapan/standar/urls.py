"""Addresses of the standards: certificates and loans."""

from django.urls import path

from metrologi.perlengkapan.standar import views

urlpatterns = [
    path("standar/<int:pk>/", views.rincian, name="standar"),
    path("standar/<int:pk>/sertifikat/", views.sertifikat, name="sertifikat"),
    path("standar/<int:pk>/pinjam/", views.pinjam, name="standar_pinjam"),
    path("standar/<int:pk>/kembali/", views.kembali, name="standar_kembali"),
    path("sertifikat/<int:pk>/berkas/", views.berkas, name="sertifikat_berkas"),
]
