"""Which sheet serves which kind: the declarations by their code."""
from metrologi.cerapan.lembar.dasar import Alat, Isian, Lembar, Titik, TitikHasil, Uji
from metrologi.cerapan.lembar.elektronik import ELEKTRONIK
from metrologi.cerapan.lembar.mekanik import MEJA
from metrologi.cerapan.lembar.pegas import PEGAS
from metrologi.cerapan.lembar.pompa import POMPA_BBM

LEMBAR: dict[str, Lembar] = {sheet.kode: sheet for sheet in (ELEKTRONIK, PEGAS, MEJA, POMPA_BBM)}

__all__ = ["LEMBAR", "Alat", "Isian", "Lembar", "Titik", "TitikHasil", "Uji"]
