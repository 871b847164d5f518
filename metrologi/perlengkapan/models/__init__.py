"""The rows of stamps, serials, certificates and loans of standards, recalls and reminders."""
from metrologi.perlengkapan.models.ctt import Ctt, PengecualianCtt, PengembalianCtt, PinjamCtt
from metrologi.perlengkapan.models.penarikan import Penarikan, Usulan, UsulanUji
from metrologi.perlengkapan.models.pengingat import Pengingat
from metrologi.perlengkapan.models.segel import Gerak, Penerimaan, Seri, TutupHari
from metrologi.perlengkapan.models.standar import PinjamStandar, SertifikatStandar

__all__ = ["Ctt", "Gerak", "Penarikan", "Penerimaan", "PengecualianCtt", "PengembalianCtt", "Pengingat", "PinjamCtt",
           "PinjamStandar", "Seri", "SertifikatStandar", "TutupHari", "Usulan", "UsulanUji"]
