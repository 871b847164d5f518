"""The forms of an appeal's steps; the machine names them by class."""

from banding.forms.panel import (
    CatatInvestigasiForm,
    GantiPanelForm,
    NyatakanNetralForm,
    PutuskanBandingForm,
    SelesaiInvestigasiForm,
    UbahRapatForm,
    UndangPenjelasanForm,
    UndangRapatForm,
)
from banding.forms.perkara import (
    AjukanBandingForm,
    LengkapiBandingForm,
    NyatakanRelevanForm,
    NyatakanTidakRelevanForm,
    SampaikanPutusanForm,
    UsulkanPanelForm,
    UsulkanPelimpahanForm,
)

__all__ = [
    "AjukanBandingForm",
    "CatatInvestigasiForm",
    "GantiPanelForm",
    "LengkapiBandingForm",
    "NyatakanNetralForm",
    "NyatakanRelevanForm",
    "NyatakanTidakRelevanForm",
    "PutuskanBandingForm",
    "SampaikanPutusanForm",
    "SelesaiInvestigasiForm",
    "UbahRapatForm",
    "UndangPenjelasanForm",
    "UndangRapatForm",
    "UsulkanPanelForm",
    "UsulkanPelimpahanForm",
]
