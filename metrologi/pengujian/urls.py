"""The cerapan sheet and the bundle of papers of every case of tera, and the list for fasilitasi."""
from django.urls import path

import metrologi.workflow.urls  # noqa: F401 -- brings the converter `machine`
from metrologi.pengujian import unduhan, views

app_name = "pengujian"
urlpatterns = [
    path("fasilitasi/", views.fasilitasi, name="fasilitasi"),
    path("<machine:code>/<int:pk>/uji/", views.pilih_uji, name="pilih"),
    path("<machine:code>/<int:pk>/uji/<int:item>/", views.uji, name="uji"),
    path("<machine:code>/<int:pk>/uji/<int:item>/hitung/", views.hitung, name="hitung"),
    path("<machine:code>/<int:pk>/cerapan/<int:test>/pengujian.json", unduhan.pengujian_json, name="json"),
    path("<machine:code>/<int:pk>/cerapan/<int:test>/dcc.xml", unduhan.pengujian_dcc, name="dcc"),
    path("skema/pengujian.json", unduhan.skema, name="skema"),
    path("<machine:code>/<int:pk>/berkas.zip", views.berkas, name="berkas"),
]
