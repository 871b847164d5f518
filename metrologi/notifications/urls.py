"""Addresses of a person's messages and of the parked jobs."""
from django.urls import path

from metrologi.notifications import halaman

app_name = "notifications"
urlpatterns = [
    path("", halaman.daftar, name="daftar"),
    path("baca-semua/", halaman.baca_semua, name="baca_semua"),
    path("tertahan/", halaman.tertahan, name="tertahan"),
    path("tertahan/<int:pk>/", halaman.coba_lagi, name="coba_lagi"),
    path("<int:pk>/", halaman.buka, name="buka"),
]
