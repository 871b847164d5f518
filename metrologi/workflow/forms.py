"""The form of a step when the procedure brings none of its own: a note, and a passphrase where the step signs."""
from __future__ import annotations

from typing import Any

from django import forms

from metrologi.workflow.cases import Case
from metrologi.workflow.declare import Step


class StepForm(forms.Form):
    """Base of all step forms. `data_for_step()` is what the step's method receives; `bahan` a template shown before it.

    `uml` is the unit of the case, or where one is opened.
    """

    bahan = ""

    def __init__(self, *args: Any, case: Case | None, step: Step, user: Any, uml: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.step, self.user, self.uml = case, step, user, case.uml if case else uml
        if step.note:
            self.fields["note"] = forms.CharField(
                label="Catatan" if step.note != "wajib" else "Alasan", required=step.note == "wajib", max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}))
        if step.signs:
            self.fields["passphrase"] = forms.CharField(
                label="Passphrase tanda tangan", strip=False, max_length=200,
                widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
                help_text="Diminta setiap kali menandatangani dan tidak pernah disimpan.")

    def data_for_step(self) -> dict[str, Any]:
        return {k: v for k, v in self.cleaned_data.items() if k not in ("note", "passphrase")}

    @property
    def note(self) -> str:
        return self.cleaned_data.get("note", "")

    @property
    def secret(self) -> str | None:
        return self.cleaned_data.get("passphrase")
