"""Addresses of the recalls: open one, see what it touches, preview a letter."""

from django.urls import path

from metrologi.perlengkapan.penarikan import views

urlpatterns = [
    path("penarikan/", views.daftar, name="penarikan_daftar"),
    path("penarikan/baru/", views.baru, name="penarikan_baru"),
    path("penarikan/<int:pk>/", views.rincian, name="penarikan"),
    path("penarikan/<int:pk>/terdampak.csv", views.berkas_csv, name="penarikan_csv"),
    path("penarikan/<int:pk>/terdampak.pdf", views.berkas_pdf, name="penarikan_pdf"),
    path("usulan/<int:pk>/pratinjau/", views.pratinjau, name="usulan_pratinjau"),
]
