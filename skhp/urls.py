"""Work surfaces of the letters: the Kepala's approval queue and the preview of a draft."""

from django.urls import path

from skhp.views import retribusi, surat

urlpatterns = [
    path("skhp/antrean/", surat.antrean, name="skhp-antrean"),
    path("skhp/<int:pk>/pratinjau.pdf", surat.pratinjau, name="skhp-pratinjau"),
    path("skhp/<int:pk>/ganti/", surat.ganti, name="skhp-ganti"),
    path("skrd/untuk/<slug:code>/<int:pk>/", retribusi.tetapkan, name="skrd-tetapkan"),
]
