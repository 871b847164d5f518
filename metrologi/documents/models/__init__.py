"""The rows of papers: number patterns and counters, signing keys, issued documents."""
from metrologi.documents.models.dokumen import Dokumen
from metrologi.documents.models.kunci import KunciTandaTangan
from metrologi.documents.models.nomor import Penghitung, PolaNomor

__all__ = ["Dokumen", "KunciTandaTangan", "Penghitung", "PolaNomor"]
