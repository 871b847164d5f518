"""Addresses of a person's messages and of the parked jobs."""

from django.urls import path

from metrologi.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.daftar, name="daftar"),
    path("baca-semua/", views.baca_semua, name="baca_semua"),
    path("tertahan/", views.tertahan, name="tertahan"),
    path("tertahan/<int:pk>/", views.coba_lagi, name="coba_lagi"),
    path("<int:pk>/", views.buka, name="buka"),
]
