"""The part of the settings that says what trips are reckoned with."""

from __future__ import annotations

from metrologi.portal.bagian_pengaturan import Bagian, daftarkan
from metrologi.portal.forms import UnitForm
from tempat_pakai.models import KapasitasLapangan


class KapasitasForm(UnitForm):
    """The unit's own numbers of the field."""

    class Meta:
        model = KapasitasLapangan
        fields = ("menit_spt", "menit_tempat", "menit_tempuh", "penera_seregu", "maks_hari")
        help_texts = {
            "menit_spt": "Menurut SOP 120 menit jam kerja; berlaku untuk SPT yang diajukan "
            "sesudah ini.",
            "menit_tempat": "Datang, menyiapkan, dan membereskan alat.",
            "menit_tempuh": "Sekali jalan. Waktu tiap kecamatan dan kendaraan dicatat di halaman "
            "Armada.",
            "penera_seregu": "Usulan jadwal memakai paling banyak sekian penera.",
            "maks_hari": "Usulan jadwal tidak lebih lama dari ini.",
        }


LAPANGAN = Bagian(
    "lapangan",
    "Kapasitas lapangan",
    "Waktu SPT, persiapan di tempat, waktu tempuh, besar regu, dan lama perjalanan.",
    "truck",
    KapasitasForm,
    "kapasitas lapangan",
    single=True,
    own=lambda unit: KapasitasLapangan.untuk(unit.pk),
)


def pasang() -> None:
    """Register this part with the settings; called when Django is ready."""
    daftarkan(LAPANGAN)
