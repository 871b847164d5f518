"""The cerapan sheet and the papers of every case of tera, the list for fasilitasi, leave."""

from django.urls import path

import metrologi.workflow.urls  # noqa: F401 -- brings the converter `machine`
from metrologi.pengujian.views import absen, berkas, cerapan, fasilitasi, unduhan

app_name = "pengujian"
urlpatterns = [
    path("absen/", absen.daftar, name="absen"),
    path("absen/<int:pk>/", absen.ubah, name="absen_ubah"),
    path("fasilitasi/", fasilitasi.fasilitasi, name="fasilitasi"),
    path("<machine:code>/<int:pk>/uji/", cerapan.pilih_uji, name="pilih"),
    path("<machine:code>/<int:pk>/uji/<int:item>/", cerapan.uji, name="uji"),
    path("<machine:code>/<int:pk>/uji/<int:item>/hitung/", cerapan.hitung, name="hitung"),
    path(
        "<machine:code>/<int:pk>/cerapan/<int:test>/pengujian.json",
        unduhan.pengujian_json,
        name="json",
    ),
    path("<machine:code>/<int:pk>/cerapan/<int:test>/dcc.xml", unduhan.pengujian_dcc, name="dcc"),
    path("skema/pengujian.json", unduhan.skema, name="skema"),
    path("<machine:code>/<int:pk>/berkas.zip", berkas.berkas, name="berkas"),
]
