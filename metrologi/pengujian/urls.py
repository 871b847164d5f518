"""The cerapan sheet and the bundle of papers of every case of tera, and the list for fasilitasi."""
from django.urls import path

import metrologi.workflow.urls  # noqa: F401 -- brings the converter `machine`
from metrologi.pengujian import views

app_name = "pengujian"
urlpatterns = [
    path("fasilitasi/", views.fasilitasi, name="fasilitasi"),
    path("<machine:code>/<int:pk>/uji/", views.pilih_uji, name="pilih"),
    path("<machine:code>/<int:pk>/uji/<int:item>/", views.uji, name="uji"),
    path("<machine:code>/<int:pk>/uji/<int:item>/hitung/", views.hitung, name="hitung"),
    path("<machine:code>/<int:pk>/berkas.zip", views.berkas, name="berkas"),
]
