"""The form of a step that brings none of its own: a note, and a passphrase where it signs."""

from __future__ import annotations

from typing import Any

from django import forms

from metrologi.accounts.models import Uml, User
from metrologi.accounts.roles import OUTSIDE
from metrologi.workflow.cases import Case
from metrologi.workflow.declare import Step, StepData
from metrologi.workflow.rahasia import Rahasia

# Fields of a step's form that are no data of the step but arguments of `run` and `open_case`.
APA_ADANYA = "apa_adanya"
NOT_DATA = ("note", "passphrase", "kunci", "lewat", APA_ADANYA)
BUKAN_NAMA_SAYA = "Itu bukan nama saya, kirim apa adanya"
TERUNGKAP = "Tulisan ini memuat identitas yang dilindungi. Hapus “{kata}”."
LEWAT = [("telepon", "Telepon"), ("loket", "Datang ke kantor"), ("surat", "Surat atau surel")]


def _wakil(case: Case | None, step: Step, user: User) -> bool:
    """Whether the step is somebody else's, for whom this person types it."""
    if case is None or step.proxy is None:
        return False
    return not case.roles_of(user) & set(step.by)


class StepForm(forms.Form):
    """Base of all step forms.

    `data_for_step()` is what the step's method receives; `bahan` a template shown before it.
    `uml` is the unit of the case, or where one is opened.
    """

    bahan = ""

    def __init__(
        self,
        *args: Any,
        case: Case | None,
        step: Step,
        user: User,
        uml: Uml | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.step, self.user = case, step, user
        self.uml = case.uml if case else uml
        self.wakil = _wakil(case, step, user)
        if self.wakil:
            self.fields["lewat"] = forms.ChoiceField(
                label="Disampaikan kepada Anda lewat",
                choices=LEWAT,
                widget=forms.RadioSelect,
                help_text="Tulis apa yang ia katakan. Tercatat bahwa Anda yang mengetiknya.",
            )
        if step.note:
            self.fields["note"] = forms.CharField(
                label="Catatan" if step.note != "wajib" else "Alasan",
                required=step.note == "wajib",
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        if step.signs:
            self.fields["passphrase"] = forms.CharField(
                label="Passphrase tanda tangan",
                strip=False,
                max_length=200,
                widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
                help_text="Diminta setiap kali menandatangani dan tidak pernah disimpan.",
            )

    def perkara(self) -> Case | None:
        """The case whose protected persons no text of this form may name."""
        return self.case

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        case = self.perkara()
        secret = case.rahasia() if case and case.mengenal(self.user) else None
        if secret is not None and not self._apa_adanya():
            self._refuse(secret, data)
        return data

    def _refuse(self, secret: Rahasia, data: dict[str, Any]) -> None:
        """Refuse what names a protected person; the person may say that it is an ordinary word."""
        for name, value in list(data.items()):
            lines = value if isinstance(value, list) else [value]
            found = next((w for w in lines if isinstance(w, str) and secret.ditemukan(w)), "")
            if found:
                self.add_error(name, TERUNGKAP.format(kata=secret.ditemukan(found)))
                self._tawarkan()

    def _sendiri(self) -> bool:
        """Whether the form is filled in by whom the case protects."""
        case = self.perkara()
        return case is not None and bool(case.pk) and not case.roles_of(self.user) - OUTSIDE

    def _tawarkan(self) -> None:
        if self._sendiri():
            self.fields[APA_ADANYA] = forms.BooleanField(label=BUKAN_NAMA_SAYA, required=False)

    def _apa_adanya(self) -> bool:
        return self._sendiri() and APA_ADANYA in self.data

    def unit(self) -> Uml:
        """Where an opening makes its case: the unit given, or that of the owner a form knows."""
        assert self.uml is not None  # given to the form of every opening
        return self.uml

    def data_for_step(self) -> StepData:
        """The cleaned fields without those that `run` and `open_case` take by other names."""
        return {k: v for k, v in self.cleaned_data.items() if k not in NOT_DATA}

    @property
    def note(self) -> str:
        """What the log keeps beside the step; for whom and how, where it is somebody else's."""
        typed: str = self.cleaned_data.get("note", "")
        if not self.wakil:
            return typed
        told = dict(LEWAT)[self.cleaned_data["lewat"]].lower()
        return f"Dicatat petugas atas permintaan orangnya, lewat: {told}. {typed}".strip()

    @property
    def secret(self) -> str | None:
        return self.cleaned_data.get("passphrase")
