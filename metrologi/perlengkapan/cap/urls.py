"""Addresses of the stamps; the steps of a loan and of a return have the kernel's."""

from django.urls import path

from metrologi.perlengkapan.cap import views

urlpatterns = [
    path("ctt/", views.daftar, name="ctt_daftar"),
    path("ctt/baru/", views.baru, name="ctt_baru"),
    path("ctt/pengembalian/", views.pengembalian, name="pengembalian"),
    path("ctt/pengecualian/", views.pengecualian, name="pengecualian"),
    path("ctt/<int:pk>/", views.rincian, name="ctt"),
    path("ctt/<int:pk>/ubah/", views.ubah, name="ctt_ubah"),
]
