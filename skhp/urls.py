"""Work surfaces of the letters: the Kepala's approval queue and the preview of a draft."""
from django.urls import path

from skhp import retribusi, views

urlpatterns = [
    path("skhp/antrean/", views.antrean, name="skhp-antrean"),
    path("skhp/<int:pk>/pratinjau.pdf", views.pratinjau, name="skhp-pratinjau"),
    path("skhp/<int:pk>/ganti/", views.ganti, name="skhp-ganti"),
    path("skrd/untuk/<slug:code>/<int:pk>/", retribusi.tetapkan, name="skrd-tetapkan"),
]
