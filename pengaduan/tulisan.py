"""The field and the form of a text that becomes part of a complaint."""
from __future__ import annotations

from typing import Any

from django import forms

from metrologi.workflow.forms import StepForm
from pengaduan.identitas import boleh_baca, terungkap


def tulisan(label: str, *, rows: int = 5, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class TulisanForm(StepForm):
    """A step that carries one text. Who knows the protected identity cannot write it into the case by mistake."""

    isi = tulisan("Tulisan")
    label = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.label:
            self.fields["isi"].label = self.label

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.case is not None and boleh_baca(self.case, self.user):
            for name, value in list(data.items()):
                if isinstance(value, str) and terungkap(self.case, value):
                    self.add_error(name, "Tulisan ini memuat identitas pelapor yang dilindungi. Hapus nama atau kontaknya.")
        return data
