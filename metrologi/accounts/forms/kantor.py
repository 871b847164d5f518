"""Which office somebody from outside turns to; asked only where the portal serves several."""

from __future__ import annotations

from django import forms

from metrologi.accounts.models import Uml

SEVERAL = 2


def kantor_field() -> forms.ModelChoiceField | None:
    """A choice of the active offices; None where there is one only."""
    offices = Uml.objects.aktif()
    if offices.count() < SEVERAL:
        return None
    return forms.ModelChoiceField(
        offices,
        label="Kantor",
        empty_label="Pilih kantor",
        help_text="Kantor metrologi di kabupaten atau kota Anda.",
        error_messages={"required": "Pilih kantor yang Anda tuju."},
    )
