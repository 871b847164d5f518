"""The register: places, kinds, rules, the scope of offices, owners, instruments, standards."""

from metrologi.uttp.models.jenis import AturanMasaBerlaku, JenisUttp, MenitUji
from metrologi.uttp.models.lingkup import LetakUml, LingkupTetangga, RuangLingkup, UmlTetangga
from metrologi.uttp.models.pemilik import Pemilik, Tempat, Wakil
from metrologi.uttp.models.riwayat import RiwayatUttp
from metrologi.uttp.models.standar import Standar
from metrologi.uttp.models.uttp import Uttp
from metrologi.uttp.models.wilayah import Wilayah

__all__ = [
    "AturanMasaBerlaku",
    "JenisUttp",
    "LetakUml",
    "LingkupTetangga",
    "MenitUji",
    "Pemilik",
    "RiwayatUttp",
    "RuangLingkup",
    "Standar",
    "Tempat",
    "UmlTetangga",
    "Uttp",
    "Wakil",
    "Wilayah",
]
