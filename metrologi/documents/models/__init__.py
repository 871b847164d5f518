"""The rows of papers: number patterns and counters, signing keys, issued documents, scans."""

from metrologi.documents.models.dokumen import Dokumen
from metrologi.documents.models.kunci import KunciTandaTangan
from metrologi.documents.models.nomor import Penghitung, PolaNomor
from metrologi.documents.models.pindaian import Pindaian

__all__ = ["Dokumen", "KunciTandaTangan", "Penghitung", "Pindaian", "PolaNomor"]
