"""An appeal and the rows beside it."""

from banding.models.baris import Akibat, AnggotaPanel, Bahan, Keterkaitan, Lampiran
from banding.models.perkara import Banding

__all__ = ["Akibat", "AnggotaPanel", "Bahan", "Banding", "Keterkaitan", "Lampiran"]
