"""The field and the form of a text that becomes part of a complaint."""

from __future__ import annotations

from typing import Any

from django import forms

from metrologi.workflow.forms import StepForm


def tulisan(label: str, *, rows: int = 5, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class TulisanForm(StepForm):
    """The form of a step with one text."""

    isi = tulisan("Tulisan")
    label = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.label:
            self.fields["isi"].label = self.label
