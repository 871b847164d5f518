"""The rows of complaints."""

from pengaduan.models.catatan import (
    BacaanIdentitas,
    Balasan,
    Eskalasi,
    Identitas,
    Lampiran,
    SurelDisisihkan,
    SurelMasuk,
)
from pengaduan.models.evaluasi import Evaluasi, RencanaPerbaikan
from pengaduan.models.perkara import AKHIR, Pengaduan

__all__ = [
    "AKHIR",
    "BacaanIdentitas",
    "Balasan",
    "Eskalasi",
    "Evaluasi",
    "Identitas",
    "Lampiran",
    "Pengaduan",
    "RencanaPerbaikan",
    "SurelDisisihkan",
    "SurelMasuk",
]
