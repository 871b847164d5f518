"""Addresses of the equipment: the front page, then one file of addresses a room."""

from django.urls import path

from metrologi.perlengkapan import views
from metrologi.perlengkapan.cap.urls import urlpatterns as cap
from metrologi.perlengkapan.penarikan.urls import urlpatterns as penarikan
from metrologi.perlengkapan.segel.urls import urlpatterns as segel
from metrologi.perlengkapan.standar.urls import urlpatterns as standar

app_name = "perlengkapan"
urlpatterns = [
    path("", views.beranda, name="beranda"),
    *cap,
    *segel,
    *standar,
    *penarikan,
]
