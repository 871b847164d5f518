"""The tables of the equipment, one module a room; Django looks for them here."""

from metrologi.perlengkapan.cap.models import Ctt, PengecualianCtt, PengembalianCtt, PinjamCtt
from metrologi.perlengkapan.penarikan.models import Penarikan, Usulan, UsulanUji
from metrologi.perlengkapan.pengingat.models import Pengingat
from metrologi.perlengkapan.segel.models import Gerak, Penerimaan, Seri, TutupHari
from metrologi.perlengkapan.standar.models import PinjamStandar, SertifikatStandar

__all__ = [
    "Ctt",
    "Gerak",
    "Penarikan",
    "Penerimaan",
    "PengecualianCtt",
    "PengembalianCtt",
    "Pengingat",
    "PinjamCtt",
    "PinjamStandar",
    "Seri",
    "SertifikatStandar",
    "TutupHari",
    "Usulan",
    "UsulanUji",
]
