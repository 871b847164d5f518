"""The base of an appeal's forms: nobody writes a protected customer's name into the case by mistake."""
from __future__ import annotations

from typing import Any

from banding.models import Banding
from metrologi.accounts.roles import Role
from metrologi.workflow.forms import StepForm

MENGENAL = {Role.STAF_PJTK, Role.KEPALA, Role.PANEL_BANDING}
TERUNGKAP = "Tulisan ini memuat identitas pemohon yang dilindungi. Hapus nama atau kontaknya."


class BandingForm(StepForm):
    """The texts of whoever knows the customer are looked at; to others a refusal would confirm a guess."""

    def perkara(self) -> Banding | None:
        return self.case

    def _mengenal(self, case: Banding) -> bool:
        """The customer, the desk that hears and delivers, the Kepala, and the panel that sits with the customer."""
        held = case.roles_of(self.user) if case.pk else {Role.STAF_PJTK}
        return self.user.pk == case.pemohon_id or bool(held & MENGENAL)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        case = self.perkara()
        for name, value in list(data.items()) if case and self._mengenal(case) else ():
            lines = value if isinstance(value, list) else [value]
            if any(isinstance(line, str) and case.terungkap(line) for line in lines):
                self.add_error(name, TERUNGKAP)
        return data
