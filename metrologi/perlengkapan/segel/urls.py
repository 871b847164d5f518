"""Addresses of the ledger of serials: the book, its moves, the day's close."""

from django.urls import path

from metrologi.perlengkapan.segel import views

urlpatterns = [
    path("segel/", views.buku, name="segel"),
    path("segel/terima/", views.terima, name="segel_terima"),
    path("segel/serah/", views.serah, name="segel_serah"),
    path("segel/kembali/", views.kembali, name="segel_kembali"),
    path("segel/rusak/", views.rusak, name="segel_rusak"),
    path("segel/koreksi/", views.koreksi, name="segel_koreksi"),
    path("segel/tutup/", views.tutup_hari, name="tutup"),
]
