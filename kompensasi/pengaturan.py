"""The part of the settings that says from which delay on compensation is due."""

from __future__ import annotations

from metrologi.accounts.models import Uml
from metrologi.portal.bagian_pengaturan import Bagian, daftarkan
from metrologi.portal.forms import UnitForm


class ToleransiForm(UnitForm):
    """The delay that a unit lets pass."""

    class Meta:
        model = Uml
        fields = ("toleransi_kompensasi",)


TOLERANSI = Bagian(
    "kompensasi",
    "Kompensasi",
    "Keterlambatan mulai berapa menit kerja yang membuka kompensasi.",
    "speedometer2",
    ToleransiForm,
    "toleransi kompensasi",
    single=True,
)


def pasang() -> None:
    """Register this part with the settings; called when Django is ready."""
    daftarkan(TOLERANSI)
