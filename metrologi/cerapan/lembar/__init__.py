"""Which sheet serves which kind: the declarations by their code."""
from metrologi.cerapan.lembar.anak_timbangan import ANAK_TIMBANGAN
from metrologi.cerapan.lembar.arus import METER_ARUS, POMPA_BBG
from metrologi.cerapan.lembar.bejana import BEJANA_UKUR
from metrologi.cerapan.lembar.dasar import Alat, Isian, Lembar, Titik, TitikHasil, Uji
from metrologi.cerapan.lembar.elektronik import ELEKTRONIK
from metrologi.cerapan.lembar.lain import KADAR_AIR, METER_TAKSI
from metrologi.cerapan.lembar.mekanik import MEJA
from metrologi.cerapan.lembar.meter_air import METER_AIR
from metrologi.cerapan.lembar.meter_kwh import METER_KWH
from metrologi.cerapan.lembar.otomatis import BAN_BERJALAN, PENGECEK, PENGISI
from metrologi.cerapan.lembar.panjang import UKURAN_PANJANG
from metrologi.cerapan.lembar.pegas import PEGAS
from metrologi.cerapan.lembar.pompa import POMPA_BBM, POMPA_ELPIJI
from metrologi.cerapan.lembar.takaran import TAKARAN_BASAH, TAKARAN_KERING
from metrologi.cerapan.lembar.tum import TUM

LEMBAR: dict[str, Lembar] = {sheet.kode: sheet for sheet in (
    ELEKTRONIK, PEGAS, MEJA, POMPA_BBM, POMPA_ELPIJI, POMPA_BBG, METER_ARUS, ANAK_TIMBANGAN, TAKARAN_BASAH, TAKARAN_KERING,
    BEJANA_UKUR, UKURAN_PANJANG, METER_AIR, METER_KWH, TUM, BAN_BERJALAN, PENGECEK, PENGISI, KADAR_AIR, METER_TAKSI)}

__all__ = ["LEMBAR", "Alat", "Isian", "Lembar", "Titik", "TitikHasil", "Uji"]
