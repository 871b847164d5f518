"""Which office somebody from outside turns to; asked only where the portal serves several."""

from __future__ import annotations

from django import forms

from metrologi.accounts.models import Uml

SEVERAL = 2


def kantor_field(biasa: Uml | None = None) -> forms.ModelChoiceField | None:
    """A choice of the active offices, `biasa` before others; None where there is one only."""
    offices = Uml.objects.aktif()
    if offices.count() < SEVERAL:
        return None
    return forms.ModelChoiceField(
        offices,
        initial=biasa,
        label="Kantor",
        empty_label="Pilih kantor",
        help_text="Kantor metrologi di kabupaten atau kota Anda.",
        error_messages={"required": "Pilih kantor yang Anda tuju."},
    )
