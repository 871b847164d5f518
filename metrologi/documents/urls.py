"""Addresses of issued papers and of a signer's own key."""
from django.urls import path

from metrologi.documents import kunci, unduh

app_name = "documents"
urlpatterns = [
    path("tanda-tangan/", kunci.kunci, name="kunci"),
    path("<int:pk>/<slug:nomor>.pdf", unduh.unduh, name="unduh"),
]
