"""Work surfaces of compensation.

The SPM board, the rules, the form of a watch as workbook, the letter's draft.
"""

from django.urls import path

from kompensasi.views import aturan, lembar, papan

urlpatterns = [
    path("kompensasi/papan/", papan.papan, name="kompensasi-papan"),
    path("kompensasi/pantau/", papan.pantau, name="kompensasi-pantau"),
    path("kompensasi/monitoring.xlsx", lembar.semua, name="kompensasi-monitoring_semua"),
    path("kompensasi/<int:pk>/monitoring.xlsx", lembar.satu, name="kompensasi-monitoring"),
    path("kompensasi/<int:pk>/pratinjau.pdf", lembar.pratinjau, name="kompensasi-pratinjau"),
    path("kompensasi/aturan/", aturan.daftar, name="kompensasi-aturan"),
    path("kompensasi/aturan/baru/", aturan.baru, name="kompensasi-aturan_baru"),
    path("kompensasi/aturan/<int:pk>/", aturan.ubah, name="kompensasi-aturan_ubah"),
]
