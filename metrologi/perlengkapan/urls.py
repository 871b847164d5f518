"""Addresses of stamps, the ledger of serials, certificates and loans of standards, and recalls."""
from django.urls import path, register_converter

from metrologi.perlengkapan.views import beranda, ctt, penarikan, segel, standar


class Langkah:
    """A confirmation of a loan."""

    regex = "|".join(ctt.LAKUKAN)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Langkah, "langkah")
app_name = "perlengkapan"
urlpatterns = [
    path("", beranda.beranda, name="beranda"),
    path("ctt/", ctt.daftar, name="ctt_daftar"),
    path("ctt/baru/", ctt.baru, name="ctt_baru"),
    path("ctt/pengembalian/", ctt.pengembalian, name="pengembalian"),
    path("ctt/pengembalian/<int:pk>/berita-acara/", ctt.berita_acara, name="berita_acara"),
    path("ctt/pengecualian/", ctt.pengecualian, name="pengecualian"),
    path("ctt/<int:pk>/", ctt.rincian, name="ctt"),
    path("ctt/<int:pk>/ubah/", ctt.ubah, name="ctt_ubah"),
    path("ctt/pinjam/<int:pk>/berita-acara/", ctt.ba_pinjam, name="ba_pinjam"),
    path("ctt/pinjam/<int:pk>/<langkah:langkah>/", ctt.langkah, name="pinjam"),
    path("segel/", segel.buku, name="segel"),
    path("segel/terima/", segel.terima, name="segel_terima"),
    path("segel/serah/", segel.serah, name="segel_serah"),
    path("segel/kembali/", segel.kembali, name="segel_kembali"),
    path("segel/rusak/", segel.rusak, name="segel_rusak"),
    path("segel/koreksi/", segel.koreksi, name="segel_koreksi"),
    path("segel/tutup/", segel.tutup_hari, name="tutup"),
    path("standar/<int:pk>/", standar.rincian, name="standar"),
    path("standar/<int:pk>/sertifikat/", standar.sertifikat, name="sertifikat"),
    path("standar/<int:pk>/pinjam/", standar.pinjam, name="standar_pinjam"),
    path("standar/<int:pk>/kembali/", standar.kembali, name="standar_kembali"),
    path("sertifikat/<int:pk>/berkas/", standar.berkas, name="sertifikat_berkas"),
    path("penarikan/", penarikan.daftar, name="penarikan_daftar"),
    path("penarikan/baru/", penarikan.baru, name="penarikan_baru"),
    path("penarikan/<int:pk>/", penarikan.rincian, name="penarikan"),
    path("penarikan/<int:pk>/terdampak.csv", penarikan.berkas_csv, name="penarikan_csv"),
    path("penarikan/<int:pk>/terdampak.pdf", penarikan.berkas_pdf, name="penarikan_pdf"),
    path("usulan/<int:pk>/pratinjau/", penarikan.pratinjau, name="usulan_pratinjau"),
]
