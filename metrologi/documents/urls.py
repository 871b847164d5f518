"""Addresses of issued papers and of a signer's own key."""

from django.urls import path

from metrologi.documents.views import kunci_tanda_tangan, pindaian, unduh

app_name = "documents"
urlpatterns = [
    path("tanda-tangan/", kunci_tanda_tangan.pasang, name="kunci"),
    path("tanda-tangan/<int:pk>/cabut/", kunci_tanda_tangan.cabut, name="kunci_cabut"),
    path("<int:pk>/pindaian/", pindaian.tambah, name="pindaian"),
    path("<int:pk>/pindaian/lihat/", pindaian.lihat, name="pindaian_lihat"),
    path("<int:pk>/<slug:nomor>.pdf", unduh.unduh, name="unduh"),
]
